"""A place of a study that gives roles: its platform, its managers, and learners who have passed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace

from bot.storage.accounts import learners
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.replies.model import Reply
from tests.support.study import Study, person

ROLE, OTHER = "900000001", "900000002"
OF_TENSORS = ("tensors/evens", "tensors/to-float")
QUESTIONS = ("tensors/1", "tensors/2", "tensors/3")


class Server:
    """Implements `bot.tutor.platform.RoleGranter` with a list of what was asked of it."""

    def __init__(self) -> None:
        self.held: dict[str, set[str]] = defaultdict(set)
        self.asked: list[str] = []
        self.problem = ""
        self.breaks_at = 0  # the request that ends the process; 0 for none
        self.gone: set[str] = set()
        self.is_down = False

    def mention(self, role: str) -> str:
        return f"<@&{role}>"

    async def check(self, place: str, role: str) -> str:
        return self.problem

    async def grant(self, place: str, account: str, role: str) -> bool:
        self.asked.append(f"+{account}")
        if len(self.asked) == self.breaks_at:
            raise asyncio.CancelledError
        if self.is_down:
            raise ConnectionError("the server does not answer")
        if account in self.gone:
            return False
        self.held[account].add(role)
        return True

    async def revoke(self, place: str, account: str, role: str) -> None:
        self.asked.append(f"-{account}")
        self.held[account].discard(role)


async def setup_role(study: Study, argument: str, place: str = "home") -> Reply:
    """Send `/setup role` as a manager of a place."""
    user = replace(person("mia", place=place), is_admin=True)
    return await study.tutor.command(user, "setup", f"role {argument}", study.next_place())


async def settled(study: Study) -> None:
    """Wait until nothing goes on that no reply waits for."""
    while study.tutor.background:
        await asyncio.gather(*study.tutor.background, return_exceptions=True)


async def has_passed(
    study: Study, who: str, exercises: tuple[str, ...] = OF_TENSORS, *, quiz: bool = True
) -> None:
    """Let a learner have passed exercises and the quiz of the first lesson."""
    await study.type("/start", who)
    async with study.database.write_session() as session:
        row = await learners.find_learner(session, "local", who)
        assert row is not None
        subjects = [(progress.EXERCISE, each) for each in exercises]
        subjects += [(progress.QUESTION, each) for each in QUESTIONS if quiz]
        for kind, subject in subjects:
            await progress.award(
                session,
                row.id,
                kind=kind,
                subject=subject,
                points=1,
                now=study.now,
                day=study.now.date(),
            )


class Slept:
    """Notes for how long a task wanted to sleep."""

    def __init__(self) -> None:
        self.times: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.times.append(seconds)


async def new_process(study: Study, server: Server) -> tuple[TutorContext, Slept]:
    study.connect(roles=server)
    context = TutorContext(study.database, study.catalog, study.words, clock=study._clock)
    context.platforms.update(study._platforms)
    return context, Slept()
