"""The public notice that replaces a confidential reply: none of its content, and how to see it."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text


def confidential_notice(t: Translator, reply: Reply, *, is_delivered: bool) -> Reply:
    """Says that the reply came as a direct message; where none could come, offers a button.

    The button shows the reply to the learner who asked for it, and to nobody else.
    """
    if is_delivered:
        return Reply(threadable=True, blocks=(Text(markdown=t("private-told")),))
    blocks: tuple[AnyBlock, ...] = (Text(markdown=t("private-closed")),)
    if reply.ask_again:
        show = Button(label=t("button-private-show"), action=reply.ask_again, style="primary")
        blocks = (Text(markdown=t("private-offer")), Buttons(buttons=(show,)))
    return Reply(threadable=True, blocks=blocks)
