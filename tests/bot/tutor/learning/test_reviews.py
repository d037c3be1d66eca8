"""Reviews: what is due when, and reminders."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.storage.models import ReviewRow
from bot.tutor.learning.spaced_repetition import first_answer, next_answer
from grader.protocol import Status
from tests.support.study import Study, a_problem, actions, text

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
LATER = timedelta(minutes=11)


async def fail(study: Study, function: str, status: Status = Status.FAILED) -> None:
    await study.say(f"def {function}(x):\n    return 0")
    await study.grade(status, problem=a_problem())


async def due_in(study: Study, subject: str) -> timedelta:
    async with study.database.read_session() as session:
        due = await session.scalar(select(ReviewRow.due).where(ReviewRow.subject == subject))
    assert due is not None
    return due - study.now


def test_a_first_right_answer_comes_back_after_days_and_a_miss_in_minutes() -> None:
    assert first_answer(right=True, now=NOW).due - NOW >= timedelta(days=1)
    assert first_answer(right=False, now=NOW).due - NOW == timedelta(minutes=10)


def test_what_is_known_each_time_comes_back_less_and_less_often() -> None:
    memory = first_answer(right=True, now=NOW)
    waits = []
    for _ in range(4):
        at = memory.due
        following = next_answer(memory, right=True, now=at)
        assert following is not None
        waits.append(following.due - at)
        memory = following
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_a_lapse_comes_back_in_minutes_and_then_sooner_than_before() -> None:
    known = first_answer(right=True, now=NOW)
    lapsed = next_answer(known, right=False, now=known.due)
    assert lapsed is not None
    assert lapsed.due - known.due == timedelta(minutes=10)
    again = next_answer(lapsed, right=True, now=lapsed.due)
    kept = next_answer(known, right=True, now=known.due)
    assert again is not None
    assert kept is not None
    assert again.due - lapsed.due < kept.due - known.due


def test_a_right_answer_before_it_is_due_says_nothing() -> None:
    known = first_answer(right=True, now=NOW)
    assert next_answer(known, right=True, now=NOW + timedelta(hours=1)) is None
    assert next_answer(known, right=False, now=NOW + timedelta(hours=1)) is not None


def test_a_second_miss_right_after_the_first_says_nothing() -> None:
    missed = first_answer(right=False, now=NOW)
    assert next_answer(missed, right=False, now=NOW + timedelta(minutes=1)) is None
    assert next_answer(missed, right=True, now=NOW + timedelta(minutes=1)) is not None


async def test_nothing_is_due_before_anything_was_answered(study: Study) -> None:
    assert "nothing to go over yet" in text(await study.type("/review"))


async def test_a_missed_question_returns_in_the_same_sitting_until_it_is_known(
    study: Study,
) -> None:
    await study.press("answer:tensors/1:a")
    assert "comes back in a few minutes" in text(await study.type("/review"))
    study.now += LATER
    asked = await study.type("/review")
    assert "Question tensors/1?" in text(asked)
    assert actions(asked) == ["recall:tensors/1:a", "recall:tensors/1:b"]
    missed = await study.press("recall:tensors/1:a")
    assert "Not quite" in text(missed)
    assert "comes back in a few minutes" in text(missed)
    study.now += LATER
    right = await study.press("recall:tensors/1:b")
    assert "Right!" in text(right)
    assert "The next thing is due" in text(right)


async def test_a_review_goes_on_to_whatever_else_is_due(study: Study) -> None:
    await study.press("answer:tensors/1:a")
    await study.press("answer:tensors/2:false")
    study.now += LATER
    assert "2 to go" in text(await study.type("/review"))
    reply = await study.press("recall:tensors/1:b")
    assert actions(reply) == ["review-next"]
    assert "Question tensors/2?" in text(await study.press("review-next"))


async def test_progress_leads_to_the_review_when_something_is_due(study: Study) -> None:
    await study.press("answer:tensors/1:a")
    assert "command:review" not in actions(await study.type("/progress"))
    study.now += LATER
    assert "command:review" in actions(await study.type("/progress"))


async def test_an_empty_answer_in_a_review_is_asked_for_again(study: Study) -> None:
    await study.press("answer:tensors/3", "wrong")
    reply = await study.press("recall:tensors/3", " ")
    assert "no answer in that" in text(reply)


async def test_a_review_of_what_is_still_known_gives_one_point_and_nothing_else_does(
    study: Study,
) -> None:
    await study.press("answer:tensors/1:b")
    assert "point" not in text(await study.press("recall:tensors/1:b"))
    study.now += timedelta(days=30)
    assert "+1 point" in text(await study.press("recall:tensors/1:b"))
    assert "point" not in text(await study.press("recall:tensors/1:b"))
    assert "with 2 points" in text(await study.type("/leaderboard"))


async def test_a_question_missed_and_then_known_earns_nothing_by_being_missed(
    study: Study,
) -> None:
    await study.press("answer:tensors/1:b")
    study.now += timedelta(days=30)
    await study.press("recall:tensors/1:a")
    study.now += LATER
    assert "point" not in text(await study.press("recall:tensors/1:b"))


@pytest.mark.parametrize("status", [Status.FAILED, Status.ERROR])
async def test_an_exercise_that_failed_comes_back_until_it_is_passed(
    study: Study, status: Status
) -> None:
    await fail(study, "evens", status)
    study.now += LATER
    reply = await study.type("/review")
    assert "“Title of evens” gave you trouble" in text(reply)
    assert actions(reply) == ["exercise:tensors/evens", "later:tensors/evens"]
    await study.passes("evens")
    assert "That is all" in text(await study.type("/review"))
    assert await due_in(study, "tensors/evens") >= timedelta(hours=23)


@pytest.mark.parametrize("status", [Status.INVALID, Status.TIMEOUT])
async def test_a_slip_of_the_keyboard_does_not_come_back(study: Study, status: Status) -> None:
    await study.say("def evens(x):\n    return x")
    await study.grade(status)
    study.now += LATER
    assert "nothing to go over yet" in text(await study.type("/review"))


async def test_an_exercise_passed_at_once_does_not_come_back(study: Study) -> None:
    await study.passes("evens")
    study.now += timedelta(days=90)
    assert "nothing to go over yet" in text(await study.type("/review"))


async def test_what_is_most_forgotten_comes_first_and_an_exercise_can_wait_until_tomorrow(
    study: Study,
) -> None:
    await study.press("answer:tensors/1:a")
    study.now += LATER
    await fail(study, "evens")
    study.now += LATER
    assert "Question tensors/1?" in text(await study.type("/review"))
    await study.press("recall:tensors/1:b")
    assert "due tomorrow" in text(await study.press("later:tensors/evens"))


async def test_what_has_left_the_curriculum_is_not_asked_any_more(study: Study) -> None:
    await study.type("/start")
    async with study.database.write_session() as session:
        memory = first_answer(right=False, now=study.now)
        session.add(
            ReviewRow(
                learner_id=1,
                kind="question",
                subject="gone/1",
                state=memory.state,
                due=study.now,
                reviewed_at=study.now,
            )
        )
    assert "1 to go" not in text(await study.type("/review"))


def test_the_scheduler_brings_neither_torch_nor_numpy() -> None:
    program = (
        "import sys, bot.tutor.learning.spaced_repetition;"
        " sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=120).returncode == 0


async def test_an_exercise_is_due_as_itself_where_a_question_has_the_same_id(study: Study) -> None:
    await fail(study, "evens")
    study.now += LATER
    first = study.catalog.lessons()[0].questions[0]
    given = first.id
    object.__setattr__(first, "id", "tensors/evens")
    try:
        reply = await study.type("/review")
    finally:  # all tests share the curriculum
        object.__setattr__(first, "id", given)
    assert "exercise:tensors/evens" in actions(reply)
