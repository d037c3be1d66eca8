"""The queue of one machine, with a small grader as its child."""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grader.protocol import Graded, GraderMessage, Heartbeat, JobFailed, Measure, Measured, Started
from grader.queues import JobEnvelope, QueuePosition
from grader.queues.local import LocalQueue
from tests.support.local_queue import GRADER, MessageRecorder, job, queue_with_grader, send


async def test_a_job_is_started_and_then_graded(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("one"))
        await recorder.until(Graded)
    assert recorder.history() == [("started", "one"), ("graded", "one")]


async def test_a_job_sent_before_the_grader_is_up_waits_for_it(tmp_path: Path) -> None:
    queue = LocalQueue(command=(sys.executable, str(GRADER), str(tmp_path / "lives")))
    recorder = MessageRecorder()
    queue.on_answer = recorder
    await queue.publish(job("early"))
    assert await queue.position("early") == QueuePosition(ahead=0, wait_s=None)
    await queue.start()
    await recorder.until(Graded)
    await queue.close()
    assert recorder.of(Graded)[0].id == "early"


async def test_a_job_that_is_already_waiting_is_not_sent_twice(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("twice"))
        await queue.publish(job("twice"))
        await queue.publish(job("last"))
        await recorder.until(Graded, count=2)
    assert [answer.id for answer in recorder.of(Graded)] == ["twice", "last"]


async def test_a_line_that_is_no_answer_is_passed_over(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("noisy", "babble"))
        await recorder.until(Graded)
    assert recorder.of(JobFailed) == []


