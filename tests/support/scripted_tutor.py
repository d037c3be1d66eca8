"""A tutor with scripted replies, to test the local chat on its own."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from bot.i18n import parse_language
from bot.storage import Database
from bot.storage.models import AccountRow, LearnerRow
from bot.tutor.identity import ChatUser
from bot.tutor.platform import ChatPlatform
from bot.tutor.replies.model import Button, Buttons, Code, Form, Picture, Reply, Table, Text
from bot.tutor.text.commands import CommandHelp
from bot.tutor.text.quoted import QuotedMessage
from common.message_reader.program import join_code
from common.message_reader.records import Part
from lessons.curriculum import Language

MET_AT = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
PENDING = Reply(blocks=(Text(markdown="Grading…"),), pending=True)
PASSED = Reply(blocks=(Text(markdown="**Passed.** +10 points"),))


def text(markdown: str) -> Reply:
    return Reply(blocks=(Text(markdown=markdown),))


async def meet(database: Database, account: str) -> None:
    """Insert a learner, as the real tutor does: pictures belong to stored learners."""
    of_them = {"platform": "local", "account": account, "name": account, "met_at": MET_AT}
    async with database.write_session() as session:
        learner = LearnerRow(**of_them)
        session.add(learner)
        await session.flush()
        session.add(AccountRow(learner_id=learner.id, **of_them))


def small_png() -> str:
    """Return a picture of 2 by 1 pixels, as base64."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0)
    body = (
        chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x20\xe0")) + chunk(b"IEND", b"")
    )
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


class ScriptedCompletion:
    """Completes the names of three lessons."""

    before_completing: Callable[[], Awaitable[object]] | None = None

    async def argument(self, user: ChatUser, command: str, prefix: str) -> tuple[str, ...]:
        if self.before_completing is not None:
            await self.before_completing()
        choices = ("tensors", "operations", "numpy") if command == "lesson" else ()
        return tuple(choice for choice in choices if choice.startswith(prefix))


class ScriptedTutor:
    """Replies by the script, and records the requests."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.languages: dict[str, Language] = {}
        self.replies: dict[str, Reply] = {
            "start": Reply(
                blocks=(
                    Text(markdown="Welcome. Begin with the first lesson."),
                    Buttons(
                        buttons=(Button(label="First lesson", action="lesson:1", style="primary"),)
                    ),
                )
            ),
            "lesson": Reply(
                blocks=(
                    Text(markdown="## Tensors\n\nA **tensor** holds numbers."),
                    Code(text="torch.ones(2)", language="python", caption="Try it"),
                    Buttons(buttons=(Button(label="▶ Run", action="run:1"),)),
                )
            ),
            "leaderboard": Reply(
                blocks=(
                    Table(head=("Rank", "Name"), rows=(("1", "Aiko"), ("2", "Ben")), highlighted=1),
                )
            ),
            "quiz": Reply(
                blocks=(Form(label="What is printed?", action="answer:1", submit="Answer"),)
            ),
            "picture": Reply(blocks=(Picture(png_base64=small_png(), alt="Two pixels"),)),
        }
        self.greeting: Reply | None = None  # for who opens the chat again
        self.before_answering: Callable[[str], Awaitable[None]] | None = None
        self.completion = ScriptedCompletion()

    async def command(self, user: ChatUser, name: str, argument: str, reply_to: str) -> Reply:
        if name == "language":
            self.languages[user.account] = parse_language(argument) or "en"
        return await self._note(name, reply_to, "command", user.account, name, argument)

    async def message(
        self,
        user: ChatUser,
        text: str,
        reply_to: str,
        *,
        files: Sequence[Part] = (),
        quoted: QuotedMessage | None = None,
    ) -> Reply:
        said = "\n".join(filter(None, (text, join_code(files))))
        return await self._note(said, reply_to, "message", user.account, said)

    async def act(self, user: ChatUser, action: str, text: str, reply_to: str) -> Reply:
        return await self._note(action, reply_to, "act", user.account, action, text)

    async def welcome_back(
        self, user: ChatUser, last_seen: datetime, reply_to: str
    ) -> Reply | None:
        return self.greeting

    async def language(self, user: ChatUser) -> Language:
        return self.languages.get(user.account) or parse_language(user.locale) or "en"

    def commands(self, language: Language) -> tuple[CommandHelp, ...]:
        says = {"en": "Read a lesson", "ja": "レッスンを読む"}[language]
        return (
            CommandHelp("start", "", "Where to begin"),
            CommandHelp("lesson", "name", says),
            CommandHelp("leaderboard", "", "Who has how many points"),
            CommandHelp("language", "ja | en", "Choose a language"),
        )

    def connect(self, platform: ChatPlatform) -> None:
        assert platform.name == "local"
        self.platform = platform

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        """Deliver a reply, as the real tutor does after a verdict."""
        await self.platform.deliver(reply_to, reply)

    def asked_messages(self) -> list[str]:
        return [note[2] for note in self.asked if note[0] == "message"]

    async def _note(self, cue: str, reply_to: str, *note: str) -> Reply:
        self.asked.append(note)
        if self.before_answering is not None:
            await self.before_answering(reply_to)
        return self.replies.get(cue, text(f"You said: {note[2]}"))
