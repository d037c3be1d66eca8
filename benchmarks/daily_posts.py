"""Measures how fast daily prompts are posted into many channels, on a fake Discord with its limit.

    .venv/bin/python benchmarks/daily_posts.py [CHANNELS]

Every channel has the same time of day. Prints posts and requests a second, how many requests
Discord refused, and how long 10,000 channels take at that rate. Exits with 1 if a request was
refused, or if 10,000 channels take more than an hour.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # for tests.support, when run as a file

from benchmarks.daily_year import IdleQueue
from bot.i18n import Translations
from bot.platform_names import DISCORD
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database, open_database
from bot.storage.models import DailyChannelRow
from bot.tutor.context import Clock, utc_now
from bot.tutor.scheduler import RETRY_AFTER
from bot.tutor.service import Tutor
from lessons.catalog import load
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.discord_server.world import GUILD_TEXT

CHANNELS = 300
GLOBAL_LIMIT = 50
"""Requests a second, of a bot. https://discord.com/developers/docs/topics/rate-limits"""
TARGET_CHANNELS, TARGET_S = 10_000, 3600.0
MOST_ROUNDS = 5  # each with the channels that Discord refused in the one before


@dataclass(frozen=True)
class Results:
    """What was posted, and which requests that took."""

    posts: int  # channels that got theirs
    posts_per_s: float
    requests_per_post: float
    most_requests_in_a_second: int
    refused: int  # requests, by the global limit

    @property
    def seconds_for_target(self) -> float:
        """How long so many channels take at this rate as are to be reached within an hour."""
        return TARGET_CHANNELS / self.posts_per_s


async def measure(channels: int, limit: int = GLOBAL_LIMIT) -> Results:
    """Post the prompts of so many channels with a real bot, and return what it took.

    Discord refuses more than `limit` requests a second. A post that was refused more often than
    discord.py repeats a request is due again RETRY_AFTER later; the bot's clock skips that time.
    """
    skipped = timedelta()
    async with (
        DiscordServer() as discord,
        _tutor(discord, channels, lambda: utc_now() + skipped) as tutor,
    ):
        discord.most_per_second = limit
        discord.requests.clear()
        began = time.monotonic()
        for _ in range(MOST_ROUNDS):
            while await tutor.scheduler.run_due():
                pass
            sent = {
                each.path
                for each in discord.requests_to("POST", r"/channels/\d+/messages$")
                if each.status == 200
            }
            if len(sent) == channels:
                break
            skipped += RETRY_AFTER
        took = time.monotonic() - began
        requests = list(discord.requests)
    return Results(
        posts=len(sent),
        posts_per_s=len(sent) / took,
        requests_per_post=len(requests) / len(sent),
        most_requests_in_a_second=most_in_a_second(each.at for each in requests),
        refused=sum(each.status == 429 for each in requests),
    )


def most_in_a_second(times: Iterable[float]) -> int:
    """Return how many of these times, in seconds, lie within one second at most."""
    recent: deque[float] = deque()
    most = 0
    for at in sorted(times):
        recent.append(at)
        while recent[0] <= at - 1:
            recent.popleft()
        most = max(most, len(recent))
    return most


@asynccontextmanager
async def _tutor(discord: DiscordServer, channels: int, clock: Clock) -> AsyncIterator[Tutor]:
    """Yield a tutor that is connected to Discord, with a prompt due in every channel."""
    guild = str(discord.world.guild)
    ids = [
        discord.world.add_channel(GUILD_TEXT, guild_id=guild, name=f"study-{number}")
        for number in range(channels)
    ]
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite+aiosqlite:///{folder}/posts.db")
        translations = Translations()
        catalog = load()
        tutor = Tutor(database, catalog, IdleQueue(), translations, clock=clock)
        chat = DiscordChat(
            tutor, translations, TOKEN, api_url=discord.api_url, gateway_url=discord.gateway_url
        )
        serving = asyncio.create_task(chat.serve())
        try:
            await discord.until(discord.gateway.is_connected)
            await _set_prompts(database, guild, ids, catalog.tracks[0].slug)
            yield tutor
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            await database.close()


async def _set_prompts(database: Database, guild: str, ids: list[int], track: str) -> None:
    now = datetime.now(UTC)
    async with database.write_session() as session:
        session.add_all(
            DailyChannelRow(
                platform=DISCORD,
                place=guild,
                channel=str(id),
                hour=now.hour,
                minute=now.minute,
                zone="UTC",
                weekdays="0123456",
                track=track,
                pace=1,
                language="en",
                position=0,
                next_at=now,
            )
            for id in ids
        )


def main() -> int:
    """Print the results, and return the exit code."""
    results = asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else CHANNELS))
    print(f"posts a second             {results.posts_per_s:8.1f}")
    print(f"requests for a post        {results.requests_per_post:8.1f}")
    print(f"most requests in a second  {results.most_requests_in_a_second:8} of {GLOBAL_LIMIT}")
    print(f"requests that were refused {results.refused:8}")
    print(f"minutes for {TARGET_CHANNELS:,} channels {results.seconds_for_target / 60:8.1f}")
    return 0 if not results.refused and results.seconds_for_target <= TARGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
