"""Composition of the bot: creates all parts and connects them."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url

from bot.i18n import Translations
from bot.lesson_reload import LessonReloader
from bot.operations.health import HealthMonitor, PlatformConnection
from bot.platform_names import DISCORD, LOCAL, SLACK
from bot.platforms import PlatformError
from bot.platforms.local import LocalChat, load_or_create_token
from bot.platforms.slack.options import SlackOptions, slack_options
from bot.settings import Settings
from bot.storage import Database, DatabaseError, LocalMessages, open_database
from bot.storage.grading.jobs import select_open_job_ids
from bot.tutor.context import SubmissionLimits
from bot.tutor.service import Tutor
from bot.tutor.text.wants import known_by
from common.operations.health_server import HealthServerError
from common.operations.watchdog import Watchdog, WatchdogLimits
from common.tasks import cancel_and_wait
from grader.queues.local import LocalQueue
from lessons.catalog import CatalogError, load
from lessons.curriculum import Catalog

if TYPE_CHECKING:
    from bot.platforms.discord.platform import DiscordChat
    from bot.platforms.slack.platform import SlackChat
    from grader.queues.postgres.bot_queue import PostgresQueue

log = logging.getLogger(__name__)


class GraderUnavailableError(Exception):
    """The bot has to start its own grader and cannot. The message says what to do."""


STARTUP_ERRORS = (
    DatabaseError,
    PlatformError,
    CatalogError,
    HealthServerError,
    GraderUnavailableError,
)
"""Errors that keep the bot from starting. Their messages say what to do."""

DRAIN_TIMEOUT_S = 8.0
"""How long a stopping bot waits for running jobs and their replies."""

WATCHDOG_LIMITS = WatchdogLimits(interrupt_s=10.0, exit_s=60.0)
"""A callback that holds the event loop for this long is interrupted, with an error reply.

Where that does not help, the process ends, and its supervisor starts it again. A message that ended
it twice is not tried again.
"""


async def run(settings: Settings, catalog: Catalog) -> None:
    """Run the bot until SIGINT or SIGTERM, then stop it in order."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    errors: list[PlatformError] = []

    def on_fatal(error: PlatformError) -> None:
        errors.append(error)
        stop.set()

    def on_reload(reload: Callable[[], Awaitable[bool]]) -> None:
        reloads: set[asyncio.Task[bool]] = set()

        def start() -> None:
            task = asyncio.ensure_future(reload())
            reloads.add(task)
            task.add_done_callback(reloads.discard)

        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, start)

    async with lifespan(settings, catalog, on_fatal, on_reload) as url:
        print(f"Chat: {url}", flush=True)
        _open_browser(url)
        await stop.wait()
        log.info("stopping")
    for error in errors:
        raise error


