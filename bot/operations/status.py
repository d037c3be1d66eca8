"""`python -m bot status`: what the running bot says of itself, and what its database says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

import migrations
from bot.operations.health import as_plain, database_name
from bot.settings import Settings
from bot.storage import DatabaseError
from bot.storage.engine.db_status import Standing, standing
from bot.storage.grading.jobs import open_work
from common.operations.health_client import NoAnswerError, address_of, ask
from common.operations.health_server import BOT_PORT


@dataclass(frozen=True, slots=True)
class StatusReport:
    """`bot` is what it answers at /status; None where it does not, and `silence` says why.

    `queue` is what the bot says of it, or else the database; None where neither does.
    """

    database: str
    stored: Standing | None
    database_problem: str
    address: str
    bot: Mapping[str, Any] | None
    silence: str
    queue: Mapping[str, Any] | None
    now: datetime

    @property
    def is_fine(self) -> bool:
        """Whether the schema is this Tensei's, and the bot answers and lacks nothing."""
        return (
            self.stored is not None
            and self.stored.revision == migrations.head()
            and self.bot is not None
            and not self.bot["missing"]
        )

    def as_plain(self) -> dict[str, Any]:
        """The report for `--json`: values that JSON has, with times as ISO 8601."""
        stored = asdict(self.stored) if self.stored else None
        if stored and self.stored and self.stored.oldest_unfinished:
            stored["oldest_unfinished"] = self.stored.oldest_unfinished.isoformat()
        return {
            "fine": self.is_fine,
            "database": self.database,
            "database_problem": self.database_problem,
            "stored": stored,
            "bot": self.bot,
            "silence": self.silence,
            "queue": self.queue,
        }

    def as_text(self) -> str:
        """The report for a terminal, one line a fact, without a newline at the end."""
        return "\n".join(
            f"{name:10}{said}"
            for name, said in (*self._of_database(), *self._of_bot(), *_of_queue(self.queue))
        )

    def _of_database(self) -> Iterator[tuple[str, str]]:
        if self.stored is None:
            yield "database", self.database_problem
            return
        stored, head = self.stored, migrations.head()
        if stored.revision != head:
            yield "database", f"{self.database}, schema {stored.revision or 'not there'}"
            yield "", f"this Tensei needs schema {head}: run `python -m bot migrate`"
            return
        yield "database", f"{self.database}, schema {stored.revision}"
        yield "learners", str(stored.learners)
        since = f" (oldest for {self._age(stored)})" if stored.unfinished else ""
        untold = f", {stored.untold} not yet told" if stored.untold else ""
        yield "work", f"{stored.unfinished} unfinished{since}{untold}"

    def _age(self, stored: Standing) -> str:
        oldest = stored.oldest_unfinished
        return f"{(self.now - oldest).total_seconds():.0f} s" if oldest else "?"

    def _of_bot(self) -> Iterator[tuple[str, str]]:
        if self.bot is None:
            yield "bot", self.silence
            return
        bot = self.bot
        is_ready = "not ready" if bot["missing"] else "ready"
        yield "bot", f"{is_ready} at {self.address}, Tensei {bot['version']}, pid {bot['pid']}"
        for part, why in bot["missing"].items():
            yield "", f"{part}: {why}"
        lines = bot["platforms"].items()
        yield "chats", ", ".join(name if on else f"{name} (not connected)" for name, on in lines)


def _of_queue(queue: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    if queue is None:
        return
    if "problem" in queue:
        yield "queue", f"it cannot be asked ({queue['problem']}); the bot's log says more"
        return
    oldest = queue["oldest_wait_s"]
    waits = f" (oldest for {oldest:.1f} s)" if oldest is not None else ""
    yield "queue", f"{queue['waiting']} waiting{waits}, {queue['running']} running"
    if not queue["graders"]:
        yield "graders", "none has come up; on its machine, `python -m grader doctor` says why"
    for grader in queue["graders"]:
        alive = "" if grader["alive"] else f", silent for {grader['seen_s_ago']:.0f} s"
        busy = f"{grader['running']} of {grader['at_once']} running, {grader['spares']} spare"
        yield "grader", f"{grader['host']}/{grader['pid']}{alive}: {busy}"
        yield "", f"devices {', '.join(grader['devices'])}; walls {', '.join(grader['walls'])}"
        if grader["notice"]:
            yield "", grader["notice"]


async def gather(settings: Settings) -> StatusReport:
    """Asks the database, and the bot on this machine."""
    stored, problem = None, ""
    try:
        stored = await standing(settings.database_url)
    except DatabaseError as why:
        problem = str(why)
    database = database_name(settings.database_url)
    port = settings.health_port or BOT_PORT
    bot, silence = await asyncio.to_thread(_ask_bot, settings.health_host, port, database)
    if bot is not None:
        queue = bot["queue"]
    else:
        queue = await _queue_of_database(settings.database_url) if stored else None
    address = address_of(settings.health_host, port)
    return StatusReport(database, stored, problem, address, bot, silence, queue, datetime.now(UTC))


async def _queue_of_database(url: str) -> Mapping[str, Any] | None:
    """The queue of many machines, which stands without a bot; None on SQLite."""
    if make_url(url).get_backend_name() != "postgresql":
        return None
    from grader.queues.postgres.bot_queue import (  # its libraries are Postgres's own
        DATABASE_AWAY,
        PostgresQueue,
    )

    queue = PostgresQueue(url, exercises={}, platforms=(), open_work=open_work())
    try:
        return as_plain(await queue.status())
    except (
        *DATABASE_AWAY,
        ProgrammingError,
    ) as problem:  # such as a schema from before there was a queue
        return {"problem": type(problem).__name__}
    finally:
        await queue.close()


def _ask_bot(host: str, port: int, database: str) -> tuple[Mapping[str, Any] | None, str]:
    try:
        bot = ask(host, port, "/status")
    except NoAnswerError as problem:
        return None, f"not running, or telling elsewhere: {problem}"
    if bot.get("database") != database:
        other = bot.get("database", "something else")
        return None, (
            f"the bot at {address_of(host, port)} works on {other}; if ours runs too, its log says"
            " where it tells its health, and TENSEI_HEALTH_PORT can name that port"
        )
    return bot, ""
