"""`python -m bot disputes`: operators list, export and decide what learners dispute."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import migrations
from bot.cli.parser import main
from bot.storage import open_database
from bot.storage.grading import disputes
from bot.storage.models import DisputeRow, LearnerRow, NoticeRow, SubmissionRow
from bot.tutor.context import utc_now
from grader.protocol import ExamOrigin, Problem, ProblemKind, Status, StoredSubmission, Verdict

CODE = "def evens(n):\n    return n\n"
VERDICT = Verdict(
    status=Status.FAILED,
    exercise="tensors/evens",
    problem=Problem(kind=ProblemKind.TYPE, mistake="a-list"),
    exam=ExamOrigin(seed="5eed", version="0123456789ab"),
)


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one dispute, number 1, and in the settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENSEI_DATABASE_URL", sqlite_url)
    asyncio.run(filled(sqlite_url))
    return sqlite_url


async def filled(url: str) -> None:
    database = await open_database(url)
    now = utc_now()
    async with database.write_session() as session:
        account = {"platform": "local", "account": "aki"}
        session.add(LearnerRow(id=1, name="Aki", met_at=now, **account))
        await session.flush()
        session.add(
            SubmissionRow(
                id="s",
                learner_id=1,
                exercise="tensors/evens",
                code=CODE,
                reply_to="m1",
                received_at=now,
                judged_at=now,
                status="failed",
                verdict=VERDICT.model_dump(mode="json"),
            )
        )
        await session.flush()
        assert await disputes.insert(session, 1, "s", now) is not None
    await database.close()


async def changed(url: str, **values: Any) -> None:
    """Change the submission."""
    database = await open_database(url)
    async with database.write_session() as session:
        row = await session.get_one(SubmissionRow, "s")
        for name, value in values.items():
            setattr(row, name, value)
    await database.close()


async def stored(url: str) -> tuple[DisputeRow, list[NoticeRow]]:
    from sqlalchemy import select

    database = await open_database(url)
    async with database.read_session() as session:
        row = await session.get_one(DisputeRow, 1)
        found = (await session.scalars(select(NoticeRow))).all()
    await database.close()
    return row, list(found)


def test_the_list_says_what_is_disputed_until_it_is_settled(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["disputes"]) == 0
    line = capsys.readouterr().out
    for part in ("tensors/evens", "a-list", "open"):
        assert part in line
    assert CODE.split()[1] not in line
    assert main(["disputes", "--right", "1"]) == 0
    assert "The bot tells the learner" in capsys.readouterr().out
    assert main(["disputes"]) == 0
    assert "right, said the operator" in capsys.readouterr().out  # it is to be mended
    asyncio.run(changed(url, status="passed"))
    assert main(["disputes"]) == 0
    assert capsys.readouterr().out == "There is nothing to decide or to mend.\n"
    assert main(["disputes", "--all", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["decision"], entry["decided_by"], entry["seed"]) == ("right", "operator", "5eed")
    row, told = asyncio.run(stored(url))
    assert row.decision == "right"
    assert [(each.learner_id, each.kind) for each in told] == [(1, disputes.DECISION_NOTICE)]


def test_what_is_exported_can_be_replayed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disputes", "--export", "1", "case.json"]) == 0
    file = Path("case.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    case = StoredSubmission.model_validate_json(file.read_bytes())
    assert (case.code, case.seed, case.version) == (CODE, "5eed", "0123456789ab")
    assert case.verdict == VERDICT
    capsys.readouterr()
    assert main(["disputes", "--export", "1", "-"]) == 0
    assert StoredSubmission.model_validate_json(capsys.readouterr().out) == case
    done = subprocess.run(
        [sys.executable, "-m", "grader", "replay", "case.json", "--json"],
        capture_output=True,
        timeout=120,
    )
    replayed = json.loads(done.stdout)
    assert (done.returncode, replayed["exercise_changed"]) == (1, True)
    assert replayed["former"]["exam"] == replayed["verdict"]["exam"] | {"version": "0123456789ab"}


def test_why_an_answer_is_not_right_is_stored_for_the_learner(url: str) -> None:
    assert main(["disputes", "--wrong", "1", "--why", "Zero is even, too."]) == 0
    row, _ = asyncio.run(stored(url))
    assert (row.decision, row.reason) == ("wrong", "Zero is even, too.")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--export", "7", "x.json"], "no dispute 7"),
        (["--export", "one", "x.json"], "'one' is no number"),
        (["--export", "1", "tensei.db"], "is there already"),
        (["--export", "1", "nowhere/x.json"], "cannot write nowhere/x.json"),
        (["--right", "7"], "no dispute 7"),
        (["--wrong", "1"], "with --why"),
    ],
)
def test_what_is_wrong_is_said_with_the_next_step(
    url: str, capsys: pytest.CaptureFixture[str], typed: list[str], says: str
) -> None:
    assert main(["disputes", *typed]) == 1
    assert says in capsys.readouterr().err
    row, told = asyncio.run(stored(url))
    assert (row.decision, told) == (None, [])


def test_a_dispute_is_decided_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disputes", "--right", "1"]) == 0
    assert main(["disputes", "--wrong", "1", "--why", "no"]) == 1
    assert "decided already: right" in capsys.readouterr().err


@pytest.mark.parametrize(
    "values", [{"code": ""}, {"verdict": {"status": "failed", "exercise": ""}}]
)
def test_what_was_deleted_is_not_exported(
    url: str, capsys: pytest.CaptureFixture[str], values: dict[str, Any]
) -> None:
    asyncio.run(changed(url, **values))
    assert main(["disputes", "--export", "1", "case.json"]) == 1
    assert "nothing to replay" in capsys.readouterr().err
    assert not Path("case.json").exists()


def test_a_database_that_is_missing_or_of_another_version_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENSEI_DATABASE_URL", "sqlite+aiosqlite:///old.db")
    assert main(["disputes"]) == 1
    assert "There is no database" in capsys.readouterr().err
    migrations.upgrade("sqlite+aiosqlite:///old.db", migrations.revisions()[0])
    assert main(["disputes"]) == 1
    assert "python -m bot migrate" in capsys.readouterr().err
