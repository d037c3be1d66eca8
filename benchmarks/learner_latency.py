"""Measures how long a learner waits from a message to the reply with its verdict.

    .venv/bin/python benchmarks/learner_latency.py

One learner after another sends a right answer and waits for its verdict, on a machine that does
nothing else: in the local chat on SQLite and on Postgres, and on a fake Discord on SQLite. Prints
the median and the 99th percentile in milliseconds, as JSON. Exits with 1 if a median exceeds
TARGET_P50_MS.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles

sys.path.append(str(Path(__file__).parents[1]))  # for tests.support, when run as a file

from benchmarks import load_test
from benchmarks.embedded_postgres import embedded_postgres
from bot.storage import open_database
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.discord_server.world import text_of
from tests.support.serving import bot_process, ended

TARGET_P50_MS = 20.0
LEARNERS = 20
ROUNDS = 10
"""Submissions of each learner, fewer than a learner may send in a minute."""

WARMUP = 40
"""Submissions that are not counted, because the caches are cold."""

TIMEOUT_S = 60.0

Results = dict[str, float]
Submit = Callable[[int], Awaitable[None]]
"""Submits for the learner of that number, and returns when the verdict has arrived."""


async def measure() -> Results:
    """Return the latencies in milliseconds."""
    results: Results = {}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/tensei.db"
        results |= await _measure_local_chat("local_sqlite", url, folder)
    with tempfile.TemporaryDirectory() as folder, embedded_postgres() as url:
        results |= await _measure_local_chat("local_postgres", url, folder)
    return results | await _measure_discord()


async def _measure_local_chat(name: str, url: str, folder: str) -> Results:
    await (await open_database(url)).close()
    async with load_test.open_bot(url, folder, LEARNERS) as bot:
        return await _measure(name, lambda number: bot.pages[number].submit())


async def _measure_discord() -> Results:
    async with DiscordServer() as discord:
        with tempfile.TemporaryDirectory() as folder:
            process = await bot_process(
                Path(folder),
                stderr=(Path(folder) / "log").open("wb"),
                DISCORD_TOKEN=TOKEN,
                TENSEI_DISCORD_API_URL=discord.api_url,
                TENSEI_DISCORD_GATEWAY_URL=discord.gateway_url,
                TENSEI_HEALTH_PORT="0",
            )
            try:
                await discord.until(discord.gateway.is_connected)
                learners = [Learner(discord, f"Learner {number}") for number in range(LEARNERS)]
                return await _measure("discord", lambda number: _ask(learners[number]))
            finally:
                await ended(process)


async def _ask(learner: Learner) -> None:
    before = len(learner.world.of_bot(learner.direct))
    await learner.say(f"```python\n{load_test.CODE}```")

    def is_passed() -> bool:
        shown = learner.world.of_bot(learner.direct)
        return len(shown) > before and "Passed:" in text_of(shown[-1])

    await learner.discord.until(is_passed)


async def _measure(name: str, submit: Submit) -> Results:
    seconds = []
    for number in range(WARMUP + LEARNERS * ROUNDS):
        began = time.perf_counter()
        async with asyncio.timeout(TIMEOUT_S):
            await submit(number % LEARNERS)
        seconds.append(time.perf_counter() - began)
    cuts = quantiles(seconds[WARMUP:], n=100)
    return {f"{name}_p50_ms": cuts[49] * 1000, f"{name}_p99_ms": cuts[98] * 1000}


def main() -> int:
    """Run the benchmark, and return the exit code."""
    results = asyncio.run(measure())
    print(json.dumps(results, indent=2))
    medians = [figure for name, figure in results.items() if name.endswith("_p50_ms")]
    return int(max(medians) > TARGET_P50_MS)


if __name__ == "__main__":
    sys.exit(main())
