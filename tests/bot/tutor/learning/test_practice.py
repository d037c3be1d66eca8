"""Practice: questions without end, each time in another variant."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.models import LedgerEntry, ReviewRow
from bot.tutor.learning.marking import mark
from bot.tutor.learning.practice import least_asked
from bot.tutor.replies.actions import AnswerPractice, AnswerReview, AskPractice, decode, encode
from bot.tutor.replies.model import Form, Menu, Reply
from lessons.curriculum import Catalog, Question
from lessons.quiz_tables import MOST_PRACTICE_VARIANTS
from lessons.quizzes import LONGEST_FULL_ID
from tests.support.built_in import built_in_lessons
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import founded

BUILT_IN = built_in_lessons()


@pytest.fixture(scope="module")
def curriculum() -> Catalog:
    """The built-in tracks, in which one lesson has no practice."""
    (track, *others) = BUILT_IN.tracks
    lessons = (
        replace(each, practice=()) if each.slug == "gradients" else each for each in track.lessons
    )
    return Catalog((replace(track, lessons=tuple(lessons)), *others))


def answering(reply: Reply) -> AnswerPractice:
    """Return the action that answers the question that a reply asks."""
    forms = [each.action for kind in (Form, Menu) for each in blocks(reply, kind)]
    found = [decode(each) for each in (*actions(reply), *forms)]
    return replace(next(each for each in found if isinstance(each, AnswerPractice)), answer="")


def asked_in(reply: Reply) -> Question:
    question = BUILT_IN.question(answering(reply).question)
    assert question is not None
    return question


async def answer(study: Study, asked: Reply, *, right: bool) -> Reply:
    question, action = asked_in(asked), answering(asked)
    given = question.answer if right else next(iter(question.wrong))
    return await study.press(encode(AnswerPractice(action.scope, question.ref)), given)


async def test_practice_goes_on_with_other_questions_and_other_values(study: Study) -> None:
    lesson = BUILT_IN.lesson("operations")
    assert lesson is not None
    reply = await study.type("/quiz practice operations")
    assert "Practice: " in text(reply)
    seen: list[Question] = []
    for _ in range(2 * len(lesson.practice)):
        seen.append(asked_in(reply))
        answered = await answer(study, reply, right=True)
        assert "Right!" in text(answered)
        (another,) = [each for each in actions(answered) if each.startswith("more:")]
        reply = await study.press(another)
    ids = [each.id for each in seen]
    assert ids == 2 * [each.id for each in lesson.practice]
    assert len({each.ref for each in seen}) == len(seen)


async def test_a_right_answer_earns_its_point_once_and_then_none_without_end(
    study: Study,
) -> None:
    question = BUILT_IN.practice()[0]
    earned = [
        text(await study.press(f"drill:lesson:{each.ref}:{each.answer}"))
        for each in question.variants[:5]
    ]
    assert ["+1 point" in each for each in earned] == [True, False, False, False, False]
    async with study.database.read_session() as session:
        entries = (await session.scalars(select(LedgerEntry.subject))).all()
    assert entries == [question.id]


async def test_a_wrong_answer_names_its_thought_and_comes_back_as_a_review(study: Study) -> None:
    asked = await study.type("/quiz practice tensors")
    question = asked_in(asked)
    reply = await answer(study, asked, right=False)
    key = next(iter(question.wrong.values()))
    assert question.mistakes[key]["en"] in text(reply)
    async with study.database.read_session() as session:
        assert (await session.scalars(select(ReviewRow.subject))).all() == [question.id]
    study.now += timedelta(minutes=11)
    again = await study.type("/review")
    (form,) = blocks(again, Form)
    reviewed = decode(form.action)
    assert isinstance(reviewed, AnswerReview)
    assert reviewed.question.split("~")[0] == question.id
    assert reviewed.question != question.ref


async def test_a_typed_answer_goes_to_the_open_question_for_practice(study: Study) -> None:
    asked = await study.press("more:tensors")
    question = asked_in(asked)
    reply = await study.say(question.answer)
    assert "Right!" in text(reply)
    assert f"more:tensors:{question.id}" in actions(reply)


async def test_an_unreadable_answer_asks_the_same_variant_again(study: Study) -> None:
    question = next(each for each in BUILT_IN.practice() if each.kind == "number").variants[3]
    reply = await study.press(f"drill:all:{question.ref}", "no idea")
    assert answering(reply) == AnswerPractice("all", question.ref)


async def test_practice_is_offered_when_the_quiz_is_passed_and_no_review_is_due(
    study: Study,
) -> None:
    lesson = BUILT_IN.lessons()[0]
    for question in lesson.questions:
        reply = await study.press(f"answer:{question.id}", question.answer)
    assert "more:tensors" in actions(reply)
    assert f"question 1 of {len(lesson.questions)}" not in text(reply)
    assert "more:*" in actions(await study.type("/review"))
    assert "more:tensors" in actions(await study.type("/quiz tensors"))


async def test_practice_of_no_lesson_in_particular_asks_of_the_lessons_that_are_begun(
    study: Study,
) -> None:
    first = await study.type("/quiz practice")
    assert asked_in(first).id.startswith("tensors/")
    await study.press("lesson:numpy:1")
    reply = await study.type("/quiz 練習")
    assert answering(reply).scope == "all"
    assert asked_in(reply).id.startswith("numpy/")
    answered = await answer(study, reply, right=True)
    assert any(each.startswith("more:*:numpy/") for each in actions(answered))


@pytest.mark.parametrize("typed", ["practice gpu", "GPU practice", "more gpu", "もっと gpu"])
async def test_the_word_for_practice_may_stand_before_or_behind_the_lesson(
    study: Study, typed: str
) -> None:
    assert asked_in(await study.type(f"/quiz {typed}")).id.startswith("gpu/")


async def test_practice_of_an_unknown_lesson_says_which_was_probably_meant(study: Study) -> None:
    assert "lesson:tensors" in str(await study.type("/quiz practice tensrs"))


async def test_practice_of_a_question_or_lesson_that_is_gone_is_answered(study: Study) -> None:
    assert "does not exist" in text(await study.press("drill:all:gone/question~3:a"))
    assert asked_in(await study.press("more:gone")).id.startswith("tensors/")


async def test_a_lesson_without_practice_says_where_there_is_some(study: Study) -> None:
    reply = await study.type("/quiz practice gradients")
    assert "has no questions for practice yet" in text(reply)
    assert "quiz:gradients" in actions(reply)


async def test_the_teachers_overview_names_a_thought_behind_answers_in_practice(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    question = BUILT_IN.practice()[0].variants[0]
    given, key = next(iter(question.wrong.items()))
    await study.press(f"drill:lesson:{question.ref}", given, who="ben")
    shown = text(await study.press(f"group:{group}:overview"))
    assert "(practice for “" in shown
    assert BUILT_IN.practice()[0].mistakes[key]["en"] in shown


def test_the_question_that_was_asked_least_often_comes_next() -> None:
    one, two, three = BUILT_IN.practice()[:3]
    questions = (one, two, three)
    assert least_asked(questions, {}) is one
    assert least_asked(questions, {one.id: 1}) is two
    assert least_asked(questions, {one.id: 2, two.id: 2, three.id: 3}) is one
    assert least_asked(questions, {}, after=one.id) is two
    assert least_asked((one,), {one.id: 5}, after=one.id) is one
    assert least_asked((), {}) is None


def test_in_every_variant_the_right_answer_is_right_and_each_wrong_one_names_its_thought() -> None:
    for question in BUILT_IN.practice():
        for variant in question.variants:
            assert mark(variant, variant.answer).correct, variant.ref
            for given, key in variant.wrong.items():
                marked = mark(variant, given)
                assert (marked.correct, marked.mistake) == (False, key), (variant.ref, given)


def test_the_longest_id_fits_the_actions_of_practice() -> None:
    id = "x" * LONGEST_FULL_ID
    for action in (
        AnswerPractice("lesson", f"{id}~{MOST_PRACTICE_VARIANTS}", "false"),
        AskPractice("x" * 30, id),
    ):
        assert decode(encode(action)) == action
