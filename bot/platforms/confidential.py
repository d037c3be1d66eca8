"""The public notice in place of a confidential reply, which has none of the reply's content."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text


def confidential_notice(t: Translator, reply: Reply, *, is_delivered: bool) -> Reply:
    """Return the notice that a reply was delivered as a direct message.

    Where it was not, the notice has a button that shows the reply to the learner alone.
    """
    if is_delivered:
        return Reply(threadable=True, blocks=(Text(markdown=t("private-told")),))
    blocks: tuple[AnyBlock, ...] = (Text(markdown=t("private-closed")),)
    if reply.ask_again:
        show = Button(label=t("button-private-show"), action=reply.ask_again, style="primary")
        blocks = (Text(markdown=t("private-offer")), Buttons(buttons=(show,)))
    return Reply(threadable=True, blocks=blocks)
