"""Slack by HTTP: only requests with a valid signature are handled."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.i18n import Translations
from bot.platforms.slack import SlackError
from bot.platforms.slack.options import SlackOptions
from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.signatures import SECRET, SignedRequests
from tests.support.slack_server.workspace import BOT_TOKEN, CHANNEL, JSON, TEAM

CODE = "```\ndef evens(n):\n    return n\n```"
FORGED = "v0=" + 64 * "0"


@pytest.fixture
async def requests(
    slack: SlackServer, tutor: Tutor, words: Translations, database: Database
) -> AsyncIterator[SignedRequests]:
    """Signed requests to the platform, which serves HTTP and opens no socket."""
    options = SlackOptions(
        bot_token=BOT_TOKEN, signing_secret=SECRET, mode="http", port=0, api_url=slack.api_url
    )
    chat = SlackChat(tutor, words, options, database)
    serving = asyncio.create_task(chat.serve())
    try:
        await slack.until(lambda: chat.address)
        slack.signed_requests = SignedRequests(f"{chat.address}/slack/events")
        yield slack.signed_requests
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def start_of(learner: Learner) -> JSON:
    return {
        "command": "/start",
        "team_id": TEAM,
        "user_id": learner.id,
        "channel_id": learner.dm,
        "trigger_id": learner.workspace.new_id("trigger"),
        "response_url": learner.slack.new_response_url(learner.workspace, learner.id),
    }


async def test_a_learner_goes_their_whole_round_by_http(
    requests: SignedRequests, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    await aiko.say(CODE)
    await aiko.wait_for_reply("Checking evens")
    await aiko.command("/lesson tensors")
    await aiko.press(await aiko.wait_for_reply("page 1 of"), "Next page →")
    await aiko.wait_for_reply("page 2 of")
    opened = await aiko.command("/submit tensors/evens", channel=CHANNEL)
    envelope = await aiko.fill(opened)
    assert slack.acknowledged[envelope]["response_action"] == "errors"
    await aiko.fill(opened, "def evens(n):\n    return n + 1")
    await slack.until(lambda: len(queue.sent) == 2)
    assert slack.connections == 0


@pytest.mark.parametrize(
    "forged",
    [
        {"headers": {"X-Slack-Signature": FORGED}},
        {"headers": {"X-Slack-Signature": "v0=forged"}},
        {"headers": {"X-Slack-Signature": "v0=ギザ".encode().decode("latin-1")}},
        {"headers": {"X-Slack-Signature": ""}},
        {"headers": {"X-Slack-Request-Timestamp": "soon"}},
        {"at": -1},
        {"altered": b"&text=more"},
        {"altered": b"&ssl_check=1", "headers": {"X-Slack-Signature": FORGED}},
    ],
    ids=lambda each: str(each)[:60],
)
async def test_what_slack_did_not_sign_just_now_is_not_heard(
    forged: JSON,
    requests: SignedRequests,
    aiko: Learner,
    slack: SlackServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if "at" in forged:
        forged = {"at": time.time() - 6 * 60}  # a replay: the signature is valid, but old
    answer = await requests.post("slash_commands", start_of(aiko), **forged)
    assert answer.status == (200 if b"ssl_check=1" in forged.get("altered", b"") else 401)
    assert (await requests.post("slash_commands", start_of(aiko))).status == 200
    await aiko.wait_for_reply("Hello")
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1
    assert "Traceback" not in caplog.text


async def test_slack_finds_out_that_the_address_is_ours(requests: SignedRequests) -> None:
    challenge = {"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}
    answer = await requests.post("events_api", challenge)
    assert (answer.status, "3eZbrw1aB" in answer.text) == (200, True)
    forged = await requests.post("events_api", challenge, headers={"X-Slack-Signature": FORGED})
    assert (forged.status, "3eZbrw1aB" in forged.text) == (401, False)


async def test_an_event_that_slack_sends_again_is_answered_once(
    requests: SignedRequests, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    event = slack.workspace.event(message | {"channel": aiko.dm, "channel_type": "im"})
    for retry in range(4):
        assert (await requests.post("events_api", event, retry=retry)).status == 200
    await aiko.wait_for_reply("Checking evens")
    await aiko.command("/start")
    await aiko.wait_for_reply("Hello")
    assert len(queue.sent) == 1
    assert len(slack.workspace.bot_messages(aiko.dm)) == 2


async def test_a_port_that_is_taken_ends_the_chat_with_a_way_on(
    requests: SignedRequests,
    tutor: Tutor,
    words: Translations,
    database: Database,
    slack: SlackServer,
) -> None:
    taken = int(slack.base.rpartition(":")[2])
    options = SlackOptions(
        bot_token=BOT_TOKEN, signing_secret=SECRET, mode="http", port=taken, api_url=slack.api_url
    )
    with pytest.raises(SlackError, match="TENSEI_SLACK_PORT"):
        await SlackChat(tutor, words, options, database).serve()


OF_TEAM = {"team": {"id": TEAM}, "team_id": TEAM, "user": {"id": "U00000000"}, "trigger_id": "t"}


@pytest.mark.parametrize(
    ("kind", "junk"),
    [
        *(
            ("raw", {"body": each})
            for each in ("[]", '"a text"', "7", "null", '{"type": "event_callback"', "\0")
        ),
        ("slash_commands", {"payload": "{"}),
        ("slash_commands", {"payload": "[]"}),
        ("events_api", {"type": "event_callback", "event": "a text"}),
        ("events_api", {"type": "event_callback", "team_id": TEAM, "event": ["a text"]}),
        ("events_api", {"type": "event_callback", "team_id": TEAM, "event": None}),
        ("events_api", OF_TEAM | {"type": "event_callback", "authorizations": "x", "event": {}}),
        ("interactive", OF_TEAM | {"type": "block_actions"}),
        ("interactive", OF_TEAM | {"type": "block_actions", "actions": []}),
        ("interactive", OF_TEAM | {"type": "block_actions", "actions": ["a text"]}),
        ("interactive", OF_TEAM | {"type": "block_actions", "actions": [{"action_id": 7}]}),
        ("interactive", OF_TEAM | {"type": "view_submission", "view": "a text"}),
        ("interactive", OF_TEAM | {"type": "view_submission", "view": {}}),
        ("interactive", OF_TEAM | {"type": "view_submission", "view": {"callback_id": "x"}}),
    ],
)
async def test_what_is_signed_and_no_request_of_slacks_is_refused_without_a_traceback(
    kind: str,
    junk: JSON,
    requests: SignedRequests,
    aiko: Learner,
    slack: SlackServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = await requests.post(kind, junk)
    assert 400 <= answer.status < 500
    assert "Traceback" not in caplog.text + answer.text
    assert not [each for each in caplog.records if each.exc_info]
    assert (await requests.post("slash_commands", start_of(aiko))).status == 200
    await aiko.wait_for_reply("Hello")
