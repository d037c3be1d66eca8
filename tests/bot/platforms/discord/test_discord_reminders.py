"""A reminder that is due while the bot crashes is sent as a direct message, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.service import ChatUser, Tutor
from lessons.curriculum import Catalog
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import text_of
from tests.support.indexed import indexed
from tests.support.scripted_queue import ScriptedQueue

EIGHT = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
DIRECT = r"/channels/\d+/messages"


class Clock:
    def __init__(self) -> None:
        self.now = EIGHT - timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_tutor(
    database: Database, catalog: Catalog, queue: ScriptedQueue, words: Translations, clock: Clock
) -> Callable[[], Tutor]:
    return lambda: Tutor(
        database, catalog, queue, words, clock=clock, known=indexed(words, catalog)
    )


@pytest.fixture
async def reminded(start, new_tutor: Callable[[], Tutor], aiko: Learner, catalog: Catalog) -> Tutor:
    """A tutor with a reminder for Aiko at eight and a question that is due for review."""
    tutor = new_tutor()
    await start(tutor)
    person = ChatUser("discord", str(aiko.id), "Aiko", "en", "direct")
    await tutor.command(person, "review", "remind 20", "m1")
    question = next(each for each in catalog.lessons()[0].questions if each.kind == "choose")
    wrong = next(letter for letter in "ab" if letter != question.answer)
    await tutor.act(person, f"answer:{question.id}:{wrong}", "", "m2")
    return tutor


def reminders(discord: DiscordServer, aiko: Learner) -> list[str]:
    said = [text_of(each) for each in discord.world.of_bot(aiko.direct)]
    return [each for each in said if "is due" in each]


async def crash(tutor: Tutor, happened: Callable[[], object], discord: DiscordServer) -> None:
    """Run the scheduler until a condition holds, and cancel it there."""
    running = asyncio.create_task(tutor.scheduler.run_due())
    await discord.until(happened)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    discord.world.nonces.clear()  # Discord keeps them for some minutes


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_crash_between_claim_and_note_leaves_one_reminder(
    arrives: bool,
    start,
    new_tutor: Callable[[], Tutor],
    reminded: Tutor,
    clock: Clock,
    aiko: Learner,
    discord: DiscordServer,
) -> None:
    clock.now = EIGHT
    tried = len(discord.requests_to("POST", DIRECT))
    # discord.py waits a second before it retries: time to crash.
    discord.fail("POST", DIRECT, 502, is_executed=arrives, times=100)
    await crash(reminded, lambda: len(discord.requests_to("POST", DIRECT)) > tried, discord)
    assert len(reminders(discord, aiko)) == arrives
    discord.clear_faults()
    tutor = new_tutor()
    await start(tutor)
    for minutes in (2, 4):
        clock.now = EIGHT + timedelta(minutes=minutes)
        await tutor.scheduler.run_due()
    assert len(reminders(discord, aiko)) == 1


async def test_an_answer_that_is_lost_is_no_reason_to_remind_twice(
    reminded: Tutor, clock: Clock, aiko: Learner, discord: DiscordServer
) -> None:
    clock.now = EIGHT
    discord.fail("POST", DIRECT, 400, is_executed=True)
    await reminded.scheduler.run_due()
    discord.world.nonces.clear()
    clock.now = EIGHT + timedelta(minutes=3)
    await reminded.scheduler.run_due()
    assert len(reminders(discord, aiko)) == 1
    clock.now = EIGHT + timedelta(days=1)
    await reminded.scheduler.run_due()
    assert len(reminders(discord, aiko)) == 2


async def test_what_a_reminder_offers_can_be_pressed(
    reminded: Tutor, clock: Clock, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    clock.now = EIGHT
    await reminded.scheduler.run_due()
    message = discord.world.of_bot(aiko.direct)[-1]
    review = words.translate("en", "button-command-review")
    await aiko.shown(
        await aiko.press(message, review), words.translate("en", "review-title", count=1)
    )
