"""After an error of ours the learner gets a number, which is also in the log."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.i18n import Translations
from bot.platforms.discord import page_rendering
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import text_of

EVENS = "```python\ndef evens(n):\n    return n\n```"


class InternalError(Exception):
    pass


@pytest.fixture
def breaks(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return `breaks(method)`, which makes a method of the tutor raise."""

    def breaks(method: str) -> None:
        async def broken(*_: object, **__: object) -> None:
            raise InternalError(method)

        path, _, name = method.rpartition(".")
        owner = getattr(tutor, path) if path else tutor
        assert hasattr(owner, name)
        monkeypatch.setattr(owner, name, broken)

    return breaks


def number_in(text: str) -> str:
    found = re.search(r"`([0-9a-f]{6})`", text)
    assert found, f"no number in {text!r}"
    return found[1]


def is_logged(text: str, log: pytest.LogCaptureFixture) -> bool:
    """Return whether the log has the number in a reply, and the error."""
    return f"trouble {number_in(text)}" in log.text and "InternalError" in log.text


@pytest.mark.parametrize("method", ["command", "message", "act"])
async def test_whatever_the_tutor_cannot_answer(
    method: str,
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    breaks: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = await aiko.shown(await aiko.command("lesson", "tensors"))
    breaks(method)
    match method:
        case "command":
            reply = await aiko.shown(await aiko.command("start"), "on our side")
        case "message":
            reply = await aiko.answered(await aiko.say(EVENS), "on our side")
        case _:
            await aiko.press(page, "Next page →")
            (_, reply) = await discord.until(
                lambda: len(sent := discord.world.of_bot(aiko.direct)) == 2 and sent
            )
    assert is_logged(text_of(reply), caplog)
    assert "InternalError" not in text_of(reply)


async def test_a_form(
    chat: DiscordChat,
    aiko: Learner,
    breaks: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened = await aiko.command("run")
    breaks("act")
    reply = await aiko.shown(await aiko.fill(opened, "print(1)"), "on our side")
    assert is_logged(text_of(reply), caplog)


async def test_a_message_menu(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    breaks: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    paste = discord.world.add_message(discord.world.channel, aiko.id, content=EVENS)
    breaks("command")
    reply = await aiko.shown(await aiko.menu("Grade this code", paste), "on our side")
    assert is_logged(text_of(reply), caplog)


async def test_a_completion_offers_nothing_and_is_logged(
    chat: DiscordChat,
    aiko: Learner,
    breaks: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    breaks("completion.option")
    assert await aiko.complete("lesson", "ten") == {}
    assert re.search(r"trouble [0-9a-f]{6}: nothing could be suggested", caplog.text)


async def test_a_paste_that_is_lost_before_it_has_a_place(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    breaks: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    breaks("workspace_settings.reply_mode")
    await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    (reply,) = await discord.until(lambda: discord.world.of_bot(aiko.direct))
    assert is_logged(text_of(reply), caplog)


@pytest.mark.parametrize("way", ["command", "button"])
async def test_an_interaction_that_is_lost_before_it_is_acknowledged(
    way: str,
    chat: DiscordChat,
    aiko: Learner,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = await aiko.shown(await aiko.command("lesson", "tensors"))

    async def broken(*_: object, **__: object) -> None:
        raise InternalError

    monkeypatch.setattr("bot.platforms.discord.interaction_handler.acknowledge", broken)
    lost = await (aiko.command("start") if way == "command" else aiko.press(page, "▶ Run"))
    assert is_logged(text_of(await aiko.shown(lost, "on our side")), caplog)


async def test_a_reply_that_discord_cannot_read(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    discord.fail("PATCH", "^/webhooks/", 400, code=50035)
    reply = await aiko.shown(await aiko.command("start"), "on our side")
    assert f"trouble {number_in(text_of(reply))}" in caplog.text


async def test_the_learners_chosen_language_is_spoken_in_trouble_too(
    chat: DiscordChat, aiko: Learner, breaks: Callable[[str], None], words: Translations
) -> None:
    await aiko.shown(await aiko.command("settings language", "ja"))
    breaks("message")
    await aiko.answered(await aiko.say(EVENS), words.translate("ja", "trouble", id="")[:20])


async def test_a_command_from_before_an_update_says_how_to_get_the_new_one(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    (daily,) = [each for each in discord.world.commands if each["name"] == "daily"]
    daily["options"] = [{"name": "about", "type": 3, "description": "as it was"}]
    await aiko.shown(await aiko.command("daily", "show"), "Ctrl+R")


async def test_a_reply_that_cannot_be_drawn(
    chat: DiscordChat,
    aiko: Learner,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    real = page_rendering.render

    def undrawable(reply: Reply, *_: object) -> list[object]:
        if "Hello" in str(reply.blocks[0]):
            raise InternalError
        return real(reply, {})

    monkeypatch.setattr(page_rendering, "render", undrawable)
    reply = await aiko.shown(await aiko.command("start"), "on our side")
    assert is_logged(text_of(reply), caplog)
