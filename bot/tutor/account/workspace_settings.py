"""What those who manage a place (a server, say) decide for all who write there."""

from __future__ import annotations

from typing import Literal, get_args

from bot.i18n import Translator
from bot.storage.accounts import workspace_settings
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Text

ReplyMode = Literal["thread", "direct"]
"""Where code that is pasted into a channel is answered."""


class WorkspaceSettings:
    """Where pastes are answered in each place, as its managers or the platform's default say."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context
        self._defaults: dict[str, ReplyMode] = {}

    def on_choice(self, platform: str, default: ReplyMode) -> None:
        """A platform whose places may choose, and what holds where they have not."""
        self._defaults[platform] = default

    def may_decide(self, person: ChatUser) -> bool:
        """Whether the person manages this place, and its platform leaves the choice to places."""
        return person.is_admin and person.platform in self._defaults

    async def answers(self, platform: str, place: str) -> ReplyMode:
        """Where pastes are answered in a place of a platform that lets its places choose.

        Raises KeyError for any other platform.
        """
        async with self._context.database.read_session() as session:
            stored = await workspace_settings.find_reply_mode(session, platform, place)
        return read_answers(stored or "") or self._defaults[platform]

    async def decide(self, person: ChatUser, answers: ReplyMode) -> None:
        """Writes the decision down; whether the person may decide is for the caller to ask."""
        async with self._context.database.write_session() as session:
            await workspace_settings.set_reply_mode(session, person.platform, person.place, answers)

    async def blocks(self, t: Translator, person: ChatUser) -> tuple[AnyBlock, ...]:
        """How it stands in the person's place, and a button to change it."""
        stands = await self.answers(person.platform, person.place)
        if stands == "thread":
            said, other = t("place-answers-thread"), "direct"
            label = t("button-answers-direct")
        else:
            said, other = t("place-answers-direct"), "thread"
            label = t("button-answers-thread")
        return (
            Text(markdown=t("place-title", platform=person.platform)),
            Text(markdown=said),
            Buttons(buttons=(button(label, f"settings:answers-{other}"),)),
        )


def read_answers(word: str) -> ReplyMode | None:
    """The choice of that name; None for any other word."""
    return next((each for each in get_args(ReplyMode) if each == word), None)
