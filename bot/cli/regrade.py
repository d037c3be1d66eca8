"""`python -m bot regrade`: queues submissions again after their exercise was mended."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime

from bot.cli.current_database import current_database
from bot.settings import Settings
from bot.storage.grading import regrades
from common.cli_runner import CommandError
from common.fuzzy_match import find_nearest
from lessons.curriculum import Catalog, Exercise

BATCH_SIZE = 500
"""Rows that one transaction stores."""


def run(settings: Settings, catalog: Catalog, options: argparse.Namespace) -> None:
    """Store what is to be graded again, or only count it. Raise CommandError."""
    exercise = catalog.exercise(options.exercise)
    if exercise is None:
        close = find_nearest(options.exercise, [each.id for each in catalog.exercises()])
        hint = f"did you mean {close}?" if close else "python -m lessons list shows them all"
        raise CommandError(f"there is no exercise {options.exercise!r}; {hint}")
    submissions, learners = asyncio.run(_regrade(settings, exercise, dry_run=options.dry_run))
    what = f"{submissions} submissions of {learners} learners to {exercise.id}"
    if options.dry_run:
        print(f"{what} would be graded again, with version {exercise.version}.")
        return
    print(f"{what} are queued with version {exercise.version}.")
    if submissions:
        print(
            "The bot grades them while no learner waits, once it runs with this version: restart"
            " it, and graders elsewhere, if the exercise was changed since they started."
        )


async def _regrade(settings: Settings, exercise: Exercise, *, dry_run: bool) -> tuple[int, int]:
    """Return how many submissions, of how many learners, were stored or would be."""
    async with current_database(settings) as database:
        async with database.read_session() as session:
            counts = await regrades.count_candidates(session, exercise.id, exercise.version)
        stored = 0
        while not dry_run:
            async with database.write_session() as session:
                now = datetime.now(UTC)
                count = await regrades.insert_batch(
                    session, exercise.id, exercise.version, now, most=BATCH_SIZE
                )
            stored += count
            if count < BATCH_SIZE:
                return stored, counts[1]
        return counts
