"""What those who manage a place (a server, say) decide for all who write there."""

from __future__ import annotations

from typing import Literal, get_args

from bot.i18n import Voice
from bot.storage.accounts import workspace_settings
from bot.tutor.context import Desk
from bot.tutor.identity import Person
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Text

Answers = Literal["thread", "direct"]
"""Where code that is pasted into a channel is answered."""


class Places:
    """Where pastes are answered in each place, as its managers or the platform's default say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._defaults: dict[str, Answers] = {}

    def on_choice(self, platform: str, default: Answers) -> None:
        """A platform whose places may choose, and what holds where they have not."""
        self._defaults[platform] = default

    def may_decide(self, person: Person) -> bool:
        """Whether the person manages this place, and its platform leaves the choice to places."""
        return person.manages and person.platform in self._defaults

    async def answers(self, platform: str, place: str) -> Answers:
        """Where pastes are answered in a place of a platform that lets its places choose.

        Raises KeyError for any other platform.
        """
        async with self._desk.database.reading() as session:
            stored = await workspace_settings.answers_in(session, platform, place)
        return read_answers(stored or "") or self._defaults[platform]

    async def decide(self, person: Person, answers: Answers) -> None:
        """Writes the decision down; whether the person may decide is for the caller to ask."""
        async with self._desk.database.writing() as session:
            await workspace_settings.set_answers(session, person.platform, person.place, answers)

    async def blocks(self, say: Voice, person: Person) -> tuple[AnyBlock, ...]:
        """How it stands in the person's place, and a button to change it."""
        stands = await self.answers(person.platform, person.place)
        if stands == "thread":
            said, other = say("place-answers-thread"), "direct"
            label = say("button-answers-direct")
        else:
            said, other = say("place-answers-direct"), "thread"
            label = say("button-answers-thread")
        return (
            Text(markdown=say("place-title", platform=person.platform)),
            Text(markdown=said),
            Buttons(buttons=(button(label, f"settings:answers-{other}"),)),
        )


def read_answers(word: str) -> Answers | None:
    """The choice of that name; None for any other word."""
    return next((each for each in get_args(Answers) if each == word), None)
