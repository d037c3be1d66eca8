"""A response URL is a credential: it is never logged or exported, and deleted after use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

import pytest

from bot.platforms.slack.reply_targets import InteractionTarget, parse_target
from bot.storage import Database
from bot.tutor.service import Tutor
from tests.support.log_capture import capture_debug_log
from tests.support.polling import until
from tests.support.scripted_queue import ScriptedQueue, passes, ran
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import RESPONSE_URL, SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN, CHANNEL, JSON
from tests.support.stored_jobs import kept

EVENS = "def evens(n):\n    return n"


@pytest.fixture
def written() -> Iterator[StringIO]:
    with capture_debug_log() as written:
        yield written


async def exported(aiko: Learner, slack: SlackServer) -> str:
    await aiko.command("/privacy export")

    def content() -> bytes | None:
        named = [f for f in slack.workspace.files.values() if f["name"] == "tensei-export.json"]
        return named[0].get("content") if named else None

    return (await slack.until(content)).decode()


def urls_of(slack: SlackServer) -> list[str]:
    return list(slack.workspace.urls)


async def test_no_response_url_is_logged_exported_or_left_in_the_database_after_real_submissions(
    written: StringIO,
    start,
    tutor: Tutor,
    database: Database,
    aiko: Learner,
    slack: SlackServer,
    queue: ScriptedQueue,
) -> None:
    await start(tutor)
    opened: JSON = await aiko.command("/submit tensors/evens", channel=CHANNEL)
    await aiko.fill(opened, EVENS, files={"mine.py": EVENS.encode()})
    await aiko.command("/run print(1)", channel=CHANNEL)
    await aiko.wait_for_ephemeral("Checking")
    await until(lambda: len(queue.sent) == 2)
    of_submission = opened["response_url"]
    assert of_submission in await kept(database)  # needed to reply after a crash
    held = await exported(aiko, slack)
    submissions = json.loads(held)["submissions"]
    assert submissions[0]["reply_to"].startswith(f"i|{slack.workspace.team}|{CHANNEL}|{aiko.id}|")
    slack.fail(RESPONSE_URL, 400)  # an error that is logged
    jobs = {type(job).__name__: job for job in queue.sent}
    await passes(tutor, jobs["Grade"])
    await tutor.deliveries.finish()
    await aiko.wait_for_ephemeral("on our side")
    await ran(tutor, jobs["Run"], stdout="1\n")
    await aiko.wait_for_ephemeral("1")

    async def without_urls() -> str:
        found = await kept(database)
        return "" if "/respond/" in found else found

    after = await until(without_urls)
    assert len(urls_of(slack)) >= 3
    for secret in (*urls_of(slack), BOT_TOKEN, APP_TOKEN):
        assert secret not in held
        assert secret not in after
        assert secret not in written.getvalue()
    assert "was refused" in written.getvalue()


def test_the_name_of_a_place_and_what_is_said_of_it_leave_the_url_out() -> None:
    url = "https://hooks.slack.com/actions/T1/1/x"
    place = InteractionTarget("T1", "C1", "U1", "trigger", 5.0, url=url, ephemeral=True)
    assert parse_target(place.address) == place
    assert "hooks" not in f"{place} {place!r}"
    assert not parse_target(str(place)).has_valid_url()
    with pytest.raises(ValueError, match="no reply address on Slack") as caught:
        parse_target(f"x|T1\n{url}")
    assert "hooks" not in str(caught.value)
