"""Load test of one bot: its memory, and the processor time of a submission in each process.

It covers the pages' websockets, the bot, the database, one grader and its jail.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from benchmarks.embedded_postgres import server_pid
from benchmarks.procfs import core_seconds, peak_mib

Results = dict[str, float]

TIMEOUT_S = 300.0
CODE = "def row_means(x):\n    return x.mean(dim=1)\n"


class Page:
    """A learner's chat page without a browser, connected until its session is closed."""

    def __init__(self, session: aiohttp.ClientSession, address: str, name: str) -> None:
        self._session = session
        self._address = urlsplit(address)
        self._name = name
        self._has_messages = asyncio.Event()
        self._final: dict[str, asyncio.Future[None]] = {}  # by the reply's id

    async def open(self) -> None:
        """Connect, and wait for the first message of the chat's log."""
        self._socket = await self._session.ws_connect(
            f"ws://{self._address.netloc}/socket?{self._address.query}",
            headers={"Origin": f"http://{self._address.netloc}"},
        )
        self._reading = asyncio.create_task(self._read())
        await self._send(kind="hello", learner=self._name, locale="en")
        await self._has_messages.wait()

    async def submit(self) -> None:
        """Submit a right answer, and wait for the final reply."""
        id = uuid.uuid4().hex
        final = self._final[f"{id}-reply"] = asyncio.get_running_loop().create_future()
        await self._send(kind="say", id=id, text=CODE)
        await final

    async def _read(self) -> None:
        async for event in self._socket:
            message = event.json()
            if message["kind"] != "message":
                continue
            self._has_messages.set()
            if not message["pending"] and (final := self._final.pop(message["id"], None)):
                final.set_result(None)

    async def _send(self, **message: str) -> None:
        await self._socket.send_str(json.dumps(message))


@dataclass(frozen=True, slots=True)
class OpenBot:
    """A running bot with connected pages, and its grader where that is a process of its own."""

    pages: Sequence[Page]
    processes: Mapping[str, int]  # pids


@asynccontextmanager
async def open_bot(url: str, folder: str, learners: int) -> AsyncIterator[OpenBot]:
    """Run a bot on a database with the page of each learner open, and a grader that is ready."""
    async with AsyncExitStack() as stack:
        processes = {}
        if not url.startswith("sqlite"):  # there the bot starts a grader itself
            grader, _ = await stack.enter_async_context(_process("grader", "work", url, folder))
            processes = {"grader": grader, "postgres": server_pid(url)}
        bot, line = await stack.enter_async_context(_process("bot", "", url, folder))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        address = line.removeprefix("Chat: ")
        pages = [Page(session, address, f"Learner {number}") for number in range(learners)]
        for page in pages:
            await page.open()
        await pages[0].submit()  # not counted, because the caches are cold
        yield OpenBot(pages, {"bot": bot, **processes})


async def measure(url: str, folder: str, learners: int) -> Results:
    """Open a page for each learner, and let all submit once at the same time.

    On SQLite the bot's processor time includes that of its grader, which is its child.
    """
    async with open_bot(url, folder, learners) as opened:
        bot = opened.processes["bot"]
        open_mib = peak_mib(bot)
        before = {name: core_seconds(pid) for name, pid in opened.processes.items()}
        began = time.perf_counter()
        async with asyncio.timeout(TIMEOUT_S):
            await asyncio.gather(*(page.submit() for page in opened.pages))
        seconds = time.perf_counter() - began
        used = {name: core_seconds(pid) - before[name] for name, pid in opened.processes.items()}
        return {
            "bot_learners": learners,
            "bot_all_pages_open_mib": open_mib,
            "bot_all_submissions_waiting_mib": peak_mib(bot),
            "whole_way_per_s": learners / seconds,
            **{f"{name}_core_ms_per_submission": s / learners * 1000 for name, s in used.items()},
            "whole_way_core_ms_per_submission": sum(used.values()) / learners * 1000,
        }


@asynccontextmanager
async def _process(
    program: str, argument: str, url: str, folder: str
) -> AsyncIterator[tuple[int, str]]:
    """Run `python -m program argument`. Yield its pid, and the first line of output of the bot."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", program, *argument.split()),
        env={
            **os.environ,
            "TENSEI_DATABASE_URL": url,
            "TENSEI_LOCAL_PORT": "0",
            "TENSEI_HEALTH_PORT": "0",
            "TENSEI_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(Path.cwd()),
        },
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        line = ""
        if program == "bot" and process.stdout is not None:
            line = (await asyncio.wait_for(process.stdout.readline(), TIMEOUT_S)).decode().strip()
        yield process.pid, line
    finally:
        process.terminate()
        await process.wait()
