"""Learners who become one with another, or are deleted, in the moment in which they write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from studying import Study, text
from two_chats import AKI, AKI_T, code_for, count_learners, learner_of, linked, presses, types

from bot.i18n import Words
from bot.storage import Database
from bot.storage.models import BookmarkRow, HintRow, QuizAnswerRow, SubmissionRow
from bot.storage.once import insert_once
from lessons.records import Catalog

Meanwhile = Callable[[], Awaitable[object]]


class Interrupted(Database):
    """Something else is done before it is written to the next time."""

    meanwhile: Meanwhile | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            await happens()
        async with super().writing() as session:
            yield session


@pytest.fixture
def interrupted(database: Database) -> Interrupted:
    return Interrupted(database.engine)


@pytest.fixture
def other(interrupted: Interrupted, curriculum: Catalog, words: Words) -> Study:
    """A bot on the same database, whose writing can be interrupted."""
    return Study(interrupted, curriculum, words)


DOINGS: dict[str, tuple[str, type[SubmissionRow | QuizAnswerRow | HintRow | BookmarkRow]]] = {
    "def evens(x):\n    return x": (  # a message
        "Checking",
        SubmissionRow,
    ),
    "/hint evens": ("Hint 1", HintRow),
    "/lesson tensors": ("First page", BookmarkRow),
    "answer:tensors/1:b": ("Right", QuizAnswerRow),  # a button
}


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize("fate", ["linked", "deleted"])
async def test_whoever_is_no_more_when_it_is_written_down_is_answered_as_who_they_are_now(
    study: Study, other: Study, interrupted: Interrupted, doing: str, fate: str
) -> None:
    expected, table = DOINGS[doing]
    for who in (AKI, AKI_T):
        await types(study, who, "/start")
    younger = await learner_of(study, AKI_T)
    if fate == "linked":
        interrupted.meanwhile = lambda: linked(study)
    else:
        interrupted.meanwhile = lambda: presses(study, AKI_T, "privacy:delete-now")
    do = types if "answer:" not in doing else presses
    assert expected in text(await do(other, AKI_T, doing))
    now = await learner_of(study, AKI_T)
    assert now.id != younger.id
    assert await count_learners(study) == (1 if fate == "linked" else 2)
    async with study.database.reading() as session:
        (row,) = (await session.scalars(table.__table__.select())).all(), 
    assert row
