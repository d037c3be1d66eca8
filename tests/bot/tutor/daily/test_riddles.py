"""Riddles: what is wrong with code that has a named mistake?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.i18n import Translations
from bot.storage.accounts import learners
from bot.storage.groups import daily, daily_needs
from bot.storage.models import DailyChannelRow, ReviewRow
from bot.tutor.daily.riddles import Printed, find_printed, find_riddle, list_riddles
from bot.tutor.replies.actions import AnswerDailyQuestion, encode
from grader.protocol import Problem, ProblemKind, Status
from lessons.curriculum import LANGUAGES, Catalog
from tests.support.announcement_channels import Channels, ProcessDied
from tests.support.built_in import built_in_lessons
from tests.support.clock import at, daily_command, restarted
from tests.support.study import Study, actions, text

RIDDLE = "tensors/evens!stop-included"


@pytest.fixture(scope="module")
def curriculum() -> Catalog:
    return Catalog(built_in_lessons().tracks[:1])


def test_every_named_mistake_is_a_riddle_with_distinct_options_in_both_languages(
    curriculum: Catalog, words: Translations
) -> None:
    refs = list_riddles(curriculum.exercises())
    assert len(refs) == sum(len(each.mistakes) for each in curriculum.exercises())
    for ref in refs:
        riddle = find_riddle(curriculum, words, ref)
        assert riddle is not None
        right = "abcd".index(riddle.answer)
        for language in LANGUAGES:
            options = riddle.options[language]
            assert len(set(options)) == len(options) >= 2, ref
            said = plain(riddle.explanations[language])
            assert said.startswith(plain(options[right])), ref
            assert all(len(option) >= 20 for option in options), ref
            assert not any("**" in part for one in options for part in one.split("`")[::2]), ref
        exercise = curriculum.exercise(ref.partition("!")[0])
        assert exercise is not None
        assert exercise.function in riddle.texts["en"]
        assert "@mistake" not in riddle.texts["en"]
        encode(AnswerDailyQuestion(10**9, ref, "d"))


def plain(text: str) -> str:
    return "".join(text.replace("**", "").split())


def test_most_riddles_show_what_their_code_prints_and_none_of_an_exercise_that_has_changed(
    curriculum: Catalog,
) -> None:
    exercises = curriculum.exercises()
    printed = [find_printed(each, key) for each in exercises for key in each.mistakes]
    assert len([each for each in printed if each]) > 0.75 * len(printed)
    evens = curriculum.exercise("tensors/evens")
    assert evens is not None
    shown = find_printed(evens, "stop-included")
    assert shown == Printed("stop = 10\n\nevens(stop) →", "tensor([ 0,  2,  4,  6,  8, 10])")
    assert find_printed(replace(evens, version="another"), "stop-included") is None


def test_a_riddle_of_a_mistake_that_has_left_is_none(
    curriculum: Catalog, words: Translations
) -> None:
    for ref in ("tensors/evens!gone", "tensors/gone!stop-included", "tensors/evens"):
        assert find_riddle(curriculum, words, ref) is None


async def make_mistake(study: Study, who: str) -> None:
    """Have a learner make the mistake of the riddle."""
    await study.say("def evens(stop):\n    return torch.arange(0, stop + 1, 2)", who)
    problem = Problem(kind=ProblemKind.SHAPE, mistake="stop-included")
    await study.grade(Status.FAILED, problem=problem)


async def test_the_weeks_commonest_mistake_comes_as_a_riddle_whose_answer_is_counted(
    study: Study, channels: Channels
) -> None:
    riddle = find_riddle(study.catalog, study.words, RIDDLE)
    assert riddle is not None
    for who in ("ben", "cai"):
        await make_mistake(study, who)
    await daily_command(study, "set 10")
    await end_course(study)
    for day in range(1, 8):
        await at(study, 2026, 4, day, 10, 0)
    asked = [post for post in channels.posts if "Riddle of the day" in text(post.reply)]
    assert riddle.texts["en"] in text(asked[0].reply)
    number = channels.posts.index(asked[0]) + 1
    study.now = study.now.replace(day=number, hour=11)
    wrong = next(iter(riddle.wrong))
    told = text(await study.press(f"today:{number}:{RIDDLE}:{wrong}", who="ben"))
    assert "Not that one" in told
    assert riddle.explanations["en"] in told
    right = text(await study.press(f"today:{number}:{RIDDLE}:{riddle.answer}", who="cai"))
    assert "Right!** +1 point" in right
    assert "2 learners have answered" in right
    async with study.database.read_session() as session:
        reviews = select(func.count()).where(ReviewRow.subject == RIDDLE)
        assert await session.scalar(reviews) == 0


async def test_the_weakest_question_comes_first_and_hidden_learners_do_not_count(
    study: Study, channels: Channels
) -> None:
    for who, question in (("ben", "gpu/2"), ("cai", "gpu/2"), ("dai", "numpy/3"), ("eve", "gpu/4")):
        asked = study.catalog.question(question)
        assert asked is not None
        wrong = "a" if asked.answer != "a" else "b"
        await study.press(f"answer:{question}:{wrong}", who=who)
    for who in ("ben", "cai", "dai"):
        await make_mistake(study, who)
    await study.press("settings:hide", who="eve")
    async with study.database.read_session() as session:
        group = await learners.find_default_group(session, "local", "home")
        assert group is not None
        weak = await daily_needs.list_weak_questions(session, group, most=9)
        a_week_ago = study.now - timedelta(days=7)
        mistakes = await daily_needs.list_common_mistakes(session, group, a_week_ago, most=9)
        later = await daily_needs.list_common_mistakes(session, group, study.now, most=9)
    assert weak == ["gpu/2", "numpy/3"]
    assert mistakes == [("tensors/evens", "stop-included")]
    assert later == []
    await daily_command(study, "set 10")
    await end_course(study)
    for day in range(1, 8):
        await at(study, 2026, 4, day, 10, 0)
    async with study.database.read_session() as session:
        shown = [item for post in range(1, 8) for item in await daily.list_items(session, post)]
    assert next(each.subject for each in shown if each.kind == "question") == "gpu/2"


async def test_what_a_bot_had_chosen_before_it_died_is_what_the_next_one_posts(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await end_course(study)
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    async with study.database.read_session() as session:
        (chosen,) = await daily.list_items(session, 1)
    for who in ("ben", "cai"):  # meanwhile the group needs something else
        await make_mistake(study, who)
        await study.press("answer:gpu/2:a", who=who)
        await study.press("answer:gpu/2:b", who=who)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 10, 5)
    (post,) = channels.posts
    async with study.database.read_session() as session:
        assert list(await daily.list_items(session, 1)) == [chosen]
    pressed = [each for each in actions(post.reply) if each.startswith(("today:", "exercise:"))]
    shown = text(post.reply) + " ".join(pressed)
    assert any(part in shown for part in (chosen.subject, title_of(study, chosen.subject)))


def title_of(study: Study, subject: str) -> str:
    """Return the title of the exercise that a thing is about, or its question."""
    exercise = study.catalog.exercise(subject.partition("!")[0])
    question = study.catalog.question(subject)
    return exercise.titles["en"] if exercise else question.texts["en"] if question else ""


async def end_course(study: Study) -> None:
    """Move the channel to the end of its course."""
    async with study.database.write_session() as session:
        (row,) = await session.scalars(select(DailyChannelRow))
        row.position, row.number = 1000, 50
