"""The bot as a real process with a real grader, configured with two tokens and a URL."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.i18n import Translations
from tests.support.few_lessons import FEW_LESSONS
from tests.support.serving import StartBot, bot_process, ended
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN, text_of

RIGHT = "import torch\n\ndef evens(n):\n    return torch.arange(0, n, 2)\n"
WRONG = "import torch\n\ndef evens(n):\n    return torch.arange(0, n + 1, 2)\n"


@pytest.fixture
async def start_bot(slack: SlackServer, tmp_path: Path) -> AsyncIterator[StartBot]:
    """`await start_bot()`: run `python -m bot` in a folder of its own."""
    async with contextlib.AsyncExitStack() as ends:

        async def start(bot_token: str = BOT_TOKEN, **settings: str) -> asyncio.subprocess.Process:
            process = await bot_process(
                tmp_path,
                SLACK_BOT_TOKEN=bot_token,
                SLACK_APP_TOKEN=APP_TOKEN,
                TENSEI_SLACK_API_URL=slack.api_url,
                **settings,
            )
            ends.push_async_callback(ended, process)
            return process

        yield start


async def test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages(
    slack: SlackServer, start_bot: StartBot, words: Translations
) -> None:
    await start_bot()
    await slack.until(slack.is_connected)
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


async def test_no_token_reaches_the_grader(slack: SlackServer, start_bot: StartBot) -> None:
    process = await start_bot(**FEW_LESSONS)
    await slack.until(slack.is_connected)
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    children = [pid for task in tasks for pid in (task / "children").read_text().split()]
    assert children
    for pid in children:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert not any(token.encode() in environment for token in (BOT_TOKEN, APP_TOKEN))


async def test_a_token_that_slack_does_not_know_ends_the_bot_with_a_way_on(
    slack: SlackServer, start_bot: StartBot
) -> None:
    process = await start_bot("xoxb-wrong", **FEW_LESSONS)
    _, said = await asyncio.wait_for(process.communicate(), timeout=120)
    assert process.returncode == 1
    assert b"Slack rejects this SLACK_BOT_TOKEN" in said
    assert b"Traceback" not in said
