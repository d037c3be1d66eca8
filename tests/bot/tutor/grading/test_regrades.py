"""Regrades: what has improved counts from its original date and is told once; nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage.grading import regrades, unnamed_mistakes
from bot.storage.models import LedgerEntry, RegradeRow, SubmissionRow
from bot.tutor.grading.regrades import MOST_ATTEMPTS, MOST_QUEUED
from bot.tutor.replies.model import Reply
from grader.protocol import Fingerprint, Grade, Graded, JobFailed, Problem, Status, Verdict
from lessons.curriculum import Catalog, Exercise
from tests.support.announcement_channels import Channels
from tests.support.study import Study, a_problem, actions, text

EVENS = "tensors/evens"
MENDED = "version-2"
UNNAMED = Fingerprint(outputs="0123456789abcdef")


@pytest.fixture(scope="module")
def curriculum(curriculum: Catalog) -> Catalog:
    """The small curriculum, in which `evens` was mended."""

    def mended(exercise: Exercise) -> Exercise:
        return replace(exercise, version=MENDED) if exercise.id == EVENS else exercise

    tracks = [
        replace(
            track,
            lessons=tuple(
                replace(lesson, exercises=tuple(map(mended, lesson.exercises)))
                for lesson in track.lessons
            ),
        )
        for track in curriculum.tracks
    ]
    return Catalog(tuple(tracks))


async def fails(study: Study, who: str = "ben", **facts: Any) -> str:
    """Let a learner fail at evens; return the submission's id."""
    await study.say("def evens(x):\n    return 0", who)
    await study.grade(Status.FAILED, **({"problem": a_problem(), "fingerprint": UNNAMED} | facts))
    return study.queue.sent[-1].id


async def queued(study: Study, version: str = MENDED) -> list[Grade]:
    """Store regrades of everything, and return the jobs that the queue receives."""
    async with study.database.write_session() as session:
        await regrades.insert_batch(session, EVENS, version, study.now, most=1000)
    before = len(study.queue.sent)
    await study.tutor.scheduler._regrades.enqueue_open()
    return [each for each in study.queue.sent[before:] if isinstance(each, Grade)]


async def answer(study: Study, job: Grade, status: Status, problem: Problem | None = None) -> None:
    verdict = Verdict(status=status, exercise=job.exercise, problem=problem)
    await study.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def told(study: Study, channels: Channels, account: str = "ben") -> list[Reply]:
    await study.tutor.scheduler.run_due()
    return [reply for who, reply in channels.told if who == account]


async def submission(study: Study, id: str) -> SubmissionRow:
    async with study.database.read_session() as session:
        return await session.get_one(SubmissionRow, id)


async def statuses(study: Study) -> list[str | None]:
    async with study.database.read_session() as session:
        return list(await session.scalars(select(RegradeRow.status).order_by(RegradeRow.id)))


async def test_a_failure_that_passes_now_has_passed_on_its_day_and_is_told_once(
    study: Study, channels: Channels
) -> None:
    ids = [await fails(study) for _ in range(2)]
    received = (await submission(study, ids[0])).received_at
    study.now += timedelta(days=3)
    jobs = await queued(study)
    assert [each.exercise for each in jobs] == [EVENS, EVENS]
    for job in (*jobs, *jobs):  # answers that arrive twice
        await answer(study, job, Status.PASSED)
    async with study.database.read_session() as session:
        entry = (await session.scalars(select(LedgerEntry))).one()
    assert (entry.subject, entry.points, entry.earned_at) == (EVENS, 10, received)
    row = await submission(study, ids[0])
    assert (row.status, row.points, row.mistake, row.fingerprint) == ("passed", 10, None, None)
    (message,) = await told(study, channels)
    assert "+10 points" in text(message)
    assert "it is fixed" in text(message).casefold()
    assert await statuses(study) == ["improved", "improved"]


async def test_what_fails_again_is_not_changed(study: Study, channels: Channels) -> None:
    id = await fails(study)
    before = await submission(study, id)
    (job,) = await queued(study)
    await answer(study, job, Status.TIMEOUT)
    after = await submission(study, id)
    assert (after.status, after.verdict, after.fingerprint) == (
        before.status,
        before.verdict,
        before.fingerprint,
    )
    assert await statuses(study) == ["unchanged"]
    assert await told(study, channels) == []


async def test_a_pass_is_never_graded_again_nor_taken_away(study: Study) -> None:
    await study.passes("evens", "ben")
    id = await fails(study)
    (job,) = await queued(study)
    assert job.code.endswith("return 0")
    await answer(study, job, Status.PASSED)
    await answer(study, job, Status.FAILED, a_problem())
    assert (await submission(study, id)).status == "passed"


async def test_who_has_passed_in_another_way_is_not_told_of_it(
    study: Study, channels: Channels
) -> None:
    await fails(study)
    await study.passes("evens", "ben")
    (job,) = await queued(study)
    await answer(study, job, Status.PASSED)
    assert await told(study, channels) == []
    async with study.database.read_session() as session:
        assert len((await session.scalars(select(LedgerEntry))).all()) == 1


