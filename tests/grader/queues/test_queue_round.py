"""The round trip of a submission over Postgres: queued, pulled, answered, delivered once."""

from __future__ import annotations

from sqlalchemy import text

from grader.protocol import Grade
from grader.queues import JobEnvelope
from tests.support.grader_fleet import BotHarness, Graders, OpenBot
from tests.support.polling import until


async def test_a_submission_is_pulled_by_a_grader_and_its_verdict_told_once(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    reply_to = await bot.paste()
    await bot.final_reply(reply_to)
    assert (await bot.row(reply_to)).status == "passed"
    assert len(bot.final_replies(reply_to)) == 1


async def test_a_transaction_that_is_rolled_back_leaves_no_job(bot: BotHarness) -> None:
    envelope = JobEnvelope(Grade(id="x", exercise="tensors/to-float", code="1"), "1", "local")
    async with bot.database.engine.connect() as connection:
        await connection.begin()
        await bot.queue.stage(connection, envelope)
        await connection.rollback()
    assert await bot.jobs() == []


async def test_nothing_of_a_learners_code_stays_in_the_queue_after_the_verdict(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    await bot.final_reply(await bot.paste())

    async def is_empty() -> bool:
        return not await bot.query("SELECT 1 FROM procrastinate_jobs")

    await until(is_empty)


async def test_a_run_goes_to_any_grader(bot: BotHarness, graders: Graders) -> None:
    graders.start()
    reply_to = await bot.say("/run print(1)")
    await bot.final_reply(reply_to)


async def test_a_job_that_is_staged_twice_is_there_once(bot: BotHarness) -> None:
    envelope = JobEnvelope(Grade(id="x", exercise="tensors/to-float", code="1"), "1", "local")
    for _ in range(2):
        async with bot.database.engine.begin() as connection:
            await bot.queue.stage(connection, envelope)
    await bot.queue.publish(envelope)
    await bot.queue.publish(envelope)
    assert [job[0] for job in await bot.jobs()] == ["x"]


async def test_two_bots_on_one_database_tell_every_learner_once(
    open_bot: OpenBot, graders: Graders
) -> None:
    one, other = await open_bot(), await open_bot()
    graders.start()
    reply_tos = [await bot.paste(who=who) for bot in (one, other) for who in ("aki", "ben")]

    async def all_told() -> bool:
        return all(
            one.final_replies(reply_to) or other.final_replies(reply_to) for reply_to in reply_tos
        )

    await until(all_told)
    for reply_to in reply_tos:
        assert len(one.final_replies(reply_to)) + len(other.final_replies(reply_to)) == 1
    assert len(await one.query("SELECT 1 FROM points")) == 2


async def test_a_null_character_in_a_paste_neither_fails_nor_is_lost_silently(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    reply_to = await bot.paste("\0")
    await bot.final_reply(reply_to)
    assert (await bot.row(reply_to)).status is not None


async def test_a_bot_that_sleeps_in_a_transaction_holds_nobody_up_for_long(
    bot: BotHarness,
) -> None:
    ((patience,),) = await bot.query("SHOW idle_in_transaction_session_timeout")
    assert patience == "10s"
    reply_to = await bot.paste()
    sleeping = await bot.database.engine.connect()
    try:
        # The timeout of every connection, shortened for this test.
        await sleeping.execute(text("SET LOCAL idle_in_transaction_session_timeout = '500ms'"))
        await sleeping.execute(text("UPDATE submissions SET attempts = attempts"))

        async def let_go() -> bool:
            query = (
                "SELECT 1 FROM pg_stat_activity"
                " WHERE datname = current_database() AND state = 'idle in transaction'"
            )
            return not await bot.query(query)

        await until(let_go)
        await bot.execute("UPDATE submissions SET attempts = 0")
        assert (await bot.row(reply_to)).attempts == 0
    finally:
        await sleeping.invalidate()
        await sleeping.close()
