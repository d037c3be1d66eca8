"""Learners who are merged or deleted while a request of theirs is processed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translations
from bot.storage import Database
from bot.storage.models import (
    BookmarkRow,
    HintRow,
    KeyedByLearner,
    LearnerOwned,
    QuizAnswerRow,
    SubmissionRow,
)
from lessons.curriculum import Catalog
from tests.support.study import Study, text
from tests.support.two_chats import AKI, AKI_T, count_learners, learner_of, linked, presses, types

Meanwhile = Callable[[], Awaitable[object]]


class Interrupted(Database):
    """A database that runs something else before its next write session."""

    meanwhile: Meanwhile | None = None

    @asynccontextmanager
    async def write_session(self) -> AsyncIterator[AsyncSession]:
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            await happens()
        async with super().write_session() as session:
            yield session


@pytest.fixture
def interrupted(database: Database) -> Interrupted:
    return Interrupted(database.engine)


@pytest.fixture
def other(interrupted: Interrupted, curriculum: Catalog, words: Translations) -> Study:
    """A bot on the same database, whose write sessions can be interrupted."""
    bot = Study(interrupted, curriculum, words)
    bot.now += timedelta(hours=1)  # whoever it meets anew is known by the time
    return bot


DOINGS: dict[str, tuple[str, type[LearnerOwned | KeyedByLearner]]] = {
    "def evens(x):\n    return x": ("Got it", SubmissionRow),
    "/hint evens": ("Hint 1", HintRow),
    "/lesson tensors": ("First page", BookmarkRow),
    "answer:tensors/1:b": ("Right", QuizAnswerRow),  # a button
}
"""What is sent, part of the reply, and the table in which it is stored."""


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize("fate", ["linked", "deleted"])
async def test_whoever_is_no_more_when_it_is_written_down_is_answered_as_who_they_are_now(
    study: Study, other: Study, interrupted: Interrupted, doing: str, fate: str
) -> None:
    said, table = DOINGS[doing]
    for who in (AKI, AKI_T):
        await types(study, who, "/start")
    before = await learner_of(study, AKI_T)

    async def happens() -> None:
        if fate == "linked":
            await linked(study)
        else:
            await presses(study, AKI_T, "privacy:delete-now")

    interrupted.meanwhile = happens
    do = presses if doing.startswith("answer:") else types
    assert said in text(await do(other, AKI_T, doing))
    now = await learner_of(study, AKI_T)
    # SQLite may give the number of whoever was deleted to the next one.
    assert (now.id, now.met_at) != (before.id, before.met_at)
    assert await count_learners(study) == (1 if fate == "linked" else 2)
    async with study.database.read_session() as session:
        (whose,) = (await session.scalars(select(table.learner_id))).all()
    assert whose == now.id


async def test_trouble_of_another_kind_is_not_hidden(
    study: Study, other: Study, interrupted: Interrupted
) -> None:
    await types(study, AKI, "/start")

    async def happens() -> None:
        raise IntegrityError("INSERT", {}, ValueError())

    interrupted.meanwhile = happens
    with pytest.raises(IntegrityError):
        await types(other, AKI, "/hint evens")
