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
from tests.support.built_in import built_in_lessons

EVENS = "tensors/evens"
CODE = "def evens(n):\n    return n\x1b[31m\n"
VERDICT = Verdict(
    status=Status.FAILED,
    exercise=EVENS,
    problem=Problem(kind=ProblemKind.TYPE, input="n = 3", expected="tensor([0, 2])", got="3"),
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in the settings, with three failures of two learners, and a pass."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'tensei.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENSEI_DATABASE_URL", url)
    asyncio.run(filled(url))
    return url


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
                    exercise=EVENS,
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
        EVENS,
        "learners: 2 (2 of them",
        "submissions: 3",
        "| def evens(n):",
        "got       3",
    ):
        assert part in out
    assert "\x1b" not in out
    assert main(["mistakes", "--track", "pytorch-basics", "--json", "--most", "1"]) == 0
    (group,) = json.loads(capsys.readouterr().out)
    assert (group["learners"], group["submissions"], group["code"]) == (2, 3, CODE)
    assert group["problem"]["got"] == "3"


def test_a_dry_run_counts_and_stores_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regrade", "--exercise", EVENS, "--dry-run"]) == 0
    assert "3 submissions of 2 learners" in capsys.readouterr().out
    assert asyncio.run(regrades(url)) == []


def test_regrades_are_stored_once_with_the_version_of_the_lessons(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["regrade", "--exercise", EVENS]) == 0
    assert "3 submissions of 2 learners" in capsys.readouterr().out
    assert main(["regrade", "--exercise", EVENS]) == 0
    assert "0 submissions" in capsys.readouterr().out
    stored = asyncio.run(regrades(url))
    exercise = built_in_lessons().exercise(EVENS)
    assert exercise is not None
    assert [each.version for each in stored] == [exercise.version] * 3
    assert {each.status for each in stored} == {None}


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (["regrade", "--exercise", "tensors/evnes"], 1, "did you mean tensors/evens?"),
        (["mistakes", "--track", "pytorch-basic"], 1, "did you mean pytorch-basics?"),
    ],
)
def test_a_name_that_is_nearly_right_is_suggested(
    url: str, capsys: pytest.CaptureFixture[str], typed: list[str], code: int, says: str
) -> None:
    assert main(typed) == code
    assert says in capsys.readouterr().err
