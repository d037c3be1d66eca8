"""A bot without a chat on the real queue, and cheap graders as processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from sqlalchemy import select, text

from bot.storage import Database, open_database
from bot.storage.grading.jobs import select_open_job_ids
from bot.storage.models import SubmissionRow
from bot.tutor.replies.model import Reply
from bot.tutor.service import ChatUser, Tutor
from grader.protocol import GraderMessage
from grader.queues import Queue
from grader.queues.postgres.bot_queue import PostgresQueue
from lessons.curriculum import Catalog
from tests.support.built_in import strict_translations
from tests.support.indexed import indexed
from tests.support.polling import PATIENCE_S, until
from tests.support.stub_platform import StubPlatform

CHEAP = Path(__file__).parent / "cheap_grader.py"


class BotHarness:
    """A bot without a chat: its database, queue and tutor, and the replies that were delivered."""

    def __init__(self, url: str, catalog: Catalog) -> None:
        self._url = url
        self._catalog = catalog
        self.delivered: list[tuple[str, Reply]] = []
        self.answers: list[GraderMessage] = []
        self.platform_is_down = False
        self.refused = 0  # deliveries while the platform was down

    async def open(self) -> BotHarness:
        self.database: Database = await open_database(self._url)
        self.queue = PostgresQueue(
            self._url,
            exercises={each.id: each.version for each in self._catalog.exercises()},
            platforms=["local"],
            open_work=select_open_job_ids(),
        )
        self.start_tutor(self.queue)
        self.queue.on_answer = self._answered
        self.queue.on_lost = self.tutor.jobs.requeue
        await self.queue.start()
        return self

    def start_tutor(self, queue: Queue) -> None:
        """Start the tutor on the opened database."""
        words, catalog = strict_translations(), self._catalog
        known = indexed(words, catalog)
        self.tutor = Tutor(self.database, catalog, queue, words, known=known)
        self.tutor.connect(StubPlatform("local", self._deliver))

    async def close(self) -> None:
        await self.queue.close()
        await self.database.close()

    async def _deliver(self, reply_to: str, reply: Reply) -> None:
        if self.platform_is_down:
            self.refused += 1
            raise ConnectionError("the platform is down")
        self.delivered.append((reply_to, reply))

    async def _answered(self, answer: GraderMessage) -> None:
        self.answers.append(answer)
        await self.tutor.jobs.on_grader_message(answer)

    async def say(self, message: str, who: str = "aki") -> str:
        """Send a message, and return the address of its reply."""
        reply_to = uuid.uuid4().hex
        await self.tutor.message(ChatUser("local", who, who, "en", "home"), message, reply_to)
        return reply_to

    async def paste(self, what: str = "pass", who: str = "aki", name: str = "to_float") -> str:
        return await self.say(f"def {name}(values):\n    return values  # {what}\n", who)

    def final_replies(self, reply_to: str) -> list[Reply]:
        return [reply for to, reply in self.delivered if to == reply_to and not reply.pending]

    async def final_reply(self, reply_to: str) -> Reply:
        """Wait for the final reply at an address."""

        async def replies() -> list[Reply]:
            return self.final_replies(reply_to)

        first: Reply = (await until(replies))[0]
        return first

    async def row(self, reply_to: str) -> SubmissionRow:
        async with self.database.read_session() as session:
            found = await session.scalars(
                select(SubmissionRow).where(SubmissionRow.reply_to == reply_to)
            )
            return found.one()

    async def query(self, query: str) -> list[tuple[Any, ...]]:
        async with self.database.engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]

    async def execute(self, statement: str) -> None:
        async with self.database.engine.begin() as connection:
            await connection.execute(text(statement))

    async def jobs(self) -> list[tuple[Any, ...]]:
        """Return key, status, queue and priority of each job for graders."""
        return await self.query(
            "SELECT queueing_lock, status::text, queue_name, priority FROM procrastinate_jobs"
            " WHERE task_name = 'tensei.job' ORDER BY id"
        )

    async def wait_for_graders(self, count: int = 1) -> None:
        async def alive() -> bool:
            return sum(each.alive for each in (await self.queue.status()).graders) == count

        await until(alive)


OpenBot = Callable[[], Awaitable[BotHarness]]


class GraderSpawner:
    """Forks cheap graders from a process that has imported all that they need."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CHEAP)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._started: SimpleQueue[int] = SimpleQueue()
        self._ends: dict[int, Future[int]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self, **wanted: object) -> CheapGrader:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        pid = self._started.get(timeout=PATIENCE_S)
        return CheapGrader(pid, self._ends[pid])

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(PATIENCE_S) == 0

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            event = json.loads(line)
            if "started" in event:
                self._ends[event["started"]] = Future()
                self._started.put(event["started"])
            else:
                self._ends[event["ended"]].set_result(event["code"])


@dataclass(frozen=True)
class CheapGrader:
    """A grader process of the spawner."""

    pid: int
    _end: Future[int]

    @property
    def lives(self) -> bool:
        return not self._end.done()

    def wait(self) -> int:
        """Wait for its end, and return its exit code."""
        return self._end.result(PATIENCE_S)

    def send_signal(self, what: signal.Signals) -> None:
        if self.lives:
            os.kill(self.pid, what)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Graders:
    """Cheap graders on one database, with one file for their notes."""

    def __init__(self, spawner: GraderSpawner, url: str, notes: Path) -> None:
        self._spawner = spawner
        self._url = url
        self._notes = notes
        notes.touch()
        self.processes: list[CheapGrader] = []

    def start(self, url: str = "", **wanted: object) -> CheapGrader:
        process = self._spawner.start(url=url or self._url, notes=str(self._notes), **wanted)
        self.processes.append(process)
        return process

    def notes(self, what: str) -> list[dict[str, Any]]:
        """Return the graders' notes of a kind: "began", "ended", "died" or "stopping"."""
        return [line for line in self.all_notes() if what in line]

    def all_notes(self) -> list[dict[str, Any]]:
        """Return the graders' notes, in order."""
        return [json.loads(line) for line in self._notes.read_text().splitlines()]

    async def until_noted(self, what: str, count: int = 1) -> list[dict[str, Any]]:
        async def noted() -> list[dict[str, Any]] | None:
            found = self.notes(what)
            return found if len(found) >= count else None

        return list(await until(noted))

    def log(self) -> str:
        return self._notes.with_suffix(".log").read_text()

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
