"""Plays learners who use the tutor, and records every reply as a scene of the sheet."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.platform_names import DISCORD
from bot.storage.accounts import learners, notices
from bot.storage.grading import jobs, missed_replies
from bot.tutor.context import SubmissionLimits
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import (
    Action,
    AnswerQuestion,
    RunCommand,
    encode,
    find_action,
)
from bot.tutor.replies.buttons import with_draft_buttons
from bot.tutor.replies.model import Buttons, Details, Form, ListItem, Menu, Reply, buttons_of
from bot.tutor.text.command_names import parse_slash_command
from grader.judge import Judge
from grader.protocol import ExamOrigin, Graded, Ran, RunResult, ShapeTrace, Status, Verdict
from lessons.curriculum import Language, Question
from tests.support.announcement_channels import Channels
from tests.support.graded_in_process import verdict_of
from tests.support.study import Study

GOLDEN = Path(__file__).parents[2] / "golden"

Kind = TypeVar("Kind", bound=Action)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a learner did, and the reply to it."""

    did: str  # the line that was typed, or the label of the button that was pressed
    reply: Reply
    who: str = ""  # the learner's name


@dataclass(frozen=True, slots=True)
class HarmlessCode:
    """Code of the project's own, which may be graded without the jail."""

    path: Path
    exercise: str
    code: str


def golden(name: str) -> HarmlessCode:
    """Return a golden submission, such as "tensors/evens/odds"."""
    path = GOLDEN / f"{name}.py"
    lesson, exercise, _ = name.split("/")
    return HarmlessCode(path, f"{lesson}/{exercise}", path.read_text(encoding="utf-8"))


class Roles:
    """Implements `bot.tutor.platform.RoleGranter`; only the role 900000002 cannot be given."""

    def mention(self, role: str) -> str:
        return f"<@&{role}>"

    async def check(self, place: str, role: str) -> str:
        return "role-too-high" if role == "900000002" else ""

    async def grant(self, place: str, account: str, role: str) -> bool:
        return True

    async def revoke(self, place: str, account: str, role: str) -> None:
        """Do nothing."""


