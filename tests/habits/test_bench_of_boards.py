"""python -m bot.bench: it fills a database and asks everything that learners ask."""

from __future__ import annotations

import pytest

from bot.bench import boards, rows
from bot.storage import Database


async def test_every_question_is_asked_of_a_database_that_it_has_filled(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "ROUNDS", 20)
    assert await rows.is_empty(database)
    await rows.fill(database, 0.001)
    assert not await rows.is_empty(database)
    figures = await boards.measure(database, 0.001)
    assert len(figures) == 15
    assert all(0 < p50 <= p95 for p50, p95 in figures.values())
