"""Submissions and runs whose grader, bot or platform fails before the learner has a reply."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.storage.grading import jobs
from bot.storage.models import LedgerEntry
from grader.protocol import Graded, Status, Verdict
from grader.queues import JobEnvelope
from tests.support.study import Study, text

EVENS = "def evens(x):\n    return x"
NO_EXERCISE = "def two():\n    return 1 + 1\n\n\nprint(two())"


async def points(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.sum(LedgerEntry.points))) or 0


async def test_trouble_is_tried_again_and_after_the_third_time_admitted(study: Study) -> None:
    await study.say(EVENS, to="m")
    await study.trouble()
    await study.trouble()
    assert len(study.queue.sent) == 3
    assert study.delivered == []
    await study.trouble()
    assert len(study.queue.sent) == 3
    ((place, reply),) = study.delivered
    assert place == "m"
    assert not reply.pending
    assert "fault is ours" in text(reply)


async def test_a_verdict_after_giving_up_comes_too_late(study: Study) -> None:
    await study.say(EVENS)
    for _ in range(3):
        await study.trouble()
    await study.grade()
    assert len(study.delivered) == 1
    assert await points(study) == 0


async def test_trouble_of_ours_is_not_counted_as_a_failure(study: Study) -> None:
    await study.say(EVENS)
    for _ in range(3):
        await study.trouble()
    async with study.database.read_session() as session:
        assert await jobs.count_failures(session, 1, "tensors/evens") == 0


async def test_after_a_restart_open_work_is_sent_again_and_told_once(study: Study) -> None:
    await study.say(EVENS, to="m")
    study.queue.sent.clear()
    await study.started().jobs.resume()
    assert len(study.queue.sent) == 1
    await study.grade()
    await study.started().jobs.resume()
    assert [place for place, _ in study.delivered] == ["m"]
    assert len(study.queue.sent) == 1
    assert await points(study) == 10


async def test_a_verdict_that_could_not_be_delivered_is_delivered_after_a_restart(
    study: Study,
) -> None:
    await study.say(EVENS, to="m")
    study.platform_is_down = True
    await study.tutor.jobs.on_grader_message(
        Graded(
            id=study.queue.sent[0].id,
            verdict=Verdict(status=Status.PASSED, exercise="tensors/evens"),
        )
    )
    assert study.delivered == []
    study.platform_is_down = False
    await study.started().jobs.resume()
    ((place, reply),) = study.delivered
    assert place == "m"
    assert "+10 points" in text(reply)
    assert len(study.queue.sent) == 1


async def test_code_that_was_never_asked_to_run_is_not_run_after_a_restart(study: Study) -> None:
    await study.say(NO_EXERCISE)
    await study.started().jobs.resume()
    assert study.queue.sent == []


async def test_an_answer_to_what_nobody_sent_is_ignored(study: Study) -> None:
    await study.tutor.jobs.on_grader_message(
        Graded(id="nobody", verdict=Verdict(status=Status.PASSED, exercise="tensors/evens"))
    )
    assert study.delivered == []


@pytest.mark.parametrize("message", [EVENS, "/run print(1)"])
async def test_a_stopping_bot_waits_for_what_is_stored_and_not_yet_in_the_queue(
    study: Study, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    is_stored, may_publish = asyncio.Event(), asyncio.Event()
    publish = study.queue.publish

    async def publish_when_told(envelope: JobEnvelope) -> None:
        is_stored.set()
        await may_publish.wait()
        await publish(envelope)

    monkeypatch.setattr(study.queue, "publish", publish_when_told)
    paste = asyncio.create_task(study.say(message))
    await is_stored.wait()
    stop = asyncio.create_task(study.tutor.jobs.finish_submitting())
    done, _ = await asyncio.wait((stop,), timeout=0.1)
    assert not done
    may_publish.set()
    await stop
    assert len(study.queue.sent) == 1
    await paste
