"""The report of `python -m bot status`: the state of the running bot and of its database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

import migrations
from bot.operations.health import display_url, queue_to_dict
from bot.settings import Settings
from bot.storage import DatabaseError
from bot.storage.engine.db_status import DatabaseStatus, read_status
from bot.storage.grading.jobs import select_open_job_ids
from common.operations.health_client import HealthClientError, base_url, fetch
from common.operations.health_server import BOT_PORT


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The state of bot, database and queue.

    `bot` is its answer to /status, or None if it does not answer; then `bot_problem` says why.
    `queue` is the bot's view of it, or else the database's; None if neither is available.
    """

    database: str
    database_status: DatabaseStatus | None
    database_problem: str
    address: str
    bot: Mapping[str, Any] | None
    bot_problem: str
    queue: Mapping[str, Any] | None
    now: datetime

    @property
    def is_fine(self) -> bool:
        """Whether the schema is the expected one, the bot is ready, and a grader is alive."""
        return (
            self.database_status is not None
            and self.database_status.revision == migrations.head()
            and self.bot is not None
            and not self.bot["missing"]
            and self.queue is not None
            and any(grader["alive"] for grader in self.queue.get("graders", ()))
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the report for `--json`, with times as ISO 8601."""
        return {
            "fine": self.is_fine,
            "database": self.database,
            "database_problem": self.database_problem,
            "stored": _database_to_dict(self.database_status),
            "bot": self.bot,
            "silence": self.bot_problem,
            "queue": self.queue,
        }

    def to_text(self) -> str:
        """Return the report for a terminal, one fact per line, without a final newline."""
        return "\n".join(
            f"{name:10}{value}"
            for name, value in (
                *self._database_lines(),
                *self._bot_lines(),
                *_queue_lines(self.queue),
            )
        )

    def _database_lines(self) -> Iterator[tuple[str, str]]:
        if self.database_status is None:
            yield "database", self.database_problem
            return
        stored, head = self.database_status, migrations.head()
        if stored.revision != head:
            yield "database", f"{self.database}, schema {stored.revision or 'not there'}"
            yield "", f"this Tensei needs schema {head}: run `python -m bot migrate`"
            return
        yield "database", f"{self.database}, schema {stored.revision}"
        yield "learners", str(stored.learners)
        since = f" (oldest for {self._age(stored)})" if stored.unfinished else ""
        undelivered = f", {stored.undelivered} not yet told" if stored.undelivered else ""
        yield "work", f"{stored.unfinished} unfinished{since}{undelivered}"

    def _age(self, stored: DatabaseStatus) -> str:
        oldest = stored.oldest_unfinished
        return f"{(self.now - oldest).total_seconds():.0f} s" if oldest else "?"

    def _bot_lines(self) -> Iterator[tuple[str, str]]:
        if self.bot is None:
            yield "bot", self.bot_problem
            return
        bot = self.bot
        is_ready = "not ready" if bot["missing"] else "ready"
        yield "bot", f"{is_ready} at {self.address}, Tensei {bot['version']}, pid {bot['pid']}"
        for part, why in bot["missing"].items():
            yield "", f"{part}: {why}"
        platforms = bot["platforms"].items()
        yield (
            "chats",
            ", ".join(name if is_on else f"{name} (not connected)" for name, is_on in platforms),
        )


def _database_to_dict(status: DatabaseStatus | None) -> dict[str, Any] | None:
    if status is None:
        return None
    oldest = status.oldest_unfinished
    return {
        "revision": status.revision,
        "learners": status.learners,
        "unfinished": status.unfinished,
        "oldest_unfinished": oldest.isoformat() if oldest else None,
        "untold": status.undelivered,
    }


def _queue_lines(queue: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    if queue is None:
        return
    if "problem" in queue:
        yield "queue", f"its status cannot be read ({queue['problem']}); the bot's log says more"
        return
    oldest = queue["oldest_wait_s"]
    waits = f" (oldest for {oldest:.1f} s)" if oldest is not None else ""
    yield "queue", f"{queue['waiting']} waiting{waits}, {queue['running']} running"
    if not queue["graders"]:
        yield "graders", "none has started; on its machine, `python -m grader doctor` says why"
    elif not any(grader["alive"] for grader in queue["graders"]):
        yield "graders", "none is alive: submissions wait until one is started"
    for grader in queue["graders"]:
        alive = "" if grader["alive"] else f", silent for {grader['seen_s_ago']:.0f} s"
        busy = f"{grader['running']} of {grader['at_once']} running, {grader['spares']} spare"
        yield "grader", f"{grader['host']}/{grader['pid']}{alive}: {busy}"
        layers = ", ".join(grader["walls"])
        yield "", f"devices {', '.join(grader['devices'])}; sandbox layers {layers}"
        if grader["notice"]:
            yield "", grader["notice"]


async def collect_status(settings: Settings) -> StatusReport:
    """Query the database, and the bot on this machine."""
    database_status, problem = None, ""
    try:
        database_status = await read_status(settings.database_url)
    except DatabaseError as why:
        problem = str(why)
    database = display_url(settings.database_url)
    port = settings.health_port or BOT_PORT
    bot, bot_problem = await asyncio.to_thread(_ask_bot, settings.health_host, port, database)
    if bot is not None:
        queue = bot["queue"]
    else:
        queue = await _read_queue(settings.database_url) if database_status else None
    address = base_url(settings.health_host, port)
    return StatusReport(
        database, database_status, problem, address, bot, bot_problem, queue, datetime.now(UTC)
    )


async def _read_queue(url: str) -> Mapping[str, Any] | None:
    """Return the queue's status from Postgres, without a bot; None on SQLite."""
    if make_url(url).get_backend_name() != "postgresql":
        return None
    from grader.queues.postgres.bot_queue import (  # its libraries are Postgres's own
        DATABASE_AWAY,
        PostgresQueue,
    )

    queue = PostgresQueue(url, exercises={}, platforms=(), open_work=select_open_job_ids())
    try:
        return queue_to_dict(await queue.status())
    except (
        *DATABASE_AWAY,
        ProgrammingError,
    ) as problem:  # such as a schema from before there was a queue
        return {"problem": type(problem).__name__}
    finally:
        await queue.close()


def _ask_bot(host: str, port: int, database: str) -> tuple[Mapping[str, Any] | None, str]:
    try:
        bot = fetch(host, port, "/status")
    except HealthClientError as problem:
        return None, f"not running, or its health is at another port: {problem}"
    if bot.get("database") != database:
        other = bot.get("database", "something else")
        return None, (
            f"the bot at {base_url(host, port)} works on {other}; if ours runs too, its log says"
            " where it serves its health, and TENSEI_HEALTH_PORT can name that port"
        )
    return bot, ""
