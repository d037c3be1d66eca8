import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from grader.protocol import Answer, Grade, Graded, Ready, Started, Trouble
from grader.queues import Errand, Place, local
from grader.queues.local import LocalQueue

GRADER = Path(__file__).with_name("small_grader.py")


class Heard:
    """What the queue told the tutor, and a way to wait for more of it."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self._news = asyncio.Event()

    async def __call__(self, answer: Answer) -> None:
        self.answers.append(answer)
        self._news.set()

    async def until(self, kind: type[Answer], count: int = 1) -> None:
        async with asyncio.timeout(20):
            while len(self.of(kind)) < count:
                self._news.clear()
                await self._news.wait()

    def of(self, kind: type[Answer]) -> list[Answer]:
        return [answer for answer in self.answers if isinstance(answer, kind)]


@contextlib.asynccontextmanager
async def queue_with_grader(folder: Path) -> AsyncIterator[tuple[LocalQueue, Heard]]:
    queue = LocalQueue(command=(sys.executable, str(GRADER), str(folder / "lives")))
    heard = Heard()
    queue.on_answer = heard
    await queue.start()
    try:
        yield queue, heard
    finally:
        await queue.close()


def job(id: str, code: str = "pass", learner: str = "1") -> Errand:
    return Errand(Grade(id=id, exercise="tensors/to-float", code=code), learner, "local")


async def test_a_job_is_started_and_then_graded(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("one"))
        await heard.until(Graded)
    assert [type(answer) for answer in heard.answers] == [Ready, Started, Graded]
    assert heard.answers[-1].id == "one"


async def test_a_job_sent_before_the_grader_is_up_waits_for_it(tmp_path: Path) -> None:
    queue = LocalQueue(command=(sys.executable, str(GRADER), str(tmp_path / "lives")))
    heard = Heard()
    queue.on_answer = heard
    await queue.committed(job("early"))
    assert await queue.place("early") == Place(ahead=0)
    await queue.start()
    await heard.until(Graded)
    await queue.close()
    assert heard.of(Graded)[0].id == "early"


async def test_a_job_that_is_already_waiting_is_not_sent_twice(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("twice"))
        await queue.committed(job("twice"))
        await queue.committed(job("last"))
        await heard.until(Graded, count=2)
    assert [answer.id for answer in heard.of(Graded)] == ["twice", "last"]


async def test_when_the_grader_dies_its_job_is_trouble_and_the_waiting_ones_are_graded(
    tmp_path: Path,
) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("deadly", "die once"))
        await queue.committed(job("behind"))
        await heard.until(Graded)
        await heard.until(Trouble)
    assert [answer.id for answer in heard.of(Trouble)] == ["deadly"]
    assert [answer.id for answer in heard.of(Graded)] == ["behind"]
    assert len((tmp_path / "lives").read_text().splitlines()) == 2


async def test_a_grader_that_says_nothing_for_too_long_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "SILENCE_SECONDS", 0.5)
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("hanging", "hang"))
        await heard.until(Trouble)
        await queue.committed(job("next"))
        await heard.until(Graded)
    assert heard.of(Graded)[0].id == "next"


async def test_when_no_grader_comes_up_the_waiting_jobs_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "RESTART_PAUSES", (0.0,))
    queue = LocalQueue(command=(sys.executable, "-c", "raise SystemExit(2)"))
    heard = Heard()
    queue.on_answer = heard
    await queue.committed(job("waiting"))
    await queue.start()
    await heard.until(Trouble)
    await queue.close()
    assert heard.answers == [Trouble(id="waiting", why="the grader does not start")]


async def test_a_line_that_is_no_answer_is_passed_over(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("noisy", "babble"))
        await heard.until(Graded)
    assert heard.of(Trouble) == []


async def test_a_tutor_that_fails_on_one_answer_hears_the_next(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):

        async def fails_on_start(answer: Answer) -> None:
            await heard(answer)
            if isinstance(answer, Started):
                raise RuntimeError("the disk is full")

        queue.on_answer = fails_on_start
        await queue.committed(job("one"))
        await heard.until(Graded)
    assert heard.of(Graded)[0].id == "one"


async def test_position_counts_what_comes_before(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("first", "hang"))
        await heard.until(Started)
        await queue.committed(job("second"))
        await queue.committed(job("third"))
        places = [await queue.place(id) for id in ("first", "second", "third")]
        assert places == [Place(ahead=0), Place(ahead=1), Place(ahead=2)]
        assert await queue.place("unheard-of") is None


async def test_closing_leaves_no_grader_behind(tmp_path: Path) -> None:
    async with queue_with_grader(tmp_path) as (queue, heard):
        await queue.committed(job("hanging", "hang"))
        await heard.until(Started)
        pid = queue.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
