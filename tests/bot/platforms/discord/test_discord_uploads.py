"""Pictures and files that Discord refuses: the reply arrives once, with descriptions."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from discord import Guild

from bot.i18n import Translations
from bot.platforms.discord.announcements import DiscordAnnouncer
from bot.platforms.discord.limits import MOST_TEXT
from bot.platforms.discord.platform import DiscordChat
from bot.platforms.discord.rendering import render
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Button, Buttons, Code, File, Picture, Reply, Text
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import text_of
from tests.support.scripted_queue import ScriptedQueue, ran

PNG = base64.b64encode(b"\x89PNG" + bytes(2000)).decode()
RUN = "/run\n```python\nplot()\n```"


@pytest.mark.parametrize(
    ("locale", "refused_for", "where"),
    [
        ("en-US", "too-large", "a thread"),
        ("ja", "forbidden", "a thread"),
        ("ja", "too-large", "direct messages"),
        ("en-US", "forbidden", "a form"),
        ("ja", "too-large", "a form"),
    ],
)
async def test_a_run_whose_pictures_are_refused_arrives_in_words_and_is_never_uploaded_again(
    start,
    new_tutor: Callable[[], Tutor],
    discord: DiscordServer,
    queue: ScriptedQueue,
    words: Translations,
    locale: str,
    refused_for: str,
    where: str,
) -> None:
    tutor = new_tutor()
    life = await start(tutor)
    learner = Learner(discord, locale=locale)
    await learner.shown(await learner.command("start"))  # so that her language is known
    if refused_for == "too-large":
        discord.largest_upload = 1000
    else:
        discord.allows_files = False
    why = words.translate(as_language(locale), f"discord-files-{refused_for}", most=10)
    if where == "a form":
        form = await learner.fill(await learner.command("run", channel=discord.world.channel), "x")
        await learner.shown(form)
    else:
        channel = discord.world.channel if where == "a thread" else 0
        said = await learner.say(RUN, channel=channel, mention=bool(channel))
        await learner.answered(said, where=int(said["id"]) if channel else 0)
    await ran(tutor, queue.sent[-1], figures=(PNG, PNG), stdout="printed")
    if where == "a form":
        reply = await learner.shown(form, why)
    else:
        reply = await learner.answered(said, why, where=int(said["id"]) if channel else 0)
    assert "printed" in text_of(reply)
    assert words.translate(as_language(locale), "run-figure") in text_of(reply)
    await tutor.deliveries.finish()
    assert len(discord.uploads()) == 1
    await life.stop()
    again = new_tutor()
    await start(again)
    await again.jobs.resume()
    await again.deliveries.finish()
    assert len(discord.uploads()) == 1


def as_language(locale: str) -> str:
    return locale[:2]


async def test_what_is_too_large_for_a_server_is_not_even_uploaded(
    chat: DiscordChat, discord: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await discord.until(lambda: chat.client.guilds)
    file = File(name="all.csv", base64=base64.b64encode(bytes(3000)).decode())
    channel = str(discord.world.channel)
    reply = Reply(private=False, blocks=(Text(markdown="Day 1"), file))
    post = Post(channel, reply, "Day 1", "n", language="ja")
    monkeypatch.setattr(Guild, "filesize_limit", 2000)
    poster = DiscordAnnouncer(chat.client, chat.client.reply_sender)
    sent = discord.world.find(int(await poster.post(post)))
    assert sent is not None
    assert "all" in text_of(sent)
    assert "大きすぎる" in text_of(sent)
    assert discord.uploads() == []


async def test_a_post_whose_pictures_are_refused_is_posted_in_words(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    discord.allows_files = False
    picture = Picture(png_base64=PNG, alt="two boxes")
    button = Buttons(buttons=(Button(label="Read on", action="lesson:tensors:1"),))
    reply = Reply(private=False, blocks=(Text(markdown="Day 1"), picture, button))
    post = Post(str(discord.world.channel), reply, "Day 1", "daily-1-261123")
    sent = discord.world.find(
        int(await DiscordAnnouncer(chat.client, chat.client.reply_sender).post(post))
    )
    assert sent is not None
    assert "two boxes" in text_of(sent)
    assert "Attach Files" in text_of(sent)
    assert [each["type"] for each in sent["components"]][-1] == 1  # the buttons are still last


async def test_a_reply_that_discord_finds_wrong_in_itself_is_not_sent_for_ever(
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    tutor = new_tutor()
    await start(tutor)
    said = await aiko.say(RUN)
    waiting = await aiko.answered(said)
    discord.fail("PATCH", f"/messages/{waiting['id']}", 400, code=50035)
    await ran(tutor, queue.sent[-1], stdout="printed")
    await aiko.answered(said, "on our side")
    await tutor.deliveries.finish()
    asked = len(discord.requests)
    await tutor.jobs.resume()
    await tutor.deliveries.finish()
    assert len(discord.requests) == asked


@pytest.mark.parametrize("length", [10, 3000, MOST_TEXT - 5, MOST_TEXT])
def test_a_page_in_words_is_no_longer_than_a_message_may_be(length: int) -> None:
    code = Code(text="x" * 1400, language="python")
    picture = Picture(png_base64=PNG, alt="a plot " * 100)
    page = render(Reply(blocks=(Text(markdown="a" * length), picture, picture, code)), {})[0]
    shortened = page.without_files("why " * 50)
    assert "why" in str(shortened.parts)
    assert sum(len(each) for each in shortened.parts if isinstance(each, str)) <= MOST_TEXT
    assert not shortened.has_files