@contextlib.asynccontextmanager
async def lifespan(
    settings: Settings,
    catalog: Catalog,
    on_fatal: Callable[[PlatformError], None],
    on_reload: Callable[[Callable[[], Awaitable[bool]]], None] = lambda reload: None,
) -> AsyncIterator[str]:
    """Start the whole bot, yield the local chat's URL, and stop the bot afterwards.

    `on_fatal` is called when a configured platform cannot be used, and `on_reload` once, with a
    function that takes changed lessons in.
    """
    async with contextlib.AsyncExitStack() as stack:
        queue = _create_queue(settings, catalog)
        stack.push_async_callback(queue.close)
        if isinstance(queue, LocalQueue):
            # The grader takes about two seconds to warm up, so it is started first.
            await queue.start()
        health = HealthMonitor(settings, queue)
        stack.push_async_callback(health.stop)
        await health.start()

        database = await open_database(settings.database_url, connections=settings.database_pool)
        stack.push_async_callback(database.close)
        health.set_database(database)
        # In a thread, as the index of everything that can be asked takes a second to build: the
        # loop attends to the grader and to health checks.
        translations = await asyncio.to_thread(Translations)
        known = await asyncio.to_thread(known_by, translations, catalog)
        tutor = Tutor(
            database,
            catalog,
            queue,
            translations,
            default_language=settings.language,
            default_zone=settings.zone,
            keep_code=timedelta(days=settings.keep_code_days),
            observe=health.observe,
            limits=SubmissionLimits(
                per_minute=settings.most_per_minute, open_in_total=settings.most_waiting
            ),
            known=known,
        )

        async def use_catalog(changed: Catalog) -> None:
            # The grader comes first, so that it has every exercise that is submitted from now on.
            queue.use_exercises({each.id: each.version for each in changed.exercises()})
            await tutor.use_catalog(changed)

        read = partial(load, *settings.lessons, built_in=settings.built_in_lessons)
        on_reload(LessonReloader(settings.lessons, use_catalog, read).reload)
        queue.on_answer = tutor.jobs.on_grader_message
        if not isinstance(queue, LocalQueue):
            queue.on_lost = tutor.jobs.requeue

        # Not earlier: on a slow machine a step of the start, such as an import, may take longer
        # than what the watchdog lets a callback hold the loop for, and the bot would never start.
        watchdog = Watchdog(WATCHDOG_LIMITS, observe=health.observe_loop_held)
        watchdog.start()
        stack.callback(watchdog.stop)
        chat = LocalChat(
            tutor,
            LocalMessages(database),
            translations=translations,
            host=settings.local_host,
            port=settings.local_port,
            token=_page_token(settings),
            language=settings.language,
            preview=settings.local_preview,
        )
        url = await chat.start()
        stack.push_async_callback(chat.stop)
        health.register_platform(LOCAL, PlatformConnection(is_connected=lambda: True))
        if not isinstance(queue, LocalQueue):
            await queue.start()
        await tutor.jobs.resume()
        # Last, because loading their libraries takes a second of this process.
        for coroutine in (
            *_remote_platforms(
                settings, tutor, translations, database, health=health, on_fatal=on_fatal
            ),
            tutor.scheduler.run(),
            tutor.deliveries.redeliver_loop(),
            tutor.live_updates.run(),
        ):
            stack.push_async_callback(cancel_and_wait, asyncio.create_task(coroutine))
        stack.push_async_callback(_drain, health, queue, tutor)
        yield url


async def _drain(health: HealthMonitor, queue: LocalQueue | PostgresQueue, tutor: Tutor) -> None:
    """Finish running jobs and replies while all platforms are still connected.

    What is unfinished after DRAIN_TIMEOUT_S is not lost: its row is open, and the next start
    continues it.
    """
    health.mark_stopping()
    try:
        async with asyncio.timeout(DRAIN_TIMEOUT_S):
            await tutor.jobs.finish_submitting()  # the queue sends no job that comes later
            await queue.finish()
            await tutor.deliveries.finish()
    except TimeoutError:
        log.warning(
            "jobs are unfinished after %g s; the next start continues them", DRAIN_TIMEOUT_S
        )


def _remote_platforms(
    settings: Settings,
    tutor: Tutor,
    translations: Translations,
    database: Database,
    *,
    health: HealthMonitor,
    on_fatal: Callable[[PlatformError], None],
) -> Iterator[Coroutine[Any, Any, None]]:
    """Yield a coroutine for each configured remote platform; it runs until it is cancelled."""
    if settings.discord_token is not None:
        health.expect_platform(DISCORD)
        yield _run_discord(settings, tutor, translations, health, on_fatal)
    slack = slack_options(settings)
    if slack.is_configured:
        health.expect_platform(SLACK)
        yield _run_slack(slack, tutor, translations, database, health=health, on_fatal=on_fatal)


