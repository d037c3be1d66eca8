"""An interrupted command exits quietly and with the documented exit code."""

from __future__ import annotations

import argparse
import json
import os
import pty
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from common.cli_runner import EXIT_INTERRUPTED, run_command
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, RIGHT

TIMEOUT_S = 120.0


def environment(folder: Path, **settings: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("TENSEI_", "DISCORD_"))}
    return {
        **inherited,
        "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'tensei.db'}",
        "TENSEI_HEALTH_PORT": "1",
        **FEW_LESSONS,
        **settings,
    }


def command(*typed: str) -> list[str]:
    return [sys.executable, "-m", *typed]


def in_shell(line: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which $P is Python."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; P={sys.executable}; {line}"],
        env=environment(folder, **settings),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$P -m lessons list --json | true", 2),
        ("$P -m bot --print-completion bash | true", 1),
        ("$P -m lessons list --json > /dev/full", 2),
    ],
)
def test_an_output_that_nobody_takes_leaves_no_trace(line: str, code: int, tmp_path: Path) -> None:
    done = in_shell(line, tmp_path)
    # The program may have finished before the reader closes the pipe.
    assert done.returncode in ((0, code) if "|" in line else (code,))
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert ("could not be written" in done.stderr) == ("full" in line)


def test_an_output_and_an_input_that_are_closed_are_no_trouble(tmp_path: Path) -> None:
    done = in_shell("$P -m lessons list >&-", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = in_shell("$P -m grader run - <&-", tmp_path)
    assert done.returncode == 2
    assert done.stderr == ("grader: standard input is closed; pipe the code in, or name a file\n")


def test_letters_that_the_terminal_does_not_know_end_nothing(tmp_path: Path) -> None:
    done = in_shell("$P -m lessons list", tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "PyTorch basics / PyTorch \\u" in done.stdout


def test_a_file_name_of_no_letters_is_shown_and_ends_nothing(tmp_path: Path) -> None:
    done = in_shell("$P -m grader run $'\\xff.py'", tmp_path)
    assert done.returncode == 2
    assert "cannot read \\udcff.py: No such file" in done.stderr


def started(folder: Path, *typed: str, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*typed),
        env=environment(folder, **settings),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )


def after_ctrl_c(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Send SIGINT to the process group; return the exit code and standard error."""
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=TIMEOUT_S)
    return process.returncode, errors


@pytest.mark.parametrize("program", ["bot", "grader"])
def test_ctrl_c_while_nobody_answers_ends_quietly(program: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(TIMEOUT_S)
        port = str(silent.getsockname()[1])
        with started(tmp_path, program, "ready", TENSEI_HEALTH_PORT=port) as process:
            connection, _ = silent.accept()
            with connection:
                assert after_ctrl_c(process) == (130, "")


def test_ctrl_c_within_a_command_is_told_apart_from_all_else_by_its_exit_code() -> None:
    def interrupted(_: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    assert run_command(argparse.Namespace(), interrupted, failure_code=1) == EXIT_INTERRUPTED == 130


def test_ctrl_c_ends_a_preview_as_it_is_meant_to(tmp_path: Path) -> None:
    with started(tmp_path, "lessons", "preview", "batches") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Chat: http://127.0.0.1:")
        code, errors = after_ctrl_c(process)
    assert code == 0
    assert "Traceback" not in errors


def answers(count: int) -> str:
    fields = {"exercise": EXERCISE, "code": RIGHT}
    return "".join(json.dumps({"id": n, **fields}) + "\n" for n in range(count))


def test_ctrl_c_ends_a_batch_after_a_whole_line(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(answers(5000))
    with started(tmp_path, "grader", "grade", "--batch", str(file)) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        rest, errors = process.communicate(timeout=TIMEOUT_S)
    printed = (first + rest).splitlines(keepends=True)
    assert (process.returncode, errors) == (130, "")
    assert [json.loads(line)["id"] for line in printed] == list(range(len(printed)))
    assert 0 < len(printed) < 5000
    assert all(line.endswith("\n") for line in printed)


def test_ctrl_c_ends_a_batch_that_waits_for_its_next_line(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("grader", "grade", "--batch", "-"),
        env=environment(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(answers(1))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["status"] == "passed"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(TIMEOUT_S) == 130
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_batch_whose_verdicts_nobody_reads_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text(answers(300))
    done = in_shell("$P -m grader grade --batch answers.jsonl | head -n 1", tmp_path)
    assert done.returncode == 2
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_where_torch_is_missing_a_grader_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ModuleNotFoundError('no torch', name='torch')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = in_shell("$P -m grader doctor", tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stderr == (
        "grader: torch is not installed here. In Tensei's folder, type: make install\n"
    )


def at_a_terminal(folder: Path, *typed: str) -> tuple[str, str]:
    """Return standard output, and what standard error showed on a terminal."""
    master, terminal = pty.openpty()
    with subprocess.Popen(
        command(*typed),
        env=environment(folder, TERM="xterm"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while chunk := os.read(master, 65536):
                shown += chunk
        except OSError:  # the process has closed the terminal
            pass
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(master)
    return out, shown.decode()


def test_a_terminal_is_told_what_is_being_done_and_nobody_else_is(tmp_path: Path) -> None:
    out, shown = at_a_terminal(tmp_path, "bot", "migrate")
    assert "bringing the tables up to date" in shown
    assert out.startswith("The schema was not there")
    piped = in_shell("$P -m bot migrate", tmp_path)
    assert piped.stderr == ""


def test_a_batch_shows_its_progress_beside_its_verdicts(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text(answers(3))
    out, shown = at_a_terminal(tmp_path, "grader", "grade", "--batch", "answers.jsonl", "--json")
    assert "starting torch in the sandbox" in shown
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["passed"] * 3
    assert "milliseconds" not in shown


def test_json_comes_without_a_progress_line_also_at_a_terminal(tmp_path: Path) -> None:
    out, shown = at_a_terminal(tmp_path, "bot", "status", "--json")
    assert json.loads(out)["bot"] is None
    assert shown == ""
