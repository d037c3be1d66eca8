"""Slack by HTTP: only what Slack itself has signed is heard."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlencode

import aiohttp
from slack_learner import Learner
from slack_sdk.signature import SignatureVerifier
from slack_server import SlackServer
from slack_world import BOT_TOKEN, TEAM

from bot.i18n import Words
from bot.platforms.slack.chat import SlackChat
from bot.platforms.slack.options import SlackOptions
from bot.storage import Database
from bot.tutor.tutor import Tutor

SECRET = "signed-for-tests"


async def test_a_signed_command_is_answered_and_an_unsigned_one_is_not(
    slack: SlackServer, aiko: Learner, tutor: Tutor, words: Words, database: Database
) -> None:
    options = SlackOptions(
        bot_token=BOT_TOKEN, signing_secret=SECRET, mode="http", port=0, api_url=slack.api_url
    )
    chat = SlackChat(tutor, words, options, database)
    serving = asyncio.create_task(chat.serve())
    try:
        await slack.until(lambda: chat.address)
        payload = {
            "command": "/start",
            "team_id": TEAM,
            "user_id": aiko.id,
            "channel_id": aiko.direct,
            "trigger_id": "trigger-1",
            "response_url": slack.new_url(slack.world, aiko.id),
        }
        body, at = urlencode(payload), str(int(time.time()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": at,
        }
        right = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
        async with aiohttp.ClientSession() as session:
            for signature, status in (("v0=forged", 401), (right, 200)):
                signed = headers | {"X-Slack-Signature": signature or ""}
                url = f"{chat.address}/slack/events"
                async with session.post(url, data=body, headers=signed) as answer:
                    assert answer.status == status
        await aiko.answered("Hello")
        assert len(slack.world.of_bot(aiko.direct)) == 1
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
