"""Exercises that build on the learner's own code of an earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.accounts import privacy
from bot.storage.models import SubmissionRow
from grader.protocol import Grade, Status
from lessons.curriculum import Catalog, Exercise
from tests.support.study import Study, a_problem, actions, text

EVENS = "def evens(x):\n    return x"
TO_FLOAT = "def to_float(x):\n    return evens(x)"


@pytest.fixture(scope="module")
def curriculum(curriculum: Catalog) -> Catalog:
    """The small curriculum, in which one exercise comes after `evens`."""

    def linked(each: Exercise) -> Exercise:
        return replace(each, after="tensors/evens") if each.function == "to_float" else each

    tracks = tuple(
        replace(
            track,
            lessons=tuple(
                replace(lesson, exercises=tuple(map(linked, lesson.exercises)))
                for lesson in track.lessons
            ),
        )
        for track in curriculum.tracks
    )
    return Catalog(tracks)


async def test_the_code_that_passed_runs_before(study: Study) -> None:
    await study.say(EVENS.replace("return x", "return 2 * x"))
    await study.grade()
    await study.say(EVENS)
    await study.grade()
    await study.say(TO_FLOAT)
    job = study.queue.sent[-1]
    assert isinstance(job, Grade)
    assert (job.exercise, job.code, job.earlier) == ("tensors/to-float", TO_FLOAT, EVENS)


async def test_without_a_pass_the_learner_is_shown_what_comes_first(study: Study) -> None:
    await study.say(EVENS)
    await study.grade(Status.FAILED, problem=a_problem())
    sent = len(study.queue.sent)
    reply = await study.say(TO_FLOAT)
    assert "Pass that exercise first, or send both in one message" in text(reply)
    assert actions(reply) == ["exercise:tensors/evens"]
    assert len(study.queue.sent) == sent


async def test_somebody_elses_pass_does_not_count(study: Study) -> None:
    await study.passes("evens", "ken")
    assert "`evens`" in text(await study.say(TO_FLOAT, "aki"))
    assert len(study.queue.sent) == 1


async def test_both_functions_in_one_message_need_nothing_before(study: Study) -> None:
    await study.say(f"{EVENS}\n\n\n{TO_FLOAT}")
    jobs = [job for job in study.queue.sent if isinstance(job, Grade)]
    assert [(job.exercise, job.earlier) for job in jobs] == [
        ("tensors/evens", ""),
        ("tensors/to-float", ""),
    ]


async def test_code_that_was_deleted_is_asked_for_again(study: Study) -> None:
    await study.passes("evens")
    async with study.database.write_session() as session:
        await privacy.forget_code(session, study.now + timedelta(days=1))
    assert "old code is deleted" in text(await study.say(TO_FLOAT))


async def test_earlier_code_is_deleted_with_the_submission_that_used_it(study: Study) -> None:
    await study.passes("evens")
    await study.passes("to_float")
    async with study.database.write_session() as session:
        await privacy.forget_code(session, study.now + timedelta(days=1))
    async with study.database.read_session() as session:
        kept = (await session.execute(select(SubmissionRow.code, SubmissionRow.earlier))).all()
    assert kept == [("", ""), ("", "")]


async def test_the_exercise_says_that_the_earlier_code_is_there(study: Study) -> None:
    assert "Your own `evens`" in text(await study.type("/exercise to_float"))
    assert "Your own" not in text(await study.type("/exercise affine"))
