"""Who goes first at the queue on Postgres, and to which grader a job goes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from grader.protocol import Grade, Run
from grader.queues import JobEnvelope
from grader.queues.postgres.names import queue_of, queues_of_grader
from tests.support.grader_fleet import Graders, House
from tests.support.polling import until


def errand(id: str, learner: str = "1", **facts: Any) -> JobEnvelope:
    return JobEnvelope(Run(id=id, code="# nap 0.2"), learner, "local", **facts)


async def queue_up(house: House, *errands: JobEnvelope) -> None:
    for each in errands:
        async with house.database.engine.begin() as connection:
            await house.queue.stage(connection, each)
        await house.queue.committed(each)


@pytest.fixture
async def keeping(house: House) -> House:
    """A house whose sweep leaves jobs alone that belong to no submission."""
    await house.queue.finish()
    return house


async def test_learners_take_turns_however_much_one_of_them_sends(
    keeping: House, graders: Graders
) -> None:
    await queue_up(
        keeping,
        *(errand(f"aki-{n}", "1") for n in range(4)),
        *(errand(f"ben-{n}", "2") for n in range(2)),
        errand("cho-0", "3"),
    )
    graders.start(at_once=1)
    begun = [note["began"] for note in await graders.until_noted("began", 7)]
    assert begun == ["aki-0", "ben-0", "cho-0", "aki-1", "ben-1", "aki-2", "aki-3"]


async def test_of_one_learners_jobs_one_is_worked_on_at_a_time(
    keeping: House, graders: Graders
) -> None:
    await queue_up(keeping, *(errand(f"aki-{n}") for n in range(3)))
    graders.start(at_once=4)
    await graders.until_noted("ended", 3)
    order = [
        next(kind for kind in ("began", "ended") if kind in note) for note in graders.notes("at")
    ]
    assert order == ["began", "ended"] * 3


async def test_whoever_lets_others_go_first_comes_nearer_with_time(house: House) -> None:
    for _ in range(3):
        await house.paste()
    assert [job[3] for job in await house.jobs()] == [0, -1, -2]
    house.queue._raised_at -= 3600
    await until(lambda: raised(house))


async def raised(house: House) -> bool:
    return [job[3] for job in await house.jobs()] == [0, 0, -1]


async def test_the_place_tells_what_goes_before(house: House, graders: Graders) -> None:
    graders.start(at_once=1)
    await house.grader_lives()
    first = await house.row(await house.paste("nap 3", "aki"))
    await graders.until_noted("began")
    second = await house.row(await house.paste("pass", "ben"))
    third = await house.row(await house.paste("pass", "cho"))
    places = [await house.queue.place(row.id) for row in (first, second, third)]
    assert [place.ahead for place in places if place] == [0, 1, 2]
    waits = [place.wait_s for place in places if place]
    assert waits[0] == 0.0
    assert waits[1:] == sorted(waits[1:])
    assert await house.queue.place("no such job") is None


async def test_a_job_that_finds_a_free_grader_has_nothing_before_it(
    house: House, graders: Graders
) -> None:
    graders.start(at_once=2)
    await house.grader_lives()
    await house.paste("nap 2", "aki")
    await graders.until_noted("began")
    place = await house.queue.place((await house.row(await house.paste("nap 2", "ben"))).id)
    assert place is not None
    assert place.ahead == 0


async def test_without_a_grader_no_wait_can_be_told(house: House) -> None:
    place = await house.queue.place((await house.row(await house.paste())).id)
    assert place is not None
    assert place.wait_s is None


async def test_a_learner_who_had_to_wait_is_told_when_the_work_begins(
    house: House, graders: Graders
) -> None:
    place = await house.paste("nap 3")  # no grader lives: it has to wait
    graders.start()
    await house.final(place)
    replies = [reply for to, reply in house.delivered if to == place]
    assert [reply.pending for reply in replies] == [True, False]


async def test_status_tells_graders_jobs_and_the_oldest_wait(
    house: House, graders: Graders
) -> None:
    empty = await house.queue.status()
    assert (empty.graders, empty.waiting, empty.running, empty.oldest_wait_s) == ((), 0, 0, None)
    grader = graders.start(at_once=1)
    await house.grader_lives()
    await house.paste("nap 4", "aki")
    await graders.until_noted("began")
    await house.paste("pass", "ben")
    await house.do("UPDATE procrastinate_events SET at = at - interval '90 seconds'")
    status = await house.queue.status()
    assert (status.waiting, status.running) == (1, 1)
    assert status.oldest_wait_s == pytest.approx(90, abs=5)
    (seen,) = status.graders
    assert (seen.announcement.host, seen.announcement.pid) == ("here", grader.pid)
    assert seen.alive
    grader.kill()

    async def dead() -> bool:
        return not any(each.alive for each in (await house.queue.status()).graders)

    await until(dead)


async def test_a_grader_with_other_lessons_takes_no_job_for_them_and_is_told_so(
    house: House, graders: Graders
) -> None:
    graders.start(spoiled="tensors/to-float")
    await house.grader_lives()
    spoiled = await house.paste(name="to_float", who="aki")
    await house.final(await house.paste(name="evens", who="ben"))
    assert not house.finals(spoiled)

    async def notice() -> str:
        return (await house.queue.status()).graders[0].notice

    assert "tensors/to-float" in await until(notice)
    assert "tensors/evens" not in await notice()

    async def logged() -> bool:
        return graders.log().count("tensors/to-float") > 0

    await until(logged)
    graders.start()
    await house.final(spoiled)


async def test_after_an_update_of_the_lessons_waiting_jobs_go_to_the_new_graders(
    house: House, graders: Graders
) -> None:
    place = await house.paste()
    await house.do("UPDATE procrastinate_jobs SET queue_name = 'g-of-older-lessons'")
    await house.tutor.jobs.resume()
    graders.start()
    await house.final(place)


def test_a_job_goes_where_its_very_content_is() -> None:
    grade = Grade(id="x", exercise="tensors/to-float", code="")
    here = queues_of_grader({"tensors/to-float": "1"}, ("cpu",))
    assert queue_of(JobEnvelope(grade, "1", "local", version="1"), gpu_lives=False) in here
    assert queue_of(JobEnvelope(grade, "1", "local", version="2"), gpu_lives=False) not in here
    assert queue_of(errand("x"), gpu_lives=False) in here


def test_names_of_queues_fit_into_a_channels() -> None:
    names = queues_of_grader({"a" * 100: "b" * 64}, ("cpu", "cuda:0"))
    assert max(len(f"procrastinate_queue_v1#{name}") for name in names) < 63


async def test_a_job_that_prefers_a_gpu_goes_to_one_while_one_lives(
    keeping: House, graders: Graders
) -> None:
    graders.start()
    gpu = graders.start(devices="cpu,cuda:0")
    await keeping.grader_lives(2)
    await queue_up(keeping, *(errand(f"gpu-{n}", str(n), gpu=True) for n in range(4)))
    begun = await graders.until_noted("began", 4)
    assert {note["pid"] for note in begun} == {gpu.pid}


async def test_a_job_that_prefers_a_gpu_is_done_on_a_cpu_when_none_lives(
    house: House, graders: Graders
) -> None:
    graders.start()
    place = await house.paste()
    row = await house.row(place)
    await house.final(place)
    async with house.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE submissions SET status = NULL, verdict = NULL, delivered_at = NULL")
        )
        left_behind = JobEnvelope(Grade(id=row.id, exercise=row.exercise, code=""), "1", "local")
        await house.queue.stage(connection, left_behind)
        await connection.execute(
            text("UPDATE procrastinate_jobs SET queue_name = queue_name || '-gpu'")
        )
    await graders.until_noted("ended", 2)
