"""An error on our side never takes an answer away that is there already."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import text_of

CODE = "```\ndef evens(n):\n    return n\n```"


def breaks(tutor: Tutor, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(tutor, method, broken)


async def test_an_edit_that_cannot_be_answered_leaves_the_verdict_on_the_first_version(
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = await aiko.say(CODE)
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Passed")
    breaks(tutor, "message", monkeypatch)
    await aiko.edit(message, "```def evens(n):\n    return 2```")
    await aiko.wait_for_reply("on our side")
    assert "Passed" in text_of(verdict)


async def test_trouble_with_a_message_that_comes_again_after_a_restart_leaves_its_verdict(
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    slack: SlackServer,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tutor = new_tutor()
    life = await start(tutor)
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    event = message | {"channel": aiko.dm, "channel_type": "im"}
    await aiko.event(event)
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Passed")
    await life.stop()
    tutor = new_tutor()
    breaks(tutor, "message", monkeypatch)
    await start(tutor)
    await aiko.event(event, retry=1)
    await aiko.wait_for_reply("on our side")
    assert "Passed" in text_of(verdict)


async def test_a_button_that_fails_leaves_the_page_with_its_buttons(
    chat: SlackChat, aiko: Learner, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await aiko.command("/lesson tensors")
    page = await aiko.wait_for_reply("page 1 of")
    before = text_of(page)
    breaks(tutor, "act", monkeypatch)
    await aiko.press(page, "Next page →")
    await aiko.wait_for_reply("on our side")
    assert text_of(page) == before
