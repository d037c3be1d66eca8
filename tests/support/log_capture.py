"""Capture everything that the bot logs at the level DEBUG."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from common.operations.job_context import OUR_PACKAGES, configure_logging


@contextmanager
def capture_debug_log() -> Iterator[io.StringIO]:
    """Yield what `TENSEI_LOG_LEVEL=DEBUG` writes; restore the loggers afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    written = io.StringIO()
    configure_logging("bot", "DEBUG", "text", written)
    try:
        yield written
    finally:
        root.handlers[:], root.level = handlers, level
        for name in OUR_PACKAGES:
            logging.getLogger(name).setLevel(logging.NOTSET)
