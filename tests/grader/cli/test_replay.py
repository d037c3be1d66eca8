"""A stored submission is graded again on the same inputs as before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from common.cli_runner import CommandError
from grader.cli.replay import Replay, read_stored, replay
from grader.protocol import Grade, StoredSubmission, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Right for the inputs that are shown, and so its reply depends on the hidden ones.
ONLY_THE_SHOWN = """
import torch

def row_means(x):
    means = x.mean(dim=1)
    return means if x.shape[0] < 3 else means + x.abs().max()
"""
AVERAGED_COLUMNS = "def row_means(x): return x.mean(dim=0)"


async def graded(grader: Grader, code: str, exercise: str = "operations/row-means") -> Verdict:
    return await grader.grade(Grade(id="one", exercise=exercise, code=code))


def stored(verdict: Verdict, code: str, **changes: Any) -> StoredSubmission:
    assert verdict.exam is not None
    fields = {"exercise": verdict.exercise, "code": code, "verdict": verdict}
    return StoredSubmission(**(fields | verdict.exam.model_dump() | changes))


async def test_a_replay_has_the_inputs_of_its_exam_and_another_exam_has_others(
    grader: Grader, catalog: Catalog
) -> None:
    former, other = [await graded(grader, ONLY_THE_SHOWN) for _ in range(2)]
    assert former.problem is not None
    assert former.problem.hidden
    assert former.problem != other.problem
    again = await replay(grader, catalog, stored(former, ONLY_THE_SHOWN))
    assert again.verdict.problem == former.problem
    assert again.verdict.exam == former.exam
    assert (again.differences, again.has_changed) == ((), False)
    assert "the verdict is the same" in again.to_text()
    assert again.to_dict()["same"] is True


async def test_a_verdict_that_differs_is_shown_beside_the_new_one(
    grader: Grader, catalog: Catalog
) -> None:
    former = await graded(grader, AVERAGED_COLUMNS)
    right = "def row_means(x): return x.mean(dim=1)"
    again = await replay(grader, catalog, stored(former, right))
    assert again.differences == ("status", "problem")
    text = again.to_text()
    assert "differs in status, problem" in text
    assert "averaged-columns" in text
    assert "passed  operations/row-means" in text
    assert (again.to_dict()["same"], again.to_dict()["verdict"]["status"]) == (False, "passed")


async def test_an_exercise_that_has_changed_since_is_said_to_have(
    grader: Grader, catalog: Catalog
) -> None:
    former = await graded(grader, AVERAGED_COLUMNS)
    again = await replay(grader, catalog, stored(former, AVERAGED_COLUMNS, version="0123456789ab"))
    assert again.has_changed
    assert "has changed since" in again.to_text()
    assert again.to_dict()["exercise_changed"] is True


async def test_the_whole_reply_is_shown_with_what_the_code_printed(
    grader: Grader, catalog: Catalog
) -> None:
    code = "print('hello from here')\n" + AVERAGED_COLUMNS
    again = await replay(grader, catalog, stored(await graded(grader, code), code))
    for part in ("averaged-columns", "expected", "got", "hello from here"):
        assert part in again.to_text()


async def test_an_exam_for_a_device_that_is_not_here_says_where_to_replay_it(
    grader: Grader, catalog: Catalog
) -> None:
    code = "def gram(x, device): return x @ x.T"
    former = stored(await graded(grader, code, "gpu/gram"), code, device="cuda:7")
    with pytest.raises(CommandError, match=r"cuda:7.*grader doctor"):
        await replay(grader, catalog, former)


async def test_code_that_is_rejected_unread_has_no_exam(grader: Grader) -> None:
    assert (await graded(grader, "")).exam is None
    assert (await graded(grader, "(")).exam is not None


async def test_a_verdict_of_an_older_version_has_no_exam_and_is_read() -> None:
    old = {"status": "passed", "exercise": "tensors/evens"}
    assert Verdict.model_validate(old).exam is None


async def test_without_a_former_verdict_nothing_is_called_the_same(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"exercise": "a/b", "code": "1", "seed": "f", "version": "v"}))
    result = Replay(read_stored(str(file)), Verdict(status="passed", exercise="a/b"), "v")
    assert result.to_dict()["same"] is None
    assert "no verdict was stored" in result.to_text()