async def test_an_end_that_could_not_be_stored_is_told_again_until_it_can(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        failures = []

        async def fails_at_first(answer: GraderMessage) -> None:
            if not isinstance(answer, Heartbeat) and len(failures) < 4:
                failures.append(answer.type)
                raise RuntimeError("the disk is full")
            await recorder(answer)

        queue.on_answer = fails_at_first
        await queue.publish(job("one"))
        await recorder.until(Graded)
        await queue.publish(job("two"))
        await recorder.until(Graded, count=2)
    assert failures == ["started", "graded", "graded", "graded"]
    assert recorder.history() == [("graded", "one"), ("started", "two"), ("graded", "two")]


async def test_position_counts_what_comes_before(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("first", "hang"))
        await recorder.until(Started)
        await send(queue, job("second"), job("third"))
        ahead = [(await queue.position(id)).ahead for id in ("first", "second", "third")]  # type: ignore[union-attr]
        assert ahead == [0, 1, 2]
        assert await queue.position("unheard-of") is None


async def test_the_estimated_wait_grows_with_the_place_once_a_job_was_seen(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("seen"))
        await recorder.until(Graded)
        await queue.publish(job("held", "hang"))
        await recorder.until(Started, count=2)
        await send(queue, job("next", learner="2"), job("last", learner="3"))
        here = await queue.position("held")
        after = await queue.position("next")
        last = await queue.position("last")
    assert here == QueuePosition(0, 0.0)
    assert after is not None
    assert last is not None
    assert 0 < (after.wait_s or 0) < (last.wait_s or 0) < 10


async def test_learners_take_turns_however_many_jobs_one_of_them_sends(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("a1", f"until {go}", "a"))
        await recorder.until(Started)
        await send(queue, *(job(f"a{n}", learner="a") for n in (2, 3, 4)))
        await send(queue, job("b1", learner="b"), job("b2", learner="b"), job("c1", learner="c"))
        ids = ("b1", "a2", "b2", "c1", "a3", "a4")
        ahead = [(await queue.position(id)).ahead for id in ids]  # type: ignore[union-attr]
        go.touch()
        await recorder.until(Graded, count=7)
    assert recorder.ids(Started) == ["a1", "b1", "a2", "b2", "c1", "a3", "a4"]
    assert ahead == [1, 2, 3, 4, 5, 6]


async def test_of_one_learners_jobs_one_is_worked_on_at_a_time(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path, at_once=3) as (queue, recorder):
        await send(queue, job("a1", f"until {go}", "a"), job("a2", learner="a"))
        await queue.publish(job("b1", learner="b"))
        await recorder.until(Graded)
        go.touch()
        await recorder.until(Graded, count=3)
    assert recorder.ids(Graded) == ["b1", "a1", "a2"]
    assert recorder.history().index(("graded", "a1")) < recorder.history().index(("started", "a2"))


async def test_as_many_jobs_as_the_grader_announced_are_worked_on_at_once(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path, at_once=2) as (queue, recorder):
        await send(queue, *(job(each, f"until {go}", each) for each in "abc"))
        await recorder.until(Started, count=2)
        status = await queue.status()
        assert (status.waiting, status.running) == (1, 2)
        assert (await queue.position("b"), await queue.position("c")) == (
            QueuePosition(0, 0.0),
            QueuePosition(2, None),
        )
        go.touch()
        await recorder.until(Graded, count=3)


async def test_a_job_that_is_to_run_alone_is_neither_joined_nor_passed_by(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path, at_once=3) as (queue, recorder):
        await send(queue, job("a", f"until {go}", "a"), job("b", f"until {go}", "b"))
        await recorder.until(Started, count=2)
        await queue.publish(replace(job("c", learner="c"), alone=True))
        await send(queue, job("d", learner="d"), replace(job("e", learner="e"), alone=True))
        assert (await queue.status()).running == 2
        go.touch()
        await recorder.until(Graded, count=5)
    history = recorder.history()
    for alone in "ce":
        begun = history.index(("started", alone))
        assert history[begun + 1] == ("graded", alone)
        assert [what for what, _ in history[:begun]].count("started") * 2 == begun
    assert recorder.ids(Started)[2] == "c"


async def test_a_measurement_keeps_no_submission_waiting(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path, at_once=2) as (queue, recorder):
        await send(queue, *(job(each, f"until {go}", each) for each in "abc"))
        await queue.publish(JobEnvelope(Measure(id="m"), "d", "local"))
        assert (await queue.status()).waiting == 4 - len(recorder.of(Started))
        go.touch()
        await recorder.until(Measured)
        await recorder.until(Graded, count=3)


async def test_the_status_knows_the_grader_and_the_oldest_wait(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        assert (await queue.status()).oldest_wait_s is None
        await queue.publish(job("first", "hang"))
        await recorder.until(Started)
        await queue.publish(job("second"))
        await recorder.until(Heartbeat, count=len(recorder.of(Heartbeat)) + 1)
        status = await queue.status()
        (grader,) = status.graders
        assert (grader.alive, grader.announcement.pid) == (True, queue.pid)
        assert (status.waiting, status.running) == (1, 1)
        assert (status.oldest_wait_s or 0) > 0


async def test_finishing_waits_for_what_is_begun_and_begins_nothing_more(tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await send(queue, job("begun", f"until {go}"), job("later"))
        await recorder.until(Started)
        finishing = asyncio.create_task(queue.finish())
        await asyncio.sleep(0)
        go.touch()
        async with asyncio.timeout(120):
            await finishing
        assert recorder.history() == [("started", "begun"), ("graded", "begun")]
        assert (await queue.status()).waiting == 1


async def test_closing_leaves_no_grader_behind(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("hanging", "hang"))
        await recorder.until(Started)
        pid = queue.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_gpu_has_as_many_jobs_as_fit_and_the_other_slots_go_on(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path, at_once=3, gpu_at_once=1) as (queue, recorder):
        opened = tmp_path / "opened"
        await send(
            queue,
            replace(job("on the gpu", f"until {opened}", "1"), gpu=True),
            replace(job("after it", learner="2"), gpu=True),
            job("beside it", learner="3"),
        )
        await recorder.until(Graded)
        assert sorted(recorder.ids(Started)) == ["beside it", "on the gpu"]
        opened.touch()
        await recorder.until(Graded, count=3)
    assert recorder.ids(Graded) == ["beside it", "on the gpu", "after it"]


async def test_without_a_gpu_only_what_needs_one_waits(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await send(
            queue,
            replace(job("needs one"), needs_gpu=True),
            replace(job("prefers one"), gpu=True),
        )
        await recorder.until(Graded)
        assert recorder.ids(Graded) == ["prefers one"]
        assert (await queue.status()).waiting == 1
