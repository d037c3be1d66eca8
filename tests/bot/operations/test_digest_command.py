"""`python -m bot digest`: item analysis over all learners."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import digest
from bot.cli.parser import main
from bot.storage import open_database
from bot.storage.models import LearnerRow, QuizAnswerRow, SubmissionRow
from bot.tutor.context import utc_now
from lessons.catalog import load
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, OUR_TRACKS

LEARNERS = 12


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in the settings, with learners who fail first and pass an hour later."""
    monkeypatch.chdir(tmp_path)
    for name, value in (FEW_LESSONS | {"TENSEI_DATABASE_URL": sqlite_url}).items():
        monkeypatch.setenv(name, value)
    asyncio.run(filled(sqlite_url))
    return sqlite_url


async def filled(url: str) -> None:
    database = await open_database(url)
    now = utc_now() - timedelta(days=1)
    question = load(OUR_TRACKS, built_in=False).lessons()[0].questions[0].id
    async with database.write_session() as session:
        for number in range(1, LEARNERS + 1):
            name = f"secret name {number}"
            session.add(
                LearnerRow(id=number, platform="local", account=name, name=name, met_at=now)
            )
        await session.flush()
        for number in range(1, LEARNERS + 1):
            fails_first = number % 3 == 0
            times = [("failed", timedelta()), ("passed", timedelta(hours=1))]
            for status, later in times if fails_first else times[1:]:
                session.add(
                    SubmissionRow(
                        id=f"{number}-{status}",
                        learner_id=number,
                        exercise=EXERCISE,
                        code="",
                        reply_to=f"{number}-{status}",
                        received_at=now + later,
                        status=status,
                        verdict={"status": status},
                    )
                )
            session.add(
                QuizAnswerRow(
                    learner_id=number,
                    question=question,
                    answer="a",
                    correct=not fails_first,
                    answered_at=now,
                )
            )
    await database.close()


def test_every_item_is_listed_with_its_figures_and_without_names(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "BATCH_SIZE", 5)  # several batches
    assert main(["digest"]) == 0
    out = capsys.readouterr().out
    assert "12 learners, 12 of them here in the last seven days: 12 exercises passed" in out
    (line,) = [each for each in out.splitlines() if each.startswith(EXERCISE)]
    assert line.split() == [EXERCISE, "12", "67%", "+1.00", "0", "min"]
    assert "secret" not in out


def test_programs_read_it_as_json(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--track", "team-basics", "--json", "--sort", "discrimination"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["learners"] == LEARNERS
    items = {each["item"]: each for each in found["items"]}
    assert items[EXERCISE]["difficulty"] == pytest.approx(8 / 12)
    assert items[EXERCISE]["discrimination"] == pytest.approx(1)
    assert items[EXERCISE]["time_to_pass_s"] == 0
    assert main(["digest", "--most", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 1


def test_an_unknown_track_is_said_with_the_nearest(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", "--track", "team-basic"]) == 1
    assert "did you mean team-basics?" in capsys.readouterr().err
