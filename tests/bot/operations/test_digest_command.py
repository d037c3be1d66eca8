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
from tests.support.built_in import built_in_lessons

EVENS = "tensors/evens"
LEARNERS = 12


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in the settings, with learners who fail first and pass an hour later."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENSEI_DATABASE_URL", url)
    asyncio.run(filled(url))
    return url


async def filled(url: str) -> None:
    database = await open_database(url)
    now = utc_now() - timedelta(days=1)
    question = built_in_lessons().lessons()[0].questions[0].id
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
                        exercise=EVENS,
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
    (line,) = [each for each in out.splitlines() if each.startswith(EVENS)]
    assert line.split() == [EVENS, "12", "67%", "+1.00", "0", "min"]
    assert "secret" not in out


def test_programs_read_it_as_json(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--track", "pytorch-basics", "--json", "--sort", "discrimination"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["learners"] == LEARNERS
    items = {each["item"]: each for each in found["items"]}
    assert items[EVENS]["difficulty"] == pytest.approx(8 / 12)
    assert items[EVENS]["discrimination"] == pytest.approx(1)
    assert items[EVENS]["time_to_pass_s"] == 0
    assert main(["digest", "--most", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 1


def test_an_unknown_track_is_said_with_the_nearest(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["digest", "--track", "pytorch-basic"]) == 1
    assert "did you mean pytorch-basics?" in capsys.readouterr().err
