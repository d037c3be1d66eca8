"""The queries with which teachers look after the learners of a study group."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator

from benchmarks.seed_data import LARGEST_GROUP, NOW
from bot.storage import Database
from bot.storage.groups import equal_answers, gradebook, one_learner, overview
from bot.tutor.groups.gradebook import MOST_EXPORTED
from bot.tutor.groups.learner_search import MOST_FOUND
from bot.tutor.groups.nudges import AWAY_AFTER, MOST_AT_ONCE

Query = Callable[[], Awaitable[object]]

LARGEST = 1
"""Id of the largest group."""


def teacher_queries(
    database: Database, rng: random.Random, pick_group: Callable[[], int]
) -> Iterator[tuple[str, Query]]:
    """Yield each query for a group of about fifty and for the largest one, with its name."""

    async def one_pupil(group: int) -> object:
        async with database.read_session() as session:
            page = await overview.list_learners(session, group, most=1, start=rng.randrange(10))
            if not page:
                return None
            found = await one_learner.find_pupil(session, group, page[0].id)
            report = await one_learner.query_report(
                session, page[0].id, NOW, shared_in="local:", most_shared=5
            )
        return found, report

    async def named(group: int) -> object:
        name = f"学習者 {rng.randrange(1, LARGEST_GROUP)}"
        async with database.read_session() as session:
            return (
                await one_learner.find_pupils(session, [group], name, most=MOST_FOUND),
                await one_learner.list_pupils_beginning(session, [group], name, most=MOST_FOUND),
            )

    async def away(group: int) -> object:
        async with database.read_session() as session:
            before = NOW - AWAY_AFTER
            return await one_learner.list_away(session, group, before, most=MOST_AT_ONCE)

    async def same_answers(group: int) -> object:
        async with database.read_session() as session:
            return await equal_answers.list_equal_answers(session, group)

    async def whole_gradebook(group: int) -> object:
        async with database.read_session() as session:
            return await gradebook.query_gradebook(session, group, most=MOST_EXPORTED)

    for name, query in (
        ("one learner", one_pupil),
        ("learners by name", named),
        ("who is away", away),
        ("equal answers", same_answers),
        ("gradebook", whole_gradebook),
    ):
        yield f"{name} of a group", lambda query=query: query(pick_group())  # type: ignore[misc]
        yield f"{name} of the largest group", lambda query=query: query(LARGEST)  # type: ignore[misc]
