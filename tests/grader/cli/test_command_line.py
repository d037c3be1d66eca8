"""The commands of `python -m grader`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RIGHT = (
    "import torch\ndef to_float(values):\n    return torch.tensor(values, dtype=torch.float32)\n"
)
WRONG = "import torch\ndef to_float(values):\n    return torch.tensor(values)\n"


def grader(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments], input=stdin, capture_output=True, timeout=60
    )


def graded(*arguments: str, stdin: bytes = b"") -> tuple[int, dict[str, Any]]:
    done = grader("grade", *arguments, "--exercise", "tensors/to-float", "--json", stdin=stdin)
    return done.returncode, json.loads(done.stdout)


def test_a_right_file_exits_with_0_and_prints_the_verdict_as_json(tmp_path: Path) -> None:
    file = tmp_path / "answer.py"
    file.write_text(RIGHT)
    code, verdict = graded(str(file))
    assert code == 0
    assert (verdict["status"], verdict["exercise"]) == ("passed", "tensors/to-float")
    assert verdict["problem"] is None
    assert set(verdict["milliseconds"]) == {"run", "judge", "total"}


def test_a_wrong_answer_on_standard_input_exits_with_1_and_names_the_mistake() -> None:
    code, verdict = graded("-", stdin=WRONG.encode())
    assert code == 1
    assert verdict["status"] == "failed"
    assert verdict["problem"]["kind"] == "dtype"
    assert verdict["problem"]["mistake"] == "stayed-integer"
    assert {"input", "expected", "got"} <= set(verdict["problem"])


def test_a_notebook_is_graded_by_its_code_cells(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# my answer"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["import torch\n"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": RIGHT.splitlines(True)[1:]},
    ]
    file = tmp_path / "answer.ipynb"
    file.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    code, verdict = graded(str(file))
    assert (code, verdict["status"]) == (0, "passed")


def test_bytes_that_are_no_utf_8_are_invalid() -> None:
    code, verdict = graded("-", stdin=b"def to_float(values): return '\xff\xfe'")
    assert (code, verdict["status"], verdict["reason"]) == (1, "invalid", "not-utf-8")


@pytest.mark.parametrize("json_wanted", [True, False])
def test_an_unknown_exercise_exits_with_2_and_suggests_the_nearest(json_wanted: bool) -> None:
    flags = ["--json"] if json_wanted else []
    done = grader("grade", "-", "--exercise", "tensors/to-flaot", *flags, stdin=RIGHT.encode())
    assert done.returncode == 2
    assert b"tensors/to-float" in (done.stdout if json_wanted else done.stderr)
    assert b"Traceback" not in done.stderr


def batch_line(line_id: str, code: str) -> bytes:
    fields = {"id": line_id, "exercise": "tensors/to-float", "code": code}
    return json.dumps(fields).encode() + b"\n"


@pytest.mark.parametrize(("bad", "code"), [(b"", 0), (b"nonsense\n", 1)])
def test_a_batch_exits_with_1_only_if_a_line_could_not_be_graded(
    tmp_path: Path, bad: bytes, code: int
) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(batch_line("first", WRONG) + bad + batch_line("last", RIGHT).rstrip())
    done = grader("grade", "--batch", str(file), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == code
    assert (lines[0]["id"], lines[0]["status"]) == ("first", "failed")
    assert (lines[-1]["id"], lines[-1]["status"]) == ("last", "passed")
    assert (b"1 of 3 lines could not be graded" in done.stderr) == bool(bad)
    piped = grader("grade", "--batch", "-", stdin=file.read_bytes())
    assert [json.loads(line).get("status") for line in piped.stdout.splitlines()] == [
        line.get("status") for line in lines
    ]


def test_a_line_longer_than_any_buffer_does_not_hide_the_next(tmp_path: Path) -> None:
    done = grader("grade", "--batch", "-", stdin=b"x" * 5_000_000 + b"\n" + batch_line("a", RIGHT))
    long, last = (json.loads(line) for line in done.stdout.splitlines())
    assert (long["line"], "shorten" in long["error"]) == (1, True)
    assert (last["id"], last["status"]) == ("a", "passed")


def test_a_file_that_is_not_there_exits_with_2_and_says_what_to_name() -> None:
    done = grader("grade", "nowhere.py", "--exercise", "tensors/to-float")
    assert done.returncode == 2
    assert b"nowhere.py" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_limit_is_a_setting_and_one_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TENSEI_LIMIT_WALL_SECONDS", "1")
    done = grader("run", "-", "--json", stdin=b"import time; time.sleep(5)")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"], result["reason"]) == (1, "timeout", "wall")
    monkeypatch.setenv("TENSEI_LIMIT_WALL_SECONDS", "soon")
    done = grader("run", "-", stdin=b"1")
    assert done.returncode == 2
    assert b"TENSEI_LIMIT_WALL_SECONDS=soon" in done.stderr
    assert b"Traceback" not in done.stderr


def test_run_prints_what_a_notebook_would() -> None:
    done = grader("run", "-", "--json", stdin=b"print('hi')\nimport torch\ntorch.arange(3)")
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert (result["status"], result["stdout"]) == ("passed", "hi\n")
    assert result["value"] == "tensor([0, 1, 2])"
    assert (result["stderr"], result["figures"]) == ("", [])


def test_the_doctor_says_which_walls_stand_and_which_devices_there_are() -> None:
    done = grader("doctor", "--json")
    report = json.loads(done.stdout)
    walls = {wall["name"]: wall for wall in report["walls"]}
    assert {"bubblewrap", "landlock", "seccomp"} <= set(walls)
    for wall in walls.values():
        assert wall["state"] == ("standing" if wall["standing"] else "missing")
        assert wall["why"]
        assert wall["standing"] or wall["raise_it"]
    assert report["devices"][0]["name"] == "cpu"
    assert (done.returncode == 0) == report["can_grade"]
