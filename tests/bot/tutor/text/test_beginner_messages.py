"""Beginners who are lost: bare commands, hints and their cost, next steps."""

from __future__ import annotations

import pytest

from bot.tutor.replies.model import Buttons, Code, Reply, Table, Text
from grader.protocol import ExceptionInfo, Run, Status
from lessons.curriculum import Language
from tests.support.study import Study, a_problem, actions, blocks, buttons, text

EVENS = "def evens(x):\n    return [n for n in x]"
LANGUAGES = pytest.mark.parametrize("locale", ["en", "ja"])


def labels(reply: Reply) -> list[str]:
    return [each.label for each in buttons(reply)]


@LANGUAGES
async def test_a_hint_before_any_submission_is_for_the_next_exercise(
    study: Study, locale: Language
) -> None:
    reply = await study.type("/hint", locale=locale)
    assert study.catalog.lessons()[0].exercises[0].hints[locale][0] in text(reply)


async def test_a_hint_after_a_pass_is_offered_for_the_next_exercise_and_not_counted_yet(
    study: Study,
) -> None:
    await study.passes("evens")
    reply = await study.type("/hint")
    assert "gentle to_float" not in text(reply)
    (hint,) = [each for each in buttons(reply) if each.label.startswith("Hint 1")]
    assert "gentle to_float" in text(await study.press(hint.action))


async def test_a_hint_when_all_is_passed_is_for_the_exercise_submitted_to_last(
    study: Study,
) -> None:
    for function in ("evens", "affine", "to_float"):
        await study.passes(function)
    reply = await study.type("/hint")
    assert "gentle to_float" in text(reply)
    assert "points" not in text(reply) + labels(reply)[0], "a passed exercise cannot lose any"


@pytest.mark.parametrize(
    ("word", "command"),
    [
        *(("hint", "/hint"), ("Hint!", "/hint"), ("ヒント", "/hint"), ("ヒント？", "/hint")),
        *(("／ヒント", "/hint"), ("ｈｉｎｔ", "/hint"), ("クイズ", "/quiz"), ("演習", "/exercise")),
        *(("ヘルプ", "/help"), ("使い方", "/help"), ("レッスン", "/lesson"), ("復習", "/review")),
    ],
)
async def test_a_word_typed_alone_does_what_its_command_does(
    study: Study, word: str, command: str
) -> None:
    said = await study.say(word, who="aki", locale="ja")
    assert text(said) == text(await study.type(command, who="ben", locale="ja"))


@pytest.mark.parametrize("said", ["hint please", "ヒント ください"])
async def test_a_request_for_a_hint_in_more_words_is_given_the_one_that_is_next(
    study: Study, said: str
) -> None:
    await study.type("/lesson tensors")
    assert "gentle evens" in text(await study.say(said))


@pytest.mark.parametrize("name", ["evens", "Title of evens", "tensors/evens"])
async def test_the_name_of_an_exercise_typed_alone_shows_it(study: Study, name: str) -> None:
    assert "Write evens." in text(await study.say(name))


@LANGUAGES
async def test_code_without_a_function_is_run_at_once_unless_a_verdict_is_asked_for(
    study: Study, locale: Language
) -> None:
    code = "import torch\nx = torch.ones(3)\nprint(x)"
    reply = await study.say(code, locale=locale)
    assert reply.pending
    assert [(type(job), job.code) for job in study.queue.sent] == [(Run, code)]  # type: ignore[union-attr]
    reply = await study.type(f"/submit {code}", locale=locale)
    assert study.words.translate(locale, "no-function") in text(reply)
    assert len(study.queue.sent) == 1


@pytest.mark.parametrize("code", ["def other(x): return x\ny = 1", "other = lambda x: x"])
async def test_a_function_that_no_exercise_asks_for_is_named(study: Study, code: str) -> None:
    assert "`other`" in text(await study.say(code))


@pytest.mark.parametrize("word", ["next", "Next.", "次へ", "次", "/next"])
async def test_next_is_the_next_page_and_behind_the_last_the_next_exercise(
    study: Study, word: str
) -> None:
    assert "page 1 of 3" in text(await study.say(word))
    assert "page 2 of 3" in text(await study.say(word))
    assert "page 3 of 3" in text(await study.say(word))
    assert "Write evens." in text(await study.say(word))
    await study.passes("evens")
    assert "Write to_float." in text(await study.say(word))


@LANGUAGES
async def test_words_that_are_not_understood_are_offered_the_hint_that_is_next(
    study: Study, locale: Language
) -> None:
    await study.say(EVENS, locale=locale)
    await study.grade(Status.FAILED)
    await study.press("hint:tensors/evens:1", locale=locale)
    reply = await study.say("ええと、わからない、どうしよう", locale=locale)
    assert "hint:tensors/evens:2" in actions(reply)


async def test_whoever_has_only_read_is_offered_a_hint_too_and_a_stranger_is_not(
    study: Study,
) -> None:
    assert not [each for each in actions(await study.say("so what?")) if "hint" in each]
    await study.type("/lesson operations")
    assert "hint:operations/affine:1" in actions(await study.say("so what?"))


@pytest.mark.parametrize(
    ("locale", "label", "worth"),
    [("en", "Hint 2 (−2 points)", "8 points"), ("ja", "ヒント 2（−2 ポイント）", "8 ポイント")],
)
async def test_a_hint_says_what_it_takes_and_what_passing_is_still_worth(
    study: Study, locale: Language, label: str, worth: str
) -> None:
    reply = await study.type("/hint evens", locale=locale)
    assert label in labels(reply)
    assert worth in text(reply)


