"""The benchmark of stability tells verdicts that change from those that are always the same."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks.verdict_stability import (
    Change,
    Golden,
    Repeat,
    format_repeat,
    header_of,
    main,
    read_golden,
    read_log,
    repeat,
    split_changes,
    summarize,
)
from grader.worker.batch import Batch
from grader.worker.grader import Grader
from tests.support.built_in import built_in_lessons

RIGHT = "import torch\n\n\ndef row_means(x):\n    return x.mean(1)\n"
BY_LUCK = (
    "import torch\n\nIS_LUCKY = torch.rand(()) < 0.5\n\n\ndef row_means(x):\n"
    "    return x.mean(1) if IS_LUCKY else x.mean(0)\n"
)


def changed(number: int, name: str = "a/b/c", got: str = "failed") -> Repeat:
    change = Change(name, {"status": "passed"}, {"status": got}, "5eed")
    return Repeat(number, 10, 2.0, (change,))


def test_every_golden_submission_is_read_with_its_verdict() -> None:
    found = {each.id: each for each in read_golden()}

    assert len(found) > 600
    assert found["operations/row-means/whole_module"].header["problem"] == "type"
    assert found["operations/row-means/whole_module"].exercise == "operations/row-means"


def test_a_verdict_is_reduced_to_what_has_to_stay_the_same() -> None:
    raised = {"kind": "exception", "mistake": None, "raised": {"key": "caret"}, "got": "3"}
    named = {"kind": "shape", "mistake": "kept-dimension", "raised": None, "got": "4"}

    assert header_of({"status": "passed", "problem": None}) == {"status": "passed"}
    assert header_of({"status": "error", "problem": raised}) == {
        "status": "error",
        "error": "caret",
    }
    assert header_of({"status": "failed", "problem": named}) == {
        "status": "failed",
        "problem": "shape",
        "mistake": "kept-dimension",
    }
    assert header_of({"id": 1, "error": "too long"})["status"] == "not graded"


def test_what_differs_in_every_repeat_has_not_changed() -> None:
    repeats = [changed(0), changed(1)]

    assert split_changes(repeats) == ({("a/b/c", "failed")}, [])
    assert next(iter(summarize(repeats))).endswith(": 0 changed")


def test_what_differs_in_some_repeats_is_named_with_its_seed() -> None:
    repeats = [changed(0), Repeat(1, 10, 2.0, ())]

    _, (change,) = split_changes(repeats)

    assert str(change) == "a/b/c: failed instead of passed (seed 5eed)"
    assert next(iter(summarize(repeats))) == "2 repeats, 20 verdicts in 4 s (5 a second): 1 changed"


def test_a_log_is_read_again_and_a_cut_line_left_out(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(f"{format_repeat(changed(0))}\n{format_repeat(changed(1))[:30]}")

    assert read_log(log) == [changed(0)]
    assert read_log(tmp_path / "none.jsonl") == []


@pytest.mark.asyncio
async def test_a_verdict_that_depends_on_luck_is_found() -> None:
    async def graded() -> AsyncIterator[Repeat]:
        async with Grader.open(catalog, spares=2) as grader:
            for number in range(20):
                yield await repeat(Batch(grader, catalog, 2), golden, number)

    catalog = built_in_lessons()
    golden = [
        Golden("right", "operations/row-means", RIGHT, {"status": "passed"}),
        Golden("by-luck", "operations/row-means", BY_LUCK, {"status": "passed"}),
    ]

    always, changes = split_changes([each async for each in graded()])

    assert not always
    assert {each.id for each in changes} == {"by-luck"}
    assert all(each.seed for each in changes)


def test_the_command_goes_on_after_the_last_whole_repeat(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "golden" / "operations" / "row-means"
    folder.mkdir(parents=True)
    (folder / "right.py").write_text(f"# status: passed\n\n{RIGHT}")
    log = tmp_path / "log.jsonl"
    log.write_text(format_repeat(Repeat(0, 1, 1.0, ())) + "\n")

    code = main(["--golden", str(tmp_path / "golden"), "--repeats", "2", "--log", str(log)])

    assert code == 0
    assert [json.loads(line)["number"] for line in log.read_text().splitlines()] == [0, 1]
    assert capsys.readouterr().out.startswith("2 repeats, 2 verdicts")
