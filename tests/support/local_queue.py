"""A queue of one machine with a small grader, and what it reports."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from grader.protocol import Grade, GraderMessage, Heartbeat
from grader.queues import JobEnvelope
from grader.queues.local import LocalQueue

GRADER = Path(__file__).parent / "small_grader.py"


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
