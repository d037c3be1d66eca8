"""Daily prompts in forum channels: a post for each, with the tags that fit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms.discord.announcements import DiscordAnnouncer
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Button, Buttons, Reply, Text
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import GUILD_FORUM, JSON, PUBLIC_THREAD, text_of

REQUIRES_TAG = 1 << 4
SEND_MESSAGES = 1 << 11


def add_forum(discord: DiscordServer, *tags: str, **facts: Any) -> int:
    """Return a new forum with tags of these names, of which the first is for moderators."""
    world = discord.world
    return world.add_channel(
        GUILD_FORUM,
        guild_id=str(world.guild),
        name="daily",
        available_tags=[
            {
                "id": str(world.new_id()),
                "name": each,
                "moderated": at == 0,
                "emoji_id": None,
                "emoji_name": None,
            }
            for at, each in enumerate(tags)
        ],
        **{"flags": 0, **facts},
    )


def announcement(forum: int, *, again: bool = False) -> Post:
    """Return an announcement of two messages."""
    words = tuple(Text(markdown=f"{letter} " * 1400) for letter in "ab")
    button = Button(label="Read on", action="lesson:tensors:1")
    reply = Reply(blocks=(*words, Buttons(buttons=(button,))), private=False)
    topics = ("Tensors", "テンソル", "daily")
    return Post(str(forum), reply, "Day 1 · Tensors", "daily-1-261123", again, topics=topics)


def posts_in(discord: DiscordServer, forum: int) -> list[JSON]:
    channels = discord.world.channels.values()
    threads = [each for each in channels if each["type"] == PUBLIC_THREAD]
    return [each for each in threads if each["parent_id"] == str(forum)]


def tags_of(discord: DiscordServer, post: JSON) -> list[str]:
    tags = discord.world.channels[int(post["parent_id"])]["available_tags"]
    return [each["name"] for each in tags if each["id"] in post["applied_tags"]]


async def test_a_daily_prompt_can_be_set_in_a_forum_and_is_a_post_with_its_tags(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    forum = add_forum(discord, "News", "daily", "other")
    await start(tutor)
    here = discord.world.channel
    shown = await aiko.shown(
        await aiko.command("daily set", hour=0, zone="UTC", channel=here, channel_=forum),
        "prompt is set",
    )
    assert f"<#{forum}>" in text_of(shown)
    await aiko.shown(await aiko.press(shown, words.translate("en", "button-daily-now")), "moment")
    await tutor.scheduler.run_due()
    (post,) = await discord.until(lambda: posts_in(discord, forum))
    assert post["name"].startswith("Day 1")
    assert tags_of(discord, post) == ["daily"]
    (prompt, *_) = discord.world.of_bot(int(post["id"]))
    assert "Day 1" in text_of(prompt)


async def test_a_post_of_two_messages_is_complete_and_found_again(
    chat: DiscordChat, start, discord: DiscordServer
) -> None:
    """The server became known before the forum was made: the client has to ask for it."""
    forum = add_forum(discord, "News", "tensors")
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = await announcer.post(announcement(forum))
    assert await announcer.post(announcement(forum, again=True)) == sent
    (post,) = posts_in(discord, forum)
    assert (post["id"], tags_of(discord, post)) == (sent, ["tensors"])
    first, second = discord.world.of_bot(int(sent))
    assert first["id"] == sent
    assert text_of(first).startswith("a a")
    assert text_of(second).startswith("b b")


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_post_whose_bot_died_is_opened_once(
    arrives: bool, start, new_tutor: Callable[[], Tutor], discord: DiscordServer
) -> None:
    forum = add_forum(discord, "News")
    before = await start(new_tutor())
    client = before.chat.client
    # discord.py waits a second before it retries: time to stop the bot.
    discord.fail("POST", rf"/channels/{forum}/threads", 502, is_executed=arrives, times=100)
    posting = asyncio.create_task(
        DiscordAnnouncer(client, client.reply_sender).post(announcement(forum))
    )
    await discord.until(lambda: discord.requests_to("POST", rf"/channels/{forum}/threads"))
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)
    await before.stop()
    discord.clear_faults()
    client = (await start(new_tutor())).chat.client
    sent = await DiscordAnnouncer(client, client.reply_sender).post(announcement(forum, again=True))
    (post,) = posts_in(discord, forum)
    assert post["id"] == sent
    assert len(discord.world.of_bot(int(sent))) == 2


async def test_a_forum_that_requires_a_tag_gets_one_that_everyone_may_use(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    forum = add_forum(discord, "News", "Questions", flags=REQUIRES_TAG)
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    await announcer.post(announcement(forum))
    assert tags_of(discord, *posts_in(discord, forum)) == ["Questions"]


async def test_a_post_in_a_forum_is_edited(start, tutor: Tutor, discord: DiscordServer) -> None:
    forum = add_forum(discord, "News")
    client = (await start(tutor)).chat.client
    announcer = DiscordAnnouncer(client, client.reply_sender)
    sent = await announcer.post(announcement(forum))
    mended = Reply(blocks=(Text(markdown="mended"),), private=False)
    assert await announcer.edit(replace(announcement(forum), reply=mended), sent)
    assert text_of(discord.world.of_bot(int(sent))[0]) == "mended"


async def test_a_forum_in_which_the_bot_may_not_post_is_refused_at_once_with_what_it_needs(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    denied = {"id": str(discord.world.guild), "type": 0, "allow": "0", "deny": str(SEND_MESSAGES)}
    forum = add_forum(discord, "News", permission_overwrites=[denied])
    await start(tutor)
    here = discord.world.channel
    asked = await aiko.command("daily set", hour=9, channel=here, channel_=forum)
    refused = text_of(await aiko.shown(asked))
    assert "**Create Posts**" in refused
    assert "prompt is set" not in refused
