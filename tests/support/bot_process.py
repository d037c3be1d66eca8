"""The bot as a process, and a learner who is connected to its websocket."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.support.serving import bot_process

READY_S = 120.0
ANSWER_S = 120.0


@dataclass
class Bot:
    """One process of `python -m bot`, with its database in `folder`."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    url: str = ""

    @property
    def database(self) -> Path:
        return self.folder / "tensei.db"

    async def start(self) -> Bot:
        self.process = await bot_process(
            self.folder,
            stderr=(self.folder / "bot.log").open("ab"),
            **{"TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}", **self.settings},
        )
        assert self.process.stdout is not None
        async with asyncio.timeout(READY_S):
            line = (await self.process.stdout.readline()).decode()
        assert line.startswith("Chat: http://127.0.0.1:"), (self.folder / "bot.log").read_text()
        self.url = line.removeprefix("Chat: ").strip()
        return self

    async def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send the signal, wait, and return the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), timeout=120)

    def grader_pid(self) -> int | None:
        """Return the pid of the bot's grader process, if it has one now."""
        assert self.process is not None
        for pid in children_of(self.process.pid):
            command = Path(f"/proc/{pid}/cmdline")
            if command.exists() and b"grader" in command.read_bytes():
                return pid
        return None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


StartBot = Callable[..., Awaitable[Bot]]


def children_of(pid: int) -> list[int]:
    """Return the pids of a process's children (Linux), or none if it has exited."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []


def descendants_of(pid: int) -> set[int]:
    found: set[int] = set()
    waiting = children_of(pid)
    while waiting:
        child = waiting.pop()
        if child not in found:
            found.add(child)
            waiting += children_of(child)
    return found


class Learner:
    """A page without a browser: sends messages as `name`, and follows the log."""

    def __init__(self, bot: Bot, name: str = "Aiko", locale: str = "en-US") -> None:
        self._bot = bot
        self._hello = {"kind": "hello", "learner": name, "locale": locale}
        self.log: dict[str, dict[str, Any]] = {}
        self._changed = asyncio.Event()
        self.drawn = 0  # how often a final message of the tutor was rendered

    async def __aenter__(self) -> Learner:
        parts = urlsplit(self._bot.url)
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(
            f"ws://{parts.netloc}/socket?{parts.query}",
            headers={"Origin": f"http://{parts.netloc}"},
        )
        await self._socket.send_str(json.dumps(self._hello))
        self._listener = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listener.cancel()
        await self._session.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            event = json.loads(message.data)
            if event["kind"] == "welcome":  # has the whole log
                self.log.clear()
            for line in event.get("messages", [event] if event["kind"] == "message" else []):
                self.log[line["id"]] = line
            self._changed.set()

    async def say(self, text: str) -> str:
        """Send one message, and return the id of its reply."""
        ask = uuid.uuid4().hex
        await self._socket.send_str(json.dumps({"kind": "say", "id": ask, "text": text}))
        return f"{ask}-reply"

    async def until(self, sees: Callable[[dict[str, dict[str, Any]]], bool]) -> None:
        async with asyncio.timeout(ANSWER_S):
            while not sees(self.log):
                self._changed.clear()
                await self._changed.wait()

    async def reply(self, id: str) -> str:
        """Return the final reply as HTML, as soon as it arrives."""
        await self.until(lambda log: id in log and not log[id].get("pending"))
        return str(self.log[id]["html"])
