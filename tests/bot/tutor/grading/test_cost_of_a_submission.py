"""The number of statements and transactions of a submission."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bot.storage import Database, LocalMessages
from grader.protocol import Graded, Status, Verdict
from tests.support.statement_counter import counted_statements
from tests.support.study import Study, a_problem, person, text

AFFINE = "def affine(x):\n    return 3 * x + 1"

ASKED = 15
"""Learner; duplicate paste, limits, row; learner, verdict, hints, award, points and review; paste
with its learner, achievements, where the learner is, what was earned last; delivery."""

TRANSACTIONS = 3
"""Store, judge, read for the reply; a single statement needs none."""


@contextmanager
def counted(database: Database) -> Iterator[tuple[list[str], list[str]]]:
    """Counts of statements and committed transactions."""
    commits: list[str] = []

    def note(_connection: object) -> None:
        commits.append("commit")

    event.listen(database.engine.sync_engine, "commit", note)
    try:
        with counted_statements(database) as statements:
            yield statements, commits
    finally:
        event.remove(database.engine.sync_engine, "commit", note)


def asked(statements: list[str]) -> list[str]:
    """Return the statements but BEGIN, which is a statement on SQLite only."""
    return [each for each in statements if not each.startswith("BEGIN")]


async def test_a_submission_that_passes_takes_few_statements_from_paste_to_reply(
    study: Study,
) -> None:
    await study.passes("evens")
    with counted(study.database) as (statements, transactions):
        reply = await study.passes("affine")
    assert "Others think of affine so." in text(reply)
    assert len(asked(statements)) <= ASKED, "\n".join(asked(statements))
    assert len(transactions) <= TRANSACTIONS


async def test_ten_submissions_at_once_take_hardly_more_statements_than_one(study: Study) -> None:
    names = [f"learner{number}" for number in range(10)]
    for name in names:
        await study.passes("evens", who=name)

    with counted(study.database) as (statements, transactions):
        await asyncio.gather(*(study.say(AFFINE, name) for name in names))
        passed = [
            Graded(id=job.id, verdict=Verdict(status=Status.PASSED, exercise="tensors/affine"))
            for job in study.queue.sent[-10:]
        ]
        await asyncio.gather(*map(study.tutor.jobs.on_grader_message, passed))
    shown = [text(reply) for _, reply in study.delivered[-10:]]
    assert all("Others think of affine so." in each for each in shown)
    # Each learner is looked up alone, and what was earned last. The rest is in one group or two.
    assert len(asked(statements)) <= 2 * ASKED + 2 * 10, "\n".join(asked(statements))
    # On a busy machine, not all of them are waiting when a transaction begins.
    assert len(transactions) <= 10 * TRANSACTIONS // 2


async def test_a_submission_that_fails_takes_no_more_than_one_that_passes(study: Study) -> None:
    await study.passes("evens")
    with counted_statements(study.database) as statements:
        await study.say("def affine(x):\n    return x")
        await study.grade(Status.FAILED, problem=a_problem())
    assert len(asked(statements)) <= ASKED, "\n".join(asked(statements))


async def test_whoever_is_known_costs_one_statement_to_meet_and_one_to_speak_to(
    study: Study,
) -> None:
    await study.passes("evens")
    with counted(study.database) as (statements, transactions):
        await study.type("/help")
        await study.tutor.language(person())
    assert len(asked(statements)) == 2
    assert not transactions


async def test_a_message_in_the_local_chat_is_one_statement_to_keep_and_one_to_change(
    database: Database,
) -> None:
    log = LocalMessages(database)
    with counted(database) as (statements, transactions):
        await log.append("aki", "tutor", "one moment", "m-1")
        await log.update("m-1", "here", final=True)
    assert len(statements) == 2
    assert not transactions
