"""python -m benchmarks.gpu_check: processes, time and report, with stand-ins for its steps."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from benchmarks import gpu_process, gpu_step
from benchmarks.gpu_check import (
    CLOSING_S,
    RESERVE_S,
    SHORTEST_S,
    STEPS,
    TOTAL_S,
    PlannedStep,
    check,
    make_command,
)
from benchmarks.gpu_record import State, describe_error, last_cause, read_record
from benchmarks.gpu_report import StepResult, write_report
from tests.support.polling import until

LIMIT_S = 8.0
"""Seconds after which a process that hangs is ended: enough to start it on a busy machine."""

BEGIN = """
import os, signal, subprocess, sys, time
from pathlib import Path
from benchmarks.gpu_record import Record, State
record = Record(Path(sys.argv[2]), sys.argv[1])
"""
"""How the stand-in for a step begins."""

FINE = "record.note(answer=42)\nrecord.end(State.OK, 'as it should be')"
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)"
"""Hangs like a thread in a driver: nothing but SIGKILL ends it."""


def run(
    out: Path, bodies: dict[str, str], *, limit_s: float = 60.0, total_s: float = 300.0
) -> dict[str, StepResult]:
    """Check with steps that run these statements in their processes.

    `limit_s` is the limit of those that hang.
    """

    def command(name: str, out: Path, _limit_s: float) -> Sequence[str]:
        return (sys.executable, "-c", BEGIN + bodies[name], name, str(out))

    steps = [PlannedStep(name, limit_s if DEAF in body else 60.0) for name, body in bodies.items()]
    return {each.name: each for each in check(steps, out, total_s=total_s, make_command=command)}


@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="is about machines without a card")
def test_without_a_card_one_line_says_so_and_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.gpu_check", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "no card was found, so nothing was checked" in line
    assert "Install the card's driver, and in a container pass the device on" in line
    assert not (tmp_path / "out").exists()


def test_an_unknown_step_is_refused_with_those_that_there_are() -> None:
    command = [sys.executable, "-m", "benchmarks.gpu_check", "--only", "scuot"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "there is no step scuot; there are machine, scout" in done.stderr


def test_every_planned_step_is_one_that_its_process_knows() -> None:
    assert [step.name for step in STEPS] == list(gpu_step.STEPS)


def test_eight_minutes_are_promised_and_suffice_for_the_important_steps_whatever_hangs() -> None:
    names = [step.name for step in STEPS]
    important = STEPS[: names.index("sustained") + 1]
    assert {"scout", "open", "attacks", "forgeries", "submissions"} < {e.name for e in important}
    longest_s = sum(step.limit_s + gpu_process.PATIENCE_S for step in important)
    assert longest_s + RESERVE_S <= TOTAL_S == 480


def test_a_step_stops_by_itself_before_it_is_killed() -> None:
    *command, name, out, seconds = make_command("open", Path("/out"), 60)
    assert command[-1] == "benchmarks.gpu_step"
    assert (name, out, float(seconds)) == ("open", "/out", 60 - CLOSING_S)


def test_a_step_gets_no_more_than_what_is_left_and_the_next_ones_are_skipped(
    tmp_path: Path,
) -> None:
    steps = {"hung": DEAF, "late": FINE}
    began = time.monotonic()
    found = run(tmp_path, steps, total_s=RESERVE_S + SHORTEST_S + 2)
    assert time.monotonic() - began < RESERVE_S + SHORTEST_S + 2
    assert [each.state for each in found.values()] == [State.FAILED, State.SKIPPED]
    assert found["late"].summary == "no time left"


def test_a_hung_step_is_killed_with_its_descendants_and_the_next_one_runs(tmp_path: Path) -> None:
    left = tmp_path / "left"
    start = f"""
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session=True)
Path({str(left)!r}).write_text(str(child.pid))
"""
    found = run(tmp_path / "out", {"hung": start + DEAF, "fine": FINE}, limit_s=LIMIT_S)
    assert [each.state for each in found.values()] == [State.FAILED, State.OK]
    assert found["hung"].summary == "it was killed after 8 s"
    assert not is_running(int(left.read_text()))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_killed_step_had_found_is_reported_as_partial(tmp_path: Path) -> None:
    found = run(tmp_path, {"hung": "record.note('7 of 9', done=7)\n" + DEAF}, limit_s=LIMIT_S)
    assert (found["hung"].state, found["hung"].figures) == (State.PARTIAL, {"done": 7})
    assert found["hung"].summary == "it was killed after 8 s; until then: 7 of 9"
    assert "hung          partial" in (tmp_path / "table.txt").read_text()


async def test_a_step_that_cannot_even_be_killed_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kill", "killpg"):  # as for a process in uninterruptible sleep
        monkeypatch.setattr(gpu_process.os, name, create_autospec(getattr(os, name)))
    tell = f"Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
    found = run(tmp_path / "out", {"stuck": tell + DEAF, "fine": FINE}, limit_s=LIMIT_S)
    monkeypatch.undo()
    os.kill(pid := int((tmp_path / "pid").read_text()), signal.SIGKILL)
    await until(lambda: not is_running(pid))
    assert "has not ended: it hangs in a driver" in found["stuck"].summary
    assert found["stuck"].seconds < LIMIT_S + gpu_process.PATIENCE_S + 20
    assert found["fine"].state is State.OK


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its process was ended by SIGSEGV"),
        ("print('the driver gave up')\nos._exit(7)", "status 7: the driver gave up"),
        ("raise OSError('no such card')", "status 1: OSError: no such card"),
    ],
)
def test_a_dead_step_is_a_failure_with_its_cause(tmp_path: Path, body: str, why: str) -> None:
    found = run(tmp_path, {"dead": body, "fine": FINE})
    assert [each.state for each in found.values()] == [State.FAILED, State.OK]
    assert why in found["dead"].summary


def test_the_findings_of_an_earlier_check_are_not_taken_for_those_of_this_one(
    tmp_path: Path,
) -> None:
    assert run(tmp_path, {"step": FINE})["step"].state is State.OK
    assert run(tmp_path, {"step": "os._exit(7)"})["step"].state is State.FAILED


def test_a_card_that_did_not_open_is_not_tried_again_and_again(tmp_path: Path) -> None:
    def command(name: str, out: Path, _limit_s: float) -> Sequence[str]:
        return (sys.executable, "-c", "raise OSError('no such card')", name, str(out))

    results = check(STEPS, tmp_path, make_command=command)
    tried = [each.name for each in results if each.state is State.FAILED]
    assert tried == ["machine", "scout", "curve"]
    assert {each.state for each in results} == {State.FAILED, State.SKIPPED}


@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="is about machines without a card")
def test_the_real_steps_say_in_one_line_why_they_failed_without_a_card(tmp_path: Path) -> None:
    results = {each.name: each for each in check(STEPS, tmp_path)}
    failed = {name: each.summary for name, each in results.items() if each.state is State.FAILED}
    assert set(failed) == {"machine", "scout", "curve"}
    assert "no device file of a card" in failed["machine"]
    assert "cuda:0 could not be opened" in failed["scout"]
    assert "torch sees no card" in failed["curve"]
    table = (tmp_path / "table.txt").read_text().splitlines()
    assert [line.split()[0] for line in table] == [step.name for step in STEPS]
    assert json.loads((tmp_path / "figures.json").read_text())["curve"]["figures"]["cpu_ms"]
    assert (tmp_path / "curve.png").exists()


HANGING_THREAD = """
import asyncio, time
from benchmarks import gpu_step

