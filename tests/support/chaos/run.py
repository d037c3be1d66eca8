"""Learners submit while processes die at random; then everything is counted."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from bot.storage import Database, open_database
from bot.tutor.grading.jobs import MOST_ATTEMPTS, MOST_GRADERS_LOST
from tests.support.chaos.faults import Ask, LearnerPage
from tests.support.chaos.machines import Machines
from tests.support.chaos.pastes import PASTES

MOST_OPEN = 3  # pastes of one learner that wait for their verdict
ENOUGH_VERDICTS_S = 120.0
ALL_VERDICTS_S = 240.0


@dataclass(frozen=True)
class Plan:
    submissions: int
    learners: int
    faults: tuple[str, ...]  # in this order
    seed: int


@dataclass
class Found:
    """What came of it. Everything that must not happen is a list, or a number that must be 0."""

    submissions: int = 0
    kills: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    longest_after_a_fault_s: float = 0.0  # from the last fault before a verdict to that verdict
    longest_in_all_s: float = 0.0  # from paste to final reply
    slowest: str = ""  # the place of that reply
    handovers: int = 0  # of jobs from a killed grader to another, nothing else being wrong
    longest_handover_s: float = 0.0  # from the kill to the other's start
    infrastructure_attempts: int = 0
    refused_in_words: int = 0  # the learner was told to send it again, and did
    given_up: int = 0  # said so, and the fault is ours
    given_up_too_early: list[str] = field(default_factory=list)  # fewer than two graders died
    lost: list[str] = field(default_factory=list)  # received, and never answered
    changed_replies: list[str] = field(default_factory=list)
    messages_too_many: list[str] = field(default_factory=list)
    wrong_verdicts: list[str] = field(default_factory=list)
    doubled_submissions: int = 0
    untold: int = 0
    awards: int = 0
    awards_missing_or_doubled: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = []
        for name, value in vars(self).items():
            shown = dict(value) if isinstance(value, Counter) else value
            shown = len(shown) if isinstance(shown, list) else shown
            shown = round(shown, 2) if isinstance(shown, float) else shown
            lines.append(f"  {name.replace('_', ' ')}: {shown}")
        return "\n".join(lines)


class Chaos:
    def __init__(self, machines: Machines, database_url: str, plan: Plan) -> None:
        self._machines = machines
        self._database_url = database_url
        self._plan = plan
        self._random = random.Random(plan.seed)
        self._news = asyncio.Event()
        self._learners = [
            LearnerPage(f"Learner {n}", machines.address, self._news, plan.seed + n)
            for n in range(plan.learners)
        ]
        self._allowed = 0
        self._fault_times: list[float] = []

    async def run(self) -> Found:
        """Everything from the first start to the last count."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            pages = [group.create_task(each.live()) for each in self._learners]
            sending = group.create_task(self._send_all())
            await self._machines.start()
            await self._all_hell()
            await sending
            await self._until(lambda: not self._open(), ALL_VERDICTS_S)
            seconds = time.monotonic() - began
            await self._look_again()
            for page in pages:
                page.cancel()
        found = await self._count()
        found.seconds = seconds
        return found

    async def _send_all(self) -> None:
        """As many as are allowed by now, at short and uneven intervals."""
        for number in range(self._plan.submissions):
            await self._until(lambda n=number: n < self._allowed and self._free(), ALL_VERDICTS_S)
            await self._random.choice(self._free()).paste(self._random.choice(PASTES))
            await asyncio.sleep(self._random.uniform(0, 0.03))

    async def _all_hell(self) -> None:
        share = self._plan.submissions / (len(self._plan.faults) + 1)
        for number, fault in enumerate(self._plan.faults, start=1):
            amid_work = await self._machines.prepare(fault)
            self._allow(round(number * share))
            if amid_work:
                pass
            elif self._random.random() < 0.7:
                await self._until_mostly_finished(share)
                await asyncio.sleep(self._random.uniform(0, 0.3))
            else:  # in the middle of getting up again
                await asyncio.sleep(self._random.uniform(0.1, 2))
            if self._finished() < self._allowed:
                await self._until(self._open, ALL_VERDICTS_S)
            await self._machines.happen(fault)
            self._fault_times.append(time.monotonic())
        self._allow(self._plan.submissions)

    def _allow(self, submissions: int) -> None:
        self._allowed = submissions
        self._news.set()

    async def _until_mostly_finished(self, share: float) -> None:
        """Lets half of what came since the last fault be judged, so that no backlog builds up."""
        enough = self._allowed - share / 2
        await self._until(lambda: self._finished() >= enough, ENOUGH_VERDICTS_S)

    async def _look_again(self) -> None:
        """What learners see after a restart in order is what was written down for them."""
        visits = {each.name: each.connections for each in self._learners}
        await self._machines.restart_in_order()
        await self._until(
            lambda: all(each.connections > visits[each.name] for each in self._learners), 60
        )

    async def _count(self) -> Found:
        found = Found(
            submissions=self._plan.submissions,
            kills=self._machines.kills,
            happened=self._machines.happened,
            handovers=len(self._machines.handovers_s),
            longest_handover_s=max(self._machines.handovers_s, default=0.0),
        )
        for learner in self._learners:
            for ask in learner.asks.values():
                self._count_ask(learner, ask, found)
            self._count_messages(learner, found)
        database = await open_database(self._database_url)
        try:
            await self._count_rows(database, found)
        finally:
            await database.close()
        return found

    def _count_ask(self, learner: LearnerPage, ask: Ask, found: Found) -> None:
        if ask.troubled:
            found.refused_in_words += 1
            return
        if not ask.finals:
            found.lost.append(ask.id)
            return
        if len(ask.finals) > 1:
            found.changed_replies.append(ask.id)
        before = [fault for fault in self._fault_times if ask.sent_at < fault < ask.final_at]
        if before:
            settled = ask.final_at - max(before)
            found.longest_after_a_fault_s = max(found.longest_after_a_fault_s, settled)
        taken = ask.final_at - ask.sent_at
        if taken > found.longest_in_all_s:
            found.longest_in_all_s, found.slowest = taken, ask.reply

    def _count_messages(self, learner: LearnerPage, found: Found) -> None:
        """One message for each paste and one for its reply; and the tutor's greeting."""
        expected = {*learner.asks, *(ask.reply for ask in learner.asks.values())}
        others = [id for id in learner.shown if id not in expected]
        found.messages_too_many += others[1:]
        for ask in learner.asks.values():
            if ask.reply not in learner.shown and not ask.troubled:
                found.lost.append(ask.id)

    async def _count_rows(self, database: Database, found: Found) -> None:
        rows = await ask_database(
            database,
            "SELECT reply_to, exercise, status, verdict, delivered_at, learner_id,"
            " attempts, graders_lost"
            " FROM submissions",
        )
        by_reply = Counter(row.reply_to for row in rows)
        found.doubled_submissions = sum(count - 1 for count in by_reply.values())
        found.infrastructure_attempts = sum(row.attempts + row.graders_lost for row in rows)
        given_up = [row for row in rows if row.status == "trouble"]
        found.given_up = len(given_up)
        found.given_up_too_early = [
            row.reply_to
            for row in given_up
            if row.graders_lost < MOST_GRADERS_LOST and row.attempts < MOST_ATTEMPTS
        ]
        found.untold = sum(row.delivered_at is None for row in rows)
        wanted = {a.reply: a for each in self._learners for a in each.asks.values()}
        for row in rows:
            status = wanted[row.reply_to].paste.status
            if row.status not in {status, "trouble"} or (row.verdict is None) != (
                row.status == "trouble"
            ):
                found.wrong_verdicts.append(f"{row.reply_to} {row.exercise} {row.status}")
        with_row = {row.reply_to for row in rows}
        found.lost += [
            ask.id for ask in wanted.values() if not ask.troubled and ask.reply not in with_row
        ]
        await self._count_awards(database, rows, found)

    async def _count_awards(self, database: Database, rows: list[Any], found: Found) -> None:
        awards = Counter(
            (row.learner_id, row.subject)
            for row in await ask_database(database, "SELECT learner_id, subject FROM points")
        )
        found.awards = awards.total()
        earned = {(row.learner_id, row.exercise) for row in rows if row.status == "passed"}
        found.awards_missing_or_doubled = [
            f"{key}: {awards[key]}"
            for key in earned | set(awards)
            if awards[key] != (key in earned)
        ]

    def _open(self) -> int:
        return sum(len(each.open_asks()) for each in self._learners)

    def _finished(self) -> int:
        return sum(not ask.is_open for each in self._learners for ask in each.asks.values())

    def _free(self) -> list[LearnerPage]:
        return [each for each in self._learners if len(each.open_asks()) < MOST_OPEN]

    async def _until(self, condition: Any, patience_s: float) -> None:
        async with asyncio.timeout(patience_s):
            while not condition():
                self._news.clear()
                await self._news.wait()


async def ask_database(database: Database, query: str) -> list[Any]:
    async with database.engine.connect() as connection:
        return list(await connection.execute(text(query)))
