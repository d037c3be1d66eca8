"""The bot's health server, its readiness checks, and the JSON of /status."""

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
    """A platform's connection state, and the latency of its heartbeat (NaN if unknown)."""

    is_connected: Callable[[], bool]
    latency_s: Callable[[], float] = lambda: math.nan


_NOT_CONNECTED = PlatformConnection(is_connected=lambda: False)


class HealthMonitor:
    """Monitors the bot's parts, which are registered one by one while it starts."""

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
        """Start the server and return its URL. Raise HealthServerError if it cannot listen."""
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
        """Log and count an event of the tutor."""
        log_event(event)
        self._metrics.observe(event)

    def set_database(self, database: Database) -> None:
        """Register the open database; without one the bot is not ready."""
        self._database = database

    def expect_platform(self, platform: str) -> None:
        """Require a platform for readiness; until it is registered, it is not connected."""
        self._platforms.setdefault(platform, _NOT_CONNECTED)
        self._checks[f"platform {platform}"] = partial(self._check_platform, platform)

    def register_platform(self, platform: str, connection: PlatformConnection) -> None:
        """Register the connection of a platform."""
        self.expect_platform(platform)
        self._platforms[platform] = connection

    async def status(self) -> Mapping[str, Any]:
        """Return the status of all parts as JSON values, without secrets and learners' data."""
        try:
            queue: Mapping[str, Any] = queue_to_dict(await self._queue.status())
        except Exception as problem:  # report the status of the rest
            queue = {"problem": type(problem).__name__}
        return {
            "version": version(),
            "pid": os.getpid(),
            "since": self._since.isoformat(timespec="seconds"),
            "database": display_url(self._settings.database_url),
            "schema": migrations.head(),
            "platforms": {
                name: connection.is_connected() for name, connection in self._platforms.items()
            },
            "queue": queue,
        }

    async def _render_metrics(self) -> bytes:
        self._metrics.set_queue(await self._queue.status())
        discord = self._platforms.get(DISCORD, _NOT_CONNECTED)
        connected = {
            name: connection.is_connected() for name, connection in self._platforms.items()
        }
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
    """Return the database's URL without its password, and with the whole path of an SQLite file."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        parsed = parsed.set(database=os.path.realpath(parsed.database))
    return parsed.render_as_string()


def queue_to_dict(status: QueueStatus) -> dict[str, Any]:
    """Return the queue's status as JSON values; waits are in seconds."""
    return {
        "waiting": status.waiting,
        "running": status.running,
        "oldest_wait_s": status.oldest_wait_s,
        "graders": [_grader_to_dict(each) for each in status.graders],
    }


def _grader_to_dict(grader: GraderStatus) -> dict[str, Any]:
    info = grader.announcement
    return {
        **info.model_dump(mode="json", exclude={"exercises"}),
        "exercises": len(info.exercises),
        "alive": grader.alive,
        "seen_s_ago": round(grader.seen_s_ago, 1),
        "notice": grader.notice,
    }
