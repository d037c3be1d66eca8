"""A bot on Postgres with separate graders, as real processes with the real jail."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.storage.grading.grader_role import grant_grader_role
from tests.support.bot_process import Learner, StartBot
from tests.support.few_lessons import FEW_LESSONS, OUR_TRACKS, RIGHT, SLOW
from tests.support.polling import until

StartGrader = Callable[..., subprocess.Popen[bytes]]


def environment(**settings: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
    return {**inherited, "TENSEI_HEALTH_PORT": "0", "TENSEI_LOG_LEVEL": "INFO", **settings}


@pytest.fixture
def start_grader(tmp_path: Path) -> Iterator[StartGrader]:
    """Return `start_grader(url, …)`, which runs `python -m grader work` with these settings."""
    started: list[subprocess.Popen[bytes]] = []

    def start(url: str, **settings: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "grader", "work"],
            env=environment(TENSEI_DATABASE_URL=url, **settings),
            cwd=tmp_path,
            stderr=(tmp_path / "grader.log").open("ab"),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(120)


async def select(url: str, query: str) -> list[tuple[Any, ...]]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain) as connection:
        return await (await connection.execute(query.encode())).fetchall()


async def test_a_paste_is_graded_by_a_grader_that_knows_nothing_but_the_queue(
    start_bot: StartBot, start_grader: StartGrader, postgres_url: str, tmp_path: Path
) -> None:
    bot = await start_bot(TENSEI_DATABASE_URL=postgres_url, **FEW_LESSONS)
    assert bot.grader_pid() is None
    role_url = await grant_grader_role(postgres_url, "grader_end_to_end")
    try:
        grader = start_grader(role_url, **FEW_LESSONS)
        async with Learner(bot) as learner:
            html = await learner.reply(await learner.say(RIGHT))
            assert "passed" in html.lower() or "correct" in html.lower()
            run_reply = await learner.reply(await learner.say("/run print(6 * 7)"))
            assert "42" in run_reply
        grader.terminate()
        assert await asyncio.to_thread(grader.wait, 120) == 0
        assert await select(postgres_url, "SELECT status, attempts FROM submissions") == [
            ("passed", 0)
        ]
        assert await select(postgres_url, "SELECT count(*) FROM points") == [(1,)]
        assert "return batch" not in (tmp_path / "grader.log").read_text()
        assert "return batch" not in (tmp_path / "bot.log").read_text()
    finally:
        await bot.end()
        for statement in ("DROP OWNED BY grader_end_to_end", "DROP ROLE grader_end_to_end"):
            plain = make_url(postgres_url).set(drivername="postgresql")
            with psycopg.connect(plain.render_as_string(hide_password=False)) as connection:
                connection.execute(statement.encode())


async def test_a_killed_grader_and_a_killed_bot_lose_nothing_and_count_nothing_twice(
    start_bot: StartBot, start_grader: StartGrader, postgres_url: str
) -> None:
    bot = await start_bot(TENSEI_DATABASE_URL=postgres_url, **FEW_LESSONS)
    first_grader = start_grader(postgres_url, **FEW_LESSONS)

    async def running() -> list[tuple[Any, ...]]:
        return await select(postgres_url, "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing'")

    async with Learner(bot) as learner:
        reply = await learner.say(SLOW)
        await until(running)
        first_grader.kill()
        await bot.end(signal.SIGKILL)
    start_grader(postgres_url, **FEW_LESSONS)
    bot = await start_bot(TENSEI_DATABASE_URL=postgres_url, **FEW_LESSONS)
    async with Learner(bot) as learner:
        await learner.reply(reply)

    async def delivered() -> bool:
        return not await select(
            postgres_url, "SELECT 1 FROM submissions WHERE delivered_at IS NULL"
        )

    await until(delivered)
    assert await select(postgres_url, "SELECT status FROM submissions") == [("passed",)]
    assert await select(postgres_url, "SELECT count(*) FROM points") == [(1,)]


@pytest.mark.parametrize("url", ["", "sqlite+aiosqlite:///tensei.db", "nonsense"])
def test_a_grader_without_a_queue_says_what_to_do(url: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "work"],
        env=environment(TENSEI_DATABASE_URL=url),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "python -m bot grader-role NAME" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_grader_takes_changed_lessons_in_and_keeps_the_old_ones_where_they_are_broken(
    start_bot: StartBot,
    start_grader: StartGrader,
    postgres_url: str,
    tmp_path: Path,
    reserved_port: int,
) -> None:
    tracks = Path(shutil.copytree(OUR_TRACKS, tmp_path / "tracks"))
    lesson = tracks / "team-basics" / "batches"
    lessons = {**FEW_LESSONS, "TENSEI_LESSONS": str(tracks)}
    bot = await start_bot(TENSEI_DATABASE_URL=postgres_url, **lessons)
    assert bot.process is not None
    port = {"TENSEI_HEALTH_PORT": str(reserved_port)}
    grader = start_grader(postgres_url, **lessons, **port)

    async def grader_says(text: str) -> None:
        await until(lambda: text in (tmp_path / "grader.log").read_text())

    async with Learner(bot) as learner:
        assert "Passed" in await learner.reply(await learner.say(RIGHT))
        reference = (lesson / "first_half.py").read_text()
        (lesson / "first_half.py").write_text("def first_half(")
        grader.send_signal(signal.SIGHUP)
        await grader_says("the lessons were not reloaded; those from before stay")
        (lesson / "first_half.py").write_text(reference)
        rename_function(lesson, "front_half")
        asked = subprocess.run(
            [sys.executable, "-m", "grader", "reload"],
            env=environment(**port),
            capture_output=True,
            text=True,
        )
        assert (asked.returncode, asked.stderr) == (0, "")
        await grader_says("reloaded the lessons")
        bot.process.send_signal(signal.SIGHUP)
        await until(lambda: "reloaded the lessons" in (bot.folder / "bot.log").read_text())
        renamed = RIGHT.replace("first_half", "front_half")
        assert "Passed" in await learner.reply(await learner.say(renamed))
    assert grader.poll() is None
    assert await select(postgres_url, "SELECT status FROM submissions") == [("passed",)] * 2


def rename_function(lesson: Path, name: str) -> None:
    """Give the exercise's function another name, in its code and in both languages."""
    for path in lesson.glob("first_half.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("first_half(", f"{name}("), encoding="utf-8")
