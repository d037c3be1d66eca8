"""Coming back after days: a small part of the backlog each day, a greeting, honest points."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.models import QuizAnswerRow, ReviewRow
from bot.tutor.learning import due_reviews
from bot.tutor.learning.due_reviews import MOST_A_DAY
from bot.tutor.learning.spaced_repetition import first_answer
from bot.tutor.replies.model import Buttons, Menu
from lessons.curriculum import Question
from tests.support.announcement_channels import Channels
from tests.support.clock import at
from tests.support.study import Study, actions, blocks, person, text

BACKLOG = 47


@pytest.fixture
def many_questions(study: Study, monkeypatch: pytest.MonkeyPatch) -> dict[str, Question]:
    """Give the catalogue many true-or-false questions, known by their ids."""
    first = study.catalog.question("tensors/2")
    assert first is not None
    found = {each.id: each for each in (replace(first, id=f"tensors/q{n}") for n in range(BACKLOG))}
    known = type(study.catalog).question
    monkeypatch.setattr(
        type(study.catalog),
        "question",
        lambda catalog, ref: found.get(ref) or known(catalog, ref),
    )
    return found


async def met_long_ago(study: Study, questions: dict[str, Question]) -> None:
    """Let the learner have answered every question, the first one longest ago."""
    await study.type("/start")
    async with study.database.write_session() as session:
        for number, question in enumerate(questions):
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
    study: Study, many_questions: dict[str, Question]
) -> None:
    await met_long_ago(study, many_questions)
    seen: list[str] = []
    sizes = []
    for _ in range(5):
        day = await reviews_of_a_day(study)
        sizes.append(len(day))
        seen += [each for each in day if each not in seen]
        study.now += timedelta(days=1)
    assert sizes[0] == MOST_A_DAY
    assert max(sizes) <= MOST_A_DAY
    assert seen[:MOST_A_DAY] == list(many_questions)[:MOST_A_DAY]
    assert len(seen) > 4 * MOST_A_DAY


async def test_after_ten_reviews_the_day_ends_with_a_lesson_and_no_number(
    study: Study, many_questions: dict[str, Question]
) -> None:
    await met_long_ago(study, many_questions)
    assert "10 to go" in text(await study.type("/review"))
    await reviews_of_a_day(study)
    reply = await study.type("/review")
    assert "enough for today" in text(reply)
    assert actions(reply)[0] == "command:lesson"
    assert not any(letter.isdigit() for letter in text(reply))
    assert "command:review" not in actions(await study.type("/progress"))


async def test_a_reminder_names_what_is_to_be_done_today_and_comes_not_after_it(
    study: Study, channels: Channels, many_questions: dict[str, Question]
) -> None:
    await met_long_ago(study, many_questions)
    await study.type("/review remind 20")
    await at(study, 2026, 4, 1, 20, 0)
    ((_, message),) = channels.told
    assert "10 things are due" in text(message)
    await at(study, 2026, 4, 2, 9, 0)
    await reviews_of_a_day(study)
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1


async def test_what_is_missed_in_a_review_comes_again_on_the_same_day_as_one_of_the_ten(
    study: Study, many_questions: dict[str, Question]
) -> None:
    await met_long_ago(study, many_questions)
    first = next(iter(many_questions))
    await study.press(f"recall:{first}:false")
    study.now += timedelta(minutes=11)
    day = await reviews_of_a_day(study)
    assert first in day
    assert len(day) == due_reviews.MOST_A_DAY


@pytest.mark.parametrize("greeting", ["/start", "hello"])
async def test_who_comes_back_reads_streak_and_what_is_due_and_goes_on(
    study: Study, greeting: str
) -> None:
    assert "Hello, Aki!" in text(await study.say(greeting))
    await study.passes("evens")
    await study.press("answer:tensors/1:a")
    study.now += timedelta(days=1)
    reply = await study.say(greeting)
    assert "Welcome back, Aki!" in text(reply)
    assert "Streak: 1 day" in text(reply)
    assert "One thing is due for review" in text(reply)
    row = blocks(reply, Buttons)[0].buttons
    assert [each.style for each in row] == ["primary", "plain"]
    assert row[1].action == "command:review"


async def test_a_chat_that_is_opened_again_greets_once_a_day_who_has_begun(study: Study) -> None:
    seen = study.now
    await study.type("/start")
    study.now += timedelta(days=1)
    assert await study.tutor.welcome_back(person(), seen, "m") is None
    await study.passes("evens")
    assert await study.tutor.welcome_back(person(), study.now, "m") is None
    study.now += timedelta(days=1)
    reply = await study.tutor.welcome_back(person(), seen, "m")
    assert reply is not None
    assert "Welcome back" in text(reply)
    assert blocks(reply, Buttons)[0].buttons[0].style == "primary"


async def test_a_wrong_choice_is_not_corrected_for_points_at_once(study: Study) -> None:
    await study.press("answer:tensors/1:a")
    corrected = await study.press("answer:tensors/1:b")
    assert "No points this time" in text(corrected)
    assert "Nobody has points yet" in text(await study.type("/leaderboard"))
    await study.press("answer:tensors/2:false")
    study.now += timedelta(days=1)
    assert "+1 point" in text(await study.press("answer:tensors/2:true"))


async def test_a_reply_to_an_answer_shows_the_question_whose_place_it_takes(study: Study) -> None:
    for action in ("answer:tensors/1:a", "recall:tensors/1:b"):
        reply = text(await study.press(action))
        assert "Question tensors/1?" in reply
        assert "Your answer: `" in reply


async def test_a_learner_whose_platform_lacks_zones_is_asked_once(study: Study) -> None:
    user = replace(person(), lacks_zone=True)

    async def start() -> list[str]:
        return actions(await study.tutor.command(user, "start", "", "m"))

    await study.passes("evens")
    assert "zone:UTC" in await start()
    assert "zone:UTC" not in await start()
    menu = await study.tutor.act(user, "zone", "", "m")
    assert blocks(menu, Menu)[0].choices[0].label.endswith("UTC")
    chosen = await study.tutor.act(user, "zone", "Asia/Tokyo", "m")
    assert "**Asia/Tokyo**" in text(chosen)
    assert study.now.tzinfo == UTC


async def test_a_learner_whose_zone_is_reported_is_not_asked(study: Study) -> None:
    user = replace(person(), lacks_zone=True, zone="Europe/Paris")
    study.now = datetime(2026, 4, 1, 23, 0, tzinfo=UTC)
    await study.tutor.command(user, "review", "remind 20", "m")
    assert "Europe/Paris" in text(await study.tutor.command(user, "settings", "", "m"))
    offered = actions(await study.tutor.command(user, "start", "", "m"))
    assert not any(each.startswith("zone:") for each in offered)
