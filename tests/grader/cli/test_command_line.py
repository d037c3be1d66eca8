"""The commands of `python -m grader`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import few_lessons
from tests.support.called_command import Call
from tests.support.few_lessons import FEW_LESSONS

RIGHT = (
    "import torch\ndef to_float(values):\n    return torch.tensor(values, dtype=torch.float32)\n"
)
Graded = Callable[..., tuple[object, dict[str, Any]]]

WRONG = "import torch\ndef to_float(values):\n    return torch.tensor(values)\n"


def process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, with a pipe as its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        env=os.environ | FEW_LESSONS,
    )


@pytest.fixture
def graded(call: Call) -> Graded:
    def grade(*arguments: str, stdin: bytes = b"") -> tuple[object, dict[str, Any]]:
        typed = ("grade", *arguments, "--exercise", "tensors/to-float", "--json")
        done = call("grader", *typed, stdin=stdin)
        return done.code, json.loads(done.out)

    return grade


def test_a_process_exits_with_the_code_of_its_command(tmp_path: Path) -> None:
    file = tmp_path / "answer.py"
    file.write_text(few_lessons.WRONG)
    typed = ("grade", str(file), "--exercise", few_lessons.EXERCISE, "--json")
    assert process(*typed).returncode == 1
    assert process("grade", "--help").returncode == 0


def test_a_right_file_exits_with_0_and_prints_the_verdict_as_json(
    graded: Graded, tmp_path: Path
) -> None:
    file = tmp_path / "answer.py"
    file.write_text(RIGHT)
    code, verdict = graded(str(file))
    assert code == 0
    assert (verdict["status"], verdict["exercise"]) == ("passed", "tensors/to-float")
    assert verdict["problem"] is None
    assert set(verdict["milliseconds"]) == {"run", "judge", "total"}


def test_a_wrong_answer_on_standard_input_exits_with_1_and_names_the_mistake(
    graded: Graded,
) -> None:
    code, verdict = graded("-", stdin=WRONG.encode())
    assert code == 1
    assert verdict["status"] == "failed"
    assert verdict["problem"]["kind"] == "dtype"
    assert verdict["problem"]["mistake"] == "stayed-integer"
    assert {"input", "expected", "got"} <= set(verdict["problem"])


def test_a_notebook_is_graded_by_its_code_cells(graded: Graded, tmp_path: Path) -> None:
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


def test_bytes_that_are_no_utf_8_are_invalid(graded: Graded) -> None:
    code, verdict = graded("-", stdin=b"def to_float(values): return '\xff\xfe'")
    assert (code, verdict["status"], verdict["reason"]) == (1, "invalid", "not-utf-8")


@pytest.mark.parametrize("json_wanted", [True, False])
def test_an_unknown_exercise_exits_with_2_and_suggests_the_nearest(
    call: Call, json_wanted: bool
) -> None:
    flags = ["--json"] if json_wanted else []
    typed = ("grade", "-", "--exercise", "tensors/to-flaot", *flags)
    done = call("grader", *typed, stdin=RIGHT.encode())
    assert done.code == 2
    assert "tensors/to-float" in (done.out if json_wanted else done.err)


def batch_line(line_id: str, code: str) -> bytes:
    fields = {"id": line_id, "exercise": few_lessons.EXERCISE, "code": code}
    return json.dumps(fields).encode() + b"\n"


@pytest.mark.parametrize(("bad", "code"), [(b"", 0), (b"nonsense\n", 1)])
def test_a_batch_exits_with_1_only_if_a_line_could_not_be_graded(
    call: Call, tmp_path: Path, bad: bytes, code: int
) -> None:
    file = tmp_path / "answers.jsonl"
    first, last = batch_line("first", few_lessons.WRONG), batch_line("last", few_lessons.RIGHT)
    file.write_bytes(first + bad + last.rstrip())
    done = call("grader", "grade", "--batch", str(file), "--json", **FEW_LESSONS)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == code
    assert (lines[0]["id"], lines[0]["status"]) == ("first", "failed")
    assert (lines[-1]["id"], lines[-1]["status"]) == ("last", "passed")
    assert ("1 of 3 lines could not be graded" in done.err) == bool(bad)


def test_a_batch_is_read_from_a_pipe_and_a_line_longer_than_any_buffer_hides_no_other() -> None:
    right, wrong = batch_line("a", few_lessons.RIGHT), batch_line("b", few_lessons.WRONG)
    piped = right + b"x" * 5_000_000 + b"\n" + wrong
    done = process("grade", "--batch", "-", stdin=piped)
    first, long, last = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["id"], first["status"]) == ("a", "passed")
    assert (long["line"], "shorten" in long["error"]) == (2, True)
    assert (last["id"], last["status"]) == ("b", "failed")


def test_a_file_that_is_not_there_exits_with_2_and_says_what_to_name(call: Call) -> None:
    done = call("grader", "grade", "nowhere.py", "--exercise", "tensors/to-float")
    assert done.code == 2
    assert "nowhere.py" in done.err


def test_a_limit_is_a_setting_and_one_that_makes_no_sense_is_named(call: Call) -> None:
    endless = b"import time; time.sleep(5)"
    limits = FEW_LESSONS | {"TENSEI_LIMIT_WALL_SECONDS": "1"}
    done = call("grader", "run", "-", "--json", stdin=endless, **limits)
    result = json.loads(done.out)
    assert (done.code, result["status"], result["reason"]) == (1, "timeout", "wall")
    done = call("grader", "run", "-", stdin=b"1", TENSEI_LIMIT_WALL_SECONDS="soon")
    assert done.code == 2
    assert "TENSEI_LIMIT_WALL_SECONDS=soon" in done.err


def test_grading_by_a_command_reads_the_settings_of_the_gpu_as_a_grader_does(call: Call) -> None:
    arguments = ("grader", "grade", "-", "--exercise", few_lessons.EXERCISE)
    done = call(*arguments, stdin=b"1", TENSEI_GPU_MPS="perhaps", **FEW_LESSONS)
    assert done.code == 2
    assert "TENSEI_GPU_MPS=perhaps" in done.err
    done = call("grader", "grade", "--batch", "-", TENSEI_GPU_MPS="perhaps", **FEW_LESSONS)
    assert "TENSEI_GPU_MPS=perhaps" in done.err


def test_run_prints_what_a_notebook_would(call: Call) -> None:
    code = b"print('hi')\nimport torch\ntorch.arange(3)"
    done = call("grader", "run", "-", "--json", stdin=code, **FEW_LESSONS)
    result = json.loads(done.out)
    assert done.code == 0
    assert (result["status"], result["stdout"]) == ("passed", "hi\n")
    assert result["value"] == "tensor([0, 1, 2])"
    assert (result["stderr"], result["figures"]) == ("", [])


def test_the_doctor_says_which_walls_stand_and_which_devices_there_are(call: Call) -> None:
    done = call("grader", "doctor", "--json")
    report = json.loads(done.out)
    walls = {wall["name"]: wall for wall in report["walls"]}
    assert {"bubblewrap", "landlock", "seccomp"} <= set(walls)
    for wall in walls.values():
        assert wall["state"] == ("standing" if wall["standing"] else "missing")
        assert wall["why"]
        assert wall["standing"] or wall["raise_it"]
    assert report["devices"][0]["name"] == "cpu"
    assert (done.code == 0) == report["can_grade"]
