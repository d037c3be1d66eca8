"""python -m benchmarks.gpu_check on a machine without a card."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import gpu_bad_tasks, gpu_steps
from benchmarks.gpu_card import Card
from benchmarks.gpu_check import StepResult, run_step
from benchmarks.gpu_steps import STEPS as ALL_STEPS
from tests.support.pretended_card import CARD, GIB, MIB, PretendedMemory, copy_probe

STEPS = ("machine", "scout", "open", "curve")

Checked = tuple[subprocess.CompletedProcess[str], Path]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    if Path("/dev/nvidiactl").exists():
        pytest.skip("there is a card here: make gpu-check uses it")
    out = tmp_path_factory.mktemp("gpu") / "out"
    command = [sys.executable, "-m", "benchmarks.gpu_check", str(out), "--only", ",".join(STEPS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return done, out


def test_every_step_says_in_one_line_why_it_failed(
    checked: Checked,
) -> None:
    done, _ = checked
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.split()[:2] for line in lines] == [[name, "FAILED"] for name in STEPS]
    assert "no device file of a card" in lines[0]
    assert "cuda:0 could not be opened" in lines[1]
    assert "Traceback" not in done.stdout + done.stderr


def test_figures_and_table_are_files_as_well(
    checked: Checked,
) -> None:
    done, out = checked
    figures = json.loads((out / "figures.json").read_text())
    assert list(figures) == list(STEPS)
    assert {each["ok"] for each in figures.values()} == {False}
    assert (out / "table.txt").read_text() == done.stdout


def test_an_unknown_step_is_refused_with_those_that_there_are() -> None:
    command = [sys.executable, "-m", "benchmarks.gpu_check", "--only", "scuot"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "there is no step scuot; there are machine, scout" in done.stderr


@pytest.fixture
def card(tmp_path: Path) -> Card:
    """A stand-in for a card: everything is real but its driver and its memory."""
    memory = PretendedMemory(total=8 * GIB, context=100 * MIB)
    return Card("meta", CARD, copy_probe(tmp_path), memory)


async def step(name: str, out: Path, card: Card) -> StepResult:
    return await run_step(name, out, card)


async def test_a_hung_task_is_ended_at_its_limit_and_the_next_one_runs(
    card: Card, tmp_path: Path
) -> None:
    result = await step("hung-kernel", tmp_path, card)
    assert result.ok, result.summary
    assert result.figures["ended_after_ms"] >= gpu_bad_tasks.WALL_S * 1000


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("memory-hog", "a memory hog ended as timeout, not as out-of-memory"),
        ("lost-context", "a lost context ended as answered, not as raised"),
    ],
)
async def test_a_card_that_refuses_nothing_is_a_failure_with_its_cause(
    card: Card, tmp_path: Path, name: str, why: str
) -> None:
    result = await step(name, tmp_path, card)
    assert (result.ok, result.summary) == (False, why)


async def test_what_a_task_got_of_the_memory_is_measured_with_and_without_the_limit(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hog = "{first}\nprint(most)\nraise RuntimeError('CUDA out of memory')"
    monkeypatch.setattr(gpu_bad_tasks, "MEMORY_HOG", "most = 512\n" + hog)
    monkeypatch.setattr(gpu_bad_tasks, "LIFT_THE_LIMIT", "most = 7680")
    result = await step("memory-hog", tmp_path, card)
    assert result.ok, result.summary
    assert (result.figures["got_mib"], result.figures["got_without_limit_mib"]) == (512, 7680)
    assert "code that lifts torch's limit got 7680" in result.summary


async def test_no_forgery_passes_in_the_jail_of_the_card(card: Card, tmp_path: Path) -> None:
    result = await step("forgeries", tmp_path, card)
    assert result.ok, result.summary
    assert result.figures["tried"] == len(list(gpu_bad_tasks.FORGERIES.glob("*.py"))) > 10


async def test_a_forgery_that_passes_is_named(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_bad_tasks, "FORGERIES", tmp_path)
    (tmp_path / "as_asked.py").write_text(gpu_bad_tasks.HONEST, encoding="utf-8")
    result = await step("forgeries", tmp_path, card)
    assert (result.ok, result.summary) == (False, "a forgery passed: as_asked")


async def test_submissions_are_graded_on_the_card_and_none_falls_back(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_steps, "SUBMISSIONS", 4)
    result = await step("submissions", tmp_path, card)
    assert result.ok, result.summary
    assert (result.figures["submissions"], result.figures["fell_back"]) == (4, 0)


async def test_the_jail_and_its_contexts_are_measured(
    card: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small: dict[str, Any] = {"WARM_TASKS": 2, "SUSTAINED_S": 0.3, "AT_ONCE": (1, 2)}
    for name, value in small.items():
        monkeypatch.setattr(gpu_steps, name, value)
    opened = await step("open", tmp_path, card)
    assert opened.ok, opened.summary
    assert (opened.figures["at_once"], opened.figures["idle_children"]) == (3, 3)
    contexts = await step("contexts", tmp_path, card)
    assert contexts.ok, contexts.summary
    assert contexts.figures["at_once_2"]["fit"] == 2
    assert contexts.figures["at_once_1"]["tasks_per_s"] > 0


def test_all_steps_end_within_twenty_minutes_whatever_hangs() -> None:
    assert sum(limit for _, limit in ALL_STEPS.values()) <= 20 * 60
