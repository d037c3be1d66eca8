"""What is held of a learner: theirs to have, and theirs to have deleted."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.storage import privacy
from bot.tutor.buttons import button, command_button
from bot.tutor.desk import Desk
from bot.tutor.people import Learner, Person
from bot.tutor.replies import Buttons, File, Reply, Text

log = logging.getLogger(__name__)


class Keeper(Protocol):
    """A platform that keeps something of its learners by itself."""

    async def held(self, account: str) -> Sequence[Mapping[str, Any]]:
        """All that it keeps of an account, as plain values."""

    async def forget(self, account: str) -> None:
        """Deletes all of it."""


class Privacy:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keepers: dict[str, Keeper] = {}

    def on_keeping(self, platform: str, keeper: Keeper) -> None:
        self._keepers[platform] = keeper

    async def command(self, learner: Learner, person: Person, argument: str) -> Reply:
        match argument.casefold():
            case "export":
                return await self.export(learner, person)
            case "delete":
                return self.ask(learner)
            case "delete-now":
                return await self.delete(learner, person)
        say = self._desk.words.voice(learner.language)
        steps = (
            button(say("button-privacy-export"), "privacy:export", "primary"),
            command_button(say, "settings"),
            button(say("button-privacy-delete"), "privacy:delete", "danger"),
        )
        about = say("privacy", days=self._desk.keep_code.days)
        return Reply(blocks=(Text(markdown=about), Buttons(buttons=steps)))

    async def export(self, learner: Learner, person: Person) -> Reply:
        """Everything held of the learner, as one JSON file."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.reading() as session:
            held: dict[str, Any] = dict(await privacy.everything(session, learner.id))
        keeper = self._keepers.get(person.platform)
        if keeper is not None:
            held["messages"] = await keeper.held(person.account)
        content = json.dumps(held, ensure_ascii=False, indent=2).encode()
        file = File(name="tensei-export.json", base64=base64.b64encode(content).decode())
        return Reply(blocks=(Text(markdown=say("privacy-exported")), file))

    def ask(self, learner: Learner) -> Reply:
        say = self._desk.words.voice(learner.language)
        yes = button(say("button-privacy-delete-now"), "privacy:delete-now", "danger")
        return Reply(blocks=(Text(markdown=say("privacy-sure")), Buttons(buttons=(yes,))))

    async def delete(self, learner: Learner, person: Person) -> Reply:
        """Deletes everything at once. Whoever comes back afterwards begins anew."""
        async with self._desk.database.writing() as session:
            await privacy.delete_everything(session, learner.id, self._desk.clock())
        keeper = self._keepers.get(person.platform)
        if keeper is not None:
            await keeper.forget(person.account)
        say = self._desk.words.voice(learner.language)
        return Reply(blocks=(Text(markdown=say("privacy-deleted")),))

    async def forget_old_code(self) -> None:
        """Blanks code that has been kept for as long as the setting says."""
        before = self._desk.clock() - self._desk.keep_code
        blanked = 0
        while True:
            async with self._desk.database.writing() as session:
                count = await privacy.forget_code(session, before)
            blanked += count
            if count < privacy.AT_A_TIME:
                break
        if blanked:
            log.info("blanked %s pieces of code that were older than %s", blanked, before)
