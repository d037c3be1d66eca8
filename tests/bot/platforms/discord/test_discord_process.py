"""The bot as a process with a real grader, configured by a token and two addresses only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.i18n import Translations
from lessons.curriculum import Catalog
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.discord_server.world import buttons_of
from tests.support.few_lessons import FEW_LESSONS
from tests.support.serving import StartBot, bot_process, ended

RIGHT = "import torch\n\ndef evens(n):\n    return torch.arange(0, n, 2)\n"
WRONG = "import torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n"


@pytest.fixture
async def start_bot(discord: DiscordServer, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Return `start_bot(token)`, which runs `python -m bot` in an empty folder."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(token: str = TOKEN, **settings: str) -> asyncio.subprocess.Process:
            process = await bot_process(
                tmp_path,
                DISCORD_TOKEN=token,
                TENSEI_DISCORD_API_URL=discord.api_url,
                TENSEI_DISCORD_GATEWAY_URL=discord.gateway_url,
                **settings,
            )
            stack.push_async_callback(ended, process)
            return process

        yield start


async def test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages(
    discord: DiscordServer, start_bot: StartBot, words: Translations, catalog: Catalog
) -> None:
    await start_bot()
    await discord.until(discord.gateway.is_connected)
    evens = catalog.exercise("tensors/evens")
    assert evens is not None
    for name, locale, language in (("Aiko", "en-US", "en"), ("花子", "ja", "ja")):
        t = words.translator(language)
        learner = Learner(discord, name, locale)
        await learner.shown(await learner.command("start"), name)
        page = await learner.shown(await learner.command("lesson", "tensors"), "tensor")
        assert t("button-next") in buttons_of(page)
        not_yet = t("verdict-not-yet", function="evens")
        wrong = await learner.answered(await learner.say(WRONG), not_yet)
        hint = await learner.press(wrong, t("button-hint", number=1, cost=2))
        await learner.shown(hint, evens.hints[language][0][:20])
        opened = await learner.command("submit", "tensors/evens")
        passed = t("verdict-passed-points", function="evens", points=8)
        verdict = await learner.shown(await learner.fill(opened, RIGHT), passed)
        assert t("button-reference") in buttons_of(verdict)
        await learner.shown(await learner.command("leaderboard"), name)


async def test_a_token_that_discord_does_not_know_ends_the_bot_with_a_way_on(
    discord: DiscordServer, start_bot: StartBot
) -> None:
    process = await start_bot("wrong", **FEW_LESSONS)
    _, said = await asyncio.wait_for(process.communicate(), timeout=120)
    assert process.returncode == 1
    assert "Reset Token" in said.decode()
    assert "Traceback" not in said.decode()


async def test_graders_are_not_given_the_token(discord: DiscordServer, start_bot: StartBot) -> None:
    process = await start_bot(**FEW_LESSONS)
    await discord.until(discord.gateway.is_connected)
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    children = [pid for task in tasks for pid in (task / "children").read_text().split()]
    assert children
    for pid in children:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert TOKEN.encode() not in environment