async def test_a_hint_seen_again_costs_nothing_more(study: Study) -> None:
    await study.type("/hint evens")
    await study.type("/hint evens")
    assert "6 points" in text(await study.press("hint:tensors/evens:1"))
    assert "+6 points" in text(await study.passes("evens"))


@LANGUAGES
async def test_help_says_what_hints_take_and_what_always_stays(
    study: Study, locale: Language
) -> None:
    said = text(await study.type("/help", locale=locale))
    sentence = next(line for line in said.splitlines() if "10" in line)
    assert "2" in sentence.replace("10", "")
    assert "4" in sentence


@LANGUAGES
async def test_the_first_step_stands_before_the_table_of_lessons(
    study: Study, locale: Language
) -> None:
    kinds = [type(block) for block in (await study.type("/start", locale=locale)).blocks]
    assert kinds.index(Text) < kinds.index(Buttons) < kinds.index(Table)


@LANGUAGES
async def test_how_a_loop_gets_better_is_said_once_the_code_is_right(
    study: Study, locale: Language
) -> None:
    advice = study.words.translate(locale, "remark-loop-instead-of-broadcast")
    remarks = ("loop-instead-of-broadcast", "unused-result")
    await study.say(EVENS, locale=locale)
    failed = await study.grade(Status.FAILED, problem=a_problem(), remarks=remarks)
    assert advice not in text(failed)
    unused = study.words.translate(locale, "remark-unused-result", line="none", call="none")
    assert unused in text(failed)
    await study.say(EVENS, locale=locale)
    assert advice in text(await study.grade(remarks=remarks))


@pytest.mark.parametrize(("locale", "term"), [("en", "broadcast"), ("ja", "ブロードキャスト")])
def test_advice_on_a_loop_uses_no_term_that_a_later_lesson_explains(
    study: Study, locale: Language, term: str
) -> None:
    assert term not in study.words.translate(locale, "remark-loop-instead-of-broadcast")


@LANGUAGES
async def test_the_marks_of_elements_that_differ_are_explained_and_not_rendered(
    study: Study, locale: Language
) -> None:
    facts = {"differing": "1", "total": "2", "index": "1"}
    every = dict.fromkeys(("where", "call", "cuda", "hidden"), "none") | facts
    await study.say(EVENS, locale=locale)
    problem = a_problem(kind="value", facts=every, got="tensor([0, *3*])")
    reply = await study.grade(Status.FAILED, problem=problem)
    said = [block.markdown for block in blocks(reply, Text)]
    assert [each.count("`*…*`") for each in said] == [0, 1]


@LANGUAGES
@pytest.mark.parametrize(
    ("kind", "facts", "got", "key"),
    [
        ("grad", {"parameter": "x", "found": "different"}, "tensor([*1.*, 2.])", "case-got-marked"),
        ("grad", {"parameter": "x", "found": "different"}, "tensor([1., 2.])", "case-got"),
        ("value", {"index": "none"}, "(tensor(*3.5000*), 1)", "case-got-marked"),
        ("value", {"index": "0", "differing": "1", "total": "2"}, "tensor([*0*, 3])", "case-got"),
        ("value", {"index": "none"}, "'2 * 3 * 4'", "case-got"),
    ],
)
async def test_marks_that_no_sentence_explains_are_explained_where_they_stand(
    study: Study, locale: Language, kind: str, facts: dict[str, str], got: str, key: str
) -> None:
    every = dict.fromkeys(("where", "call", "cuda", "hidden"), "none") | facts
    await study.say(EVENS, locale=locale)
    problem = a_problem(kind=kind, facts=every, expected="1", got=got)
    reply = await study.grade(Status.FAILED, problem=problem)
    assert blocks(reply, Code)[-1].caption == study.words.translate(locale, key)


@LANGUAGES
@pytest.mark.parametrize("mistake", [None, "stop-included"])
async def test_an_item_of_a_result_is_shown_with_its_position(
    study: Study, locale: Language, mistake: str | None
) -> None:
    facts = dict.fromkeys(("call", "cuda", "hidden", "index"), "none") | {"where": "[2]"}
    await study.say(EVENS, locale=locale)
    problem = a_problem(kind="value", facts=facts, expected="0.5", got="0.25", mistake=mistake)
    reply = await study.grade(Status.FAILED, problem=problem)
    captions = [block.caption for block in blocks(reply, Code)[-2:]]
    assert captions == [
        study.words.translate(
            locale, "case-item", caption=study.words.translate(locale, key), where="[2]"
        )
        for key in ("case-expected", "case-got")
    ]


@LANGUAGES
@pytest.mark.parametrize(("where", "is_named"), [("[1]", True), ("none", False)])
async def test_an_item_of_what_a_step_returns_is_shown_with_its_position(
    study: Study, locale: Language, where: str, *, is_named: bool
) -> None:
    facts = dict.fromkeys(("call", "cuda", "hidden", "index"), "none") | {"where": where}
    await study.say(EVENS, locale=locale)
    problem = a_problem(kind="value", facts=facts, input="m(1)", expected="2", got="3", script=True)
    reply = await study.grade(Status.FAILED, problem=problem)
    last_line = blocks(reply, Code)[-1].text.splitlines()[-1]
    assert last_line.startswith("m(1)  # → ")
    assert ("[1]" in last_line) == is_named


@LANGUAGES
async def test_a_step_that_raised_is_not_said_to_differ(study: Study, locale: Language) -> None:
    raised = ExceptionInfo(type="ValueError", message="no")
    await study.say(EVENS, locale=locale)
    problem = a_problem(kind="exception", input="m(1)", expected="2", script=True, raised=raised)
    reply = await study.grade(Status.ERROR, problem=problem)
    step = next(block for block in blocks(reply, Code) if "m(1)" in block.text)
    assert step.text == f"m(1)  # → {study.words.translate(locale, 'step-raises')}"
