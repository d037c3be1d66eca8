"""The bot as a real process with a real grader, configured with two tokens and a URL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.i18n import Translations
from tests.support.bot_process import children_of
from tests.support.few_lessons import FEW_LESSONS
from tests.support.serving import running_bot
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

RIGHT = "import torch\n\ndef evens(n):\n    return torch.arange(0, n, 2)\n"
WRONG = "import torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n"


def bot_with(
    bot_token: str, server: SlackServer, folder: Path, **settings: str
) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """Run `python -m bot` in an empty folder, and end it as Ctrl-C does."""
    return running_bot(
        folder,
        SLACK_BOT_TOKEN=bot_token,
        SLACK_APP_TOKEN=APP_TOKEN,
        TENSEI_SLACK_API_URL=server.api_url,
        **settings,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[SlackServer]:
    """A fake Slack for all tests, which may make no request that Slack would reject."""
    async with SlackServer() as server:
        yield server
        assert server.violations == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    slack: SlackServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot that is connected, with its grader; to start both takes most of a test's time."""
    async with bot_with(BOT_TOKEN, slack, tmp_path_factory.mktemp("bot")) as process:
        await slack.until(slack.is_connected)
        yield process


@pytest.mark.usefixtures("bot")
async def test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages(
    slack: SlackServer, words: Translations
) -> None:
    for name, locale, language in (("Aiko", "en-US", "en"), ("花子", "ja-JP", "ja")):
        t = words.translator(language)
        learner = Learner(slack, name, locale)
        await learner.command("/start")
        await learner.wait_for_reply(name)
        await learner.command("/lesson tensors")
        await learner.wait_for_button(t("button-next"))
        await learner.say(f"```\n{WRONG}```")
        wrong = await learner.wait_for_button(t("button-hint", number=1, cost=2))
        assert "evens" in text_of(wrong)
        await learner.fill(await learner.command("/submit tensors/evens"), RIGHT)
        await learner.wait_for_button(t("button-reference"))


async def test_no_token_reaches_the_grader(bot: asyncio.subprocess.Process) -> None:
    children = children_of(bot.pid)
    assert children
    for pid in children:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert not any(token.encode() in environment for token in (BOT_TOKEN, APP_TOKEN))


async def test_a_token_that_slack_does_not_know_ends_the_bot_with_a_way_on(
    slack: SlackServer, tmp_path: Path
) -> None:
    async with bot_with("xoxb-wrong", slack, tmp_path, **FEW_LESSONS) as process:
        _, said = await asyncio.wait_for(process.communicate(), timeout=120)
    assert process.returncode == 1
    assert b"Slack rejects this SLACK_BOT_TOKEN" in said
    assert b"Traceback" not in said
