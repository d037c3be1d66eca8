"""Fitting the parameters of FSRS to an instance's answers."""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Card, Rating
from fsrs.scheduler import DEFAULT_PARAMETERS

from bot.cli.fit_reviews import fit_reviews
from bot.settings import Settings
from bot.storage import open_database
from bot.storage.learning.reviews import Answered, find_parameters
from bot.storage.models import LearnerRow, QuizAnswerRow
from bot.tutor.learning import review_fitting
from bot.tutor.learning.review_fitting import TooFewAnswersError, fit
from bot.tutor.learning.spaced_repetition import first_answer, scheduler_with

BEGIN = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
FORGETFUL = tuple(
    value * {2: 0.15, 8: 0.6, 20: 2.5}.get(at, 1) for at, value in enumerate(DEFAULT_PARAMETERS)
)
"""Learners who forget much sooner than those whose answers the library was fitted to."""


@pytest.fixture(autouse=True)
def coarse_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit in one step, as finer ones take seconds and change little."""
    monkeypatch.setattr(review_fitting, "_STEPS", (1.5,))
    monkeypatch.setattr(review_fitting, "_MOST_PASSES", 1)


def answers(learners: int, questions: int = 4, seed: int = 1) -> Iterator[Answered]:
    """Yield answers of learners who remember as `FORGETFUL` says, by chance from a seed."""
    chance = random.Random(seed)
    model = scheduler_with(FORGETFUL)
    for learner in range(1, learners + 1):
        for question in range(questions):
            at = BEGIN + timedelta(days=chance.randrange(40))
            card = Card(card_id=0, due=at)
            for wait in (0, 1, 3, 6, 12):
                at += timedelta(days=wait)
                knows = chance.random() < (model.get_card_retrievability(card, at) or 0.6)
                yield Answered(learner, f"tensors/{question}", knows, at)
                rating = Rating.Good if knows else Rating.Again
                card, _ = model.review_card(card, rating, review_datetime=at)


def test_a_fit_predicts_held_out_days_better_where_learners_differ_and_only_once() -> None:
    given = list(answers(learners=90))
    found = fit(given, None)
    assert found.is_better
    assert found.loss < found.loss_before
    assert found.fitted + found.held_out < len(given)
    again = fit(given, found.parameters)
    assert not again.is_better
    right = [
        first_answer(right=True, now=BEGIN, parameters=each).due
        for each in (found.parameters, None)
    ]
    assert right[0] <= right[1]


@pytest.mark.parametrize("learners", [0, 1, 20])
def test_few_answers_fit_nothing(learners: int) -> None:
    with pytest.raises(TooFewAnswersError, match="needed: 400"):
        fit(answers(learners), None)


async def test_the_command_stores_what_is_better_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/tensei.db"
    database = await open_database(url)

    async def run(*, dry_run: bool) -> tuple[str, bool]:
        options = argparse.Namespace(dry_run=dry_run)
        await asyncio.to_thread(fit_reviews, Settings(database_url=url), options)
        async with database.read_session() as session:
            return capsys.readouterr().out, await find_parameters(session) is not None

    said, is_stored = await run(dry_run=False)
    assert "too few answers" in said
    assert not is_stored
    async with database.write_session() as session:
        session.add_all(
            LearnerRow(id=at, platform="local", account=str(at), name="", met_at=BEGIN)
            for at in range(1, 91)
        )
        await session.flush()
        session.add_all(
            QuizAnswerRow(
                learner_id=each.learner_id,
                question=each.question,
                answer="",
                correct=each.correct,
                answered_at=each.at,
            )
            for each in answers(learners=90)
        )
    said, is_stored = await run(dry_run=True)
    assert "because of --dry-run" in said
    assert not is_stored
    said, is_stored = await run(dry_run=False)
    assert "Stored." in said
    assert is_stored
    await database.close()
