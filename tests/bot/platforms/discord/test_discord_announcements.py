"""Announcements: the daily prompt in a server's channel, and reminders."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from discord import HTTPException

from bot.i18n import Translations
from bot.platforms.discord.announcements import DiscordAnnouncer
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.daily.announcements import ChannelRefusedError, Post
from bot.tutor.replies.model import Button, Buttons, Choice, Menu, Reply, Text
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import (
    EPHEMERAL,
    GUILD_TEXT,
    PUBLIC_THREAD,
    buttons_of,
    text_of,
)

MANAGE_SERVER, SEND_MESSAGES = 1 << 5, 1 << 11


def announcement(discord: DiscordServer, *, again: bool = False) -> Post:
    button = Button(label="Read on", action="lesson:tensors:1")
    reply = Reply(blocks=(Text(markdown="Day 1"), Buttons(buttons=(button,))), private=False)
    channel = str(discord.world.channel)
    return Post(channel, reply, "Day 1 · Tensors", "daily-1-261123", again)


async def test_a_server_gets_its_daily_prompt_with_a_thread_where_it_was_set(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, words: Translations
) -> None:
    channel = discord.world.channel
    set_ = await aiko.command("daily set", hour=9, zone="Asia/Tokyo", channel=channel)
    assert (await aiko.shown(set_, "Asia/Tokyo"))["flags"] & EPHEMERAL
    now = await aiko.command("daily now", channel=channel)
    await aiko.shown(now, words.translate("en", "daily-comes", channel=f"<#{channel}>"))
    await tutor.scheduler.run_due()
    prompt = await discord.until(
        lambda: [m for m in discord.world.of_bot(channel) if not m["flags"] & EPHEMERAL]
    )
    assert words.translate("en", "daily-title", number=1) in text_of(prompt[0])
    thread = words.translate("en", "daily-thread", number=1, lesson="")[:8]
    assert discord.world.channels[int(prompt[0]["id"])]["name"].startswith(thread)


async def test_managing_commands_are_for_managers_unless_the_server_says_otherwise(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    (daily,) = [each for each in discord.world.commands if each["name"] == "daily"]
    assert daily["default_member_permissions"] == MANAGE_SERVER
    aiko.permissions = 0  # but the server's settings allow her the command
    channel = discord.world.channel
    allowed = await aiko.command("daily set", hour=9, zone="Asia/Tokyo", channel=channel)
    shown = await aiko.shown(allowed, "Asia/Tokyo")
    await aiko.shown(
        await aiko.press(shown, words.translate("en", "button-daily-off")), "no daily prompt"
    )
    typed = await aiko.say("/daily set 9", channel=discord.world.channel, mention=True)
    refused = words.translate("en", "daily-managers-only")[:30]
    await aiko.answered(typed, "direct message", where=int(typed["id"]))
    assert refused in text_of(discord.world.of_bot(aiko.direct)[-1])


async def test_a_post_is_found_behind_hundreds_of_messages_and_yesterdays_is_left_alone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    channel = discord.world.channel
    sent = await announcer.post(announcement(discord))
    for _ in range(250):
        discord.world.add_message(channel, aiko.id, content="a lively channel")
    discord.world.nonces.clear()  # as on Discord after some minutes
    assert await announcer.post(announcement(discord, again=True)) == sent
    asked = len(discord.requests_to("GET", f"/channels/{channel}/messages"))
    assert asked == 3
    old = discord.world.messages[channel].pop(int(sent))
    id = discord.world.new_id(age_s=26 * 60 * 60)
    discord.world.messages[channel][id] = old | {"id": str(id)}
    assert await announcer.post(announcement(discord, again=True)) not in {sent, str(id)}


def long_announcement(discord: DiscordServer, *, again: bool) -> Post:
    """Return an announcement of two messages, the second with a button, and a thread."""
    words = tuple(Text(markdown=f"{letter} " * 1400) for letter in "ab")
    button = Button(label="Read on", action="lesson:tensors:1")
    reply = Reply(blocks=(*words, Buttons(buttons=(button,))), private=False)
    return Post(str(discord.world.channel), reply, "Day 1", "daily-1-261123", again)


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("step", [0, 1, 2])
async def test_what_a_bot_that_died_had_not_posted_yet_is_made_up_for(
    step: int, arrives: bool, start, new_tutor: Callable[[], Tutor], discord: DiscordServer
) -> None:
    """The bot is stopped in its first message, its second, or while it opens the thread."""
    channel = discord.world.channel
    before = await start(new_tutor())
    client = before.chat.client
    requests = rf"/channels/{channel}/messages"
    # discord.py waits a second before it retries: time to stop the bot.
    discord.fail("POST", requests, 502, is_executed=arrives, skip=step, times=100)
    posting = asyncio.create_task(
        DiscordAnnouncer(client, client.reply_sender).post(long_announcement(discord, again=False))
    )
    await discord.until(lambda: len(discord.requests_to("POST", requests)) > step)
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)
    await before.stop()
    assert len(discord.world.of_bot(channel)) == min(2, step + arrives)
    discord.clear_faults()
    discord.world.nonces.clear()  # Discord keeps them for some minutes
    client = (await start(new_tutor())).chat.client
    for _ in range(2):
        sent = await DiscordAnnouncer(client, client.reply_sender).post(
            long_announcement(discord, again=True)
        )
    first, second = discord.world.of_bot(channel)
    assert first["id"] == sent
    assert text_of(first).startswith("a a")
    assert text_of(second).startswith("b b")
    threads = [id for id, each in discord.world.channels.items() if each["type"] == PUBLIC_THREAD]
    assert threads == [int(sent)]


@pytest.mark.parametrize("failure", [{"status": 503}, {"status": 429, "times": 5}])
async def test_a_thread_that_discord_cannot_open_now_is_opened_later(
    chat: DiscordChat, discord: DiscordServer, failure: dict[str, int]
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    discord.fail("POST", r"/threads\Z", retry_after=0, **failure)
    with pytest.raises(HTTPException):  # discord.py itself repeats a 429 four times, a 503 never
        await announcer.post(announcement(discord))
    discord.clear_faults()
    sent = await announcer.post(announcement(discord, again=True))
    assert int(sent) in discord.world.channels
    assert len(discord.world.of_bot(discord.world.channel)) == 1


async def test_a_channel_in_which_no_thread_may_be_opened_has_its_post_all_the_same(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    discord.fail("POST", r"/threads\Z", 403)
    sent = await DiscordAnnouncer(chat.client, chat.client.reply_sender).post(announcement(discord))
    assert [each["id"] for each in discord.world.of_bot(discord.world.channel)] == [sent]


async def test_the_same_post_sent_twice_in_a_row_is_there_once(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    assert await announcer.post(announcement(discord)) == await announcer.post(
        announcement(discord)
    )
    assert len(discord.world.of_bot(discord.world.channel)) == 1


async def test_a_post_whose_question_has_a_menu_can_be_answered(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, catalog: Catalog
) -> None:
    question = next(each for each in catalog.lessons()[0].questions if each.kind == "choose")
    choices = tuple(Choice(label=f"{each}. …", value=each) for each in "abcd")
    menu = Menu(label="Choose", action=f"answer:{question.id}", submit="Go", choices=choices)
    reply = Reply(blocks=(Text(markdown="Which?"), menu), private=False)
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    channel = discord.world.channel
    sent = await announcer.post(Post(str(channel), reply, "Day 1", "daily-1-261124"))
    message = discord.world.messages[channel][int(sent)]
    judged = await aiko.shown(await aiko.choose(message, f"{question.answer}. …"))
    assert "Right!" in text_of(judged)
    assert judged["flags"] & EPHEMERAL


async def test_a_button_under_a_post_answers_whoever_presses_it_alone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = int(await announcer.post(announcement(discord)))
    message = discord.world.messages[discord.world.channel][sent]
    assert list(buttons_of(message)) == ["Read on"]
    page = await aiko.shown(await aiko.press(message, "Read on"), "page 1 of")
    assert page["id"] != message["id"]
    assert page["flags"] & EPHEMERAL


async def test_a_reminder_comes_once_and_whoever_takes_none_is_left_in_peace(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    reminder = Reply(blocks=(Text(markdown="3 are due"),))
    for _ in range(2):
        await announcer.send_dm(str(aiko.id), reminder, "remind-1-261123", again=False)
    assert len(discord.world.of_bot(aiko.direct)) == 1
    discord.world.closed_to_bot.add(aiko.id)
    await announcer.send_dm(str(aiko.id), reminder, "remind-1-261124", again=False)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (50001, "discord-channel-no-entry"),
        (50013, "discord-channel-no-entry"),
        (10003, "discord-channel-gone"),
    ],
)
async def test_a_channel_that_refuses_for_good_is_said_to_do_so(
    code: int, reason: str, chat: DiscordChat, discord: DiscordServer
) -> None:
    status = 404 if code == 10003 else 403
    discord.fail("POST", r"/messages\Z", status, code=code)
    announcer = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    with pytest.raises(ChannelRefusedError, match=reason):
        await announcer.post(announcement(discord))


async def test_a_prompt_cannot_be_set_in_a_channel_where_the_bot_may_not_write(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    world = discord.world
    denied_to_all = {"id": str(world.guild), "type": 0, "allow": "0", "deny": str(SEND_MESSAGES)}
    closed = world.add_channel(
        GUILD_TEXT,
        guild_id=str(world.guild),
        name="rules",
        permission_overwrites=[denied_to_all],
    )
    await start(tutor)
    refused = await aiko.shown(await aiko.command("daily set", hour=9, channel=closed))
    assert "**Send Messages**" in text_of(refused)
    assert "prompt is set" not in text_of(refused)
    gone = world.add_channel(GUILD_TEXT, guild_id=str(world.guild), name="brief")
    asked = aiko.command("daily set", hour=9, channel=world.channel, channel_=gone)
    discord.fail("GET", rf"/channels/{gone}\Z", 404, code=10003)
    assert "no channel" in text_of(await aiko.shown(await asked))


async def test_a_daily_button_acts_on_the_channel_that_was_chosen(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    world = discord.world
    other = world.add_channel(GUILD_TEXT, guild_id=str(world.guild), name="prompts")
    await aiko.shown(await aiko.command("daily set", hour=9, channel=world.channel), "9:00")
    shown = await aiko.shown(
        await aiko.command("daily set", hour=7, channel=world.channel, channel_=other), "7:00"
    )
    off = await aiko.press(shown, words.translate("en", "button-daily-off"))
    assert f"<#{other}>" in text_of(await aiko.shown(off, "no daily prompt"))
    still = await aiko.shown(await aiko.command("daily show", channel=world.channel))
    assert "9:00" in text_of(still)
