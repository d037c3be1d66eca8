"""Whatever process dies, an acknowledged submission gets one verdict, one award, one reply."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

from tests.support.bot_process import Bot, Learner, StartBot, descendants_of
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, SLOW
from tests.support.polling import until


async def until_stored(bot: Bot) -> None:
    """Wait until the bot has the submission, whose code runs for some seconds from then on."""
    await until(lambda: bot.rows("SELECT 1 FROM submissions"))


async def until_grader_is_warm(learner: Learner) -> None:
    """Run something small, which waits until the fork server has started."""
    await learner.reply(await learner.say("/run 1"))


async def assert_one_of_everything(bot: Bot) -> None:
    # The learner sees a reply before it is stored as delivered.
    await until(lambda: not bot.rows("SELECT 1 FROM submissions WHERE delivered_at IS NULL"))
    assert bot.rows("SELECT exercise, status FROM submissions") == [(EXERCISE, "passed")]
    assert bot.rows("SELECT count(*) FROM points WHERE kind = 'exercise'") == [(1,)]


async def test_a_submission_survives_the_death_of_its_grader(start_bot: StartBot) -> None:
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        await until_grader_is_warm(learner)
        before = len(learner.log)
        reply = await learner.say(SLOW)
        await until_stored(bot)
        await asyncio.sleep(0.3)  # while the submission sleeps
        grader = bot.grader_pid()
        assert grader is not None
        os.kill(grader, signal.SIGKILL)
        html = await learner.reply(reply)
        assert bot.grader_pid() not in (None, grader)
        assert "passed" in html.lower() or "correct" in html.lower()
        assert len(learner.log) == before + 2  # the submission and one reply
    await assert_one_of_everything(bot)


async def test_a_submission_survives_the_death_of_the_bot(start_bot: StartBot) -> None:
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        await until_grader_is_warm(learner)
        reply = await learner.say(SLOW)
        await until_stored(bot)
        await bot.end(signal.SIGKILL)
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        await learner.reply(reply)
    await assert_one_of_everything(bot)


async def test_a_submission_to_a_bot_whose_grader_is_still_warming_up_is_graded(
    start_bot: StartBot,
) -> None:
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        await learner.reply(await learner.say(SLOW))
    await assert_one_of_everything(bot)


async def test_ctrl_c_ends_every_process_and_progress_is_there_the_next_day(
    start_bot: StartBot,
) -> None:
    bot = await start_bot(**FEW_LESSONS)
    assert bot.process is not None
    async with Learner(bot) as learner:
        await learner.reply(await learner.say(SLOW))
        processes = descendants_of(bot.process.pid)
    assert await bot.end(signal.SIGINT) == 0
    assert processes
    await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes))

    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as learner:
        assert "1 of 1" in await learner.reply(await learner.say("/progress"))
    await assert_one_of_everything(bot)
