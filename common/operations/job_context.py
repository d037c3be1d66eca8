"""Log lines as text or JSON, each with the id of the submission that it is about.

The bot and the graders log alike, so that one id finds a submission's way from paste to reply.
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
"""Our packages, whose names their loggers begin with."""

_submission: ContextVar[str] = ContextVar("submission", default="")


@contextmanager
def job_context(submission: str) -> Iterator[None]:
    """All that is logged inside, also by tasks begun there, is about the job with this id."""
    before = _submission.set(submission)
    try:
        with working_on(submission):
            yield
    finally:
        _submission.reset(before)


def configure_logging(
    process: str, level: str, log_format: LogFormat, stream: TextIO | None = None
) -> None:
    """Makes every logger write to `stream` (standard error), in place of what it did before.

    `process` is who speaks, "bot" or "grader": they often share one standard error.

    The level is that of our own loggers. Libraries write nothing below INFO: at DEBUG they log
    whole requests and events, with tokens and learners' code.
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

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        line = super().formatMessage(record)
        submission = getattr(record, "submission", "")
        return f"{line} submission={submission}" if submission else line


class _JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, process, logger, message, and where
    there is one, submission and trace."""

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
