"""Every learner gets a reply despite broken connections, refusing channels and odd servers."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.i18n import Translations
from bot.platforms.discord import DiscordError
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from common.tasks import cancel_and_wait
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DROPPED, TOKEN, DiscordServer
from tests.support.discord_server.world import text_of
from tests.support.scripted_queue import ScriptedQueue, passes

EVENS = "```python\ndef evens(n):\n    return n\n```"
SENDS, EDITS, OPENS_THREAD = "/messages$", r"/messages/\d+$", "/threads$"


@pytest.mark.parametrize("after", [False, True])
async def test_an_acknowledgement_on_a_broken_connection_is_made_again(
    after: bool, chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("POST", "/callback$", DROPPED, is_executed=after)
    await aiko.shown(await aiko.command("start"), "Hello, Aiko!")


@pytest.mark.parametrize("after", [False, True])
async def test_a_form_opens_on_a_broken_connection_too(
    after: bool,
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.fail("POST", "/callback$", DROPPED, is_executed=after)
    opened = await aiko.command("run")
    await discord.until(
        lambda: opened.modal and len(discord.requests_to("POST", "/callback$")) == 2
    )
    await aiko.shown(await aiko.command("start"), "Hello, Aiko!")
    assert "trouble" not in caplog.text


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("status", [DROPPED, 503, 429])
async def test_a_paste_is_answered_once_whatever_breaks(
    status: int,
    after: bool,
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.sends_via_header = False
    for method, path in (("POST", OPENS_THREAD), ("POST", SENDS), ("PATCH", EDITS)):
        discord.fail(method, path, status, is_executed=after)
    paste = await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    thread = int(paste["id"])
    await aiko.answered(paste, "Checking", where=thread)
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed", where=thread)
    assert len(discord.world.of_bot(thread)) == 1
    assert discord.world.of_bot(aiko.direct) == []
    assert "trouble" not in caplog.text


async def test_what_a_server_does_not_say_of_an_answer_is_asked_for(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.routes.omits_responses = True
    page = await aiko.shown(await aiko.command("lesson", "tensors"), "page 1")
    await aiko.press(page, "Next page →")
    await discord.until(lambda: "page 2" in text_of(page))
    opened = await aiko.command("run")
    assert await discord.until(lambda: opened.modal)


async def test_a_reply_that_was_deleted_is_sent_anew(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    paste = await aiko.say(EVENS)
    discord.world.delete(await aiko.answered(paste, "Checking"))
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")


async def test_what_cannot_be_said_in_a_locked_thread_is_said_directly(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    paste = await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    thread = int(paste["id"])
    await aiko.answered(paste, "Checking", where=thread)
    discord.world.channels[thread]["thread_metadata"]["locked"] = True
    await aiko.say(EVENS, channel=thread, mention=True)
    (reply,) = await discord.until(lambda: discord.world.of_bot(aiko.direct))
    assert "evens" in text_of(reply)


async def test_whoever_can_be_answered_nowhere_is_told_once_what_to_open(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    discord.world.closed_to_bot.add(aiko.id)
    discord.fail("POST", OPENS_THREAD, 403, code=50013, times=9)
    await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    (reply,) = await discord.until(lambda: discord.world.of_bot(discord.world.channel))
    assert "direct messages are closed" in text_of(reply)
    await passes(tutor, queue.sent[0])
    await tutor.deliveries.finish()
    told = await aiko.shown(await aiko.command("help"), "found no way to send")
    assert discord.world.of_bot(discord.world.channel) == [reply]
    assert "Passed" not in text_of(reply)
    await aiko.shown(await aiko.press(told, "Show my result"), "Passed")


async def test_an_event_that_cannot_be_read_is_one_event_less_and_not_the_end(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.gateway.dispatch("INTERACTION_CREATE", {"id": "1"})
    await aiko.shown(await aiko.command("start"), "Hello, Aiko!")
    assert "an event INTERACTION_CREATE could not be read" in caplog.text


@pytest.mark.parametrize("status", [400, 403])
async def test_commands_that_discord_refuses_keep_nobody_from_pasting(
    status: int,
    start: Callable[..., Awaitable[object]],
    tutor: Tutor,
    aiko: Learner,
    discord: DiscordServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.fail("PUT", "/commands$", status, code=50035)
    await start(tutor)
    await aiko.answered(await aiko.say(EVENS), "Checking")
    assert "Discord refuses the commands" in caplog.text


async def test_an_address_without_a_path_gets_the_usual_one(
    start: Callable[..., Awaitable[object]], tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    discord.api_url = discord.api_url.removesuffix("/api/v10")
    await start(tutor)
    await aiko.answered(await aiko.say(EVENS), "Checking")


async def test_a_server_that_names_no_gateway_is_entered_by_the_one_in_the_settings(
    start: Callable[..., Awaitable[object]], tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("GET", "/gateway/bot$", 404, times=9)
    await start(tutor)
    await aiko.answered(await aiko.say(EVENS), "Checking")


async def test_a_new_session_begins_at_the_gateway_that_the_api_has_named(
    start: Callable[..., Awaitable[object]],
    tutor: Tutor,
    aiko: Learner,
    discord: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(discord.routes, "announced_gateway", discord.gateway_url)
    discord.gateway_url = ""
    await start(tutor, shard_count=1)
    discord.gateway.refuse_resume = True
    await discord.gateway.drop()
    await discord.until(lambda: len(discord.gateway.identified) == 2)


async def test_each_attempt_to_log_in_leaves_nothing_open(
    start: Callable[..., Awaitable[object]],
    tutor: Tutor,
    discord: DiscordServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.fail("GET", "/users/@me$", 503)
    await start(tutor)
    gc.collect()
    unclosed = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert [each.getMessage() for each in unclosed] == []


async def test_what_is_no_discord_is_named_with_the_setting_to_look_at(
    discord: DiscordServer, tutor: Tutor, words: Translations
) -> None:
    discord.fail("GET", "/users/@me$", 200)
    chat = DiscordChat(tutor, words, TOKEN, api_url=discord.api_url)
    with pytest.raises(DiscordError, match="TENSEI_DISCORD_API_URL"):
        await chat.serve()


async def test_a_gateway_that_refuses_connections_is_one_line_of_the_log(
    discord: DiscordServer,
    tutor: Tutor,
    words: Translations,
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed = "ws://127.0.0.1:9"
    chat = DiscordChat(tutor, words, TOKEN, api_url=discord.api_url, gateway_url=closed)
    serving = asyncio.create_task(chat.serve())
    said = "Discord is out of reach (Cannot connect to host 127.0.0.1:9"
    await discord.until(lambda: said in caplog.text)
    await cancel_and_wait(serving)
    (record,) = [each for each in caplog.records if said in each.getMessage()]
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    assert "Traceback" not in caplog.text
