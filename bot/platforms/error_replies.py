"""Errors of ours: told to the learner by a short number that the log has too."""

from __future__ import annotations

import logging
import secrets

from bot.i18n import Translator
from bot.tutor.replies.model import Reply, Text

log = logging.getLogger(__name__)


def log_with_error_id(what: str, problem: BaseException) -> str:
    """Writes an exception into the log, in full; returns the number that it has there."""
    number = secrets.token_hex(3)
    log.error("trouble %s: %s", number, what, exc_info=problem)
    return number


def error_reply(t: Translator, error_id: str) -> Reply:
    """Says that something of ours went wrong, with the number from `log_with_error_id`."""
    return Reply(threadable=True, blocks=(Text(markdown=t("trouble", id=error_id)),))
