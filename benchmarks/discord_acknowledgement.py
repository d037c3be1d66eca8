"""Measures the acknowledgement latency of a bot process with busy graders, on a fake Discord.

    .venv/bin/python benchmarks/discord_acknowledgement.py

Prints the time until the bot is ready, and the median and the 99th percentile of the time from an
interaction's dispatch to its acknowledgement, in milliseconds. Exits with 1 if a target is missed.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # for tests.support, when run as a file

from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.discord_server.world import Interaction
from tests.support.serving import bot_process

PER_SECOND, SECONDS, LEARNERS = 100, 10, 25
TARGET_P99_MS, TARGET_READY_S = 250.0, 2.0
SUBMISSION = "```python\nimport torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n```"
BACKLOG = 40  # submissions that keep the graders busy all the time
COMMANDS = ("start", "help", "progress", "leaderboard", "exercise")


@dataclass(frozen=True)
class Results:
    ready_s: float  # from the start of the process to its output of the chat's URL
    connected_s: float  # from the start of the process to its identification on the gateway
    median_ms: float
    p99_ms: float
    interactions: int


async def measure() -> Results:
    async with DiscordServer() as discord, _bot(discord) as (ready_s, connected_s):
        learners = [Learner(discord, f"Learner {number}") for number in range(LEARNERS)]
        for learner in learners:  # learners are registered before the measurement
            await learner.shown(await learner.command("start"))
        for number in range(BACKLOG):
            await learners[number % LEARNERS].say(SUBMISSION)
        interactions = await _dispatch_steadily(learners)
        await discord.until(lambda: all(each.acknowledged is not None for each in interactions))
    took = sorted(1000 * (each.acknowledged_after_s or 0) for each in interactions)
    return Results(
        ready_s,
        connected_s,
        statistics.median(took),
        took[int(0.99 * len(took))],
        len(took),
    )


async def _dispatch_steadily(learners: list[Learner]) -> list[Interaction]:
    """Dispatch interactions at a constant rate, whether or not the bot keeps up."""
    began = time.monotonic()
    interactions = []
    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
        learner = learners[number % len(learners)]
        interactions.append(await learner.command(COMMANDS[number % len(COMMANDS)]))
    return interactions


@asynccontextmanager
async def _bot(discord: DiscordServer) -> AsyncIterator[tuple[float, float]]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        process = await bot_process(
            Path(folder),
            stderr=(Path(folder) / "log").open("wb"),
            DISCORD_TOKEN=TOKEN,
            TENSEI_DISCORD_API_URL=discord.api_url,
            TENSEI_DISCORD_GATEWAY_URL=discord.gateway_url,
            TENSEI_HEALTH_PORT="0",
        )
        assert process.stdout is not None
        await process.stdout.readline()
        ready_s = time.monotonic() - began
        await discord.until(discord.gateway.is_connected)
        try:
            yield ready_s, time.monotonic() - began
        finally:
            process.terminate()
            await process.wait()


def main() -> int:
    results = asyncio.run(measure())
    print(f"bot ready after {results.ready_s:.2f} s, on Discord after {results.connected_s:.2f} s")
    print(
        f"{results.interactions} interactions at {PER_SECOND} a second, graders busy: "
        f"acknowledged in {results.median_ms:.0f} ms (median), {results.p99_ms:.0f} ms (p99)"
    )
    return int(results.p99_ms > TARGET_P99_MS or results.ready_s > TARGET_READY_S)


if __name__ == "__main__":
    sys.exit(main())
