"""The sentence that says how code is sent where plain pastes are not read."""

from __future__ import annotations

from bot.tutor.replies.model import Text
from bot.tutor.request import Request


def paste_note(request: Request) -> tuple[Text, ...]:
    """Return how code can be sent, where a paste without a mention is not read; else nothing."""
    return () if request.user.reads_pastes else (Text(markdown=request.t("paste-mention")),)
