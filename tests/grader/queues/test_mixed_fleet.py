"""Graders with and without a GPU on one Postgres: which of them gets a job, and after what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from grader.protocol import Grade
from grader.queues import JobEnvelope
from grader.queues.postgres import bot_queue
from grader.queues.postgres.names import grader_queues, is_for_gpu, job_queue
from lessons.curriculum import Catalog
from tests.support.grader_fleet import BotHarness, CheapGrader, Graders
from tests.support.polling import until

GPU = "cpu,cuda:0"


@pytest.fixture
async def needy_bot(postgres_url: str, catalog: Catalog) -> AsyncIterator[BotHarness]:
    """A bot whose exercise gpu/gram is of a track that needs a card."""

    def with_needs(exercises: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(each, needs_card=each.id == "gpu/gram") for each in exercises)

    tracks = tuple(
        replace(
            track,
            lessons=tuple(
                replace(each, exercises=with_needs(each.exercises)) for each in track.lessons
            ),
        )
        for track in catalog.tracks
    )
    bot = await BotHarness(postgres_url, Catalog(tracks)).open()
    yield bot
    await bot.close()


async def paste_for_gpu(bot: BotHarness, what: str = "pass", who: str = "aki") -> str:
    return await bot.paste(what, who, name="gram")


def begun_by(graders: Graders, grader: CheapGrader) -> int:
    return sum(note["pid"] == grader.pid for note in graders.notes("began"))


async def test_the_exercises_on_devices_go_to_the_gpu_and_others_to_any_grader(
    bot: BotHarness, graders: Graders
) -> None:
    gpu = graders.start(devices=GPU, gpu_at_once=2)
    await bot.wait_for_graders()
    graders.start()
    await bot.wait_for_graders(2)
    for who in ("aki", "ben", "cho"):
        await bot.final_reply(await paste_for_gpu(bot, who=who))
    assert begun_by(graders, gpu) == 3


@pytest.mark.parametrize("has_gpu_grader", [True, False])
def test_only_what_uses_a_device_goes_to_the_queues_of_the_gpu(has_gpu_grader: bool) -> None:
    grade = Grade(id="x", exercise="gpu/gram", code="")
    versions = {"gpu/gram": "1"}
    plain = JobEnvelope(grade, "1", "local", version="1")
    queues = {
        name: job_queue(each, has_gpu_grader=has_gpu_grader)
        for name, each in {
            "plain": plain,
            "prefers": replace(plain, gpu=True),
            "needs": replace(plain, gpu=True, needs_gpu=True),
        }.items()
    }
    of_cpu = set(grader_queues(versions, ("cpu",)))
    of_gpu = set(grader_queues(versions, ("cpu", "cuda:0")))
    assert {name for name, queue in queues.items() if queue in of_cpu} == (
        {"plain"} if has_gpu_grader else {"plain", "prefers"}
    )
    assert set(queues.values()) <= of_gpu
    assert of_gpu - of_cpu == {each for each in of_gpu if is_for_gpu(each)}


async def test_when_the_gpu_grader_is_killed_at_work_its_job_is_done_on_a_cpu(
    bot: BotHarness, graders: Graders
) -> None:
    gpu = graders.start(devices=GPU, gpu_at_once=1)
    await bot.wait_for_graders()
    cpu = graders.start()
    await bot.wait_for_graders(2)
    reply_to = await paste_for_gpu(bot, "first naps 600")
    (begun,) = await graders.until_noted("began")
    assert begun["pid"] == gpu.pid
    gpu.kill()
    await bot.final_reply(reply_to)
    assert [note["pid"] for note in graders.notes("ended")] == [cpu.pid]
    assert (await bot.row(reply_to)).status == "passed"


async def test_a_gpu_grader_takes_no_more_jobs_for_its_gpu_than_fit_and_others_beside_them(
    bot: BotHarness, graders: Graders
) -> None:
    gpu = graders.start(devices=GPU, at_once=4, gpu_at_once=1)
    await bot.wait_for_graders()
    first = await paste_for_gpu(bot, "first naps 600", "aki")
    await graders.until_noted("began")
    second = await paste_for_gpu(bot, who="ben")
    await bot.final_reply(await bot.paste(who="cho"))
    assert begun_by(graders, gpu) == 2
    statuses = {key: status for key, status, *_ in await bot.jobs()}
    assert statuses == {
        (await bot.row(first)).id: "doing",
        (await bot.row(second)).id: "todo",
    }


async def test_a_job_that_has_waited_long_enough_for_a_busy_gpu_is_done_on_a_cpu(
    bot: BotHarness, graders: Graders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_queue, "GPU_WAIT_S", 3600.0)
    gpu = graders.start(devices=GPU, at_once=1, gpu_at_once=1)
    await bot.wait_for_graders()
    cpu = graders.start()
    await bot.wait_for_graders(2)
    await paste_for_gpu(bot, "first naps 600", "aki")
    await graders.until_noted("began")
    waiting = await paste_for_gpu(bot, who="ben")
    await bot.final_reply(await bot.paste(who="cho"))  # of a later job: sweeps came by meanwhile
    id = (await bot.row(waiting)).id
    assert [job[1] for job in await bot.jobs() if job[0] == id] == ["todo"]
    await bot.execute("UPDATE procrastinate_events SET at = at - interval '2 hours'")
    await bot.final_reply(waiting)
    assert [note["pid"] for note in graders.notes("ended") if note["ended"] == id] == [cpu.pid]
    assert begun_by(graders, gpu) == 1


async def test_a_job_that_needs_a_gpu_waits_for_one_and_holds_nothing_back(
    needy_bot: BotHarness, graders: Graders
) -> None:
    bot = needy_bot
    graders.start()
    await bot.wait_for_graders()
    needy = await paste_for_gpu(bot)
    await bot.final_reply(await bot.paste(name="to_float"))  # a later one of the same learner
    await bot.execute("UPDATE procrastinate_events SET at = at - interval '2 hours'")
    await bot.final_reply(await bot.paste(name="evens"))
    assert [(status, queue[-9:]) for _, status, queue, _ in await bot.jobs()] == [
        ("todo", "-gpu-only")
    ]
    assert not bot.final_replies(needy)
    gpu = graders.start(devices=GPU, gpu_at_once=1)
    await bot.final_reply(needy)
    assert begun_by(graders, gpu) == 1
    assert (await bot.row(needy)).status == "passed"


async def test_a_job_that_needs_a_gpu_goes_to_the_next_gpu_when_the_first_is_killed(
    needy_bot: BotHarness, graders: Graders
) -> None:
    bot = needy_bot
    graders.start()
    first = graders.start(devices=GPU, gpu_at_once=1)
    await bot.wait_for_graders(2)
    needy = await paste_for_gpu(bot, "first naps 600")
    await graders.until_noted("began")
    first.kill()

    async def waits_again() -> bool:
        jobs = await bot.jobs()
        return [(status, queue[-9:]) for _, status, queue, _ in jobs] == [("todo", "-gpu-only")]

    await until(waits_again)
    second = graders.start(devices=GPU, gpu_at_once=1)
    await bot.final_reply(needy)
    assert [note["pid"] for note in graders.notes("ended")] == [second.pid]
