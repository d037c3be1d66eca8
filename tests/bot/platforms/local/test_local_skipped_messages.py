"""A message that crashes the process each time it is handled, in real processes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.i18n import Translations
from bot.storage.engine.tries import MAX_TRIES
from tests.support.local_page_client import PageClient

ROOT = Path(__file__).parents[4]
MESSAGE, OTHER = "0b0c6f1e-0001", "0b0c6f1e-0002"
POISON = "this one is poison"

CHAT = """
import asyncio, os, sys
from tests.support.scripted_tutor import ScriptedTutor
from bot.i18n import Translations
from bot.platforms.local import LocalChat
from bot.storage import LocalMessages, open_database

class CrashingTutor(ScriptedTutor):
    async def message(self, person, text, reply_to):
        if "poison" in text:
            print("crashes", file=sys.stderr, flush=True)
            os._exit(9)
        return await super().message(person, text, reply_to)

async def main():
    database = await open_database(sys.argv[1])
    messages, words = LocalMessages(database), Translations()
    chat = LocalChat(CrashingTutor(), messages, port=0, token="a-token", translations=words)
    print(await chat.start(), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await chat.stop()
    await database.close()

asyncio.run(main())
"""


class ChatProcess:
    """A local chat in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self.url = url

    async def end(self) -> tuple[int | None, str]:
        """Wait until it has exited; return its exit status and its log."""
        _, logged = await asyncio.wait_for(self._process.communicate(), 120)
        return self._process.returncode, logged.decode()


@asynccontextmanager
async def chat_process(database_url: str) -> AsyncIterator[ChatProcess]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHAT, database_url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(120):
            yield ChatProcess(process, (await process.stdout.readline()).decode().strip())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def visit_until_crash(url: str, locale: str, says: str) -> None:
    async with PageClient(url, locale=locale) as page:
        if says:
            await page.say(says, MESSAGE)
        await page.receive("nothing more")


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("ja-JP", "ja")])
async def test_a_message_that_ends_the_process_twice_is_not_read_again_and_its_learner_is_told(
    sqlite_url: str, locale: str, language: str, words: Translations
) -> None:
    for tries in range(MAX_TRIES):
        async with chat_process(sqlite_url) as chat:
            with pytest.raises((aiohttp.ClientError, TypeError)):
                await visit_until_crash(chat.url, locale, says="" if tries else POISON)
            assert await chat.end() == (9, "crashes\n")
    async with chat_process(sqlite_url) as chat:
        async with PageClient(chat.url, locale=locale) as page:
            said = words.translate(language, "left-aside").split(".")[0]
            await page.receive_reply(MESSAGE, said)
            await page.say("x = 1", OTHER)
            await page.receive_reply(OTHER, "You said: x = 1")
        chat._process.stdin.close()
        code, logged = await chat.end()
    assert code == 0
    assert f"message {MESSAGE} is skipped" in logged
    assert "poison" not in logged
