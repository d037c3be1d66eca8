"""The bot as a process with a real grader, configured by a token and two addresses only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.i18n import Translations
from lessons.curriculum import Catalog
from tests.support.bot_process import children_of
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.openapi import Document
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.discord_server.world import buttons_of
from tests.support.few_lessons import FEW_LESSONS
from tests.support.serving import running_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")

RIGHT = "import torch\n\ndef evens(n):\n    return torch.arange(0, n, 2)\n"
WRONG = "import torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n"


def bot_with(
    token: str, server: DiscordServer, folder: Path, **settings: str
) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """Run `python -m bot` in an empty folder, and end it as Ctrl-C does."""
    return running_bot(
        folder,
        DISCORD_TOKEN=token,
        TENSEI_DISCORD_API_URL=server.api_url,
        TENSEI_DISCORD_GATEWAY_URL=server.gateway_url,
        **settings,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(document: Document) -> AsyncIterator[DiscordServer]:
    """A Discord server for all tests, which may make no request that Discord would refuse."""
    async with DiscordServer(document=document) as server:
        yield server
        assert server.violations == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    discord: DiscordServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot that is connected, with its grader; to start both takes most of a test's time."""
    async with bot_with(TOKEN, discord, tmp_path_factory.mktemp("bot")) as process:
        await discord.until(discord.gateway.is_connected)
        yield process


@pytest.mark.usefixtures("bot")
async def test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages(
    discord: DiscordServer, words: Translations, catalog: Catalog
) -> None:
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
    discord: DiscordServer, tmp_path: Path
) -> None:
    async with bot_with("wrong", discord, tmp_path, **FEW_LESSONS) as process:
        _, said = await asyncio.wait_for(process.communicate(), timeout=120)
    assert process.returncode == 1
    assert "Reset Token" in said.decode()
    assert "Traceback" not in said.decode()


async def test_graders_are_not_given_the_token(bot: asyncio.subprocess.Process) -> None:
    children = children_of(bot.pid)
    assert children
    for pid in children:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert TOKEN.encode() not in environment
