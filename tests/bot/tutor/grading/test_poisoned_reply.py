"""A reply whose delivery crashes the bot, in real processes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.i18n import Translations
from bot.storage import Database
from bot.storage.engine.tries import MAX_TRIES
from bot.storage.models import SubmissionRow
from tests.support.small_curriculum import PNG
from tests.support.study import Study, text

HERE = Path(__file__).parent
DEADLY, FINE = "m1", "m2"

LIFE = """
import asyncio, os, sys
from pathlib import Path
from tests.support.small_curriculum import catalog
from tests.support.study import Study, text
from bot.i18n import Translations
from bot.storage import open_database

async def deliver(reply_to, reply):
    said = text(reply)
    if reply_to == "m1" and "Passed" in said:
        os._exit(9)  # as a segmentation fault in what draws it would
    print(reply_to, said.partition("\\n")[0], flush=True)

async def main():
    study = Study(await open_database(sys.argv[1]), catalog(Path(sys.argv[2])), Translations())
    study.connect(deliver=deliver, is_slow=True)
    await study.tutor.jobs.resume()
    await study.tutor.deliveries.finish()
    os._exit(0)

asyncio.run(main())
"""


async def life(url: str, picture: Path) -> subprocess.CompletedProcess[str]:
    """Run a tutor on this database; return its deliveries and its exit status."""
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", LIFE, url, str(picture)],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": f"{HERE}:{HERE.parents[1]}:{os.environ.get('PYTHONPATH')}",
        },
    )


async def test_a_reply_that_ends_the_bot_twice_is_left_aside_and_costs_no_other_learner_theirs(
    study: Study, words: Translations, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(PNG)
    study.platform_is_down = True
    await study.say("def evens(x):\n    return x", to=DEADLY)
    await study.finish_undelivered()
    await study.say("def affine(x):\n    return x", to=FINE, who="ben")
    await study.finish_undelivered()
    url = study.database.engine.url.render_as_string(hide_password=False)
    said = ""
    for _ in range(MAX_TRIES):
        died = await life(url, picture)
        assert died.returncode == 9, died.stderr
        said += died.stdout
    survived = await life(url, picture)
    assert survived.returncode == 0, survived.stderr
    said += survived.stdout
    assert f"{DEADLY} {words.translate('en', 'reply-left-aside')}" in said
    assert f"{FINE} " in said
    assert "left aside" not in said.split(f"{FINE} ")[1].splitlines()[0]
    assert "the reply is left aside" in survived.stderr
    again = await life(url, picture)
    assert (again.returncode, again.stdout) == (0, "")


async def test_a_platform_that_is_out_of_reach_for_long_costs_no_reply_its_tries(
    study: Study,
) -> None:
    study.platform_is_down = True
    await study.say("def evens(x):\n    return x")
    await study.finish_undelivered()
    for _ in range(MAX_TRIES + 2):
        await study.started().jobs.resume()
    study.platform_is_down = False
    await study.started().jobs.resume()
    ((_, reply),) = study.delivered
    assert "Passed" in text(reply)


async def test_a_paste_that_is_half_judged_at_many_starts_is_told_in_full_at_its_end(
    study: Study,
) -> None:
    await study.say("def evens(x):\n    return x\n\ndef affine(x):\n    return x")
    first, second = study.queue.sent
    await study.passes_job(first)
    for _ in range(MAX_TRIES + 2):
        await study.started().jobs.resume()
    await study.passes_job(second)
    assert text(study.delivered[-1][1]).count("Passed") == 2
    async with study.database.read_session() as session:
        assert set(await session.scalars(select(SubmissionRow.delivery_tries))) == {0}


async def test_a_reply_that_cannot_be_made_does_not_keep_the_bot_from_starting(
    study: Study, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    study.platform_is_down = True
    for who in ("aki", "ben"):
        await study.say("def evens(x):\n    return x", who=who)
        await study.finish_undelivered()
    async with database.write_session() as session:
        row = await session.scalar(select(SubmissionRow).order_by(SubmissionRow.received_at))
        assert row is not None
        row.verdict = {"status": "of another version"}
    study.platform_is_down = False
    await study.started().jobs.resume()
    assert len(study.delivered) == 1
    assert "the reply could not be made" in caplog.text
