"""Startup: intents and permissions, the printed lines, shards and settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable

import pytest

from bot.platforms.discord.client import PERMISSIONS
from bot.platforms.discord.platform import DiscordChat
from bot.platforms.discord.reply_targets import InteractionTarget
from bot.settings import read_settings
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from common.operations.settings import SettingsError
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import ADMINISTRATOR, CONTENT_INTENT, EPHEMERAL, JSON

Start = Callable[..., Awaitable[object]]
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
MANAGE_ANYTHING = 1 << 4 | 1 << 5 | 1 << 13 | 1 << 28 | 1 << 34


@pytest.mark.parametrize("granted", [True, False])
async def test_the_content_intent_is_asked_for_where_it_is_granted_and_the_log_says_which(
    granted: bool,
    start: Start,
    tutor: Tutor,
    discord: DiscordServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    discord.world.content_granted = granted
    await start(tutor)
    (identified,) = discord.gateway.identified
    content = CONTENT_INTENT if granted else 0
    assert identified["intents"] == GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES | content
    assert identified["presence"]["game"]["state"].startswith("/start")
    said = capsys.readouterr().out
    assert f"message content intent {'on' if granted else 'off'}:" in said
    invite = f"client_id={discord.world.application}"
    assert invite in said
    assert f"permissions={PERMISSIONS.value}" in said
    assert "scope=bot+applications.commands" in said


def test_nothing_is_asked_for_that_manages_a_server() -> None:
    assert PERMISSIONS.value & (ADMINISTRATOR | MANAGE_ANYTHING) == 0


async def test_commands_can_be_installed_by_a_user_and_used_anywhere(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    for command in discord.world.commands:
        assert set(command["integration_types"]) == {0, 1}
        expected = (
            {0} if command["name"] in {"daily", "setup"} else {0, 1, 2}
        )  # for a server's channels
        assert set(command["contexts"]) == expected


async def test_processes_share_a_large_bot_by_their_shards(
    start: Start, new_tutor: Callable[[], Tutor], discord: DiscordServer, aiko: Learner
) -> None:
    await start(new_tutor(), shard_ids=[0], shard_count=2)
    await start(new_tutor(), shard_ids=[1], shard_count=2)
    assert [each["shard"] for each in discord.gateway.identified] == [[0, 2], [1, 2]]
    assert len(discord.requests_to("PUT", "/commands$")) == 1  # by the process with the first shard


async def test_no_request_lets_a_text_mention_anyone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    await aiko.answered(await aiko.say("@everyone look"))
    await aiko.shown(await aiko.command("lesson", "@everyone"))

    def said() -> list[JSON]:
        bodies = [r.body for r in discord.requests if isinstance(r.body, dict)]
        return [body for body in bodies if "components" in body]

    await discord.until(lambda: len(said()) == 3)  # the list of lessons has two pages
    for body in said():
        assert body["allowed_mentions"] == {"parse": [], "replied_user": False} or body[
            "allowed_mentions"
        ] == {"parse": []}


async def test_a_reply_for_the_learner_alone_is_not_shown_where_everyone_would_see_it(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(*_: object) -> Reply:
        raise LookupError  # error replies are private

    monkeypatch.setattr(tutor, "command", broken)
    await aiko.command("leaderboard", channel=discord.world.channel)
    replies = await discord.until(lambda: discord.requests_to("POST", "^/webhooks/"))
    assert replies[0].body["flags"] & 64
    assert len(discord.requests_to("DELETE", "^/webhooks/")) == 1


async def test_a_long_reply_for_the_learner_alone_goes_on_in_messages_for_them_alone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    asked = await aiko.command("help", channel=discord.world.channel)
    shown = await aiko.shown(asked)
    place = InteractionTarget(
        discord.world.channel, int(shown["id"]), aiko.id, asked.id, asked.token, ephemeral=True
    )
    long = Reply(blocks=(Text(markdown="\n\n".join(["word " * 200] * 10)),))
    await chat.client.reply_sender.send_or_edit(place, long)
    pages = discord.world.of_bot(discord.world.channel)
    assert len(pages) == 3
    assert all(page["flags"] & EPHEMERAL for page in pages)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TENSEI_DISCORD_SHARD_IDS", "0,1"),  # of how many?
        ("TENSEI_DISCORD_API_URL", "discord.com"),
        ("TENSEI_DISCORD_GATEWAY_URL", "http://discord.com"),
        ("TENSEI_DISCORD_ANSWERS", "loudly"),
    ],
)
def test_a_setting_that_makes_no_sense_says_what_to_write(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}={value} cannot be used: write"):
        read_settings()


def test_without_a_token_discords_library_is_not_even_loaded() -> None:
    program = "import sys, bot.app; print({'discord', 'torch'} & set(sys.modules))"
    environment = {k: v for k, v in os.environ.items() if k != "DISCORD_TOKEN"}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout.strip() == "set()"


def test_with_a_token_torch_is_still_not_loaded() -> None:
    program = "import sys, bot.app, bot.platforms.discord.platform; print('torch' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
