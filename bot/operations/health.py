"""How the bot stands: its health server, its figures, and what /status tells."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.engine import make_url

import migrations
from bot.operations.db_outage_log_filter import shorten_outage
from bot.operations.metrics import Metrics
from bot.platform_names import DISCORD
from bot.settings import Settings
from bot.storage import Database
from bot.storage.engine.db_status import find_problem
from bot.tutor.events import Event, log_event
from common.operations.health_server import BOT_PORT, Check, HealthServer
from common.version import version
from grader.queues import GraderStatus, Queue, QueueStatus


@dataclass(frozen=True, slots=True)
class PlatformConnection:
    """A platform's line to us: whether it stands, and its heartbeat's way there and back."""

    is_connected: Callable[[], bool]
    latency_s: Callable[[], float] = lambda: math.nan


_NOT_CONNECTED = PlatformConnection(is_connected=lambda: False)


class HealthMonitor:
    """Watches over the bot's parts, which come one after the other while it starts."""

    def __init__(self, settings: Settings, queue: Queue) -> None:
        self._settings = settings
        self._queue = queue
        self._metrics = Metrics()
        self._database: Database | None = None
        self._platforms: dict[str, PlatformConnection] = {}
        self._since = datetime.now(UTC)
        self._checks: dict[str, Check] = {
            "database": self._check_database,
            "queue": self._check_queue,
        }
        self._server = HealthServer(self._checks, status=self.status, metrics=self._render_metrics)
        self.mark_stopping = self._server.mark_stopping
        self.stop = self._server.stop
        self.observe_loop_held = self._metrics.observe_loop_held

    async def start(self) -> str:
        """Begins to tell, and returns the address. Raises HealthProblem."""
        settings = self._settings
        for handler in logging.getLogger().handlers:
            handler.addFilter(shorten_outage)
        return await self._server.start(
            settings.health_host,
            settings.health_port,
            BOT_PORT,
            names=settings.health_host_names,
        )

    def observe(self, event: Event) -> None:
        """Takes in what the tutor says of its work."""
        log_event(event)
        self._metrics.observe(event)

    def set_database(self, database: Database) -> None:
        """The database is open; until then the bot is not ready."""
        self._database = database

    def expect_platform(self, platform: str) -> None:
        """A platform is to be connected; until `register_platform` says more, it is not."""
        self._platforms.setdefault(platform, _NOT_CONNECTED)
        self._checks[f"platform {platform}"] = partial(self._check_platform, platform)

    def register_platform(self, platform: str, line: PlatformConnection) -> None:
        """How it is told whether a platform is connected, from now on."""
        self.expect_platform(platform)
        self._platforms[platform] = line

    async def status(self) -> Mapping[str, Any]:
        """How everything stands, as plain values; nothing of learners, nothing secret."""
        try:
            queue: Mapping[str, Any] = queue_to_dict(await self._queue.status())
        except Exception as problem:  # the status of the rest is still worth having
            queue = {"problem": type(problem).__name__}
        return {
            "version": version(),
            "pid": os.getpid(),
            "since": self._since.isoformat(timespec="seconds"),
            "database": display_url(self._settings.database_url),
            "schema": migrations.head(),
            "platforms": {name: line.is_connected() for name, line in self._platforms.items()},
            "queue": queue,
        }

    async def _render_metrics(self) -> bytes:
        self._metrics.set_queue(await self._queue.status())
        discord = self._platforms.get(DISCORD, _NOT_CONNECTED)
        connected = {name: line.is_connected() for name, line in self._platforms.items()}
        self._metrics.set_platforms(connected, discord.latency_s())
        return self._metrics.render()

    async def _check_database(self) -> str | None:
        if self._database is None:
            return "it is not open yet"
        return await find_problem(self._database)

    async def _check_queue(self) -> str | None:
        await self._queue.status()
        return None

    async def _check_platform(self, platform: str) -> str | None:
        return None if self._platforms[platform].is_connected() else "it is not connected"


def display_url(url: str) -> str:
    """The database's address without its password, and with an SQLite file's whole path."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        parsed = parsed.set(database=os.path.realpath(parsed.database))
    return parsed.render_as_string()


def queue_to_dict(status: QueueStatus) -> dict[str, Any]:
    """The queue's status as JSON has it; waits are in seconds."""
    return {
        "waiting": status.waiting,
        "running": status.running,
        "oldest_wait_s": status.oldest_wait_s,
        "graders": [_grader_to_dict(each) for each in status.graders],
    }


def _grader_to_dict(seen: GraderStatus) -> dict[str, Any]:
    said = seen.announcement
    return {
        **said.model_dump(mode="json", exclude={"exercises"}),
        "exercises": len(said.exercises),
        "alive": seen.alive,
        "seen_s_ago": round(seen.seen_s_ago, 1),
        "notice": seen.notice,
    }
