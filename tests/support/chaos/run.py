"""The chaos test: learners submit while processes are killed; then the results are counted."""

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
from tests.support.chaos.learner_page import LearnerPage, SentPaste
from tests.support.chaos.machines import Machines
from tests.support.chaos.pastes import PASTES

MAX_UNFINISHED = 3  # pastes of one learner without a verdict
BACKLOG_TIMEOUT_S = 120.0
TIMEOUT_S = 240.0


@dataclass(frozen=True)
class Plan:
    """The number of submissions and learners, and the faults in their order."""

    submissions: int
    learners: int
    faults: tuple[str, ...]
    seed: int


@dataclass
class ChaosReport:
    """The counted results. What must not happen is a list, or a number that must be 0."""

    submissions: int = 0
    kills: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    longest_after_a_fault_s: float = 0.0  # from the last fault before a verdict to that verdict
    longest_in_all_s: float = 0.0  # from paste to final reply
    slowest: str = ""  # id of that reply
    handovers: int = 0  # of jobs from a killed grader to another, without another fault
    longest_handover_s: float = 0.0  # from the kill to the start by the other grader
    infrastructure_attempts: int = 0
    refused: int = 0  # pastes that the bot refused, so that the learner had to send them again
    given_up: int = 0  # submissions that ended without a verdict
    given_up_too_early: list[str] = field(
        default_factory=list
    )  # after too few failed attempts and lost graders
    lost: list[str] = field(default_factory=list)  # received, and never answered
    changed_replies: list[str] = field(default_factory=list)
    extra_messages: list[str] = field(default_factory=list)
    wrong_verdicts: list[str] = field(default_factory=list)
    doubled_submissions: int = 0
    undelivered: int = 0
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
    """One run of the test on given machines."""

    def __init__(self, machines: Machines, database_url: str, plan: Plan) -> None:
        self._machines = machines
        self._database_url = database_url
        self._plan = plan
        self._random = random.Random(plan.seed)
        self._changed = asyncio.Event()
        self._learners = [
            LearnerPage(f"Learner {n}", machines.address, self._changed, plan.seed + n)
            for n in range(plan.learners)
        ]
        self._limit = 0
        self._fault_times: list[float] = []

    async def run(self) -> ChaosReport:
        """Run the test, and return its report."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            pages = [group.create_task(each.run()) for each in self._learners]
            sending = group.create_task(self._send_all())
            await self._machines.start()
            await self._inject_faults()
            await sending
            await self._until(lambda: not self._count_unfinished(), TIMEOUT_S)
            seconds = time.monotonic() - began
            await self._reload_pages()
            for page in pages:
                page.cancel()
        report = await self._count()
        report.seconds = seconds
        return report

    async def _send_all(self) -> None:
        """Submit pastes up to the current limit, at short random intervals."""
        for number in range(self._plan.submissions):
            await self._until(lambda n=number: n < self._limit and self._idle_learners(), TIMEOUT_S)
            await self._random.choice(self._idle_learners()).paste(self._random.choice(PASTES))
            await asyncio.sleep(self._random.uniform(0, 0.03))

    async def _inject_faults(self) -> None:
        share = self._plan.submissions / (len(self._plan.faults) + 1)
        for number, fault in enumerate(self._plan.faults, start=1):
            amid_work = await self._machines.prepare(fault)
            self._raise_limit(round(number * share))
            if amid_work:
                pass
            elif self._random.random() < 0.7:
                await self._until_mostly_finished(share)
                await asyncio.sleep(self._random.uniform(0, 0.3))
            else:  # while processes are still restarting
                await asyncio.sleep(self._random.uniform(0.1, 2))
            if self._count_finished() < self._limit:
                await self._until(self._count_unfinished, TIMEOUT_S)
            await self._machines.inject(fault)
            self._fault_times.append(time.monotonic())
        self._raise_limit(self._plan.submissions)

    def _raise_limit(self, submissions: int) -> None:
        self._limit = submissions
        self._changed.set()

    async def _until_mostly_finished(self, share: float) -> None:
        """Wait for half of the verdicts since the last fault, so that no backlog builds up."""
        enough = self._limit - share / 2
        await self._until(lambda: self._count_finished() >= enough, BACKLOG_TIMEOUT_S)

    async def _reload_pages(self) -> None:
        """Restart the bot, so that the pages show what is stored."""
        visits = {each.name: each.connections for each in self._learners}
        await self._machines.restart_in_order()
        await self._until(
            lambda: all(each.connections > visits[each.name] for each in self._learners), TIMEOUT_S
        )

    async def _count(self) -> ChaosReport:
        report = ChaosReport(
            submissions=self._plan.submissions,
            kills=self._machines.kills,
            injected=self._machines.injected,
            handovers=len(self._machines.handovers_s),
            longest_handover_s=max(self._machines.handovers_s, default=0.0),
        )
        for learner in self._learners:
            for sent in learner.pastes.values():
                self._count_paste(learner, sent, report)
            self._count_messages(learner, report)
        database = await open_database(self._database_url)
        try:
            await self._count_rows(database, report)
        finally:
            await database.close()
        return report

    def _count_paste(self, learner: LearnerPage, sent: SentPaste, report: ChaosReport) -> None:
        if sent.refused:
            report.refused += 1
            return
        if not sent.finals:
            report.lost.append(sent.id)
            return
        if len(sent.finals) > 1:
            report.changed_replies.append(sent.id)
        before = [fault for fault in self._fault_times if sent.sent_at < fault < sent.final_at]
        if before:
            settled = sent.final_at - max(before)
            report.longest_after_a_fault_s = max(report.longest_after_a_fault_s, settled)
        taken = sent.final_at - sent.sent_at
        if taken > report.longest_in_all_s:
            report.longest_in_all_s, report.slowest = taken, sent.reply

    def _count_messages(self, learner: LearnerPage, report: ChaosReport) -> None:
        """Check that there is one message per paste, one per reply, and the tutor's greeting."""
        expected = {*learner.pastes, *(sent.reply for sent in learner.pastes.values())}
        others = [id for id in learner.shown if id not in expected]
        report.extra_messages += others[1:]
        for sent in learner.pastes.values():
            if sent.reply not in learner.shown and not sent.refused:
                report.lost.append(sent.id)

    async def _count_rows(self, database: Database, report: ChaosReport) -> None:
        rows = await query_rows(
            database,
            "SELECT reply_to, exercise, status, verdict, delivered_at, learner_id,"
            " attempts, graders_lost"
            " FROM submissions",
        )
        by_reply = Counter(row.reply_to for row in rows)
        report.doubled_submissions = sum(count - 1 for count in by_reply.values())
        report.infrastructure_attempts = sum(row.attempts + row.graders_lost for row in rows)
        given_up = [row for row in rows if row.status == "trouble"]
        report.given_up = len(given_up)
        report.given_up_too_early = [
            row.reply_to
            for row in given_up
            if row.graders_lost < MOST_GRADERS_LOST and row.attempts < MOST_ATTEMPTS
        ]
        report.undelivered = sum(row.delivered_at is None for row in rows)
        sent_by_reply = {a.reply: a for each in self._learners for a in each.pastes.values()}
        for row in rows:
            status = sent_by_reply[row.reply_to].paste.status
            if row.status not in {status, "trouble"} or (row.verdict is None) != (
                row.status == "trouble"
            ):
                report.wrong_verdicts.append(f"{row.reply_to} {row.exercise} {row.status}")
        with_row = {row.reply_to for row in rows}
        report.lost += [
            sent.id
            for sent in sent_by_reply.values()
            if not sent.refused and sent.reply not in with_row
        ]
        await self._count_awards(database, rows, report)

    async def _count_awards(self, database: Database, rows: list[Any], report: ChaosReport) -> None:
        awards = Counter(
            (row.learner_id, row.subject)
            for row in await query_rows(database, "SELECT learner_id, subject FROM points")
        )
        report.awards = awards.total()
        earned = {(row.learner_id, row.exercise) for row in rows if row.status == "passed"}
        report.awards_missing_or_doubled = [
            f"{key}: {awards[key]}"
            for key in earned | set(awards)
            if awards[key] != (key in earned)
        ]

    def _count_unfinished(self) -> int:
        return sum(len(each.unfinished()) for each in self._learners)

    def _count_finished(self) -> int:
        return sum(
            not sent.is_unfinished for each in self._learners for sent in each.pastes.values()
        )

    def _idle_learners(self) -> list[LearnerPage]:
        return [each for each in self._learners if len(each.unfinished()) < MAX_UNFINISHED]

    async def _until(self, condition: Any, timeout_s: float) -> None:
        async with asyncio.timeout(timeout_s):
            while not condition():
                self._changed.clear()
                await self._changed.wait()


async def query_rows(database: Database, query: str) -> list[Any]:
    async with database.engine.connect() as connection:
        return list(await connection.execute(text(query)))
