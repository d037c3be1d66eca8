"""`python -m bot mistakes` and `regrade`: from frequent wrong answers to a mended exercise."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.parser import main
from bot.storage import open_database
from bot.storage.models import LearnerRow, RegradeRow, SubmissionRow
from bot.tutor.context import utc_now
from grader.protocol import Problem, ProblemKind, Status, Verdict
from lessons.catalog import load
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, OUR_TRACKS

CODE = "def first_half(batch):\n    return batch\x1b[31m\n"
VERDICT = Verdict(
    status=Status.FAILED,
    exercise=EXERCISE,
    problem=Problem(kind=ProblemKind.TYPE, input="n = 3", expected="tensor([0, 2])", got="3"),
)


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in the settings, with three failures of two learners, and a pass."""
    monkeypatch.chdir(tmp_path)
    for name, value in (FEW_LESSONS | {"TENSEI_DATABASE_URL": sqlite_url}).items():
        monkeypatch.setenv(name, value)
    asyncio.run(filled(sqlite_url))
    return sqlite_url


async def filled(url: str) -> None:
    database = await open_database(url)
    now = utc_now()
    async with database.write_session() as session:
        for id, account in ((1, "aki"), (2, "ben")):
            learner = LearnerRow(id=id, platform="local", account=account, name=account, met_at=now)
            session.add(learner)
        await session.flush()
        for number, (learner_id, status) in enumerate(
            ((1, "failed"), (1, "failed"), (2, "failed"), (2, "passed"))
        ):
            session.add(
                SubmissionRow(
                    id=str(number),
                    learner_id=learner_id,
                    exercise=EXERCISE,
                    code=CODE,
                    reply_to=f"m{number}",
                    received_at=now,
                    judged_at=now,
                    status=status,
                    verdict=VERDICT.model_dump(mode="json"),
                    fingerprint="outputs-0123" if status == "failed" else None,
                )
            )
    await database.close()


async def regrades(url: str) -> list[RegradeRow]:
    database = await open_database(url)
    async with database.read_session() as session:
        found = list(await session.scalars(select(RegradeRow)))
    await database.close()
    return found


def test_the_groups_are_listed_with_their_example_and_no_control_characters(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mistakes"]) == 0
    out = capsys.readouterr().out
    for part in (
        EXERCISE,
        "learners: 2 (2 of them",
        "submissions: 3",
        "| def first_half(batch):",
        "got       3",
    ):
        assert part in out
    assert "\x1b" not in out
    assert main(["mistakes", "--track", "team-basics", "--json", "--most", "1"]) == 0
    (group,) = json.loads(capsys.readouterr().out)
    assert (group["learners"], group["submissions"], group["code"]) == (2, 3, CODE)
    assert group["problem"]["got"] == "3"


def test_a_dry_run_counts_and_stores_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regrade", "--exercise", EXERCISE, "--dry-run"]) == 0
    assert "3 submissions of 2 learners" in capsys.readouterr().out
    assert asyncio.run(regrades(url)) == []


def test_regrades_are_stored_once_with_the_version_of_the_lessons(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["regrade", "--exercise", EXERCISE]) == 0
    assert "3 submissions of 2 learners" in capsys.readouterr().out
    assert main(["regrade", "--exercise", EXERCISE]) == 0
    assert "0 submissions" in capsys.readouterr().out
    stored = asyncio.run(regrades(url))
    exercise = load(OUR_TRACKS, built_in=False).exercise(EXERCISE)
    assert exercise is not None
    assert [each.version for each in stored] == [exercise.version] * 3
    assert {each.status for each in stored} == {None}


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (["regrade", "--exercise", "batches/first-hlaf"], 1, "did you mean batches/first-half?"),
        (["mistakes", "--track", "team-basic"], 1, "did you mean team-basics?"),
    ],
)
def test_a_name_that_is_nearly_right_is_suggested(
    url: str, capsys: pytest.CaptureFixture[str], typed: list[str], code: int, says: str
) -> None:
    assert main(typed) == code
    assert says in capsys.readouterr().err
