"""The one place where parts are put together."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
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
    settings: Settings,
    catalog: Catalog,
    give_up: Callable[[DiscordProblem], None] = lambda problem: log.error("%s", problem),
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
        tutor = Tutor(database, catalog, queue, words, default_language=settings.language)
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
        if settings.discord_token is not None:
            discord = await _start_discord(settings, tutor, words, give_up)
            parts.push_async_callback(discord.stop)
        await tutor.resume()
        yield url


async def _start_discord(
    settings: Settings,
    tutor: Tutor,
    words: Words,
    give_up: Callable[[DiscordProblem], None],
) -> DiscordChat:
    # Late, because it takes half a second that nobody without a token has to wait for.
    from bot.platforms.discord.chat import DiscordChat

    assert settings.discord_token is not None
    ids = [int(each) for each in settings.discord_shard_ids.split(",") if each]
    chat = DiscordChat(
        tutor,
        words,
        settings.discord_token.get_secret_value(),
        language=settings.language,
        answers=settings.discord_answers,
        shard_ids=ids or None,
        shard_count=settings.discord_shard_count,
        api_url=settings.discord_api_url,
        gateway_url=settings.discord_gateway_url,
        on_problem=give_up,
    )
    await chat.start()
    return chat


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
