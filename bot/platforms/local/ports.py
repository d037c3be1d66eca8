"""What the local chat needs from the rest of the bot, and nothing more of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.tutor.replies import Reply
from bot.tutor.tutor import CommandHelp, Person
from lessons.records import Language


class Tutor(Protocol):
    async def command(self, person: Person, name: str, argument: str, reply_to: str) -> Reply: ...
    async def message(self, person: Person, text: str, reply_to: str) -> Reply: ...
    async def act(self, person: Person, action: str, text: str, reply_to: str) -> Reply: ...
    def on_delivery(
        self, platform: str, deliver: Callable[[str, Reply], Awaitable[None]]
    ) -> None: ...
    def commands(self, language: Language) -> tuple[CommandHelp, ...]: ...
    async def complete(self, person: Person, command: str, prefix: str) -> tuple[str, ...]: ...
