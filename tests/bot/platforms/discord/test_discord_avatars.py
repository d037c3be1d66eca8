"""Pictures with the avatars that learners have on Discord."""

from __future__ import annotations

import pytest
from discord import Asset

from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.bot.platforms.discord.test_discord_departures import pass_in_channel
from tests.support.avatars import is_red, red_avatar
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.scripted_queue import ScriptedQueue

HASH = "a" * 32
USERS = r"/users/\d+$"


@pytest.fixture(autouse=True)
def _file_server(discord: DiscordServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py look for avatars on the file server of this test."""
    monkeypatch.setattr(Asset, "BASE", discord.cdn_url.rstrip("/"))


async def board(learner: Learner, discord: DiscordServer) -> bytes:
    """Return the picture of the leaderboard in the server's channel."""
    sent = len(discord.uploads())
    await learner.command("leaderboard", channel=discord.world.channel)
    await discord.until(lambda: len(discord.uploads()) > sent)
    (content,) = discord.uploads()[-1].files.values()
    return content


@pytest.mark.parametrize("has_avatar", [True, False])
async def test_a_board_shows_the_avatars_of_those_who_have_one_and_asks_for_each_once(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    has_avatar: bool,
) -> None:
    if has_avatar:
        discord.world.users[aiko.id]["avatar"] = HASH
        discord.world.files[f"avatars/{aiko.id}/{HASH}.png"] = red_avatar()
    await pass_in_channel(aiko, "Passed", discord, tutor, queue)
    assert [is_red(await board(aiko, discord)) for _ in range(2)] == [has_avatar] * 2
    assert len(discord.requests_to("GET", USERS)) == 1


async def test_a_board_shows_initials_while_discord_does_not_answer(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    discord.world.users[aiko.id]["avatar"] = HASH
    discord.world.files[f"avatars/{aiko.id}/{HASH}.png"] = red_avatar()
    discord.fail("GET", USERS, 403, code=50001)
    await pass_in_channel(aiko, "Passed", discord, tutor, queue)
    assert not is_red(await board(aiko, discord))
    assert is_red(await board(aiko, discord))
