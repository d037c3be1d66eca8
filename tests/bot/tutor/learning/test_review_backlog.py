"""A backlog of reviews: ten a day, the most forgotten first, and reminders that name no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage.models import QuizAnswerRow, ReviewRow
from bot.tutor.learning.due_reviews import MOST_A_DAY
from bot.tutor.learning.spaced_repetition import first_answer
from lessons.curriculum import Catalog, Track
from tests.support.announcement_channels import Channels
from tests.support.clock import at
from tests.support.study import Study, actions, text

QUESTIONS = [f"tensors/q{number}" for number in range(47)]


@pytest.fixture
def curriculum(curriculum: Catalog) -> Catalog:
    """Return the small curriculum with many true-or-false questions of practice in a lesson."""
    like = curriculum.question("tensors/2")
    assert like is not None
    practice = tuple(replace(like, id=each) for each in QUESTIONS)

    def extended(track: Track) -> Track:
        lessons = (
            replace(each, practice=practice) if each.slug == "tensors" else each
            for each in track.lessons
        )
        return replace(track, lessons=tuple(lessons))

    return Catalog(tuple(extended(each) for each in curriculum.tracks))


async def met_long_ago(study: Study) -> None:
    """Let the learner have answered every question, the first one longest ago."""
    await study.type("/start")
    async with study.database.write_session() as session:
        for number, question in enumerate(QUESTIONS):
            answered = study.now - timedelta(days=100 - number)
            memory = first_answer(right=True, now=answered)
            session.add(
                QuizAnswerRow(
                    learner_id=1,
                    question=question,
                    answer="true",
                    correct=True,
                    answered_at=answered,
                )
            )
            session.add(
                ReviewRow(
                    learner_id=1,
                    kind="question",
                    subject=question,
                    state=memory.state,
                    step=memory.step,
                    stability=memory.stability,
                    difficulty=memory.difficulty,
                    due=memory.due,
                    reviewed_at=answered,
                )
            )


async def reviews_of_a_day(study: Study) -> list[str]:
    """Answer whatever is asked until nothing is; return the questions in order."""
    asked: list[str] = []
    reply = await study.type("/review")
    while found := [each for each in actions(reply) if each.endswith(":true")]:
        asked.append(found[0].removeprefix("recall:").removesuffix(":true"))
        assert "47" not in text(reply)
        answered = await study.press(found[0])
        reply = await study.press("review-next")
        assert ("review-next" in actions(answered)) == bool(
            [each for each in actions(reply) if each.endswith(":true")]
        )
    return asked


async def test_a_backlog_shrinks_by_ten_a_day_and_begins_with_the_most_forgotten(
    study: Study,
) -> None:
    await met_long_ago(study)
    seen: list[str] = []
    sizes = []
    for _ in range(5):
        day = await reviews_of_a_day(study)
        sizes.append(len(day))
        seen += [each for each in day if each not in seen]
        study.now += timedelta(days=1)
    assert sizes[0] == MOST_A_DAY
    assert max(sizes) <= MOST_A_DAY
    assert seen[:MOST_A_DAY] == QUESTIONS[:MOST_A_DAY]
    assert len(seen) > 4 * MOST_A_DAY


async def test_after_ten_reviews_the_day_ends_with_a_lesson_and_no_number(study: Study) -> None:
    await met_long_ago(study)
    assert "10 to go" in text(await study.type("/review"))
    await reviews_of_a_day(study)
    reply = await study.type("/review")
    assert "enough for today" in text(reply)
    assert actions(reply)[0] == "command:lesson"
    assert not any(letter.isdigit() for letter in text(reply))
    assert "command:review" not in actions(await study.type("/progress"))


async def test_a_reminder_names_what_is_to_be_done_today_and_comes_not_after_it(
    study: Study, channels: Channels
) -> None:
    await met_long_ago(study)
    await study.type("/review remind 20")
    await at(study, 2026, 4, 1, 20, 0)
    ((_, message),) = channels.told
    assert "10 things are due" in text(message)
    await at(study, 2026, 4, 2, 9, 0)
    await reviews_of_a_day(study)
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1


async def test_what_is_missed_in_a_review_comes_again_on_the_same_day_as_one_of_the_ten(
    study: Study,
) -> None:
    await met_long_ago(study)
    first = QUESTIONS[0]
    await study.press(f"recall:{first}:false")
    study.now += timedelta(minutes=11)
    day = await reviews_of_a_day(study)
    assert first in day
    assert len(day) == MOST_A_DAY
