"""python -m benchmarks.gpu_check on a machine without a card."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
