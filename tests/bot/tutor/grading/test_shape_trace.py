"""The trace of a wrong answer is folded below its verdict, and belongs to its learner alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from bot.i18n import Translations
from bot.storage.accounts import privacy
from bot.tutor.grading.shape_trace import trace_text
from bot.tutor.replies.model import Buttons, Code, Details, Reply
from grader.protocol import (
    MAX_TRACE_STEPS,
    Departure,
    ShapeTrace,
    Status,
    TraceStep,
    Verdict,
)
from tests.support.study import Study, a_problem, blocks, text

STEPS = (
    TraceStep(source="x", result="(2, 3)"),
    TraceStep(line=3, source="m = x.mean(1, keepdim=True)", result="(2, 1)"),
    TraceStep(line=4, source="for row in x", result="(3,)", times=2),
    TraceStep(line=5, source="total += row.sum()", result="() = 1", times=2, last="() = 5"),
    TraceStep(line=6, source="m @ total", result="RuntimeError", raised=True),
)
TRACE = ShapeTrace(
    steps=STEPS, left_out=2, departure=Departure(step=1, property="shape", value="(2, 1)")
)
ENGLISH = """\
input x → (2, 3)
… 2 smaller steps are not shown
line 3: m = x.mean(1, keepdim=True) → (2, 1)
↑ here the shape becomes (2, 1)
line 4: for row in x → (3,)  (the first of 2 times)
line 5: total += row.sum() → () = 1  (the first of 2 times; the last gave () = 5)
line 6: m @ total → stops with RuntimeError"""
JAPANESE = """\
入力 x → (2, 3)
… 細かい途中計算 2 件は省略
3 行目：m = x.mean(1, keepdim=True) → (2, 1)
↑ ここで形状が (2, 1) になりました
4 行目：for row in x → (3,)（2 回のうち最初）
5 行目：total += row.sum() → () = 1（2 回のうち最初。最後は () = 5）
6 行目：m @ total → RuntimeError で停止"""


async def fails(study: Study, trace: ShapeTrace | None = TRACE, locale: str = "en") -> Reply:
    await study.say("def evens(x):\n    return x", locale=locale)
    return await study.grade(Status.FAILED, problem=a_problem(), trace=trace)


async def test_a_trace_is_folded_between_the_verdict_and_its_buttons(study: Study) -> None:
    reply = await fails(study)
    (details,) = blocks(reply, Details)
    assert details.text == ENGLISH
    assert [type(each) for each in reply.blocks[-2:]] == [Details, Buttons]
    assert "keepdim" not in "".join(each.text for each in blocks(reply, Code))


async def test_a_trace_is_in_the_learners_language(study: Study) -> None:
    await study.press("language:ja")
    (details,) = blocks(await fails(study, locale="ja"), Details)
    assert details.text == JAPANESE
    assert "形状" in details.summary


async def test_a_verdict_without_a_trace_has_nothing_to_unfold(study: Study) -> None:
    assert blocks(await fails(study, None), Details) == []
    assert blocks(await study.passes("evens"), Details) == []


async def test_the_button_shows_the_same_text_to_the_learner_alone(study: Study) -> None:
    (details,) = blocks(await fails(study), Details)
    reply = await study.press(details.action)
    (code,) = blocks(reply, Code)
    assert (code.text, code.caption) == (details.text, details.caption)
    assert reply.is_confidential
    other = await study.press(details.action, who="ben")
    assert "keepdim" not in text(other)
    assert "Only the person" in text(other)


async def test_a_trace_that_is_not_kept_is_said_to_be_gone(study: Study) -> None:
    (details,) = blocks(await fails(study), Details)
    later = study.now + timedelta(days=1)
    async with study.database.write_session() as session:
        assert await privacy.forget_code(session, later) == 1
    for action in (details.action, "trace:0b0c6f1e"):
        reply = await study.press(action)
        assert "not kept" in text(reply)
        assert "keepdim" not in text(reply)


@pytest.mark.parametrize("property", ["shape", "dtype", "device", "type"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_property_can_be_named_under_its_step(
    words: Translations, property: str, language: str
) -> None:
    departure = Departure(step=0, property=property, value="int64")
    trace = ShapeTrace(steps=STEPS[:1], departure=departure)
    marked = trace_text(words.translator(language), trace).splitlines()[1]
    assert marked.startswith("↑")
    assert "int64" in marked


def test_a_step_takes_one_line_whatever_the_code_puts_into_it(words: Translations) -> None:
    hostile = "a\nline 9: b\u2028→ c\u202e`**x**`"
    step = TraceStep(line=1, source=hostile, result=hostile, times=2, last=hostile)
    assert len(trace_text(words.translator("en"), ShapeTrace(steps=(step,))).splitlines()) == 1


def test_a_verdict_of_before_there_were_traces_can_be_read() -> None:
    old = Verdict(status=Status.FAILED, exercise="tensors/evens").model_dump(mode="json")
    del old["trace"]
    assert Verdict.model_validate(old).trace is None


def test_a_verdict_keeps_its_trace_through_json() -> None:
    verdict = Verdict(status=Status.FAILED, exercise="tensors/evens", trace=TRACE)
    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict


@pytest.mark.parametrize(
    "change",
    [
        {"steps": ()},
        {"steps": STEPS[1:2] * (MAX_TRACE_STEPS + 1)},
        {"left_out": -1},
        {"departure": Departure(step=len(STEPS), property="shape", value="(1,)")},
        {"departure": {"step": 0, "property": "colour", "value": "red"}},
        {"steps": ({"source": "x" * 81, "result": "1"},)},
        {"steps": ({"source": "x", "result": "1" * 101},)},
        {"steps": ({"source": "", "result": "1"},)},
        {"steps": ({"source": "x", "result": "1", "line": 0},)},
        {"steps": ({"source": "x", "result": "1", "times": 0},)},
        {"steps": ({"source": "x", "result": "1", "more": "1"},)},
    ],
    ids=str,
)
def test_a_trace_beyond_its_limits_is_no_trace(change: dict[str, object]) -> None:
    fields = {"steps": STEPS, "left_out": 0, "departure": None}
    with pytest.raises(ValidationError):
        ShapeTrace.model_validate(fields | change)


def test_characters_that_cannot_be_stored_are_replaced() -> None:
    step = TraceStep(source="a\0b\ud800", result="\0", last="\ud800")
    assert (step.source, step.result, step.last) == ("a\ufffdb?", "\ufffd", "?")
