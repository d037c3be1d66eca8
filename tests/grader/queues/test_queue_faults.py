"""If bots or graders die or are suspended, every submission still gets one verdict, and soon."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from grader.protocol import Graded, JobFailed, Status, Verdict
from grader.queues.postgres.bot_queue import SWEEP_INTERVAL_S
from grader.queues.postgres.connections import HEARTBEAT_S, STALLED_S
from tests.support.grader_fleet import BotHarness, Graders, OpenBot
from tests.support.polling import until


def test_a_dead_grader_is_noticed_within_ten_seconds() -> None:
    last_sign_of_life, one_look_missed = HEARTBEAT_S, SWEEP_INTERVAL_S
    assert last_sign_of_life + STALLED_S + one_look_missed + SWEEP_INTERVAL_S <= 10


async def test_what_a_killed_grader_worked_on_is_begun_by_another(
    bot: BotHarness, graders: Graders
) -> None:
    both = {each.pid: each for each in (graders.start(), graders.start())}
    await bot.wait_for_graders(2)
    reply_to = await bot.paste("first naps 600")
    (first,) = await graders.until_noted("began")
    both[first["pid"]].kill()
    _, second = await graders.until_noted("began", 2)
    assert second["pid"] != first["pid"]
    await bot.final_reply(reply_to)
    row = await bot.row(reply_to)
    assert (row.attempts, row.graders_lost) == (0, 1)


async def test_a_job_that_kills_every_grader_is_given_up_and_the_fault_is_ours(
    bot: BotHarness, graders: Graders
) -> None:
    reply_to = await bot.paste("die")
    for life in range(2):
        graders.start()
        await graders.until_noted("died", life + 1)
    reply = await bot.final_reply(reply_to)
    row = await bot.row(reply_to)
    assert (row.status, row.attempts, row.graders_lost) == ("trouble", 0, 2)
    assert len(bot.final_replies(reply_to)) == 1
    assert "not your code" in str(reply).lower() or "our" in str(reply).lower()
    assert await bot.jobs() == []


async def test_a_grader_that_slept_through_its_job_spoils_nothing_when_it_wakes_up(
    bot: BotHarness, graders: Graders
) -> None:
    sleeper = graders.start(at_once=1)
    reply_to = await bot.paste("first naps 5")
    await graders.until_noted("began")
    sleeper.send_signal(signal.SIGSTOP)
    graders.start()
    await bot.final_reply(reply_to)
    row = await bot.row(reply_to)
    second = await bot.paste("nap 3")
    await graders.until_noted("began", 3)
    sleeper.send_signal(signal.SIGCONT)
    await graders.until_noted("ended", 3)
    await bot.final_reply(second)
    after = await bot.row(reply_to)
    assert (after.status, after.judged_at) == (row.status, row.judged_at)
    assert len(bot.final_replies(reply_to)) == len(bot.final_replies(second)) == 1
    # The suspended grader continues to take jobs.
    graders.processes[1].kill()
    await bot.final_reply(await bot.paste())


async def test_a_grader_that_is_told_to_stop_finishes_what_it_has_and_takes_no_more(
    bot: BotHarness, graders: Graders, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    leaving = graders.start(shutdown_s=600)
    reply_to = await bot.paste(f"until {go}")
    await graders.until_noted("began")
    leaving.terminate()
    await graders.until_noted("stopping")
    late = await bot.paste(who="ben")
    go.touch()
    await bot.final_reply(reply_to)
    assert await asyncio.to_thread(leaving.wait) == 0
    assert [job[1] for job in await bot.jobs()] == ["todo"]
    assert (await bot.row(reply_to)).attempts == 0
    graders.start()
    await bot.final_reply(late)


async def test_what_a_leaving_grader_cannot_finish_in_time_is_handed_to_another_uncounted(
    bot: BotHarness, graders: Graders
) -> None:
    leaving = graders.start()
    reply_to = await bot.paste("first naps 600")
    await graders.until_noted("began")
    leaving.terminate()
    assert await asyncio.to_thread(leaving.wait) == 0
    graders.start()
    await bot.final_reply(reply_to)
    assert (await bot.row(reply_to)).attempts == 0


async def test_an_answer_that_a_dead_bot_left_is_taken_in_by_another(
    open_bot: OpenBot, graders: Graders
) -> None:
    one = await open_bot()
    graders.start()
    await one.queue.finish()  # it receives no more answers
    reply_to = await one.paste()
    await graders.until_noted("ended")
    # Another bot was handling the answer when it died.
    await until(
        lambda: one.query("SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'bot-local'")
    )
    await one.execute(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"
        " WHERE queue_name = 'bot-local'"
    )
    other = await open_bot()
    await other.final_reply(reply_to)
    assert (await other.row(reply_to)).attempts == 0


async def test_an_end_that_was_written_but_not_told_is_told_by_whoever_lives(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    bot.platform_is_down = True
    reply_to = await bot.paste()

    async def refused() -> int:
        return bot.refused

    await until(refused)
    assert (await bot.row(reply_to)).status == "passed"
    bot.platform_is_down = False
    await bot.execute("UPDATE submissions SET judged_at = judged_at - interval '1 minute'")

    async def is_delivered() -> bool:
        await bot.tutor.deliveries.redeliver_once()
        return bool(bot.final_replies(reply_to))

    await until(is_delivered)
    await bot.tutor.deliveries.redeliver_once()
    assert len(bot.final_replies(reply_to)) == 1


async def test_open_work_that_is_not_in_the_queue_is_sent_again(
    bot: BotHarness, graders: Graders
) -> None:
    reply_to = await bot.paste()
    await bot.execute("DELETE FROM procrastinate_jobs")
    graders.start()
    await bot.final_reply(reply_to)
    assert (await bot.row(reply_to)).attempts == 0


async def test_a_late_verdict_of_a_submission_that_has_one_changes_nothing(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    reply_to = await bot.paste()
    await bot.final_reply(reply_to)
    row = await bot.row(reply_to)
    late = Verdict(status=Status.FAILED, exercise=row.exercise)
    await bot.tutor.jobs.on_grader_message(Graded(id=row.id, verdict=late))
    await bot.tutor.jobs.on_grader_message(JobFailed(id=row.id, why="late"))
    after = await bot.row(reply_to)
    assert (after.status, after.attempts) == ("passed", 0)
    assert len(bot.final_replies(reply_to)) == 1


async def test_trouble_on_our_side_is_tried_again_and_counted(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    reply_to = await bot.paste("trouble")
    await bot.final_reply(reply_to)
    row = await bot.row(reply_to)
    assert (row.status, row.attempts) == ("trouble", 3)
    assert len(graders.notes("ended")) == 3


async def test_a_forgotten_learners_job_does_not_wait_on(bot: BotHarness) -> None:
    await bot.paste()
    assert len(await bot.jobs()) == 1
    await bot.execute("DELETE FROM submissions")

    async def gone() -> bool:
        return await bot.jobs() == []

    await until(gone)
