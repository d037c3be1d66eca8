"""What the reply says about each kind of verdict."""

from __future__ import annotations

from bot.tutor.replies.model import Code
from grader.protocol import ExceptionInfo, ProblemKind, Status
from tests.support.study import Study, a_problem, actions, blocks, text

EVENS = "def evens(x):\n    return x"


async def test_a_failure_shows_the_case_the_thought_behind_it_and_a_hint(study: Study) -> None:
    await study.say(EVENS)
    reply = await study.grade(
        Status.FAILED,
        problem=a_problem(
            input="evens(4)", expected="[0, 2]", got="[0, 2, 4]", mistake="off-by-one"
        ),
    )
    captions = {code.caption: code.text for code in blocks(reply, Code)}
    assert captions == {
        "With this input": "evens(4)",
        "Expected": "[0, 2]",
        "Yours gave": "[0, 2, 4]",
    }
    assert "The end was counted too. Where should it stop?" in text(reply)
    again, *others = actions(reply)
    assert again.startswith("write:tensors/evens:")
    assert others[:1] == ["hint:tensors/evens:1"]
    assert "exercise:tensors/evens" in others


async def test_an_exception_shows_the_learners_own_line_first(study: Study) -> None:
    await study.say(EVENS)
    raised = ExceptionInfo(type="OddError", message="odd", line=2, source="    return x.odd()")
    problem = a_problem(kind=ProblemKind.EXCEPTION, raised=raised)
    reply = await study.grade(Status.ERROR, problem=problem)
    first, second = blocks(reply, Code)[:2]
    assert (first.caption, first.text) == ("Line 2 of your code", "return x.odd()")
    assert second.text == "OddError: odd"
    assert "`OddError`" in text(reply)


async def test_code_that_was_stopped_is_told_why_and_not_that_it_raised(study: Study) -> None:
    await study.say(EVENS)
    problem = a_problem(kind=ProblemKind.EXCEPTION)
    reply = await study.grade(Status.TIMEOUT, reason="cpu", problem=problem)
    assert text(reply).split("\n")[1] == study.words.translate("en", "ended-timeout-cpu")
    assert blocks(reply, Code) == []


async def test_what_a_wall_refused_is_said_before_the_exception_that_followed(
    study: Study,
) -> None:
    await study.say(EVENS)
    raised = ExceptionInfo(type="PermissionError", message="denied", line=1, source="connect()")
    problem = a_problem(kind=ProblemKind.EXCEPTION, raised=raised)
    reply = await study.grade(Status.REFUSED, reason="network", problem=problem)
    assert "no network here" in text(reply)
    assert "connect()" in text(reply)
    assert "Read Python's message" not in text(reply)


async def test_remarks_are_made_where_the_code_works_and_not_where_it_broke(
    study: Study,
) -> None:
    remark = study.words.translate("en", "remark-item-in-loop")
    await study.say(EVENS)
    assert remark in text(await study.grade(remarks=("item-in-loop",)))
    await study.say(EVENS)
    stopped = await study.grade(Status.TIMEOUT, reason="cpu", remarks=("item-in-loop",))
    assert remark not in text(stopped)


async def test_a_process_that_ended_itself_is_told_so(study: Study) -> None:
    await study.say(EVENS)
    problem = a_problem(kind=ProblemKind.EXCEPTION)
    reply = await study.grade(Status.ERROR, reason="vanished", problem=problem)
    assert "exit()" in text(reply)