async def hang(record, card):
    record.note('the driver was asked', asked=1)
    await asyncio.to_thread(time.sleep, 600)

gpu_step.STEPS['hang'] = hang
gpu_step.main()
"""


def test_a_thread_that_hangs_in_the_driver_does_not_keep_a_step_from_ending(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", HANGING_THREAD, "hang", str(tmp_path), "1"]
    subprocess.run(command, check=True, timeout=120)
    record = read_record(tmp_path, "hang")
    assert (record.state, record.figures) == (State.PARTIAL, {"asked": 1})
    assert record.summary == "it took longer than 1 s; until then: the driver was asked"


CURVE = {"cpu": "a CPU", "sizes": [16, 32], "cpu_ms": [0.1, 0.2]}


def test_table_figures_and_curve_are_written_also_when_steps_hang_or_die(tmp_path: Path) -> None:
    steps = {
        "dead": "os._exit(7)",
        "curve": f"record.note('the CPU', **{CURVE})\n" + DEAF,
        "fine": FINE,
    }
    run(tmp_path, steps, limit_s=LIMIT_S)
    rows = [line.split()[:2] for line in (tmp_path / "table.txt").read_text().splitlines()]
    assert rows == [["dead", "FAILED"], ["curve", "partial"], ["fine", "ok"]]
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["fine"]["figures"] == {"answer": 42}
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_the_curve_of_the_card_is_drawn_beside_that_of_the_cpu(tmp_path: Path) -> None:
    both = CURVE | {"gpu": "a card", "gpu_ms": [0.05, 0.06], "copy_ms": [0.5, 0.6]}
    pictures = []
    for figures in (CURVE, both):
        write_report(tmp_path, [StepResult("curve", State.OK, "", figures=figures)])
        pictures.append((tmp_path / "curve.png").read_bytes())
    assert pictures[0] != pictures[1]


TRACEBACK = """
some output
Traceback (most recent call last):
  File "step.py", line 1, in <module>
    x = torch.ones(1, device="cuda")
RuntimeError: CUDA error: out of memory
CUDA kernel errors might be asynchronously reported at some other API call.
For debugging consider passing CUDA_LAUNCH_BLOCKING=1
"""


def test_the_cause_of_a_traceback_is_its_exception_and_not_its_beginning_or_end() -> None:
    assert last_cause(TRACEBACK) == "RuntimeError: CUDA error: out of memory"
    assert last_cause(TRACEBACK + TRACEBACK.replace("memory", "luck")).endswith("out of luck")
    assert last_cause("first\nlast\n\n") == "last"
    assert last_cause("") == ""


def test_a_long_cause_keeps_its_end() -> None:
    line = describe_error(ValueError("begin " + "x" * 1000 + " end"))
    assert line.startswith("begin")
    assert line.endswith("x end")
    assert len(line) == 300


def test_a_message_with_a_traceback_keeps_what_it_says_and_the_cause() -> None:
    error = RuntimeError("the jail cannot be locked: " + TRACEBACK)
    assert describe_error(error) == (
        "the jail cannot be locked: some output RuntimeError: CUDA error: out of memory"
    )
