"""Broken connections, rejections, and files without information: each gets a reply."""

from __future__ import annotations

import pytest

from bot.platforms.slack import SlackError
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.bot.platforms.slack.test_slack_retries import passes
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import CONNECTION_DROPPED, RESPONSE_URL, UPLOAD, SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, text_of

CODE = "```\ndef evens(n):\n    return n\n```"
OURS = "on our side"


@pytest.mark.parametrize("status", [CONNECTION_DROPPED, 500])
async def test_a_verdict_on_a_broken_connection_is_written_a_moment_later(
    status: int,
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await aiko.say(CODE)
    await aiko.wait_for_reply("Checking")
    slack.fail("chat.update", status)
    await passes(tutor, queue)
    await aiko.wait_for_reply("Passed")
    assert "could not deliver" not in caplog.text


@pytest.mark.parametrize("status", [CONNECTION_DROPPED, 500])
async def test_a_whisper_on_a_broken_connection_is_whispered_again(
    status: int, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail(RESPONSE_URL, status)
    await aiko.command("/start", channel=CHANNEL)
    await aiko.wait_for_ephemeral("Hello")


async def test_a_whisper_that_never_gets_through_comes_as_a_direct_message(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail(RESPONSE_URL, 500, times=9)
    await aiko.command("/start", channel=CHANNEL)
    await aiko.wait_for_reply("Hello")


@pytest.mark.parametrize("method", ["chat.postMessage", RESPONSE_URL])
async def test_what_slack_does_not_take_is_followed_by_a_word_that_it_takes(
    method: str,
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    slack.fail(method, 400 if method == RESPONSE_URL else 200, error="invalid_blocks")
    if method == RESPONSE_URL:
        await aiko.command("/start", channel=CHANNEL)
        told = await aiko.wait_for_ephemeral(OURS)
    else:
        await aiko.command("/start")
        told = await aiko.wait_for_reply(OURS)
    assert "trouble" in caplog.text
    assert "invalid_blocks" not in text_of(told)


async def test_an_acknowledgement_is_kept_where_the_answer_fails_at_once(
    chat: SlackChat, aiko: Learner, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(InteractionHandler, "on_command", broken)
    sent = await aiko.command("/start", channel=CHANNEL)
    await slack.until(lambda: sent["envelope"] in slack.acknowledged)


@pytest.mark.parametrize("after", [False, True])
async def test_a_form_opens_on_a_broken_connection_too(
    after: bool, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("views.open", CONNECTION_DROPPED, after=after)
    sent = await aiko.command("/submit", channel=CHANNEL)
    await slack.until(lambda: slack.workspace.modals.get(sent["trigger_id"]))
    await slack.until(lambda: len(slack.calls("views.open")) == 2)
    assert slack.workspace.ephemerals == []


async def test_who_waits_for_a_form_that_came_too_late_is_told(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("views.open", 200, error="expired_trigger_id")
    await aiko.command("/submit", channel=CHANNEL)
    await aiko.wait_for_ephemeral("did not open the form")


async def test_a_thread_that_takes_no_answers_has_them_sent_directly(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("chat.postMessage", 200, error="restricted_action_read_only_channel")
    await aiko.say(f"<@{BOT}> {CODE}", channel=CHANNEL)
    await aiko.wait_for_reply("Checking")


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", UPLOAD])
async def test_a_file_that_was_not_taken_at_first_is_sent_again(
    method: str, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail(method, 500)
    await aiko.command("/privacy export")
    await slack.until(lambda: [m for m in slack.workspace.bot_messages(aiko.dm) if m.get("files")])


async def test_who_waits_for_a_file_that_slack_never_takes_is_told(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("files.getUploadURLExternal", 200, times=9, error="missing_scope")
    await aiko.command("/privacy export")
    told = await aiko.wait_for_reply("Slack did not take it")
    assert "tensei-export.json" in text_of(told)
    assert len(slack.calls("files.getUploadURLExternal")) == 1


async def test_a_file_of_which_slack_tells_only_the_id_is_asked_for(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    code = CODE.removeprefix("```\n").removesuffix("\n```")
    slack.workspace.files["F1"] = {"name": "evens.py", "content": code.encode()}
    untold = {"id": "F1", "mode": "file_access", "file_access": "check_file_info"}
    facts = {"user": aiko.id, "text": "", "subtype": "file_share", "files": [untold]}
    message = slack.workspace.add(aiko.dm, **facts)
    await aiko.event(message | {"channel": aiko.dm, "channel_type": "im"})
    await aiko.wait_for_reply("Checking")


async def test_an_event_that_the_bot_has_no_use_for_is_acknowledged(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    sent = await aiko.event({"type": "pin_added", "user": aiko.id})
    await slack.until(lambda: sent in slack.acknowledged)


async def test_what_is_no_slack_is_named_with_the_setting_to_look_at(
    start, tutor: Tutor, slack: SlackServer
) -> None:
    slack.fail("auth.test", 200, page="It works!")
    life = await start(tutor)
    with pytest.raises(SlackError, match="TENSEI_SLACK_API_URL"):
        await life.serving


async def test_an_address_without_a_path_gets_the_usual_one(
    start, tutor: Tutor, aiko: Learner, slack: SlackServer
) -> None:
    await start(tutor, api_url=slack.base)
    await aiko.command("/start")
    await aiko.wait_for_reply("Hello")
