"""What a channel says where a reply can reach its learner in no other way."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.replies.model import Button, Buttons, Reply, Text


def missed_notice(t: Translator, user: int, reply: Reply) -> Reply:
    """Return a message that mentions a learner, with a button that shows the reply to them alone.

    Others see nothing of the reply's content.
    """
    show = Button(label=t("discord-button-missed"), action=reply.shown_again_by, style="primary")
    text = Text(markdown=t("discord-missed", mention=f"<@{user}>"))
    return Reply(private=False, blocks=(text, Buttons(buttons=(show,))))


def unreachable_notice(t: Translator) -> Reply:
    """Return a message below one whose answer can be put nowhere."""
    text = Text(markdown=t("discord-out-of-reach"))
    return Reply(tone="refused", threadable=True, blocks=(text,))
