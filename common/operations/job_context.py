"""Log lines as text or JSON, each with the id of the job that it is about.

Bot and graders use the same format, so that one id finds a submission from paste to reply.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

from common.operations.redaction import redact
from common.operations.watchdog import working_on

LogFormat = Literal["text", "json"]

OUR_PACKAGES = ("bot", "common", "grader", "lessons", "migrations")
"""Our packages; the names of our loggers begin with them."""

_submission: ContextVar[str] = ContextVar("submission", default="")


@contextmanager
def job_context(submission: str) -> Iterator[None]:
    """Add the job's id to everything that is logged inside, also by tasks created there."""
    token = _submission.set(submission)
    try:
        with working_on(submission):
            yield
    finally:
        _submission.reset(token)


def configure_logging(
    process: str, level: str, log_format: LogFormat, stream: TextIO | None = None
) -> None:
    """Replace the handlers of all loggers by one that writes to `stream`, or to standard error.

    `process` is "bot" or "grader": they often share one standard error.

    The level is that of our own loggers. Libraries log nothing below INFO: at DEBUG they log whole
    requests and events, with tokens and learners' code.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(_add_submission)
    handler.setFormatter(
        _JsonFormatter(process) if log_format == "json" else _TextFormatter(process)
    )
    is_debug = level == "DEBUG"
    logging.basicConfig(level=logging.INFO if is_debug else level, handlers=[handler], force=True)
    for name in OUR_PACKAGES:
        logging.getLogger(name).setLevel(logging.DEBUG if is_debug else logging.NOTSET)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _add_submission(record: logging.LogRecord) -> bool:
    record.submission = _submission.get()
    return True


class _TextFormatter(logging.Formatter):
    def __init__(self, process: str) -> None:
        super().__init__(f"%(asctime)s %(levelname)s {process} %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - overrides logging's
        line = super().formatMessage(record)
        submission = getattr(record, "submission", "")
        return f"{line} submission={submission}" if submission else line


class _JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object per line.

    It has time (UTC, ISO 8601), level, process, logger, message, and if there is one, submission
    and trace.
    """

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "process": self._process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if submission := getattr(record, "submission", ""):
            line["submission"] = submission
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps({key: redact(value) for key, value in line.items()}, ensure_ascii=False)
