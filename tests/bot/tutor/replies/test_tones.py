"""A reply says in its tone what it is, so that a platform can show it before it is read."""

from __future__ import annotations

import pytest

from bot.platforms.error_replies import error_reply
from bot.tutor.replies.model import Reply, Tone
from grader.protocol import Graded, Status, Verdict
from tests.support.study import Study, a_problem

EVENS = "def evens(x):\n    return x"


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        (Status.PASSED, "passed"),
        (Status.FAILED, "not-yet"),
        (Status.ERROR, "not-yet"),
        (Status.TIMEOUT, "not-yet"),
        (Status.REFUSED, "refused"),
    ],
)
async def test_a_submission_waits_and_then_has_the_tone_of_its_verdict(
    study: Study, status: Status, tone: Tone
) -> None:
    received = await study.say(EVENS)
    assert (received.pending, received.tone) == (True, "waiting")
    facts = {} if status is Status.PASSED else {"problem": a_problem()}
    assert (await study.grade(status, **facts)).tone == tone


async def test_a_paste_of_which_only_a_part_has_passed_is_not_passed(study: Study) -> None:
    await study.say(f"{EVENS}\n\ndef to_float(x):\n    return x")
    first, second = study.queue.sent[-2:]
    await study.passes_job(first)
    verdict = Verdict(status=Status.FAILED, exercise="tensors/to-float", problem=a_problem())
    await study.tutor.jobs.on_grader_message(Graded(id=second.id, verdict=verdict))
    assert study.delivered[-1][1].tone == "not-yet"


async def test_what_was_given_up_on_our_side_is_not_called_wrong(study: Study) -> None:
    await study.say(EVENS)
    while not study.delivered:
        await study.trouble()
    assert study.delivered[-1][1].tone == "refused"
    assert error_reply(study.words.translator("en"), "7").tone == "refused"


@pytest.mark.parametrize(
    ("line", "tone"),
    [
        ("/start", "board"),
        ("/leaderboard", "board"),
        ("/progress", "board"),
        ("/help", "board"),
        ("/settings", "board"),
        ("/lesson tensors", "lesson"),
        ("/exercise evens", "lesson"),
        ("/hint evens", "lesson"),
        ("/quiz tensors", "lesson"),
        ("/daily show", "refused"),
        ("/nonsense", "plain"),
        ("/language en", "plain"),
    ],
)
async def test_pages_are_of_another_tone_than_boards_and_talk(
    study: Study, line: str, tone: Tone
) -> None:
    assert (await study.type(line)).tone == tone


@pytest.mark.parametrize(("answer", "tone"), [("true", "passed"), ("false", "not-yet")])
async def test_an_answer_has_the_tone_of_a_verdict(study: Study, answer: str, tone: Tone) -> None:
    await study.type("/quiz tensors")
    reply = await study.press(f"answer:tensors/2:{answer}")
    assert reply.tone == tone


async def test_a_run_waits_and_its_result_is_no_verdict(study: Study) -> None:
    assert (await study.type("/run print(1)")).tone == "waiting"
    assert (await study.ran(stdout="1")).tone == "plain"


async def test_a_reply_that_was_stored_without_a_tone_is_plain() -> None:
    assert Reply.model_validate_json('{"blocks": []}').tone == "plain"
