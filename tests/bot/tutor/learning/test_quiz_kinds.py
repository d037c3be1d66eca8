"""Kinds of questions: right answers in several spellings, wrong ones by name, and variants."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage.models import QuizAnswerRow, ReviewRow
from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.learning.marking import mark
from bot.tutor.replies.actions import (
    AnswerDailyQuestion,
    AnswerQuestion,
    AnswerReview,
    decode,
    encode,
)
from bot.tutor.replies.model import Code, Form, Menu
from lessons.catalog import load
from lessons.curriculum import LANGUAGES, Catalog, Language, Question
from lessons.quiz_tables import MOST_VARIANTS
from lessons.quizzes import LONGEST_FULL_ID
from tests.support.study import Study, actions, blocks, buttons, text
from tests.support.study_groups import founded

TRACKS = Path(__file__).parents[3] / "lessons" / "quiz_track"


@pytest.fixture(scope="module")
def curriculum() -> Catalog:
    return load(TRACKS, built_in=False)


def question(catalog: Catalog, name: str) -> Question:
    found = catalog.question(f"kinds/{name}")
    assert found is not None
    return found


RIGHT = {
    "rate": (
        "0.001",
        "1e-3",
        "1/1000",
        "１／１０００",
        "０．００１",
        ".001",
        "10^-3",
        "1 / 1,000",
        "1E-03",
    ),
    "third": ("1/3", "0.333", "0.33", "tensor(0.3333)", "`0.3333`"),
    "broadcasts": ("ac", "a c", "C, A", "ａ、ｃ", "a and c", "(a) (c)", "aとc"),
    "row-means": (
        "dim=1",
        "dim = 1",
        "1",
        "-1",
        "axis=-1",
        "ｄｉｍ＝１",
        "x.mean(dim=1)",
        "`dim=1`",
    ),
    "stacked": (
        *("(4, 3)", "(4,3)", "[4, 3]", "torch.Size([4, 3])", "4 3", "4x3", "４×３"),
        *("（４，３）", "(4, 3).", "4、3"),
    ),
    "each-shape~1": ("(6, 3)\n(3,)\n()", "6 3; 3; ()", "[6, 3]\n[3]\n\ntorch.Size([])"),
    "training-step": ("2431", "2 4 3 1", "4, 2, 3, 1", "２→３→４→１", "2-4-3-1"),
    "kept~1": ("b", "B"),
    "plain-output": ("tensor([0.,0.])",),
}

WRONG = {
    "rate": {"0.01": "", "-0.001": ""},
    "third": {"1": "summed", "1.0": "summed", "2/2": "summed", "0.5": "", "0.35": ""},
    "broadcasts": {"a": "", "abc": "", "b": ""},
    "row-means": {
        "dim=0": "averaged-columns",
        "0": "averaged-columns",
        "axis = -2": "averaged-columns",
        "x.mean()": "averaged-all",
        "dim=2": "",
        "rows": "",
    },
    "stacked": {"(4, 1, 3)": "kept-dimension", "4 1 3": "kept-dimension", "(3, 4)": ""},
    "each-shape~1": {"(6, 3)\n()\n()": "", "(6, 3)": "", "6 3; 3; (); ()": ""},
    "training-step": {"1 2 3 4": "", "3 2 4 1": ""},
    "kept~1": {"a": "kept-dimension", "c": "averaged-columns"},
}

UNREADABLE = {
    "rate": ("", "a little", "1/0", "1e9999", "0.001 or so"),
    "broadcasts": ("", "e", "a f", "both"),
    "row-means": ("", "  "),
    "stacked": ("", "four", "(4, -3)", "(4, y)", "x", "(", "4" * 30),
    "each-shape": ("", "\n", "(6, 3)\nthree"),
    "training-step": ("", "2 4 3", "2 4 3 5", "2 2 3 1", "print first"),
}


@pytest.mark.parametrize(("name", "given"), [(n, g) for n in RIGHT for g in RIGHT[n]])
def test_a_right_answer_is_right_in_any_usual_spelling(
    curriculum: Catalog, name: str, given: str
) -> None:
    assert mark(question(curriculum, name), given).correct


@pytest.mark.parametrize(("name", "given"), [(n, g) for n in WRONG for g in WRONG[n]])
def test_a_wrong_answer_is_wrong_and_names_the_thought_behind_it(
    curriculum: Catalog, name: str, given: str
) -> None:
    asked = question(curriculum, name)
    assert is_readable(asked, given)
    marked = mark(asked, given)
    assert (marked.correct, marked.mistake) == (False, WRONG[name][given])


@pytest.mark.parametrize(("name", "given"), [(n, g) for n in UNREADABLE for g in UNREADABLE[n]])
async def test_what_is_no_answer_of_that_kind_is_asked_for_again_and_not_counted(
    study: Study, name: str, given: str
) -> None:
    reply = await study.press(f"answer:kinds/{name}", given)
    assert text(reply).startswith(("I could not", "I need", "There was no answer"))
    assert len([*blocks(reply, Form), *blocks(reply, Menu)]) == 1
    async with study.database.read_session() as session:
        assert (await session.scalars(select(QuizAnswerRow))).all() == []


def test_a_typed_number_may_be_as_far_off_as_the_author_allows(curriculum: Catalog) -> None:
    third = question(curriculum, "third")
    assert mark(third, "0.3433").correct
    assert not mark(third, "0.3434").correct


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_every_kind_is_asked_and_answered_in_both_languages(
    study: Study, curriculum: Catalog, locale: str
) -> None:
    for each in curriculum.lessons()[0].questions:
        asked = await study.press(f"quiz:kinds:{each.id}", locale=locale)
        assert actions(asked) or blocks(asked, Form) or blocks(asked, Menu)
        reply = await study.press(f"answer:{each.ref}", each.answer, locale=locale)
        assert each.explanations[locale] in text(reply)  # type: ignore[index]
        assert ("正解" if locale == "ja" else "Right!") in text(reply)
        assert [code.text for code in blocks(reply, Code)] == [each.solution] * bool(each.solution)


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_several_options_are_chosen_and_the_reply_says_which_and_how_many_were_right(
    study: Study, locale: Language
) -> None:
    asked = await study.press("quiz:kinds:kinds/third", locale=locale)
    (menu,) = blocks(asked, Menu)
    assert menu.takes_several
    assert [each.markdown for each in menu.choices][:2] == ["a. `(3,)`", "b. `(2,)`"]
    assert menu.label == study.words.translate(locale, "quiz-choose-several")
    reply = await study.press(menu.action, "a b d", locale=locale)
    assert "- a. `(3,)`\n- b. `(2,)`\n- d. `(3, 2)`" in text(reply)
    counted = study.words.translate(locale, "quiz-several", chosen=3, right=1, wanted=2)
    assert counted in text(reply)


async def test_letters_typed_while_several_options_are_asked_for_are_the_answer(
    study: Study,
) -> None:
    await study.press("quiz:kinds:kinds/third")
    assert "Right!" in text(await study.say("a and c"))


async def test_the_solution_names_the_shape_of_each_line(study: Study) -> None:
    reply = await study.press("answer:kinds/each-shape~2", "(2, 3)\n(2,)\n()")
    assert "Shape number 2 is the first that differs" in text(reply)
    (solution,) = blocks(reply, Code)
    assert solution.text.splitlines() == [
        "x = torch.zeros(2, 3)  # (2, 3)",
        "y = x.sum(dim=0)  # (3,)",
        "y.max()  # ()",
    ]


async def test_a_wrong_choice_tells_which_thought_it_was_and_is_stored(study: Study) -> None:
    reply = await study.press("answer:kinds/kept~1:a")
    assert "Here the dimension is kept as a 1" in text(reply)
    async with study.database.read_session() as session:
        (row,) = (await session.scalars(select(QuizAnswerRow))).all()
    assert (row.question, row.correct, row.mistake) == ("kinds/kept", False, "kept-dimension")


async def test_each_answer_brings_another_variant_and_all_count_as_one_question(
    study: Study,
) -> None:
    seen = []
    for _ in range(5):
        asked = await study.press("quiz:kinds:kinds/training-step")
        ref = buttons(asked)[0].action.split(":")[1]
        assert f"answer:{ref}:a" in actions(asked)
        assert text(await study.press("quiz:kinds:kinds/training-step")) == text(asked)
        seen.append(ref)
        study.now += timedelta(minutes=1)
        await study.press(f"answer:{ref}:c")
    assert len(set(seen)) == 5
    right = next(each for each in study.catalog.lessons()[0].questions if each.id == "kinds/kept")
    study.now += timedelta(days=1)
    reply = await study.press(f"answer:{right.variants[3].ref}:{right.variants[3].answer}")
    assert "+1 point" in text(reply)
    assert "Right!" in text(await study.press("answer:kinds/kept~1:b"))


async def test_the_buttons_of_a_variant_that_is_gone_still_answer_the_question(
    study: Study,
) -> None:
    assert "of the rows is left" in text(await study.press("answer:kinds/kept~9999:b"))
    assert "does not exist" in text(await study.press("answer:kinds/gone~1:b"))


async def test_a_thought_brings_back_every_question_about_it_that_the_learner_has_met(
    study: Study,
) -> None:
    await study.press("answer:kinds/stacked", "(4, 3)")
    await study.press("answer:kinds/third", "1/3")
    study.now += timedelta(minutes=11)
    assert "kinds/stacked" not in str(await study.type("/review"))
    await study.press("answer:kinds/kept~1:a")
    study.now += timedelta(minutes=11)
    async with study.database.read_session() as session:
        due = await session.scalars(select(ReviewRow.subject).where(ReviewRow.due <= study.now))
    assert set(due) == {"kinds/stacked", "kinds/kept"}


async def test_the_teachers_overview_names_the_commonest_thought_of_the_week(
    study: Study,
) -> None:
    group, code = await founded(study)
    for who in ("ben", "cai"):
        await study.press(f"join-now:{code}", who=who)
        await study.press("answer:kinds/stacked", "(4, 1, 3)", who=who)
        await study.press("answer:kinds/stacked", "(4, 1, 3)", who=who)
    await study.press("answer:kinds/kept~1:c", who="ben")
    shown = text(await study.press(f"group:{group}:overview"))
    assert "this week, by 2 learners (lesson “Kinds of questions”, question 9)" in shown
    assert "> That is the shape with `keepdim=True`" in shown
    await study.press("settings:hide", who="cai")  # from boards; teachers see who agreed to it
    assert "by 2 learners (" in text(await study.press(f"group:{group}:overview"))
    study.now += timedelta(days=8)
    assert "commonest thought" not in text(await study.press(f"group:{group}:overview"))


def test_the_longest_id_of_a_variant_fits_every_action_that_answers_it() -> None:
    ref = f"{'x' * LONGEST_FULL_ID}~{MOST_VARIANTS}"
    for action in (
        AnswerQuestion(ref, "e"),
        AnswerReview(ref, "e"),
        AnswerDailyQuestion(10**12, ref, "e"),
    ):
        assert decode(encode(action)) == action