async def test_nothing_is_queued_twice_for_one_version(study: Study) -> None:
    await fails(study)
    assert len(await queued(study)) == 1
    async with study.database.write_session() as session:
        assert await regrades.count_candidates(session, EVENS, MENDED) == (0, 0)
        assert await regrades.insert_batch(session, EVENS, MENDED, study.now, most=9) == 0
        assert await regrades.count_candidates(session, EVENS, "version-3") == (1, 1)


async def test_after_a_restart_open_regrades_are_queued_again(study: Study) -> None:
    await fails(study)
    (job,) = await queued(study)
    study.started()
    assert await queued(study) == [job]
    await answer(study, job, Status.PASSED)
    assert await queued(study) == []


async def test_a_bot_with_another_version_of_the_exercise_leaves_them(study: Study) -> None:
    await fails(study)
    assert await queued(study, version="version-3") == []


async def test_a_few_at_a_time_are_in_the_queue(study: Study) -> None:
    for _ in range(MOST_QUEUED + 2):
        await fails(study)
        study.now += timedelta(minutes=1)
    jobs = await queued(study)
    assert len(jobs) == MOST_QUEUED
    await answer(study, jobs[0], Status.PASSED)
    assert len(set(await queued(study)) - set(jobs)) == 1


async def test_a_regrade_that_fails_on_our_side_is_tried_again_and_then_given_up(
    study: Study,
) -> None:
    await fails(study)
    for _ in range(MOST_ATTEMPTS):
        (job,) = await queued(study)
        await study.tutor.jobs.on_grader_message(JobFailed(id=job.id, why="the grader died"))
    assert await queued(study) == []
    assert await statuses(study) == ["failed"]


async def test_code_that_was_deleted_is_not_graded_again(study: Study) -> None:
    id = await fails(study)
    (job,) = await queued(study)
    async with study.database.write_session() as session:
        (await session.get_one(SubmissionRow, id)).code = ""
    await answer(study, job, Status.PASSED)
    assert (await submission(study, id)).status == "failed"


async def test_of_a_deleted_learner_nothing_is_left(study: Study) -> None:
    await fails(study)
    (job,) = await queued(study)
    await study.press("privacy:delete-now", who="ben")
    await answer(study, job, Status.PASSED)
    assert await statuses(study) == []


NAMED = a_problem(mistake="off-by-one")


async def test_a_mistake_that_has_a_name_now_is_explained_once_to_those_who_are_stuck(
    study: Study, channels: Channels
) -> None:
    id = await fails(study)
    await fails(study)
    await fails(study, "cho")
    await study.passes("evens", "cho")
    for job in await queued(study):
        await answer(study, job, Status.FAILED, NAMED)
    (message,) = await told(study, channels)
    assert "Where should it stop?" in text(message)
    assert {"exercise:tensors/evens", "news:off"} <= set(actions(message))
    assert await told(study, channels, "cho") == []
    row = await submission(study, id)
    assert (row.status, row.mistake, row.fingerprint) == ("failed", "off-by-one", None)
    assert len(await told(study, channels)) == 1


async def test_who_wants_no_such_message_receives_none(study: Study, channels: Channels) -> None:
    await fails(study)
    assert "no longer write to you on my own" in text(await study.press("news:off", who="ben"))
    (job,) = await queued(study)
    await answer(study, job, Status.FAILED, NAMED)
    assert await told(study, channels) == []
    reply = await study.press("news:on", who="ben")
    assert actions(reply)[-1] == "news:off"


async def test_groups_of_mistakes_are_listed_by_learners_with_an_example(study: Study) -> None:
    other = Fingerprint(code="fedcba9876543210")
    for who in ("ben", "cho", "dan"):
        await fails(study, who)
    latest = await fails(study, "dan")
    for _ in range(5):
        await fails(study, "eva", fingerprint=other)
    await fails(study, "eva", fingerprint=None)
    await study.passes("evens", "cho")
    async with study.database.read_session() as session:
        first, second = await unnamed_mistakes.list_most_frequent(session, most=10)
        none = await unnamed_mistakes.list_most_frequent(session, ["tensors/to-float"], most=10)
    assert (first.exercise, first.fingerprint) == (EVENS, "outputs-0123456789abcdef")
    assert (first.learners, first.stuck, first.submissions) == (3, 2, 4)
    assert first.example is not None
    assert first.example.id == latest
    assert (second.fingerprint, second.learners, second.submissions) == (
        "code-fedcba9876543210",
        1,
        5,
    )
    assert none == []


async def test_an_example_disappears_with_the_learners_code(study: Study) -> None:
    await fails(study, "ben")
    study.now += timedelta(days=91)
    await study.tutor.scheduler.purge_old_code()
    async with study.database.read_session() as session:
        (group,) = await unnamed_mistakes.list_most_frequent(session, most=10)
    assert (group.learners, group.example) == (1, None)
    await study.press("privacy:delete-now", who="ben")
    async with study.database.read_session() as session:
        assert await unnamed_mistakes.list_most_frequent(session, most=10) == []
