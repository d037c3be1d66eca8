"""The one place where parts are put together."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from bot.i18n import Words
from bot.platforms.discord import DiscordProblem
from bot.platforms.local import LocalChat, LocalChatProblem, kept_token
from bot.settings import Settings, SettingsProblem, read_settings
from bot.storage import DatabaseProblem, LocalMessages, open_database
from bot.tutor.tutor import Tutor
from grader.queues.local import LocalQueue
from lessons.catalog import CatalogError, load
from lessons.records import Catalog

if TYPE_CHECKING:
    from bot.platforms.discord.chat import DiscordChat

log = logging.getLogger(__name__)

FINE, CANNOT_START = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bot until it is told to stop. Returns the exit status."""
    _parser().parse_args(arguments)
    try:
        settings = read_settings()
        os.environ.pop("DISCORD_TOKEN", None)  # no grader has any use for it
        logging.basicConfig(
            level=settings.log_level,
            stream=sys.stderr,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
        logging.getLogger("alembic").setLevel(logging.WARNING)
        catalog = load(*([settings.lessons] if settings.lessons else []))
        asyncio.run(run(settings, catalog))
    except (
        SettingsProblem,
        DatabaseProblem,
        LocalChatProblem,
        DiscordProblem,
        CatalogError,
    ) as problem:
        print(f"Tensei cannot start: {problem}", file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    return FINE


def _parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="python -m bot",
        description="Starts the tutor with its local chat and a grader, and prints the chat's URL.",
        epilog="Settings are read from the environment and from .env; README.md lists them.",
    )


async def run(settings: Settings, catalog: Catalog) -> None:
    """Serves until SIGINT or SIGTERM, then ends everything in order."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    problems: list[DiscordProblem] = []

    def give_up(problem: DiscordProblem) -> None:
        problems.append(problem)
        stop.set()

    async with serving(settings, catalog, give_up) as url:
        print(f"Chat: {url}", flush=True)
        _show(url)
        await stop.wait()
        log.info("stopping")
    for problem in problems:
        raise problem


@contextlib.asynccontextmanager
async def serving(
    settings: Settings, catalog: Catalog, give_up: Callable[[DiscordProblem], None]
) -> AsyncIterator[str]:
    """The whole bot, from its first to its last moment; yields the local chat's URL.

    `give_up` is called when a platform that was asked for cannot be had.
    """
    async with contextlib.AsyncExitStack() as parts:
        # The grader takes about two seconds to warm up, so it starts first and we go on.
        queue = LocalQueue(command=_grader_command(settings))
        parts.push_async_callback(queue.close)
        await queue.start()

        database = await open_database(settings.database_url)
        parts.push_async_callback(database.close)
        words = Words()
        tutor = Tutor(
            database,
            catalog,
            queue,
            words,
            default_language=settings.language,
            default_zone=settings.zone,
            keep_code=timedelta(days=settings.keep_code_days),
        )
        queue.on_answer = tutor.answered

        chat = LocalChat(
            tutor,
            LocalMessages(database),
            words=words,
            port=settings.local_port,
            token=_token(settings),
            language=settings.language,
        )
        url = await chat.start()
        parts.push_async_callback(chat.stop)
        await tutor.resume()
        # Its library takes a second of this process to load, so that it comes last of all.
        if settings.discord_token is not None:
            discord = asyncio.create_task(_discord(settings, tutor, words, give_up))
            parts.push_async_callback(_ended, discord)
        parts.push_async_callback(_ended, asyncio.create_task(tutor.keep_time()))
        yield url


async def _discord(
    settings: Settings,
    tutor: Tutor,
    words: Words,
    give_up: Callable[[DiscordProblem], None],
) -> None:
    """Discord, until it is cancelled. The local chat does not wait for its library to load."""
    library = await asyncio.to_thread(importlib.import_module, "bot.platforms.discord.chat")
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
    try:
        await chat.serve()
    except DiscordProblem as problem:
        give_up(problem)
    except Exception:
        log.exception("the connection to Discord broke off")
        give_up(DiscordProblem("The connection to Discord broke off; the log above says how."))


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _token(settings: Settings) -> str | None:
    """The chat's token, kept beside an SQLite file so that open pages find back after a restart."""
    file = make_url(settings.database_url).database
    if "sqlite" not in settings.database_url or not file or file == ":memory:":
        return None
    try:
        return kept_token(Path(file).with_suffix(".token"))
    except OSError as problem:
        log.warning(
            "the chat's token cannot be kept (%s); open pages will need the new URL", problem
        )
        return None


def _grader_command(settings: Settings) -> tuple[str, ...]:
    lessons = ("--lessons", str(settings.lessons)) if settings.lessons else ()
    return (sys.executable, "-m", "grader", *lessons, "work", "--stdio")


def _show(url: str) -> None:
    """Opens the chat where there is a desktop and a person in front of it."""
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        webbrowser.open(url)
