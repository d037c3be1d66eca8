"""The queue of one machine, with a small grader as its child."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from common.backoff import Backoff
from grader.protocol import (
    Blame,
    Grade,
    Graded,
    GraderMessage,
    Heartbeat,
    JobFailed,
    Measure,
    Measured,
    Started,
)
from grader.queues import JobEnvelope, QueuePosition, local
from grader.queues.local import LocalQueue
from tests.support.polling import until

GRADER = Path(__file__).parents[2] / "support" / "small_grader.py"


class MessageRecorder:
    """Records the messages of the queue, and waits for more."""

    def __init__(self) -> None:
        self.answers: list[GraderMessage] = []
        self._changed = asyncio.Event()

    async def __call__(self, answer: GraderMessage) -> None:
        self.answers.append(answer)
        self._changed.set()

    async def until(self, kind: type[GraderMessage], count: int = 1) -> None:
        async with asyncio.timeout(120):
            while len(self.of(kind)) < count:
                self._changed.clear()
                await self._changed.wait()

    def of(self, kind: type[GraderMessage]) -> list[GraderMessage]:
        return [answer for answer in self.answers if isinstance(answer, kind)]

    def ids(self, kind: type[GraderMessage]) -> list[str]:
        return [getattr(answer, "id", "") for answer in self.of(kind)]

    def history(self) -> list[tuple[str, str]]:
        """Return (type, job id) of each message, in order."""
        return [(each.type, each.id) for each in self.answers if not isinstance(each, Heartbeat)]


@contextlib.asynccontextmanager
async def queue_with_grader(
    folder: Path, at_once: int = 1, gpu_at_once: int = 0
) -> AsyncIterator[tuple[LocalQueue, MessageRecorder]]:
    """Yield a queue whose grader is ready, and its recorder."""
    lives = str(folder / "lives")
    command = (sys.executable, str(GRADER), lives, str(at_once), str(gpu_at_once))
    queue = LocalQueue(command=command)
    recorder = MessageRecorder()
    queue.on_answer = recorder
    await queue.start()
    try:
        await recorder.until(Heartbeat)
        yield queue, recorder
    finally:
        await queue.close()


def job(id: str, code: str = "pass", learner: str = "1") -> JobEnvelope:
    return JobEnvelope(Grade(id=id, exercise="tensors/to-float", code=code), learner, "local")


async def send(queue: LocalQueue, *errands: JobEnvelope) -> None:
    for envelope in errands:
        await queue.publish(envelope)


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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "JOB_TIMEOUT_SECONDS", 2.0)
    async with queue_with_grader(tmp_path, at_once=2) as (queue, recorder):
        await queue.publish(job("hanging", "hang", "a"))
        await recorder.until(Started)
        queue._running["hanging"] = (queue._running["hanging"][0], -1e9)  # started long ago
        await queue.publish(job("beside", "hang", "b"))
        await recorder.until(JobFailed, count=2)
    blames = dict(
        zip(recorder.ids(JobFailed), (each.blame for each in recorder.of(JobFailed)), strict=True)
    )
    assert blames["hanging"] is Blame.CULPRIT
    assert blames["beside"] is Blame.BYSTANDER


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


async def test_a_frozen_grader_is_replaced_and_its_job_done_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "SILENCE_TIMEOUT_SECONDS", 1.0)
    async with queue_with_grader(tmp_path) as (queue, recorder):
        frozen = queue.pid
        assert frozen is not None
        os.kill(frozen, signal.SIGSTOP)
        await queue.publish(job("one"))
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
        assert recorder.ids(Started) == ["on the gpu", "beside it"]
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
