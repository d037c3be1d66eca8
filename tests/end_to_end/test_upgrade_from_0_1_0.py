"""The bot of this version starts on a database of version 0.1.0, and finishes what was open."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.support import version_0_1_0
from tests.support.bot_process import Bot, Learner, StartBot

OPEN_SUBMISSION = "SELECT status, points FROM submissions WHERE id = 's-open'"


async def create_old(url: str) -> None:
    await asyncio.to_thread(version_0_1_0.create, url)
    await version_0_1_0.fill(url, now=datetime.now(UTC))


async def read_the_verdict(bot: Bot) -> str:
    """Return what Ben finds where he had sent the open submission."""
    async with Learner(bot, "C++ Ben") as ben:
        await ben.until(lambda log: "0002-reply" in log)
        return await ben.reply("s-open-reply")


async def test_on_sqlite_an_open_submission_is_graded_and_its_learner_finds_the_old_log(
    start_new_bot: StartBot, tmp_path: Path
) -> None:
    await create_old(f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}")
    bot = await start_new_bot()
    assert "+10" in await read_the_verdict(bot)
    assert bot.rows(OPEN_SUBMISSION) == [("passed", 10)]


async def test_on_postgres_a_job_that_waits_in_the_queue_of_an_old_exercise_is_graded(
    start_new_bot: StartBot, bare_postgres_url: str, tmp_path: Path
) -> None:
    await create_old(bare_postgres_url)
    bot = await start_new_bot(TENSEI_DATABASE_URL=bare_postgres_url)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
    grader = subprocess.Popen(
        [sys.executable, "-m", "grader", "work"],
        env={**inherited, "TENSEI_DATABASE_URL": bare_postgres_url, "TENSEI_HEALTH_PORT": "0"},
        cwd=tmp_path,
        stderr=(tmp_path / "grader.log").open("wb"),
    )
    try:
        assert "+10" in await read_the_verdict(bot)
    finally:
        grader.terminate()
        await asyncio.to_thread(grader.wait, 60)
        await bot.end()
    plain = make_url(bare_postgres_url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as connection:
        assert connection.execute(OPEN_SUBMISSION.encode()).fetchall() == [("passed", 10)]
        waiting = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
    assert waiting == (0,)
