"""The one place where parts are put together."""

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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url

from bot.i18n import Translations
from bot.operations.health import DISCORD, HealthMonitor, PlatformConnection
from bot.platforms import PlatformError
from bot.platforms.local import LocalChat, load_or_create_token
from bot.platforms.slack.options import SlackOptions, slack_options
from bot.settings import Settings
from bot.storage import Database, DatabaseError, LocalMessages, open_database
from bot.storage.grading.jobs import open_work
from bot.tutor.context import SubmissionLimits
from bot.tutor.service import Tutor
from common.operations.health_server import HealthServerError
from common.operations.watchdog import Bounds, Watchdog
from grader.queues.local import LocalQueue
from lessons.catalog import CatalogError
from lessons.curriculum import Catalog

if TYPE_CHECKING:
    from bot.platforms.discord.platform import DiscordChat
    from bot.platforms.slack.platform import SlackChat
    from grader.queues.postgres.bot_queue import PostgresQueue

log = logging.getLogger(__name__)

LOCAL, SLACK = "local", "slack"


class GraderUnavailableError(Exception):
    """The bot would have to start a grader of its own, and cannot; the message says what to do."""


PROBLEMS = (DatabaseError, PlatformError, CatalogError, HealthServerError, GraderUnavailableError)
"""What keeps the bot from starting; their messages say what to do."""

FINISHING_S = 8.0
"""How long a bot that is told to stop waits for what graders have begun, and its replies."""


HELD = Bounds(interrupt_s=10.0, exit_s=60.0)
"""A callback that blocks the event loop for this long is interrupted, with an error reply.
Where that does not help, an end is better than a bot that answers nobody: whatever watches over it
starts it anew, and a message that took it along twice is left aside."""


