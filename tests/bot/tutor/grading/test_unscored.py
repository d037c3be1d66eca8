"""Somebody else's code gets a verdict for whoever asks, and counts for nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.storage import models
from bot.storage.accounts.privacy import export_learner
from bot.storage.grading.jobs import count_failures, find_latest_exercise
from bot.tutor.replies.model import Reply
from bot.tutor.text.code_reader import read_message
from bot.tutor.text.quoted import QuotedMessage
from grader.protocol import ExamOrigin, Grade, Status
from lessons.curriculum import Language
from tests.support.study import Study, a_problem, actions, person, text

EVENS = "def evens(x):\n    return x"
COUNTED = (
    models.SubmissionRow,
    models.LedgerEntry,
    models.ReviewRow,
    models.RegradeRow,
    models.DisputeRow,
    models.HintRow,
)
"""Tables with what a learner has done."""


async def asks_about(
    study: Study, code: str = EVENS, said: str = "is this right?", to: str = "", locale: str = "en"
) -> Reply:
    """Say something in reply to somebody else's code."""
    quoted = QuotedMessage(code, await read_message(code, "replied-to"))
    place = to or study.next_place()
    return await study.tutor.message(person("ben", locale), said, place, quoted=quoted)


async def rows(study: Study) -> int:
    async with study.database.read_session() as session:
        return sum(
            [
                await session.scalar(select(func.count()).select_from(table)) or 0
                for table in COUNTED
            ]
        )


@pytest.mark.parametrize("said", ["is this right?", "grade this", ""])
@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_the_verdict_is_marked_and_nothing_is_counted(
    study: Study, said: str, locale: Language
) -> None:
    note = study.words.translate(locale, "replies-to-unscored", function="evens")
    pending = await asks_about(study, said=said, to="here", locale=locale)
    assert pending.pending
    assert note in text(pending)
    (job,) = study.queue.sent
    assert isinstance(job, Grade)
    assert (job.exercise, job.code) == ("tensors/evens", EVENS)
    reply = await study.grade()
    assert study.delivered == [("here", reply)]
    assert note in text(reply)
    assert study.words.translate(locale, "verdict-passed", function="evens") in text(reply)
    assert actions(reply) == ["exercise:tensors/evens"]
    assert not reply.shareable_exercise
    assert await rows(study) == 0


async def test_failures_of_others_are_no_failures_of_whoever_asks(study: Study) -> None:
    for _ in range(3):
        await asks_about(study)
        reply = await study.grade(Status.FAILED, problem=a_problem())
        assert study.words.translate("en", "verdict-not-yet", function="evens") in text(reply)
        assert actions(reply) == ["exercise:tensors/evens"]
    assert await rows(study) == 0
    async with study.database.read_session() as session:
        ben = await session.scalar(select(models.LearnerRow.id))
        assert ben is not None
        assert await count_failures(session, ben, "tensors/evens") == 0
        assert await find_latest_exercise(session, ben) is None


async def test_ones_own_pass_has_its_points_after_somebody_elses(study: Study) -> None:
    await asks_about(study)
    await study.grade()
    assert "+10 points" in text(await study.passes("evens", "ben"))


async def test_the_same_message_and_the_same_verdict_again_change_nothing(study: Study) -> None:
    await asks_about(study, to="here")
    again = await asks_about(study, to="here")
    assert again.pending
    assert len(study.queue.sent) == 1
    reply = await study.grade()
    await study.grade(Status.FAILED, problem=a_problem())
    assert study.delivered == [("here", reply)]
    assert text(await asks_about(study, to="here")) == text(reply)


async def test_a_verdict_that_was_lost_is_asked_for_again_after_a_restart(study: Study) -> None:
    await asks_about(study, to="here")
    (job,) = study.queue.sent
    study.queue.sent.clear()
    await study.started().jobs.resume()
    assert study.queue.sent == [job]
    assert study.words.translate("en", "replies-to-unscored", function="evens") in text(
        await study.grade()
    )


async def test_code_that_no_grader_could_judge_is_given_up(study: Study) -> None:
    await asks_about(study)
    for _ in range(3):
        await study.trouble()
    assert study.words.translate("en", "submission-gave-up") in text(study.delivered[-1][1])


async def test_an_unchanged_starter_is_not_graded(study: Study) -> None:
    exercise = study.catalog.exercise("tensors/evens")
    assert exercise is not None
    reply = await asks_about(study, exercise.starters["en"])
    assert not reply.pending
    assert not study.queue.sent


async def test_code_without_an_exercise_is_offered_to_be_run(study: Study) -> None:
    reply = await asks_about(study, "def nothing_known(x):\n    return x")
    assert study.words.translate("en", "replies-to-other-code") in text(reply)
    assert [each.partition(":")[0] for each in actions(reply)] == ["run"]


async def test_ones_own_code_is_a_submission(study: Study) -> None:
    quoted = QuotedMessage(EVENS, await read_message(EVENS, "replied-to"))
    own = replace(quoted, is_own=True)
    await study.tutor.message(person("ben"), "is this right?", "here", quoted=own)
    assert await rows(study) == 1


async def test_the_export_has_no_seed_of_an_exam(study: Study) -> None:
    await asks_about(study)
    await study.grade(exam=ExamOrigin(seed="7", version="v", device="cpu"))
    async with study.database.read_session() as session:
        ben = await session.scalar(select(models.LearnerRow.id))
        assert ben is not None
        (run,) = (await export_learner(session, ben))["runs"]
    assert run["result"]["status"] == "passed"
    assert "exam" not in run["result"]
