"""Whoever dies or falls asleep at the queue, a submission has one end, and soon."""

from __future__ import annotations

import asyncio
import signal

from grader.protocol import Graded, JobFailed, Status, Verdict
from grader.queues.postgres.bot_queue import SWEEP_S
from grader.queues.postgres.connections import HEARTBEAT_S, STALLED_S
from tests.support.grader_fleet import Graders, House, House_of
from tests.support.polling import until


def test_a_dead_grader_is_noticed_within_ten_seconds() -> None:
    last_sign_of_life, one_look_missed = HEARTBEAT_S, SWEEP_S
    assert last_sign_of_life + STALLED_S + one_look_missed + SWEEP_S <= 10


async def test_what_a_killed_grader_worked_on_is_begun_by_another(
    house: House, graders: Graders
) -> None:
    both = {each.pid: each for each in (graders.start(), graders.start())}
    await house.grader_lives(2)
    place = await house.paste("first naps 30")
    (first,) = await graders.until_noted("began")
    both[first["pid"]].kill()
    _, second = await graders.until_noted("began", 2)
    assert second["pid"] != first["pid"]
    await house.final(place)
    row = await house.row(place)
    assert (row.attempts, row.graders_lost) == (0, 1)


async def test_a_job_that_kills_every_grader_is_given_up_and_the_fault_is_ours(
    house: House, graders: Graders
) -> None:
    place = await house.paste("die")
    for life in range(2):
        graders.start()
        await graders.until_noted("died", life + 1)
    reply = await house.final(place, 40)
    row = await house.row(place)
    assert (row.status, row.attempts, row.graders_lost) == ("trouble", 0, 2)
    assert len(house.finals(place)) == 1
    assert "not your code" in str(reply).lower() or "our" in str(reply).lower()
    assert await house.jobs() == []


async def test_a_grader_that_slept_through_its_job_spoils_nothing_when_it_wakes_up(
    house: House, graders: Graders
) -> None:
    sleeper = graders.start(at_once=1)
    place = await house.paste("nap 1")
    await graders.until_noted("began")
    sleeper.send_signal(signal.SIGSTOP)
    graders.start()
    await house.final(place)
    row = await house.row(place)
    second = await house.paste("nap 3")
    await graders.until_noted("began", 3)
    sleeper.send_signal(signal.SIGCONT)
    await graders.until_noted("ended", 3)
    await house.final(second)
    after = await house.row(place)
    assert (after.status, after.judged_at) == (row.status, row.judged_at)
    assert len(house.finals(place)) == len(house.finals(second)) == 1
    # The sleeper goes on as a grader like any other.
    graders.processes[1].kill()
    await house.final(await house.paste())


async def test_a_grader_that_is_told_to_stop_finishes_what_it_has_and_takes_no_more(
    house: House, graders: Graders
) -> None:
    leaving = graders.start()
    place = await house.paste("nap 1")
    await graders.until_noted("began")
    leaving.terminate()
    late = await house.paste(who="ben")
    await house.final(place)
    assert await asyncio.to_thread(leaving.wait, 10) == 0
    assert [job[1] for job in await house.jobs()] == ["todo"]
    assert (await house.row(place)).attempts == 0
    graders.start()
    await house.final(late)


async def test_what_a_leaving_grader_cannot_finish_in_time_is_handed_to_another_uncounted(
    house: House, graders: Graders
) -> None:
    leaving = graders.start()
    place = await house.paste("first naps 30")
    await graders.until_noted("began")
    leaving.terminate()
    assert await asyncio.to_thread(leaving.wait, 20) == 0
    graders.start()
    await house.final(place)
    assert (await house.row(place)).attempts == 0


async def test_an_answer_that_a_dead_bot_left_is_taken_in_by_another(
    open_house: House_of, graders: Graders
) -> None:
    one = await open_house()
    graders.start()
    await one.queue.finish()  # it takes no more answers
    place = await one.paste()
    await graders.until_noted("ended")
    # Another bot had taken the answer when it died.
    await until(lambda: one.ask("SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'bot-local'"))
    await one.do(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"
        " WHERE queue_name = 'bot-local'"
    )
    other = await open_house()
    await other.final(place, 12)
    assert (await other.row(place)).attempts == 0


async def test_an_end_that_was_written_but_not_told_is_told_by_whoever_lives(
    house: House, graders: Graders
) -> None:
    graders.start()
    house.platform_is_down = True
    place = await house.paste()

    async def refused() -> int:
        return house.refused

    await until(refused)
    assert (await house.row(place)).status == "passed"
    house.platform_is_down = False
    await house.do("UPDATE submissions SET judged_at = judged_at - interval '1 minute'")

    async def told() -> bool:
        await house.tutor.deliveries.redeliver_once()
        return bool(house.finals(place))

    await until(told)
    await house.tutor.deliveries.redeliver_once()
    assert len(house.finals(place)) == 1


async def test_open_work_that_is_not_in_the_queue_is_sent_again(
    house: House, graders: Graders
) -> None:
    place = await house.paste()
    await house.do("DELETE FROM procrastinate_jobs")
    graders.start()
    await house.final(place, 15)
    assert (await house.row(place)).attempts == 0


async def test_a_late_verdict_of_a_submission_that_has_one_changes_nothing(
    house: House, graders: Graders
) -> None:
    graders.start()
    place = await house.paste()
    await house.final(place)
    row = await house.row(place)
    late = Verdict(status=Status.FAILED, exercise=row.exercise)
    await house.tutor.jobs.on_grader_message(Graded(id=row.id, verdict=late))
    await house.tutor.jobs.on_grader_message(JobFailed(id=row.id, why="late"))
    after = await house.row(place)
    assert (after.status, after.attempts) == ("passed", 0)
    assert len(house.finals(place)) == 1


async def test_trouble_on_our_side_is_tried_again_and_counted(
    house: House, graders: Graders
) -> None:
    graders.start()
    place = await house.paste("trouble")
    await house.final(place)
    row = await house.row(place)
    assert (row.status, row.attempts) == ("trouble", 3)
    assert len(graders.notes("ended")) == 3


async def test_a_forgotten_learners_job_does_not_wait_on(house: House) -> None:
    await house.paste()
    assert len(await house.jobs()) == 1
    await house.do("DELETE FROM submissions")

    async def gone() -> bool:
        return await house.jobs() == []

    await until(gone)
