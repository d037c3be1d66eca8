"""The operator's view of the real bot with its real grader."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys

from sqlalchemy.engine import make_url

from tests.support.bot_process import Learner
from tests.support.few_lessons import FEW_LESSONS, SLOW, WRONG
from tests.support.operated_bot import Operated, StartOperated


async def command(operated: Operated, *arguments: str) -> tuple[int, str]:
    """Run python -m bot … next to the running bot, with its port and the database in its folder."""
    settings = {
        "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{operated.bot.database}",
        "TENSEI_HEALTH_PORT": operated.port,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={**os.environ, **settings},
        cwd=operated.bot.folder,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def test_a_submission_is_followed_from_paste_to_reply_and_counted(
    operated: StartOperated,
) -> None:
    seen = await operated(**FEW_LESSONS)
    async with Learner(seen.bot, name="Aiko") as learner:
        await learner.reply(await learner.say(SLOW))
        [(submission,)] = seen.bot.rows("SELECT id FROM submissions")

        def lines_of_job() -> list[dict[str, str]]:
            return [line for line in seen.log() if line.get("submission") == submission]

        async with asyncio.timeout(
            120
        ):  # a reply is marked as delivered after the learner receives it
            while not any("delivered" in line["message"] for line in lines_of_job()):
                await asyncio.sleep(0.02)
        assert {line["process"] for line in lines_of_job()} == {"bot", "grader"}
        messages = " | ".join(line["message"] for line in lines_of_job())
        for word in ("sent", "passed in", "passed after", "delivered"):
            assert word in messages
        everything = json.dumps(seen.log())
        assert "Aiko" not in everything
        assert "return batch" not in everything

        _, figures = await seen.get("/metrics")
        assert 'tensei_submissions_total{status="passed"} 1.0' in figures
        for stage in ("run", "judge", "total", "wait", "reply"):
            labels = f'{{stage="{stage}",status="passed"}}'
            assert f"tensei_grading_seconds_count{labels} 1.0" in figures
        assert "tensei_graders_alive 1.0" in figures
        assert 'tensei_wall_standing{wall="seccomp"} 1.0' in figures

        assert (await command(seen, "ready")) == (0, "ready\n")
        code, said = await command(seen, "status", "--json")
        status = json.loads(said)
        assert (code, status["fine"]) == (0, True)
        assert status["stored"]["learners"] == 1
        assert status["bot"]["platforms"] == {"local": True}
        [grader] = status["bot"]["queue"]["graders"]
        assert grader["alive"]
        assert "seccomp" in grader["walls"]


async def test_sigterm_lets_what_is_running_come_to_its_reply_and_ends_with_0(
    operated: StartOperated,
) -> None:
    seen = await operated(**FEW_LESSONS)
    async with Learner(seen.bot) as learner:
        await learner.reply(await learner.say(WRONG))  # warms up the grader
        reply = await learner.say(SLOW)
        async with asyncio.timeout(120):
            while seen.bot.rows("SELECT count(*) FROM submissions") != [(2,)]:
                await asyncio.sleep(0.01)
        ending = asyncio.create_task(seen.bot.end(signal.SIGTERM))
        assert "passed" in (await learner.reply(reply)).casefold()
        assert await ending == 0
    assert seen.bot.rows("SELECT status, delivered_at IS NOT NULL FROM submissions") == [
        ("failed", 1),
        ("passed", 1),
    ]


async def test_a_status_of_another_database_is_not_taken_for_ours(
    operated: StartOperated, postgres_url: str
) -> None:
    seen = await operated(**FEW_LESSONS, TENSEI_DATABASE_URL=postgres_url)
    code, said = await command(seen, "status")
    assert code == 1
    assert "works on" in said
    assert make_url(postgres_url).database in said
