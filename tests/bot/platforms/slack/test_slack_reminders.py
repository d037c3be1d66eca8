"""A reminder whose request fails, or only seems to, is sent once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.service import ChatUser, Tutor
from lessons.curriculum import Catalog
from tests.support.indexed import indexed
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import TEAM

EIGHT = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)


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


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_reminder_whose_answer_was_lost_stands_there_once(
    arrives: bool,
    start,
    new_tutor: Callable[[], Tutor],
    clock: Clock,
    aiko: Learner,
    slack: SlackServer,
    catalog: Catalog,
) -> None:
    before = new_tutor()
    life = await start(before)
    person = ChatUser("slack", f"{TEAM}:{aiko.id}", "Aiko", "en", TEAM)
    await before.command(person, "review", "remind 20", "m1")
    question = next(each for each in catalog.lessons()[0].questions if each.kind == "choose")
    wrong = next(letter for letter in "ab" if letter != question.answer)
    await before.act(person, f"answer:{question.id}:{wrong}", "", "m2")
    there = len(slack.workspace.bot_messages(aiko.dm))
    clock.now = EIGHT
    slack.fail("chat.postMessage", after=arrives)
    await before.scheduler.run_due()
    assert len(slack.workspace.bot_messages(aiko.dm)) == there + arrives
    await life.stop()
    tutor = new_tutor()
    await start(tutor)
    for minutes in (3, 6):
        clock.now = EIGHT + timedelta(minutes=minutes)
        await tutor.scheduler.run_due()
    assert len(slack.workspace.bot_messages(aiko.dm)) == there + 1
    clock.now = EIGHT + timedelta(days=1)
    await tutor.scheduler.run_due()
    assert len(slack.workspace.bot_messages(aiko.dm)) == there + 2