@dataclass
class Play:
    """Uses a tutor as learners on one platform do. All that replies offer can be pressed."""

    study: Study
    judge: Judge
    language: Language
    platform: str = DISCORD
    scenes: list[Scene] = field(default_factory=list)
    commands: set[str] = field(default_factory=set)  # that were used
    kinds: set[type[Any]] = field(default_factory=set)  # of actions that were used
    channels: Channels = field(default_factory=Channels)
    _offered: list[tuple[Action, str]] = field(default_factory=list)
    _shown_posts: int = 0
    _shown_told: int = 0

    def __post_init__(self) -> None:
        """Connect the platform, whose channels receive announcements."""
        self.study.limits = SubmissionLimits(per_minute=1000, unfinished=1000)
        self.study.started()
        self.study.connect(
            self.platform,
            announcer=self.channels,
            default_reply_mode="thread",
            roles=Roles() if self.platform == DISCORD else None,
        )

    def user(self, who: str, *, in_channel: bool = True, is_admin: bool = False) -> ChatUser:
        """Return a user of the study group's server; outside of a channel they write directly."""
        place: dict[str, Any] = {"place": f"dm-{who}"}
        if in_channel:
            place = {"place": "77", "place_name": "PyTorch circle", "channel": "general"}
        return ChatUser(
            self.platform,
            who.casefold(),
            who,
            self.language,
            is_admin=is_admin or who == "Mori",
            zone="Asia/Tokyo",
            **place,
        )

    async def type(self, line: str, who: str = "Aiko") -> Reply:
        """Send a message or a command as it is typed."""
        command = parse_slash_command(line)
        if command is not None:
            self.commands.add(command[0])
        place = self.study.next_place()
        reply = await self.study.tutor.message(self.user(who), line, place)
        return self.show(line, reply, who)

    async def ask_directly(self, line: str, who: str = "Aiko") -> Reply:
        """Send a command where no channel is."""
        user, place = self.user(who, in_channel=False), self.study.next_place()
        return self.show(line, await self.study.tutor.message(user, line, place), who)

    async def press(
        self, kind: builtins.type[Kind], text: str = "", who: str = "Aiko", **fields: Any
    ) -> Reply:
        """Press the button of a kind that was offered last, or send the form or the menu."""
        for action, label in reversed(self._offered):
            found = {name: getattr(action, name, None) for name in fields}
            if isinstance(action, kind) and found == fields:
                return await self.act(action, text, who, label)
        raise LookupError(f"no reply has offered {kind.__name__} with {fields}")

    async def act(self, action: Any, text: str = "", who: str = "Aiko", label: str = "") -> Reply:
        """Do an action, whether or not it was offered."""
        self.kinds.add(type(action))
        if isinstance(action, RunCommand):
            self.commands.add(action.name)
        place = self.study.next_place()
        reply = await self.study.tutor.act(self.user(who), encode(action), text, place)
        did = f"[{label or encode(action)}]"
        return self.show(f"{did} {text}".strip(), reply, who)

    async def submit(self, name: str, who: str = "Aiko", trace: ShapeTrace | None = None) -> Reply:
        """Paste a golden submission and show the judge's verdict on it."""
        code = golden(name)
        shown = code.code.partition("\n\n")[2].strip("\n")
        code = replace(code, code=shown)
        await self.type(f"```python\n{shown}\n```", who)
        facts = {"exam": ExamOrigin(seed="7", version="1", device="cpu"), "trace": trace}
        return await self.graded(verdict_of(self.judge, code).model_copy(update=facts), who)

    async def pass_exercise(self, exercise: str, who: str = "Aiko", *, is_shown: bool) -> None:
        """Paste an exercise's reference; its verdict is that it has passed."""
        found = self.study.catalog.exercise(exercise)
        assert found is not None, exercise
        before = len(self.scenes)
        await self.type(f"```python\n{found.reference}\n```", who)
        await self.graded(Verdict(status=Status.PASSED, exercise=exercise), who)
        if not is_shown:
            del self.scenes[before:]

    async def answer(self, question: Question, *, is_shown: bool = False) -> None:
        """Answer a question rightly."""
        before = len(self.scenes)
        await self.act(AnswerQuestion(question.ref), question.answer)
        if not is_shown:
            del self.scenes[before:]

    async def notify(self, who: str, kind: str, subject: str) -> None:
        """Queue a notice for a learner, and show it."""
        user, now = self.user(who), self.study.now
        async with self.study.database.write_session() as session:
            row = await learners.find_learner(session, user.platform, user.account)
            assert row is not None
            await notices.queue(session, row.id, kind, subject, now)
        await self.run_due()

    async def graded(self, verdict: Verdict, who: str = "Aiko") -> Reply:
        """Show the reply to a verdict on what was submitted last."""
        await self.study.tutor.jobs.on_grader_message(
            Graded(id=self.study.queue.sent[-1].id, verdict=verdict)
        )
        return self.show("", self.study.delivered[-1][1], who)

    async def miss_verdict(self, exercise: str) -> None:
        """Let Aiko pass an exercise, with a reply that can be shown nowhere."""
        await self.pass_exercise(exercise, is_shown=False)
        async with self.study.database.write_session() as session:
            job = await jobs.find_job(session, self.study.queue.sent[-1].id)
            assert job is not None
            await missed_replies.insert(session, job, self.study.now)

    async def ran(self, result: RunResult, who: str = "Aiko") -> Reply:
        """Show the reply to the result of the run that was submitted last."""
        await self.study.tutor.jobs.on_grader_message(
            Ran(id=self.study.queue.sent[-1].id, result=result)
        )
        return self.show("", self.study.delivered[-1][1], who)

    async def run_due(self) -> None:
        """Show what the scheduler sends now, to channels and to learners."""
        for _ in range(5):
            await self.study.tutor.scheduler.run_due()
        self.show_announced()

    def show_announced(self) -> None:
        """Show what was posted and sent since the last call."""
        for post in self.channels.posts[self._shown_posts :]:
            self.show("", post.reply, f"#{post.channel}")
        for account, reply in self.channels.told[self._shown_told :]:
            self.show("", reply, account.capitalize())
        self._shown_posts, self._shown_told = len(self.channels.posts), len(self.channels.told)

    def show(self, did: str, reply: Reply, who: str = "Aiko") -> Reply:
        """Record a reply as a scene, and what it offers to press."""
        self.scenes.append(Scene(did, reply, who))
        for action, label in _offers(reply):
            found = find_action(action)
            assert found is not None, action
            self._offered.append((found, label))
        return reply


def _offers(reply: Reply) -> Iterator[tuple[str, str]]:
    for block in (*reply.blocks, *with_draft_buttons(reply.blocks)):
        match block:
            case Buttons() | ListItem():
                yield from ((each.action, each.label) for each in buttons_of((block,)))
            case Form(action=action, submit=submit) | Menu(action=action, submit=submit):
                yield action, submit
            case Details(action=action, summary=summary):
                yield action, summary


def code_of(reply: Reply) -> str:
    """Return the code of an account that a reply shows, such as ABCDE-FGHIJ."""
    found = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", reply.model_dump_json())
    assert found is not None
    return found[0]


__all__ = ["HarmlessCode", "Play", "Scene", "code_of", "golden"]
