"""A tutor with a real database, a queue that tests control, and a stub platform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.context import SubmissionLimits
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Code,
    Details,
    ListItem,
    Reply,
    Text,
    buttons_of,
)
from bot.tutor.replies.moments import Moment, split_moments
from bot.tutor.service import ChatUser, Tutor
from grader.protocol import (
    Graded,
    Job,
    JobFailed,
    Problem,
    ProblemKind,
    Ran,
    RunResult,
    Status,
    Verdict,
)
from lessons.curriculum import Catalog
from tests.support.indexed import indexed
from tests.support.scripted_queue import ScriptedQueue
from tests.support.stub_platform import StubPlatform

Kind = TypeVar("Kind")


class Study:
    """A tutor and its learners, who use `say`, `press` and `type`."""

    def __init__(self, database: Database, catalog: Catalog, words: Translations) -> None:
        self.limits = SubmissionLimits()
        self.database = database
        self.catalog = catalog
        self.words = words
        self.queue = ScriptedQueue()
        self.delivered: list[tuple[str, Reply]] = []
        self.platform_is_down = False
        self.now = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
        self._count = 0
        self._platforms: dict[str, StubPlatform] = {}
        self.tutor = self.started()

    def started(self) -> Tutor:
        """Start a new tutor on the same database."""
        tutor = Tutor(
            self.database,
            self.catalog,
            self.queue,
            self.words,
            clock=self._clock,
            limits=self.limits,
            known=indexed(self.words, self.catalog),
        )
        self.tutor = tutor
        self._platforms.clear()
        self.connect()
        return tutor

    def connect(self, platform: str = "local", **given: Any) -> None:
        """Connect a platform; one that is connected already keeps what is not given."""
        known = self._platforms.get(platform, StubPlatform(platform, self.deliver))
        self._platforms[platform] = replace(known, **given)
        self.tutor.connect(self._platforms[platform])

    def _clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        if self.platform_is_down:
            raise ConnectionError("the platform is out of reach")
        self.delivered.append((reply_to, reply))

    def next_place(self) -> str:
        self._count += 1
        return f"m{self._count}"

    async def say(self, text: str, who: str = "aki", to: str = "", locale: str = "en") -> Reply:
        return await self.tutor.message(person(who, locale), text, to or self.next_place())

    async def type(self, line: str, who: str = "aki", to: str = "", locale: str = "en") -> Reply:
        """Send a command as it is typed, such as "/lesson tensors"."""
        name, _, argument = line.removeprefix("/").partition(" ")
        to = to or self.next_place()
        return await self.tutor.command(person(who, locale), name, argument, to)

    async def press(
        self, action: str, text: str = "", who: str = "aki", to: str = "", locale: str = "en"
    ) -> Reply:
        return await self.tutor.act(person(who, locale), action, text, to or self.next_place())

    async def grade(self, status: Status = Status.PASSED, **facts: Any) -> Reply:
        """Send a verdict on the job enqueued last; return the delivered reply."""
        job = self.queue.sent[-1]
        exercise = getattr(job, "exercise", "")
        verdict = Verdict(status=status, exercise=exercise, **facts)
        await self.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))
        return self.delivered[-1][1]

    async def passes_job(self, job: Job) -> None:
        """Send a passing verdict on any job."""
        verdict = Verdict(status=Status.PASSED, exercise=getattr(job, "exercise", ""))
        await self.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))

    async def finish_undelivered(self) -> None:
        """Send a passing verdict on the job enqueued last, where no reply is delivered."""
        await self.passes_job(self.queue.sent[-1])

    async def ran(self, **facts: Any) -> Reply:
        job = self.queue.sent[-1]
        result = RunResult(**{"status": Status.PASSED, **facts})
        await self.tutor.jobs.on_grader_message(Ran(id=job.id, result=result))
        return self.delivered[-1][1]

    async def trouble(self) -> None:
        await self.tutor.jobs.on_grader_message(
            JobFailed(id=self.queue.sent[-1].id, why="the grader died")
        )

    async def passes(self, function: str, who: str = "aki") -> Reply:
        await self.say(f"def {function}(x):\n    return x", who)
        return await self.grade()


def person(who: str = "aki", locale: str | None = "en", place: str = "home") -> ChatUser:
    return ChatUser("local", who, who.capitalize(), locale, place)


def a_problem(**facts: Any) -> Problem:
    """Return a problem as the judge reports it; by default a changed argument."""
    given = {"kind": ProblemKind.INPUT_CHANGED, "facts": {"parameter": "x", "found": "values"}}
    return Problem(**(given | facts))


def blocks(reply: Reply, kind: type[Kind]) -> list[Kind]:
    return [block for block in reply.blocks if isinstance(block, kind)]


def text(reply: Reply) -> str:
    """Return the text and code of a reply, with moments in the zone where they were set."""
    return "\n".join(_written(reply.blocks))


def _written(found: Iterable[AnyBlock]) -> Iterable[str]:
    for block in found:
        if isinstance(block, Text | ListItem):
            moments = split_moments(block.markdown)
            yield "".join(each.fallback if isinstance(each, Moment) else each for each in moments)
        elif isinstance(block, Code | Details):
            yield f"{block.caption}\n{block.text}"


def buttons(reply: Reply) -> Sequence[Button]:
    return list(buttons_of(reply.blocks))


def actions(reply: Reply) -> list[str]:
    return [button.action for button in buttons(reply)]
