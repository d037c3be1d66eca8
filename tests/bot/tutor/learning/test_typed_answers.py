"""Answers to quiz questions that are typed into the chat instead of pressed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.storage.models import OpenQuestionRow
from bot.tutor.learning.answers import find_answer, judge
from bot.tutor.learning.open_questions import OPEN_FOR
from lessons.curriculum import Language, Question
from tests.support.study import Study, actions, person, text

RIGHT, WRONG = "**Right!**", "**Not quite.**"


def output(answer: str) -> Question:
    return Question(
        id="q",
        kind="output",
        texts={"en": "?", "ja": "?"},
        options={},
        answer=answer,
        explanations={"en": ".", "ja": "。"},
        expression=None,
    )


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        *(
            ("tensor([0, 3, 6, 9])", each)
            for each in ("[0,3,6,9]", "0 3 6 9", "(0, 3, 6, 9)", "［０，３，６，９］", "0, 3, 6, 9")
        ),
        *(("tensor([0, 3, 6, 9])", each) for each in ("0、3、6、9", "［０、３、６、９］")),
        *(("(4, 2, 3)", each) for each in ("torch.Size([4, 2, 3])", "4 2 3", "[4,2,3]", "4,2,3")),
        *(("12.0", each) for each in ("12", "tensor(12.)", "12.")),
        ("tensor([0., 1.])", "[0, 1]"),
        ("tensor([[1, 2], [3, 4]])", "[[1,2],[3,4]]"),
        ("cpu", "'cpu'"),
    ],
)
def test_what_is_right_but_written_otherwise_is_accepted(answer: str, typed: str) -> None:
    assert judge(output(answer), typed) == "right-otherwise"


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("tensor([0, 3, 6, 9])", "[0, 3, 6]"),
        ("tensor([0, 3, 6, 9])", "tensor([0., 3., 6., 9.])"),
        ("tensor([0, 3, 6, 9])", "0.0 3.0 6.0 9.0"),
        ("tensor([0., 1.])", "tensor([0, 1])"),
        ("tensor([[1, 2], [3, 4]])", "[1, 2, 3, 4]"),
        ("tensor([True, False])", "[1, 0]"),
        ("(4, 2, 3)", "(3, 2, 4)"),
        ("8", "-8"),
        ("cpu", "cuda"),
        ("8", "eight"),
    ],
)
def test_other_values_another_dtype_and_another_shape_are_wrong(answer: str, typed: str) -> None:
    assert judge(output(answer), typed) == "wrong"


@pytest.mark.parametrize(
    "typed", ["b", "B", "ｂ", "b.", "(b)", "b)", "the answer is b", "答えはb", "bです", "b！"]
)
async def test_a_letter_typed_while_a_question_is_open_is_its_answer(
    study: Study, typed: str
) -> None:
    question = next(each for each in study.catalog.lessons()[0].questions if each.kind == "choose")
    right = find_answer(question, typed.replace("b", question.answer).replace("B", question.answer))
    assert right.text
    assert find_answer(question, typed).text == "b"


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_text_of_an_option_is_its_answer(study: Study, language: Language) -> None:
    question = next(each for each in study.catalog.lessons()[0].questions if each.kind == "choose")
    option = question.options[language]["abcdefgh".index(question.answer)]
    await study.type("/quiz tensors")
    assert RIGHT in text(await study.say(option))


async def test_a_whole_quiz_can_be_answered_by_typing(study: Study) -> None:
    reply = await study.type("/quiz tensors")
    for question in study.catalog.lessons()[0].questions:
        reply = await study.say(question.answer)
        assert RIGHT in text(reply), question.id
        if "quiz-next:" in str(actions(reply)):
            reply = await study.press(actions(reply)[0])
    assert "Quiz passed" in text(reply)


async def test_a_wrong_answer_is_wrong_and_closes_the_question(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    wrong = next(each for each in "ab" if each != question.answer)
    assert WRONG in text(await study.say(wrong))
    assert study.words.translate("en", "said-no-question") in text(await study.say(wrong))


async def test_an_answer_written_otherwise_is_told_how_pytorch_writes_it(study: Study) -> None:
    question = next(each for each in study.catalog.lessons()[0].questions if each.kind == "output")
    typed = question.answer.removeprefix("tensor(").removesuffix(")")
    reply = await study.press(f"answer:{question.id}", typed)
    assert RIGHT in text(reply)
    assert f"`{question.answer}`" in text(reply)


@pytest.mark.parametrize(
    "typed", ["c", "(4, 2, 3)", "[0,3,6,9]", "0 3 6 9", "０、３、６、９", "torch.Size([4, 2, 3])"]
)
@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_an_answer_without_a_question_is_told_so_and_offered_a_quiz(
    study: Study, typed: str, locale: Language
) -> None:
    reply = await study.say(typed, locale=locale)
    assert study.words.translate(locale, "said-no-question") in text(reply)
    assert actions(reply)[0] == "command:quiz"


@pytest.mark.parametrize(
    ("said", "told"),
    [("hint", "Hint 1"), ("next", "page"), ("def evens(x):\n    return x", "evens")],
)
async def test_what_is_clearly_something_else_is_no_answer(
    study: Study, said: str, told: str
) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    assert told in text(await study.say(said))
    assert RIGHT in text(await study.say(question.answer)), "the question stays open"


async def test_a_question_stays_open_for_some_hours_only(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    study.now += OPEN_FOR + timedelta(minutes=1)
    reply = await study.say(question.answer)
    assert study.words.translate("en", "said-no-question") in text(reply)


async def test_the_question_that_is_open_is_that_of_the_learner(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors", who="aki")
    reply = await study.say(question.answer, who="ben")
    assert study.words.translate("en", "said-no-question") in text(reply)


async def test_a_question_answered_by_its_button_is_open_no_longer(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    await study.press(f"answer:{question.id}:{question.answer}")
    reply = await study.say(question.answer)
    assert RIGHT not in text(reply)


async def test_a_question_stays_open_over_a_restart(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    study.started()
    assert RIGHT in text(await study.say(question.answer))


async def test_any_bot_takes_the_answer_to_a_question_and_one_of_them_does(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0]
    await study.type("/quiz tensors")
    first, second = study.tutor, study.started()
    replies = await asyncio.gather(
        *(
            bot.message(person(), question.answer, study.next_place())
            for bot in (first, second, first, second)
        )
    )
    assert sum(RIGHT in text(each) for each in replies) == 1
    none_open = study.words.translate("en", "said-no-question")
    assert all(RIGHT in text(each) or none_open in text(each) for each in replies)


async def test_there_is_one_open_question_for_each_learner_and_old_ones_are_deleted(
    study: Study,
) -> None:
    for who in ("aki", "ben"):
        for _ in range(2):
            await study.type("/quiz tensors", who)
    assert await count_open(study) == 2
    study.now += OPEN_FOR + timedelta(minutes=1)
    await study.type("/quiz tensors", "ben")
    await study.tutor.scheduler.purge_old_code()
    assert await count_open(study) == 1


async def count_open(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(OpenQuestionRow)) or 0
