"""Submissions: one verdict, one award and one final reply each."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.storage.models import LedgerEntry, RunRow, SubmissionRow
from bot.tutor.replies.model import Code
from grader.protocol import Grade, Graded, Started, Status, Verdict
from tests.support.study import Study, a_problem, actions, blocks, text

EVENS = "def evens(x):\n    return x"
NO_EXERCISE = "def two():\n    return 1 + 1\n\n\nprint(two())"


async def count(study: Study, table: type) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def points(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.sum(LedgerEntry.points))) or 0


async def test_pasted_code_finds_its_exercise_by_the_functions_name(study: Study) -> None:
    reply = await study.say(f"```python\n{EVENS}\n```")
    assert reply.pending
    assert "`evens`" in text(reply)
    (job,) = study.queue.sent
    assert isinstance(job, Grade)
    assert (job.exercise, job.code) == ("tensors/evens", EVENS)
    assert study.queue.staged == study.queue.sent


async def test_the_verdict_goes_where_the_paste_came_from(study: Study) -> None:
    await study.say(EVENS, to="here")
    reply = await study.grade()
    assert study.delivered == [("here", reply)]
    assert not reply.pending
    assert "Passed" in text(reply)
    assert "Others think of evens so." in text(reply)
    assert await points(study) == 10


async def test_the_same_verdict_again_changes_and_tells_nothing(study: Study) -> None:
    await study.say(EVENS)
    await study.grade()
    await study.grade(Status.FAILED, problem=a_problem())
    await study.grade()
    assert len(study.delivered) == 1
    assert await points(study) == 10
    async with study.database.read_session() as session:
        assert await session.scalar(select(SubmissionRow.status)) == "passed"


async def test_a_second_pass_is_fine_and_gives_no_second_points(study: Study) -> None:
    assert "+10 points" in text(await study.passes("evens"))
    again = await study.passes("evens")
    assert "Passed" in text(again)
    assert "points" not in text(again)
    assert await points(study) == 10


async def test_two_learners_both_get_their_points(study: Study) -> None:
    await study.passes("evens", "aki")
    await study.passes("evens", "ben")
    assert await points(study) == 20


async def test_hints_cost_points(study: Study) -> None:
    await study.press("hint:tensors/evens:1")
    await study.press("hint:tensors/evens:2")
    await study.press("hint:tensors/evens:1")
    assert "+6 points" in text(await study.passes("evens"))


async def test_a_paste_handed_over_twice_is_one_submission(study: Study) -> None:
    await study.say(EVENS, to="m")
    again = await study.say(EVENS, to="m")
    assert again.pending
    assert await count(study, SubmissionRow) == 1
    await study.grade()
    late = await study.say(EVENS, to="m")
    assert not late.pending
    assert "Passed" in text(late)
    assert await count(study, SubmissionRow) == 1


async def test_a_paste_with_two_exercises_is_graded_twice_and_answered_in_one_reply(
    study: Study,
) -> None:
    await study.say(f"{EVENS}\n\n\ndef to_float(x):\n    return x", to="m")
    first, second = study.queue.sent
    assert isinstance(second, Grade)
    await study.tutor.jobs.on_grader_message(
        Graded(id=second.id, verdict=Verdict(status=Status.PASSED, exercise=second.exercise))
    )
    half = study.delivered[-1][1]
    assert half.pending
    assert "Checking `evens`" in text(half)
    problem = Verdict(status=Status.FAILED, exercise="tensors/evens", problem=a_problem())
    await study.tutor.jobs.on_grader_message(Graded(id=first.id, verdict=problem))
    whole = study.delivered[-1][1]
    assert not whole.pending
    assert "Not yet:** `evens`" in text(whole)
    assert "Passed:** `to_float`" in text(whole)


async def test_repairs_are_mentioned_and_the_repaired_code_is_graded(study: Study) -> None:
    reply = await study.say("def evens（x）：\n　　return x")
    assert "full-width" in text(reply)
    assert study.queue.sent[0].code == "def evens(x):\n  return x"


@pytest.mark.parametrize(
    ("locale", "expected"), [("en", "Write your code where"), ("ja", "自分のコードを書いて")]
)
async def test_an_unchanged_starter_is_not_attempted_and_nothing_is_stored(
    study: Study, locale: str, expected: str
) -> None:
    starter = "def evens(x):\n    # here\n    ..."
    for reply in (
        await study.say(f"```python\n{starter}\n```", locale=locale),
        await study.type(f"/submit tensors/evens {starter}", locale=locale),
        await study.type(f"/submit {starter}", locale=locale),
    ):
        assert expected in text(reply)
        assert not reply.pending
        assert [each.text for each in blocks(reply, Code)] == ["def evens(x):\n    ..."]
        assert actions(reply) == ["write:tensors/evens", "exercise:tensors/evens"]
    assert study.queue.sent == []
    assert await count(study, SubmissionRow) == 0


async def test_a_starter_beside_an_answer_does_not_stop_the_answer(study: Study) -> None:
    reply = await study.say(f"{EVENS}\n\n\ndef to_float(x):\n    ...")
    assert "Checking `evens`" in text(reply)
    assert "`to_float` still looks like the starter" in text(reply)
    assert [getattr(job, "exercise", "") for job in study.queue.sent] == ["tensors/evens"]


async def test_a_demo_that_raises_and_a_block_that_does_not_parse_are_left_out(
    study: Study,
) -> None:
    reply = await study.say(f"```\nevens('x')\n```\n```\n{EVENS}\n```\n```\ndef evens(\n```")
    assert study.queue.sent[0].code == EVENS
    assert "several blocks" in text(reply)


async def test_a_method_is_taken_out_of_its_class_and_said(study: Study) -> None:
    reply = await study.say("class Solution:\n    def evens(self, x):\n        return x")
    assert study.queue.sent[0].code == "if True:\n    def evens(x):\n        return x"
    assert "out of its class" in text(reply)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "Not installed here: `jaxtyping`"), ("ja", "`jaxtyping` が入っていない")],
)
async def test_a_missing_package_of_annotations_is_named(
    study: Study, locale: str, expected: str
) -> None:
    code = "from jaxtyping import Float\n\ndef evens(x: Float):\n    return x"
    reply = await study.say(code, locale=locale)
    assert expected in text(reply)
    assert study.queue.sent[0].code == "\n\ndef evens(x):\n    return x"


async def test_an_error_or_an_output_alone_is_not_graded_or_stored(study: Study) -> None:
    for said in (
        "tensor([0, 2, 4])",
        "ValueError: no",
        "Traceback (most recent call last):\nValueError: no",
    ):
        await study.say(said)
    assert await count(study, RunRow) == await count(study, SubmissionRow) == 0


async def test_a_wrong_function_name_suggests_the_nearest(study: Study) -> None:
    reply = await study.say("def evenz(x):\n    return x")
    assert "`evenz`" in text(reply)
    assert "`evens`" in text(reply)
    assert "exercise:tensors/evens" in actions(reply)
    assert study.queue.sent == []


async def test_code_for_no_exercise_can_be_run_instead_once_asked_for(study: Study) -> None:
    reply = await study.say(NO_EXERCISE)
    assert "`two`" in text(reply)
    run = next(action for action in actions(reply) if action.startswith("run:"))
    assert study.queue.sent == []
    waiting = await study.press(run, to="there")
    assert waiting.pending
    assert [job.code for job in study.queue.sent] == [NO_EXERCISE]
    assert "2" in text(await study.ran(stdout="2\n"))
    assert study.delivered[-1][0] == "there"


async def test_a_run_button_works_again_and_only_for_its_learner(study: Study) -> None:
    reply = await study.say(NO_EXERCISE)
    run = next(action for action in actions(reply) if action.startswith("run:"))
    await study.press(run)
    assert (await study.press(run)).pending
    assert len(study.queue.sent) == 2
    assert "no longer works" in text(await study.press(run, who="ben"))
    assert await count(study, RunRow) == 2


async def test_an_empty_paste_asks_for_code(study: Study) -> None:
    assert "Paste code" in text(await study.say("   \n"))
    assert "no code" in text(await study.say("```python\n```"))
    assert await count(study, SubmissionRow) == 0


async def test_too_much_code_is_refused_at_the_door(study: Study) -> None:
    reply = await study.say(EVENS + "\n# " + "あ" * 22_000)
    assert "64 KiB" in text(reply)
    assert await count(study, SubmissionRow) == 0


async def test_text_that_cannot_be_utf_8_is_refused_at_the_door(study: Study) -> None:
    assert "UTF-8" in text(await study.say(f"{EVENS}  # \ud800"))
    assert await count(study, SubmissionRow) == 0


async def test_who_has_to_wait_is_told_how_many_go_first(study: Study) -> None:
    study.queue.ahead = 3
    assert "3 before you" in text(await study.say(EVENS))


async def test_who_had_to_wait_is_told_once_that_it_is_their_turn(study: Study) -> None:
    study.queue.ahead = 3
    await study.say(EVENS, to="m1")
    started = Started(id=study.queue.sent[-1].id)
    await study.tutor.jobs.on_grader_message(started)
    await study.tutor.jobs.on_grader_message(started)
    ((place, running),) = study.delivered
    assert (place, running.pending) == ("m1", True)
    assert "`evens`: it is running now" in text(running)
    assert not (await study.grade()).pending


async def test_a_run_that_had_to_wait_is_told_that_it_is_its_turn_in_japanese(
    study: Study,
) -> None:
    study.queue.ahead = 1
    await study.type("/run print(1)", locale="ja")
    await study.tutor.jobs.on_grader_message(Started(id=study.queue.sent[-1].id))
    assert "いま実行しています" in text(study.delivered[-1][1])


async def test_who_need_not_wait_is_told_the_verdict_and_nothing_before_it(study: Study) -> None:
    await study.say(EVENS)
    await study.tutor.jobs.on_grader_message(Started(id=study.queue.sent[-1].id))
    assert study.delivered == []


async def test_a_start_that_is_reported_after_the_verdict_is_not_told(study: Study) -> None:
    study.queue.ahead = 1
    await study.say(EVENS)
    await study.grade()
    await study.tutor.jobs.on_grader_message(Started(id=study.queue.sent[-1].id))
    assert [reply.pending for _, reply in study.delivered] == [False]


@pytest.mark.parametrize("code", ["x", "tensor([1, 2])", "これは何？", "ValueError: no"])
async def test_what_is_given_to_a_command_is_code_even_if_it_does_not_look_so(
    study: Study, code: str
) -> None:
    await study.type(f"/run {code}")
    await study.type(f"/submit tensors/evens {code}")
    assert [getattr(job, "code", "") for job in study.queue.sent] == [code, code]


async def test_a_named_exercise_takes_code_whatever_its_function_is_called(study: Study) -> None:
    await study.type("/submit tensors/evens def evenz(x): return x")
    (job,) = study.queue.sent
    assert isinstance(job, Grade)
    assert (job.exercise, job.code) == ("tensors/evens", "def evenz(x): return x")


async def test_submit_without_code_gives_a_form_that_takes_it(study: Study) -> None:
    reply = await study.type("/submit")
    (form,) = reply.blocks
    assert form.type == "form"
    await study.press(form.action, EVENS)
    assert [job.code for job in study.queue.sent] == [EVENS]
