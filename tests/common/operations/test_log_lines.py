"""The format of log lines, and what is never logged."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.storage import Database
from bot.storage.models import SubmissionRow
from common.operations.job_context import LogFormat, configure_logging, job_context

log = logging.getLogger("test")


@pytest.fixture(autouse=True)
def _restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level


def set_up(form: LogFormat) -> io.StringIO:
    stream = io.StringIO()
    configure_logging("bot", "INFO", form, stream)
    return stream


async def test_every_line_of_a_submission_carries_its_id_also_in_tasks_begun_for_it() -> None:
    stream = set_up("json")

    async def later() -> None:
        await asyncio.sleep(0)
        log.info("delivered")

    async def grade(submission: str) -> None:
        with job_context(submission):
            log.info("sent")
            task = asyncio.create_task(later())
        log.info("of none")
        await task

    await asyncio.gather(grade("a"), grade("b"))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    of_each = {
        id: [line["message"] for line in lines if line.get("submission") == id] for id in "ab"
    }
    assert of_each == {"a": ["sent", "delivered"], "b": ["sent", "delivered"]}
    assert [line["message"] for line in lines if "submission" not in line] == ["of none"] * 2


def test_a_json_line_says_when_who_and_how_bad_in_one_line_even_with_a_trace() -> None:
    stream = set_up("json")
    before = datetime.now(UTC)
    try:
        raise ValueError("two\nlines")
    except ValueError:
        log.exception("it broke\nhere")
    (line,) = stream.getvalue().splitlines()
    said = json.loads(line)
    assert (said["level"], said["process"], said["logger"]) == ("ERROR", "bot", "test")
    assert said["message"] == "it broke\nhere"
    assert said["trace"].endswith("ValueError: two\nlines")
    to_ms = timedelta(milliseconds=1)
    assert before - to_ms < datetime.fromisoformat(said["time"]) <= datetime.now(UTC)


def test_a_text_line_ends_with_the_submission() -> None:
    stream = set_up("text")
    with job_context("1234"):
        log.info("judged")
    log.debug("too quiet")
    (line,) = stream.getvalue().splitlines()
    assert line.endswith("INFO bot test: judged submission=1234")


async def test_an_error_of_the_database_shows_no_learners_code(database: Database) -> None:
    stream = set_up("json")
    secret = "def my_answer(): return 'written by Aki'"
    row = SubmissionRow(
        id="1",
        learner_id=99,  # there is no such learner
        exercise="tensors/to-float",
        code=secret,
        reply_to="m1",
        received_at=datetime.now(UTC),
        attempts=0,
        graders_lost=0,
    )
    with pytest.raises(IntegrityError) as broke:
        async with database.write_session() as session:
            session.add(row)
    log.error("could not be stored", exc_info=broke.value)
    assert "submissions" in stream.getvalue()
    assert "my_answer" not in stream.getvalue()
    assert "written by Aki" not in stream.getvalue()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "POST https://discord.com/api/v10/webhooks/12/aTok-en.x/messages",
            "webhooks/12/[removed]",
        ),
        ("/interactions/12/aTok-en/callback", "/interactions/12/[removed]"),
        ("url=https://hooks.slack.com/actions/T1/2/aTok-en", "hooks.slack.com/[removed]"),
        ("url='wss://wss-primary.slack.com/link/?ticket=aTok-en&x=1'", "ticket=[removed]&x=1"),
        ("http://127.0.0.1:8765/?token=aTok-en", "?token=[removed]"),
        ("{'Authorization': 'Bearer aTok-en-aTok-en-aTok-en'}", "Bearer [removed]'}"),
        ("postgresql://bot:aTok-en@db:5432/tensei", "bot:[removed]@db:5432/tensei"),
        ("a token: xoxb-1-aTok-en", "a token: [removed]"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_credential_that_an_exception_quotes_is_removed_from_the_log(
    said: str, shown: str, form: LogFormat
) -> None:
    stream = set_up(form)
    try:
        raise ConnectionError(said)
    except ConnectionError as problem:
        log.exception("not reached: %s", problem)
    assert "aTok-en" not in stream.getvalue()
    assert stream.getvalue().count(shown) == 2


def test_what_is_no_credential_stays_in_the_log() -> None:
    stream = set_up("text")
    said = "user 12:34 at http://127.0.0.1:80/status?page=2: Bot is away; state: waiting, code=0"
    log.info(said)
    assert said in stream.getvalue()