async def run(settings: Settings, catalog: Catalog) -> None:
    """Serves until SIGINT or SIGTERM, then ends everything in order."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    problems: list[PlatformError] = []

    def on_fatal(problem: PlatformError) -> None:
        problems.append(problem)
        stop.set()

    async with lifespan(settings, catalog, on_fatal) as url:
        print(f"Chat: {url}", flush=True)
        _show(url)
        await stop.wait()
        log.info("stopping")
    for problem in problems:
        raise problem


@contextlib.asynccontextmanager
async def lifespan(
    settings: Settings, catalog: Catalog, give_up: Callable[[PlatformError], None]
) -> AsyncIterator[str]:
    """The whole bot, from its first to its last moment; yields the local chat's URL.

    `give_up` is called when a platform that was asked for cannot be had.
    """
    async with contextlib.AsyncExitStack() as parts:
        queue = _queue(settings, catalog)
        parts.push_async_callback(queue.close)
        if isinstance(queue, LocalQueue):
            # The grader takes about two seconds to warm up, so it starts first and we go on.
            await queue.start()
        watch = HealthMonitor(settings, queue)
        parts.push_async_callback(watch.stop)
        watchdog = Watchdog(HELD, observe=watch.held)
        watchdog.start()
        parts.callback(watchdog.stop)
        await watch.start()

        database = await open_database(settings.database_url, connections=settings.database_pool)
        parts.push_async_callback(database.close)
        watch.has_database(database)
        words = Translations()
        tutor = Tutor(
            database,
            catalog,
            queue,
            words,
            default_language=settings.language,
            default_zone=settings.zone,
            keep_code=timedelta(days=settings.keep_code_days),
            observe=watch.observe,
            allowance=SubmissionLimits(
                a_minute=settings.most_per_minute, in_all=settings.most_waiting
            ),
        )
        queue.on_answer = tutor.answered
        if not isinstance(queue, LocalQueue):
            queue.on_lost = tutor.send_again

        chat = LocalChat(
            tutor,
            LocalMessages(database),
            translations=words,
            host=settings.local_host,
            port=settings.local_port,
            token=_token(settings),
            language=settings.language,
        )
        url = await chat.start()
        parts.push_async_callback(chat.stop)
        watch.register_platform(LOCAL, PlatformConnection(is_connected=lambda: True))
        if not isinstance(queue, LocalQueue):
            await queue.start()
        await tutor.resume()
        # Their libraries take a second of this process to load, so that they come last of all.
        for going_on in (
            *_chats(settings, tutor, words, database, watch=watch, give_up=give_up),
            tutor.keep_time(),
            tutor.keep_telling(),
        ):
            parts.push_async_callback(cancel_and_wait, asyncio.create_task(going_on))
        parts.push_async_callback(_drain, watch, queue, tutor)
        yield url


async def _drain(watch: HealthMonitor, queue: LocalQueue | PostgresQueue, tutor: Tutor) -> None:
    """Ends in order what has begun, while all chats are still there to be told.

    What is not done in time is not lost: its row is open, and the next start takes it up.
    """
    watch.about_to_stop()
    try:
        async with asyncio.timeout(FINISHING_S):
            await queue.finish()
            await tutor.finish()
    except TimeoutError:
        log.warning("work is left over after %g s; the next start takes it up", FINISHING_S)


def _chats(
    settings: Settings,
    tutor: Tutor,
    words: Translations,
    database: Database,
    *,
    watch: HealthMonitor,
    give_up: Callable[[PlatformError], None],
) -> Iterator[Coroutine[Any, Any, None]]:
    """The chats elsewhere that are asked for; each serves until it is cancelled."""
    if settings.discord_token is not None:
        watch.expects(DISCORD)
        yield _discord(settings, tutor, words, watch, give_up)
    slack = slack_options(settings)
    if slack.is_configured:
        watch.expects(SLACK)
        yield _slack(slack, tutor, words, database, watch=watch, give_up=give_up)


async def _discord(
    settings: Settings,
    tutor: Tutor,
    words: Translations,
    watch: HealthMonitor,
    give_up: Callable[[PlatformError], None],
) -> None:
    """Discord, until it is cancelled. The local chat does not wait for its library to load."""
    library = await asyncio.to_thread(importlib.import_module, "bot.platforms.discord.platform")
    assert settings.discord_token is not None
    ids = [int(each) for each in settings.discord_shard_ids.split(",") if each]
    chat: DiscordChat = library.DiscordChat(
        tutor,
        words,
        settings.discord_token.get_secret_value(),
        language=settings.language,
        answers=settings.discord_answers,
        shard_ids=ids or None,
        shard_count=settings.discord_shard_count,
        api_url=settings.discord_api_url,
        gateway_url=settings.discord_gateway_url,
    )
    watch.register_platform(
        DISCORD, PlatformConnection(chat.client.is_ready, lambda: chat.client.latency)
    )
    await _until_it_breaks_off("Discord", chat.serve, give_up)


async def _slack(
    options: SlackOptions,
    tutor: Tutor,
    words: Translations,
    database: Database,
    *,
    watch: HealthMonitor,
    give_up: Callable[[PlatformError], None],
) -> None:
    """Slack, until it is cancelled; its library loads beside the local chat as Discord's does."""
    library = await asyncio.to_thread(importlib.import_module, "bot.platforms.slack.platform")
    chat: SlackChat = library.SlackChat(tutor, words, options, database)
    watch.register_platform(SLACK, PlatformConnection(chat.is_connected))
    await _until_it_breaks_off("Slack", chat.serve, give_up)


async def _until_it_breaks_off(
    name: str, serve: Callable[[], Awaitable[None]], give_up: Callable[[PlatformError], None]
) -> None:
    try:
        await serve()
    except PlatformError as problem:
        give_up(problem)
    except Exception:
        log.exception("the connection to %s broke off", name)
        give_up(PlatformError(f"The connection to {name} broke off; the log above says how."))


async def cancel_and_wait(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _token(settings: Settings) -> str | None:
    """The chat's token, kept beside an SQLite file so that open pages find back after a restart."""
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


def _queue(settings: Settings, catalog: Catalog) -> LocalQueue | PostgresQueue:
    """A grader of our own beside an SQLite file; on Postgres whatever graders come.

    Raises GraderUnavailableError where torch is not installed, as in the image of the bot alone: a
    grader that is started there would end again and again.
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
    return PostgresQueue(url, exercises=exercises, platforms=platforms, open_work=open_work())


def _grader_command(settings: Settings) -> tuple[str, ...]:
    lessons = ("--lessons", str(settings.lessons)) if settings.lessons else ()
    return (sys.executable, "-m", "grader", *lessons, "work", "--stdio")


def _show(url: str) -> None:
    """Opens the chat where there is a desktop and a person in front of it."""
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        webbrowser.open(url)
