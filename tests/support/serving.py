"""A chat platform in the test's process, and the bot in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Generic, Protocol, TypeVar

from tests.support.polling import PATIENCE_S


class Chat(Protocol):
    """A platform, as far as a test starts and stops it."""

    async def serve(self) -> None:
        """Serve until it is cancelled."""


AnyChat = TypeVar("AnyChat", bound=Chat)


class Life(Generic[AnyChat]):
    """A platform that serves until it is stopped, as by an operator's Ctrl-C."""

    def __init__(self, chat: AnyChat) -> None:
        self.chat = chat
        self.serving = asyncio.create_task(chat.serve())

    async def stop(self) -> None:
        self.serving.cancel()
        await asyncio.gather(self.serving, return_exceptions=True)


async def bot_process(
    folder: Path, stderr: int | IO[bytes] = asyncio.subprocess.PIPE, **settings: str
) -> asyncio.subprocess.Process:
    """Start `python -m bot` in a folder, with these settings and none of this machine's."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=folder,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")},
            "TENSEI_LOCAL_PORT": "0",
            **settings,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=stderr,
    )


async def ended(process: asyncio.subprocess.Process) -> None:
    """Stop the process as Ctrl-C does, if it is still running."""
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
    await asyncio.wait_for(process.communicate(), timeout=PATIENCE_S)


@asynccontextmanager
async def running_bot(folder: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python -m bot` in a folder, and end it as Ctrl-C does."""
    process = await bot_process(folder, asyncio.subprocess.PIPE, **settings)
    try:
        yield process
    finally:
        await ended(process)
