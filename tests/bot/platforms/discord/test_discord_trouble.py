"""An error on our side never takes an answer away that is there already."""

from __future__ import annotations

import pytest

from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import text_of
from tests.support.scripted_queue import ScriptedQueue, passes

EVENS = "```python\ndef evens(n):\n    return n\n```"


async def test_a_failed_acknowledgement_does_not_replace_the_verdict_that_came_meanwhile(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.fail("POST", "/messages$", 503, times=3)
    paste = await aiko.say(EVENS)
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Passed")
    await discord.until(lambda: "was lost" in caplog.text)
    await aiko.shown(await aiko.command("help"))
    assert "Passed" in text_of(verdict)
    assert "on our side" not in str(discord.world.of_bot(aiko.direct))


async def test_a_failed_acknowledgement_in_a_channel_does_not_follow_the_verdict(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.fail("POST", "/messages$", 503, times=3)
    paste = await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed", where=int(paste["id"]))
    await discord.until(lambda: "was lost" in caplog.text)
    await aiko.shown(await aiko.command("help"))
    shown = [each for there in discord.world.messages.values() for each in there.values()]
    assert "on our side" not in str(shown)


async def test_an_edit_that_cannot_be_answered_leaves_the_verdict_on_the_first_version(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    await passes(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Passed")

    async def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(tutor, "message", broken)
    await aiko.edit(paste, EVENS.replace("return n", "return 2"))
    await aiko.answered(paste, "on our side")
    assert "Passed" in text_of(verdict)


async def test_a_button_that_fails_leaves_the_page_with_its_buttons(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = await aiko.shown(await aiko.command("lesson", "tensors"))

    async def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(tutor, "act", broken)
    before = text_of(page)
    await aiko.press(page, "Next page →")
    await discord.until(lambda: "on our side" in str(discord.world.of_bot(aiko.direct)))
    assert text_of(page) == before
