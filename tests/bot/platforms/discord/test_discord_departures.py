"""Leaderboards without those who have left the server."""

from __future__ import annotations

from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import descriptions_of
from tests.support.scripted_queue import ScriptedQueue, passes

EVENS = "```python\ndef evens(n):\n    return n\n```"
MEMBERS = "/guilds/.*/members/"


async def pass_in_channel(
    learner: Learner, passed: str, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await learner.say(EVENS, channel=discord.world.channel, mention=True)
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent.pop())
    await learner.answered(paste, passed, where=int(paste["id"]))


async def test_who_has_left_the_server_is_no_longer_on_its_board(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    channel = discord.world.channel
    await pass_in_channel(aiko, "Passed", discord, tutor, queue)
    await pass_in_channel(hanako, "Passed", discord, tutor, queue)
    discord.world.left.add(hanako.id)
    for _ in range(2):
        board = descriptions_of(
            await aiko.shown(await aiko.command("leaderboard", channel=channel))
        )
        assert "Aiko" in board
        assert "花子" not in board
    assert len(discord.requests_to("GET", MEMBERS)) == 1
    discord.world.left.clear()
    await pass_in_channel(hanako, "Passed", discord, tutor, queue)  # who came back
    board = descriptions_of(await aiko.shown(await aiko.command("leaderboard", channel=channel)))
    assert "花子" in board


async def test_a_board_is_shown_with_everyone_while_discord_does_not_say_who_left(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    channel = discord.world.channel
    await pass_in_channel(hanako, "Passed", discord, tutor, queue)
    discord.fail("GET", MEMBERS, 403, code=50001)
    board = descriptions_of(await aiko.shown(await aiko.command("leaderboard", channel=channel)))
    assert "花子" in board
