"""Measures the acknowledgement latency of a bot process with busy graders, on a fake Slack.

    .venv/bin/python benchmarks/slack_acknowledgement.py

Prints the median and the 99th percentile of the time from the dispatch of a command, message or
pressed button to its acknowledgement, in milliseconds. Exits with 1 if the target is missed.
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

from tests.support.serving import bot_process
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN, JSON, buttons_of

PER_SECOND, SECONDS, LEARNERS = 50, 20, 25
TARGET_P99_MS = 1000.0
SUBMISSION = "```\nimport torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n```"
BACKLOG = 40  # submissions that keep the graders busy all the time
COMMANDS = ("/start", "/help", "/progress", "/exercise", "/lesson")


@dataclass(frozen=True)
class Results:
    connected_s: float  # from the start of the process to its connection
    median_ms: float
    p99_ms: float
    events: int


async def measure() -> Results:
    async with SlackServer() as slack, _bot(slack) as connected_s:
        learners = [Learner(slack, f"Learner {number}") for number in range(LEARNERS)]
        pages = []
        for learner in learners:  # learners are registered before the measurement
            await learner.command("/lesson tensors")
            pages.append(await learner.wait_for_button("Next page →"))
        for number in range(BACKLOG):
            await learners[number % LEARNERS].say(SUBMISSION)
        before = set(slack.sent_at)
        await _dispatch_steadily(learners, pages)
        sent = {name: at for name, at in slack.sent_at.items() if name not in before}
        await slack.until(lambda: sent.keys() <= slack.acknowledged_at.keys())
    took = sorted(1000 * (slack.acknowledged_at[name] - at) for name, at in sent.items())
    return Results(connected_s, statistics.median(took), took[int(0.99 * len(took))], len(took))


async def _dispatch_steadily(learners: list[Learner], pages: list[JSON]) -> None:
    """Dispatch events of all kinds at a constant rate, whether or not the bot keeps up."""
    began = time.monotonic()
    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
        learner, page = learners[number % LEARNERS], pages[number % LEARNERS]
        match number % 3:
            case 0:
                await learner.command(COMMANDS[number % len(COMMANDS)])
            case 1:
                await learner.say("What is a tensor?")
            case _:
                await learner.press(page, next(iter(buttons_of(page))))


@asynccontextmanager
async def _bot(slack: SlackServer) -> AsyncIterator[float]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        process = await bot_process(
            Path(folder),
            stderr=(Path(folder) / "log").open("wb"),
            SLACK_BOT_TOKEN=BOT_TOKEN,
            SLACK_APP_TOKEN=APP_TOKEN,
            TENSEI_SLACK_API_URL=slack.api_url,
            TENSEI_HEALTH_PORT="0",
        )
        try:
            await slack.until(slack.is_connected)
            yield time.monotonic() - began
        finally:
            process.terminate()
            await process.wait()


def main() -> int:
    results = asyncio.run(measure())
    print(f"bot on Slack after {results.connected_s:.2f} s")
    print(
        f"{results.events} commands, messages and buttons at {PER_SECOND} a second, graders busy: "
        f"acknowledged in {results.median_ms:.0f} ms (median), {results.p99_ms:.0f} ms (p99)"
    )
    return int(results.p99_ms > TARGET_P99_MS)


if __name__ == "__main__":
    sys.exit(main())
