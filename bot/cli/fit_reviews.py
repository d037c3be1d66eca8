"""python -m bot fit-reviews: fits when reviews are due to the answers of this instance."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime

from bot.cli.current_database import current_database
from bot.settings import Settings
from bot.storage.learning import reviews
from bot.tutor.learning.review_fitting import Fit, TooFewAnswersError, fit
from common.progress_line import progress


def fit_reviews(settings: Settings, options: argparse.Namespace) -> None:
    """Fit the parameters, store them where they are better, and print which is the case.

    Raise CommandError if the database cannot be used.
    """
    asyncio.run(_fit(settings, is_dry=options.dry_run))


async def _fit(settings: Settings, *, is_dry: bool) -> None:
    async with current_database(settings) as database:
        async with database.read_session() as session:
            answers = await reviews.list_answers(session)
            present = await reviews.find_parameters(session)
        try:
            with progress("fitting the intervals of reviews"):
                found = await asyncio.to_thread(fit, answers, present)
        except TooFewAnswersError as problem:
            print(f"Nothing was changed. There are too few answers after a day or more: {problem}.")
            return
        print(_describe(found))
        if not found.is_better:
            print("Nothing was changed: the present intervals predict the held-out days as well.")
            return
        if is_dry:
            print("Nothing was changed, because of --dry-run.")
            return
        async with database.write_session() as session:
            await reviews.insert_parameters(
                session,
                found.parameters,
                answers=found.fitted,
                loss=found.loss,
                loss_before=found.loss_before,
                now=datetime.now(UTC),
            )
    print("Stored. They are used from the next answer on, also by a running bot.")


def _describe(found: Fit) -> str:
    return (
        f"Fitted to {found.fitted} answers. On {found.held_out} answers of the {found.days} latest"
        f" days, which were held out,\nthe mean log loss is {found.loss:.4f};"
        f" with the present intervals it is {found.loss_before:.4f}."
    )
