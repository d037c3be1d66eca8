"""Very many learners at one bot: its memory, and what a submission costs each process.

The whole of it: pages' websockets, the bot, Postgres, one grader and its jail.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from benchmarks.embedded_postgres import server_pid
from benchmarks.procfs import core_seconds, peak_mib

Figures = dict[str, float]

PATIENCE_S = 300.0
CODE = "def row_means(x):\n    return x.mean(dim=1)\n"


class Page:
    """A learner's page without a browser, open until its session is closed."""

    def __init__(self, session: aiohttp.ClientSession, address: str, name: str) -> None:
        self._session = session
        self._address = urlsplit(address)
        self._name = name
        self._greeted = asyncio.Event()
        self._final: dict[str, asyncio.Future[None]] = {}  # by the reply's id

    async def open(self) -> None:
        """Until the log is there, with the tutor's greeting in it."""
        self._socket = await self._session.ws_connect(
            f"ws://{self._address.netloc}/socket?{self._address.query}",
            headers={"Origin": f"http://{self._address.netloc}"},
        )
        self._reading = asyncio.create_task(self._read())
        await self._say(kind="hello", learner=self._name, locale="en")
        await self._greeted.wait()

    async def submit(self) -> None:
        """Pastes an answer, and waits for the final reply."""
        id = uuid.uuid4().hex
        final = self._final[f"{id}-reply"] = asyncio.get_running_loop().create_future()
        await self._say(kind="say", id=id, text=CODE)
        await final

    async def _read(self) -> None:
        async for message in self._socket:
            said = message.json()
            if said["kind"] != "message":
                continue
            self._greeted.set()
            if not said["pending"] and (final := self._final.pop(said["id"], None)):
                final.set_result(None)

    async def _say(self, **said: str) -> None:
        await self._socket.send_str(json.dumps(said))


async def measure(url: str, folder: str, learners: int) -> Figures:
    """With all learners' pages open, each submits once, all at the same time."""
    async with AsyncExitStack() as stack:
        grader, _ = await stack.enter_async_context(_process("grader", "work", url, folder))
        bot, line = await stack.enter_async_context(_process("bot", "", url, folder))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        address = line.removeprefix("Chat: ")
        pages = [Page(session, address, f"Learner {number}") for number in range(learners)]
        for page in pages:
            await page.open()
        await pages[0].submit()  # finds cold caches
        open_mib = peak_mib(bot)
        processes = {"bot": bot, "grader": grader, "postgres": server_pid(url)}
        before = {name: core_seconds(pid) for name, pid in processes.items()}
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*(page.submit() for page in pages))
        seconds = time.perf_counter() - began
        spent = {name: core_seconds(pid) - before[name] for name, pid in processes.items()}
        return {
            "bot_learners": learners,
            "bot_all_pages_open_mib": open_mib,
            "bot_all_submissions_waiting_mib": peak_mib(bot),
            "whole_way_per_s": learners / seconds,
            **{f"{name}_core_ms_per_submission": s / learners * 1000 for name, s in spent.items()},
        }


@asynccontextmanager
async def _process(
    program: str, argument: str, url: str, folder: str
) -> AsyncIterator[tuple[int, str]]:
    """`python -m program argument`, and the first line that it prints, if it is the bot."""
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
            line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)).decode().strip()
        yield process.pid, line
    finally:
        process.terminate()
        await process.wait()
