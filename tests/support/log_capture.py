"""Capture everything that the bot logs at the level DEBUG."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from common.operations.job_context import OURS, set_up_logs


@contextmanager
def capture_debug_log() -> Iterator[io.StringIO]:
    """Yield what `TENSEI_LOG_LEVEL=DEBUG` writes; restore the loggers afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    written = io.StringIO()
    set_up_logs("bot", "DEBUG", "text", written)
    try:
        yield written
    finally:
        root.handlers[:], root.level = handlers, level
        for name in OURS:
            logging.getLogger(name).setLevel(logging.NOTSET)
