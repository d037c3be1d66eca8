"""The order of jobs in the queue on Postgres, and the grader that a job goes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from grader.protocol import Grade, Run
from grader.queues import JobEnvelope
from grader.queues.postgres.names import grader_queues, job_queue
from tests.support.grader_fleet import BotHarness, Graders
from tests.support.polling import PATIENCE_S, until


def envelope(id: str, learner: str = "1", **facts: Any) -> JobEnvelope:
    return JobEnvelope(Run(id=id, code="# nap 0.2"), learner, "local", **facts)


async def queue_up(bot: BotHarness, *errands: JobEnvelope) -> None:
    for each in errands:
        async with bot.database.engine.begin() as connection:
            await bot.queue.stage(connection, each)
        await bot.queue.publish(each)


@pytest.fixture
async def idle_bot(bot: BotHarness) -> BotHarness:
    """A bot without a sweep, which would delete jobs that belong to no submission."""
    await bot.queue.finish()
    return bot


async def test_learners_take_turns_however_much_one_of_them_sends(
    idle_bot: BotHarness, graders: Graders
) -> None:
    await queue_up(
        idle_bot,
        *(envelope(f"aki-{n}", "1") for n in range(4)),
        *(envelope(f"ben-{n}", "2") for n in range(2)),
        envelope("cho-0", "3"),
    )
    graders.start(at_once=1)
    begun = [note["began"] for note in await graders.until_noted("began", 7)]
    assert begun == ["aki-0", "ben-0", "cho-0", "aki-1", "ben-1", "aki-2", "aki-3"]


async def test_a_job_in_the_background_waits_for_all_that_learners_send(
    idle_bot: BotHarness, graders: Graders
) -> None:
    await queue_up(
        idle_bot,
        *(envelope(f"again-{n}", "regrades", background=True) for n in range(2)),
        *(envelope(f"aki-{n}", "1") for n in range(3)),
        envelope("ben-0", "2"),
    )
    graders.start(at_once=1)
    begun = [note["began"] for note in await graders.until_noted("began", 6)]
    assert begun == ["aki-0", "ben-0", "aki-1", "aki-2", "again-0", "again-1"]


async def test_of_one_learners_jobs_one_is_worked_on_at_a_time(
    idle_bot: BotHarness, graders: Graders
) -> None:
    await queue_up(idle_bot, *(envelope(f"aki-{n}") for n in range(3)))
    graders.start(at_once=4)
    await graders.until_noted("ended", 3)
    order = [
        next(kind for kind in ("began", "ended") if kind in note) for note in graders.notes("at")
    ]
    assert order == ["began", "ended"] * 3


async def test_whoever_lets_others_go_first_comes_nearer_with_time(bot: BotHarness) -> None:
    for _ in range(3):
        await bot.paste()
    assert [job[3] for job in await bot.jobs()] == [0, -1, -2]
    bot.queue._aged_at -= 3600
    await until(lambda: have_aged(bot))


async def have_aged(bot: BotHarness) -> bool:
    return [job[3] for job in await bot.jobs()] == [0, 0, -1]


async def test_the_place_tells_what_goes_before(bot: BotHarness, graders: Graders) -> None:
    graders.start(at_once=1)
    await bot.wait_for_graders()
    first = await bot.row(await bot.paste("nap 600", "aki"))
    await graders.until_noted("began")
    second = await bot.row(await bot.paste("pass", "ben"))
    third = await bot.row(await bot.paste("pass", "cho"))
    reply_tos = [await bot.queue.position(row.id) for row in (first, second, third)]
    assert [reply_to.ahead for reply_to in reply_tos if reply_to] == [0, 1, 2]
    waits = [reply_to.wait_s for reply_to in reply_tos if reply_to]
    assert waits[0] == 0.0
    assert waits[1:] == sorted(waits[1:])
    assert await bot.queue.position("no such job") is None


async def test_a_job_that_finds_a_free_grader_has_nothing_before_it(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start(at_once=2)
    await bot.wait_for_graders()
    await bot.paste("nap 600", "aki")
    await graders.until_noted("began")
    reply_to = await bot.queue.position((await bot.row(await bot.paste("nap 600", "ben"))).id)
    assert reply_to is not None
    assert reply_to.ahead == 0


async def test_without_a_grader_no_wait_can_be_told(bot: BotHarness) -> None:
    reply_to = await bot.queue.position((await bot.row(await bot.paste())).id)
    assert reply_to is not None
    assert reply_to.wait_s is None


async def test_a_learner_who_had_to_wait_is_told_when_the_work_begins(
    bot: BotHarness, graders: Graders, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    reply_to = await bot.paste(f"until {go}")  # no grader is alive, so it waits
    graders.start()
    await until(lambda: bool(bot.delivered))
    go.touch()
    await bot.final_reply(reply_to)
    replies = [reply for to, reply in bot.delivered if to == reply_to]
    assert [reply.pending for reply in replies] == [True, False]


async def test_status_tells_graders_jobs_and_the_oldest_wait(
    bot: BotHarness, graders: Graders
) -> None:
    empty = await bot.queue.status()
    assert (empty.graders, empty.waiting, empty.running, empty.oldest_wait_s) == ((), 0, 0, None)
    grader = graders.start(at_once=1)
    await bot.wait_for_graders()
    await bot.paste("nap 600", "aki")
    await graders.until_noted("began")
    await bot.paste("pass", "ben")
    await bot.execute("UPDATE procrastinate_events SET at = at - interval '90 seconds'")
    status = await bot.queue.status()
    assert (status.waiting, status.running) == (1, 1)
    assert status.oldest_wait_s is not None
    assert 90 <= status.oldest_wait_s < 90 + PATIENCE_S
    (seen,) = status.graders
    assert (seen.announcement.host, seen.announcement.pid) == ("here", grader.pid)
    assert seen.alive
    grader.kill()

    async def dead() -> bool:
        return not any(each.alive for each in (await bot.queue.status()).graders)

    await until(dead)


async def test_a_grader_with_other_lessons_takes_no_job_for_them_and_is_told_so(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start(spoiled="tensors/to-float")
    await bot.wait_for_graders()
    spoiled = await bot.paste(name="to_float", who="aki")
    await bot.final_reply(await bot.paste(name="evens", who="ben"))
    assert not bot.final_replies(spoiled)

    async def notice() -> str:
        return (await bot.queue.status()).graders[0].notice

    assert "tensors/to-float" in await until(notice)
    assert "tensors/evens" not in await notice()

    async def logged() -> bool:
        return graders.log().count("tensors/to-float") > 0

    await until(logged)
    graders.start()
    await bot.final_reply(spoiled)


async def test_after_an_update_of_the_lessons_waiting_jobs_go_to_the_new_graders(
    bot: BotHarness, graders: Graders
) -> None:
    reply_to = await bot.paste()
    await bot.execute("UPDATE procrastinate_jobs SET queue_name = 'g-of-older-lessons'")
    await bot.tutor.jobs.resume()
    graders.start()
    await bot.final_reply(reply_to)


def test_a_job_goes_where_its_very_content_is() -> None:
    grade = Grade(id="x", exercise="tensors/to-float", code="")
    here = grader_queues({"tensors/to-float": "1"}, ("cpu",))
    assert job_queue(JobEnvelope(grade, "1", "local", version="1"), has_gpu_grader=False) in here
    assert (
        job_queue(JobEnvelope(grade, "1", "local", version="2"), has_gpu_grader=False) not in here
    )
    assert job_queue(envelope("x"), has_gpu_grader=False) in here


def test_names_of_queues_fit_into_a_channels() -> None:
    names = grader_queues({"a" * 100: "b" * 64}, ("cpu", "cuda:0"))
    assert max(len(f"procrastinate_queue_v1#{name}") for name in names) < 63


async def test_a_job_that_prefers_a_gpu_goes_to_one_while_one_lives(
    idle_bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    gpu = graders.start(devices="cpu,cuda:0")
    await idle_bot.wait_for_graders(2)
    await queue_up(idle_bot, *(envelope(f"gpu-{n}", str(n), gpu=True) for n in range(4)))
    begun = await graders.until_noted("began", 4)
    assert {note["pid"] for note in begun} == {gpu.pid}


async def test_a_job_that_prefers_a_gpu_is_done_on_a_cpu_when_none_lives(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    reply_to = await bot.paste()
    row = await bot.row(reply_to)
    await bot.final_reply(reply_to)
    async with bot.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE submissions SET status = NULL, verdict = NULL, delivered_at = NULL")
        )
        left_behind = JobEnvelope(Grade(id=row.id, exercise=row.exercise, code=""), "1", "local")
        await bot.queue.stage(connection, left_behind)
        await connection.execute(
            text("UPDATE procrastinate_jobs SET queue_name = queue_name || '-gpu'")
        )
    await graders.until_noted("ended", 2)
