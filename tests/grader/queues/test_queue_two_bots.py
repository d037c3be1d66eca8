"""Two bots on one database: whichever handles a verdict, the learner's page shows it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.platforms.local import LocalChat
from bot.storage import LocalMessages
from bot.tutor.replies.model import Reply, Text
from tests.support.bot_process import Learner
from tests.support.grader_fleet import BotHarness, Graders, OpenBot
from tests.support.polling import until

PASTE = "def to_float(values):\n    return values  # {}\n"


class Chat:
    """The local chat of a bot."""

    def __init__(self, bot: BotHarness) -> None:
        self.bot = bot
        self._chat = LocalChat(bot.tutor, LocalMessages(bot.database), port=0)

    async def __aenter__(self) -> Chat:
        self.url = await self._chat.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._chat.stop()


@pytest.fixture
async def chats(open_bot: OpenBot) -> AsyncIterator[tuple[Chat, Chat]]:
    """The chats of two bots, of which only the second receives verdicts."""
    one, other = await open_bot(), await open_bot()
    await one.queue.finish()
    async with Chat(one) as first, Chat(other) as second:
        yield first, second


LISTENERS = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE datname = current_database() AND query LIKE 'LISTEN tensei_local_chat%'"
)


async def both_listen(bot: BotHarness) -> None:
    async def listen() -> bool:
        return len(await bot.query(LISTENERS)) == 2

    await until(listen)


async def change_unheard(bot: BotHarness, statement: str, **values: str) -> None:
    """Change messages without a notification, and end the connections that listen for one."""
    async with bot.database.engine.begin() as connection:
        await connection.execute(text(statement), values)
        await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM ({LISTENERS}) x"))


async def test_a_verdict_that_another_bot_took_in_is_shown_on_the_page_without_reloading(
    chats: tuple[Chat, Chat], graders: Graders
) -> None:
    graders.start()
    await both_listen(chats[0].bot)
    async with Learner(chats[0]) as page:
        reply = await page.say(PASTE.format("pass"))
        assert "Passed" in await page.reply(reply)


async def test_a_learner_with_a_page_at_each_bot_sees_the_same_log_on_both(
    chats: tuple[Chat, Chat], graders: Graders
) -> None:
    graders.start()
    await both_listen(chats[0].bot)
    async with Learner(chats[0]) as here, Learner(chats[1]) as there:
        reply = await here.say(PASTE.format("pass"))
        assert await here.reply(reply) == await there.reply(reply)
        ask = reply.removesuffix("-reply")
        await there.until(lambda log: ask in log)
        assert here.log[ask]["html"] == there.log[ask]["html"]


async def test_what_was_written_while_the_database_was_out_of_reach_is_shown_afterwards(
    chats: tuple[Chat, Chat],
) -> None:
    bot = chats[0].bot
    await both_listen(bot)
    async with Learner(chats[0]) as page:
        reply = await page.say(PASTE.format("pass"))
        await page.until(lambda log: reply in log and "to_float" in log[reply]["html"])
        written = Reply(blocks=(Text(markdown="Told elsewhere."),)).model_dump_json()
        await change_unheard(
            bot,
            "UPDATE local_messages SET content = :said, final = true WHERE id = :id",
            said=written,
            id=reply,
        )
        assert "Told elsewhere." in await page.reply(reply)


async def test_a_log_that_was_forgotten_at_one_bot_is_gone_from_the_page_at_the_other(
    chats: tuple[Chat, Chat],
) -> None:
    await both_listen(chats[0].bot)
    async with Learner(chats[0]) as page:
        reply = await page.say("/help")
        await page.reply(reply)
        await LocalMessages(chats[1].bot.database).delete_log("aiko")
        await page.until(lambda log: reply not in log)


async def test_a_log_that_was_forgotten_while_the_database_was_out_of_reach_is_gone_afterwards(
    chats: tuple[Chat, Chat],
) -> None:
    bot = chats[0].bot
    await both_listen(bot)
    async with Learner(chats[0]) as page:
        reply = await page.say("/help")
        await page.reply(reply)
        await change_unheard(bot, "DELETE FROM local_messages WHERE account = 'aiko'")
        await page.until(lambda log: reply not in log)


async def test_whom_a_bot_awaiting_start_is_forgotten_when_another_bot_takes_the_end_in(
    open_bot: OpenBot, graders: Graders
) -> None:
    one, other = await open_bot(), await open_bot()
    reply_to = await one.paste()  # no grader is alive
    assert one.queue._awaiting_start
    one.queue._tasks[0].cancel()  # it receives no answers, but still sweeps
    graders.start()
    await other.final_reply(reply_to)

    async def is_forgotten() -> bool:
        return not one.queue._awaiting_start

    await until(is_forgotten)