async def _run_discord(
    settings: Settings,
    tutor: Tutor,
    translations: Translations,
    health: HealthMonitor,
    on_fatal: Callable[[PlatformError], None],
) -> None:
    """Run Discord until it is cancelled, loading its library in the background."""
    module = await asyncio.to_thread(importlib.import_module, "bot.platforms.discord.platform")
    assert settings.discord_token is not None
    shard_ids = [int(each) for each in settings.discord_shard_ids.split(",") if each]
    platform: type[DiscordChat] = module.DiscordChat
    chat = platform(
        tutor,
        translations,
        settings.discord_token.get_secret_value(),
        language=settings.language,
        reply_mode=settings.discord_answers,
        shard_ids=shard_ids or None,
        shard_count=settings.discord_shard_count,
        api_url=settings.discord_api_url,
        gateway_url=settings.discord_gateway_url,
    )
    health.register_platform(
        DISCORD, PlatformConnection(chat.client.is_ready, lambda: chat.client.latency)
    )
    await _serve_platform("Discord", chat.serve, on_fatal)


async def _run_slack(
    options: SlackOptions,
    tutor: Tutor,
    translations: Translations,
    database: Database,
    *,
    health: HealthMonitor,
    on_fatal: Callable[[PlatformError], None],
) -> None:
    """Run Slack until it is cancelled, loading its library in the background."""
    module = await asyncio.to_thread(importlib.import_module, "bot.platforms.slack.platform")
    platform: type[SlackChat] = module.SlackChat
    chat = platform(tutor, translations, options, database)
    health.register_platform(SLACK, PlatformConnection(chat.is_connected))
    await _serve_platform("Slack", chat.serve, on_fatal)


async def _serve_platform(
    name: str, serve: Callable[[], Awaitable[None]], on_fatal: Callable[[PlatformError], None]
) -> None:
    try:
        await serve()
    except PlatformError as problem:
        on_fatal(problem)
    except Exception:
        log.exception("the connection to %s failed", name)
        on_fatal(PlatformError(f"The connection to {name} failed; see the log above."))


def _page_token(settings: Settings) -> str | None:
    """Return the local chat's token, stored next to an SQLite file so that it survives restarts."""
    file = make_url(settings.database_url).database
    if "sqlite" not in settings.database_url or not file or file == ":memory:":
        return None
    try:
        return load_or_create_token(Path(file).with_suffix(".token"))
    except OSError as problem:
        log.warning(
            "the chat's token cannot be kept (%s); open pages will need the new URL", problem
        )
        return None


def _create_queue(settings: Settings, catalog: Catalog) -> LocalQueue | PostgresQueue:
    """Return a queue with a grader of our own for SQLite, and the shared queue for Postgres.

    Raise GraderUnavailableError if torch is not installed, as in the image of the bot alone: a
    grader started there would exit again and again.
    """
    url = settings.database_url
    if make_url(url).get_backend_name() == "sqlite":
        if importlib.util.find_spec("torch") is None:
            raise GraderUnavailableError(
                "with an SQLite database it grades by itself, and torch is not installed here. "
                "Install it (in Tensei's folder: make install), or name in TENSEI_DATABASE_URL a "
                "Postgres from which graders elsewhere take their work."
            )
        return LocalQueue(command=_grader_command(settings))
    from grader.queues.postgres.bot_queue import PostgresQueue

    platforms = [LOCAL]
    if settings.discord_token is not None:
        platforms.append(DISCORD)
    if slack_options(settings).is_configured:
        platforms.append(SLACK)
    exercises = {each.id: each.version for each in catalog.exercises()}
    return PostgresQueue(
        url, exercises=exercises, platforms=platforms, open_work=select_open_job_ids()
    )


def _grader_command(settings: Settings) -> tuple[str, ...]:
    lessons = [part for each in settings.lessons for part in ("--lessons", str(each))]
    if not settings.built_in_lessons:
        lessons.append("--no-built-in")
    return (sys.executable, "-m", "grader", *lessons, "work", "--stdio")


def _open_browser(url: str) -> None:
    """Open the chat if there is a desktop and a user at the terminal."""
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        webbrowser.open(url)
