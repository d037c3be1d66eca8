"""A live class in a server's channel: one message, which is edited."""

from __future__ import annotations

from bot.platforms.discord.announcements import DiscordAnnouncer
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, text_of
from tests.support.scripted_queue import ScriptedQueue, passes


def counted(discord: DiscordServer, number: int, *, again: bool = False) -> Post:
    reply = Reply(blocks=(Text(markdown=f"{number} have passed"),), private=False)
    return Post(str(discord.world.channel), reply, "Live: evens", "live-1-1764000000", again)


async def test_a_live_class_counts_along_in_one_message_of_a_channel(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    channel = discord.world.channel
    started = await aiko.command("live", exercise="evens", minutes=30, channel=channel)
    await aiko.shown(started, "is live")
    assert await tutor.live_updates.update(1)
    (message,) = [m for m in discord.world.of_bot(channel) if not m["flags"] & EPHEMERAL]
    assert "Nobody has sent anything yet" in text_of(message)
    assert discord.world.channels[int(message["id"])]["name"].startswith("Live: ")
    await aiko.say("```python\ndef evens(n):\n    return n\n```")
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    assert await tutor.live_updates.update(1)
    (message,) = [m for m in discord.world.of_bot(channel) if not m["flags"] & EPHEMERAL]
    assert "1 of 1 learner has passed" in text_of(message)


async def test_an_edit_waits_as_long_as_discord_asks_and_is_made(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = await announcer.post(counted(discord, 0))
    discord.fail("PATCH", f"/messages/{sent}$", 429, retry_after=0.05)
    assert await announcer.edit(counted(discord, 1), sent)
    (message,) = discord.world.of_bot(discord.world.channel)
    assert "1 have passed" in text_of(message)
    assert [r.status for r in discord.requests_to("PATCH", f"/messages/{sent}$")] == [429, 200]


async def test_an_edited_message_is_still_found_by_whoever_posts_it_again(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = await announcer.post(counted(discord, 0))
    await announcer.edit(counted(discord, 1), sent)
    discord.world.nonces.clear()  # as on Discord after some minutes
    assert await announcer.post(counted(discord, 2, again=True)) == sent


async def test_a_deleted_message_is_not_edited(chat: DiscordChat, discord: DiscordServer) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = await announcer.post(counted(discord, 0))
    del discord.world.messages[discord.world.channel][int(sent)]
    assert not await announcer.edit(counted(discord, 1), sent)
