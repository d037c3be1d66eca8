"""A submission's round over Postgres: written with its row, pulled, answered, told once."""

from __future__ import annotations

from sqlalchemy import text

from grader.protocol import Grade
from grader.queues import JobEnvelope
from tests.support.grader_fleet import BotHarness, Graders, OpenBot
from tests.support.polling import until


async def test_a_submission_is_pulled_by_a_grader_and_its_verdict_told_once(
    house: BotHarness, graders: Graders
) -> None:
    graders.start()
    place = await house.paste()
    await house.final(place)
    assert (await house.row(place)).status == "passed"
    assert len(house.finals(place)) == 1


async def test_a_transaction_that_is_rolled_back_leaves_no_job(house: BotHarness) -> None:
    envelope = JobEnvelope(Grade(id="x", exercise="tensors/to-float", code="1"), "1", "local")
    async with house.database.engine.connect() as connection:
        await connection.begin()
        await house.queue.stage(connection, envelope)
        await connection.rollback()
    assert await house.jobs() == []


async def test_nothing_of_a_learners_code_stays_in_the_queue_after_the_verdict(
    house: BotHarness, graders: Graders
) -> None:
    graders.start()
    await house.final(await house.paste())

    async def is_empty() -> bool:
        return not await house.ask("SELECT 1 FROM procrastinate_jobs")

    await until(is_empty)


async def test_a_run_goes_to_any_grader(house: BotHarness, graders: Graders) -> None:
    graders.start()
    place = await house.say("/run print(1)")
    await house.final(place)


async def test_a_job_that_is_staged_twice_is_there_once(house: BotHarness) -> None:
    envelope = JobEnvelope(Grade(id="x", exercise="tensors/to-float", code="1"), "1", "local")
    for _ in range(2):
        async with house.database.engine.begin() as connection:
            await house.queue.stage(connection, envelope)
    await house.queue.committed(envelope)
    await house.queue.committed(envelope)
    assert [job[0] for job in await house.jobs()] == ["x"]


async def test_two_bots_on_one_database_tell_every_learner_once(
    open_house: OpenBot, graders: Graders
) -> None:
    one, other = await open_house(), await open_house()
    graders.start()
    places = [await house.paste(who=who) for house in (one, other) for who in ("aki", "ben")]

    async def all_told() -> bool:
        return all(one.finals(place) or other.finals(place) for place in places)

    await until(all_told)
    for place in places:
        assert len(one.finals(place)) + len(other.finals(place)) == 1
    assert len(await one.ask("SELECT 1 FROM points")) == 2


async def test_a_null_character_in_a_paste_neither_fails_nor_is_lost_silently(
    house: BotHarness, graders: Graders
) -> None:
    graders.start()
    place = await house.paste("\0")
    await house.final(place)
    assert (await house.row(place)).status is not None


async def test_a_bot_that_sleeps_in_a_transaction_holds_nobody_up_for_long(
    house: BotHarness,
) -> None:
    ((patience,),) = await house.ask("SHOW idle_in_transaction_session_timeout")
    assert patience == "10s"
    place = await house.paste()
    sleeping = await house.database.engine.connect()
    try:
        # What every connection has, shorter, so that this test need not wait as long.
        await sleeping.execute(text("SET LOCAL idle_in_transaction_session_timeout = '500ms'"))
        await sleeping.execute(text("UPDATE submissions SET attempts = attempts"))

        async def let_go() -> bool:
            query = "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"
            return not await house.ask(query)

        await until(let_go)
        await house.do("UPDATE submissions SET attempts = 0")
        assert (await house.row(place)).attempts == 0
    finally:
        await sleeping.invalidate()
        await sleeping.close()
