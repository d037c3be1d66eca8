"""Errors of ours, reported to the learner by a short number that is also in the log."""

from __future__ import annotations

import logging
import secrets

from bot.i18n import Translator
from bot.tutor.replies.model import Reply, Text

log = logging.getLogger(__name__)


def log_with_error_id(description: str, error: BaseException) -> str:
    """Log an exception with its traceback; return the number that it has in the log."""
    error_id = secrets.token_hex(3)
    log.error("trouble %s: %s", error_id, description, exc_info=error)
    return error_id


def error_reply(t: Translator, error_id: str) -> Reply:
    """Return the reply to an error of ours, with the number from `log_with_error_id`."""
    return Reply(
        tone="refused",
        threadable=True,
        trouble=True,
        blocks=(Text(markdown=t("trouble", id=error_id)),),
    )
