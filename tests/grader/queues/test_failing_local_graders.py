"""The queue of one machine, with graders that die, hang or do not come up."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from common.backoff import Backoff
from grader.protocol import Blame, Graded, JobFailed, Started
from grader.queues import local
from grader.queues.local import LocalQueue
from tests.support.local_queue import GRADER, MessageRecorder, job, queue_with_grader, send
from tests.support.polling import until


async def test_when_the_grader_dies_its_job_is_trouble_and_the_waiting_ones_are_graded(
    tmp_path: Path,
) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("deadly", "die once"))
        await queue.publish(job("behind"))
        await recorder.until(Graded)
        await recorder.until(JobFailed)
    assert [answer.id for answer in recorder.of(JobFailed)] == ["deadly"]
    assert [answer.id for answer in recorder.of(Graded)] == ["behind"]
    assert len((tmp_path / "lives").read_text().splitlines()) == 2


async def test_a_grader_that_says_nothing_for_too_long_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "JOB_TIMEOUT_SECONDS", 0.5)
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("hanging", "hang"))
        await recorder.until(JobFailed)
        monkeypatch.undo()  # the next one takes as long as a busy machine lets it
        await queue.publish(job("next"))
        await recorder.until(Graded)
    assert recorder.of(Graded)[0].id == "next"


async def test_when_no_grader_comes_up_the_waiting_jobs_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "RESTART_BACKOFF", Backoff((0.0,)))
    queue = LocalQueue(command=(sys.executable, "-c", "raise SystemExit(2)"))
    recorder = MessageRecorder()
    queue.on_answer = recorder
    await queue.publish(job("waiting"))
    await queue.start()
    await recorder.until(JobFailed)
    await queue.close()
    assert recorder.answers == [JobFailed(id="waiting", why="the grader does not start")]


async def test_of_what_a_grader_had_when_it_died_the_only_one_is_the_culprit(
    tmp_path: Path,
) -> None:
    async with queue_with_grader(tmp_path) as (queue, recorder):
        await queue.publish(job("deadly", "die once"))
        await recorder.until(JobFailed)
    assert [each.blame for each in recorder.of(JobFailed)] == [Blame.CULPRIT]


async def test_of_several_that_a_grader_had_when_it_died_each_is_a_suspect(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path, at_once=2) as (queue, recorder):
        await queue.publish(job("held", "hang", "a"))
        await recorder.until(Started)
        await queue.publish(job("deadly", "die once", "b"))
        await recorder.until(JobFailed, count=2)
    assert {each.blame for each in recorder.of(JobFailed)} == {Blame.SUSPECT}


async def test_the_job_that_a_grader_hangs_at_is_the_culprit_and_none_beside_it(
    tmp_path: Path,
) -> None:
    async with queue_with_grader(tmp_path, at_once=2) as (queue, recorder):
        await send(queue, job("hanging", "hang", "a"), job("beside", "hang", "b"))
        await recorder.until(Started, count=2)
        queue._running["hanging"] = (queue._running["hanging"][0], -1e9)  # started long ago
        await recorder.until(JobFailed, count=2)
    blames = dict(
        zip(recorder.ids(JobFailed), (each.blame for each in recorder.of(JobFailed)), strict=True)
    )
    assert blames["hanging"] is Blame.CULPRIT
    assert blames["beside"] is Blame.BYSTANDER


async def test_a_frozen_grader_is_replaced_and_its_job_done_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "SILENCE_TIMEOUT_SECONDS", 1.0)
    async with queue_with_grader(tmp_path) as (queue, recorder):
        frozen = queue.pid
        assert frozen is not None
        os.kill(frozen, signal.SIGSTOP)
        await queue.publish(job("one"))
        await until(lambda: queue.pid != frozen)
        monkeypatch.undo()  # the next one may be silent for as long as a busy machine makes it
        await recorder.until(Graded)
        assert queue.pid != frozen
    assert recorder.history() == [("started", "one"), ("graded", "one")]


async def test_a_grader_that_gets_no_cpu_time_for_a_while_is_not_alive_but_keeps_its_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "HEARTBEAT_TIMEOUT_SECONDS", 0.5)
    async with queue_with_grader(tmp_path) as (queue, recorder):
        slow = queue.pid
        assert slow is not None
        os.kill(slow, signal.SIGSTOP)
        await queue.publish(job("one"))
        await until(lambda: is_silent(queue))
        await asyncio.sleep(2.1)  # the queue looks for a grader that hangs every second
        os.kill(slow, signal.SIGCONT)
        await recorder.until(Graded)
        assert queue.pid == slow


async def is_silent(queue: LocalQueue) -> bool:
    (grader,) = (await queue.status()).graders
    return not grader.alive


async def test_graders_that_are_killed_before_they_are_ready_lose_no_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "RESTART_BACKOFF", Backoff((0.0,)))
    dies_young = f"""
        echo life >> {tmp_path}/young
        [ $(wc -l < {tmp_path}/young) -gt 6 ] && exec {sys.executable} {GRADER} {tmp_path}/lives
        kill -9 $$"""
    queue = LocalQueue(command=("/bin/sh", "-c", dies_young))
    recorder = MessageRecorder()
    queue.on_answer = recorder
    await queue.publish(job("patient"))
    await queue.start()
    await recorder.until(Graded)
    await queue.close()
    assert recorder.history() == [("started", "patient"), ("graded", "patient")]
