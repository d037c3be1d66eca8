"""Every exit of a child, and the limits of its output."""

import asyncio
import contextlib
import os
import signal
import time

import pytest

from grader.jail import ExitKind, Limits, Reason, Task
from tests.support.bot_process import descendants_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_function_is_called_through_the_probe(jail):
    task = Task("def double(x):\n    return x * 2", entry="double", question=b"ab")
    outcome = await jail.run(task)
    assert (outcome.ending, outcome.answer) == (ExitKind.ANSWERED, b"b'abab'")
    assert outcome.layers == jail.layers
    assert outcome.milliseconds > 0


async def test_a_cell_gives_its_last_expression_and_what_it_printed(jail):
    code = "import sys\nprint('表')\nprint('err', file=sys.stderr)\n'a' * 3"
    outcome = await jail.run(Task(code))
    assert outcome.ending is ExitKind.ANSWERED
    assert (outcome.value, outcome.stdout, outcome.stderr) == ("'aaa'", "表\n", "err\n")


@pytest.mark.parametrize("code", ["None", "x = 1", "1;", "def f(): pass", ""])
async def test_a_cell_without_a_last_value_shows_none(jail, code):
    outcome = await jail.run(Task(code))
    assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, None)


async def test_a_figure_comes_back_as_png(jail):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    outcome = await jail.run(Task(code))
    assert [figure[:4] for figure in outcome.figures] == [b"\x89PNG"], outcome
    assert outcome.stderr == ""


async def test_what_draws_figures_is_loaded_before_the_code_runs(jail):
    outcome = await jail.run(Task("import sys\n'matplotlib.pyplot' in sys.modules"))
    assert outcome.value == "True", outcome


async def test_the_learners_own_line_is_named_when_code_raises(jail):
    outcome = await jail.run(Task("x = 1\ny = x / 0\n"))
    assert outcome.ending is ExitKind.RAISED
    assert (outcome.raised["type"], outcome.raised["line"]) == ("ZeroDivisionError", 2)
    assert "y = x / 0" in outcome.raised["traceback"]
    assert "inside" not in outcome.raised["traceback"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("def (", "SyntaxError"),
        ("exit()", "SystemExit"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError"),
        ("import nowhere", "ModuleNotFoundError"),
        ("open('missing.txt')", "FileNotFoundError"),
        ("raise PermissionError('mine')", "PermissionError"),
        ("raise RuntimeError('mine')", "RuntimeError"),
    ],
)
@pytest.mark.parametrize("entry", [None, "f"])
async def test_an_exception_of_the_code_is_raised(jail, code, kind, entry):
    outcome = await jail.run(Task(code, entry=entry))
    assert (outcome.ending, outcome.raised["type"]) == (ExitKind.RAISED, kind)


async def test_a_missing_function_is_told_with_those_that_are_there(jail):
    code = "from math import sqrt\ndef row_mean(x): pass\ndef other(x): pass\nrow_means = 3"
    outcome = await jail.run(Task(code, entry="row_means"))
    assert (outcome.ending, outcome.names) == (ExitKind.NO_FUNCTION, ("row_mean", "other"))


@pytest.mark.parametrize(
    "code",
    [
        "import os; os._exit(0)",
        "import os; os.close(3); os._exit(0)",
        "import os; os.write(3, b'nonsense' * 100)",
        "import os; os.write(3, bytes(12))",
        "import os; os.write(3, b'TSJ1\\0\\0\\0\\2' + bytes(8) + b'{}')",
    ],
)
async def test_a_process_that_ends_or_writes_nonsense_has_vanished(jail, code):
    assert (await jail.run(Task(code))).ending is ExitKind.VANISHED


@pytest.mark.parametrize(
    "code",
    ["import ctypes; ctypes.string_at(0)", "import os; os.abort()"],
)
async def test_a_signal_is_a_crash(jail, code):
    assert (await jail.run(Task(code))).ending is ExitKind.CRASHED


@pytest.mark.parametrize(
    ("code", "limits", "reason"),
    [
        ("import time; time.sleep(60)", Limits(wall_seconds=0.3), Reason.WALL),
        ("while True: pass", Limits(wall_seconds=0.3), Reason.WALL),
        ("while True: pass", Limits(wall_seconds=20, cpu_seconds=1), Reason.CPU),
        (
            "import signal; signal.signal(signal.SIGXCPU, print)\nwhile True: pass",
            Limits(wall_seconds=20, cpu_seconds=1),
            Reason.CPU,
        ),
        ("import os; os.close(1); os.close(2)\nwhile 1: pass", Limits(wall_seconds=0.3), "wall"),
    ],
)
async def test_too_long_is_a_timeout(jail, code, limits, reason):
    outcome = await jail.run(Task(code, limits=limits))
    assert (outcome.ending, outcome.reason) == (ExitKind.TIMEOUT, reason)


@pytest.mark.parametrize("times", [1, 3])
async def test_time_in_which_worker_and_child_are_suspended_does_not_count(jail, times):
    code = "import time\nfor _ in range(10): time.sleep(0.05)\n7"
    running = asyncio.ensure_future(jail.run(Task(code, limits=Limits(wall_seconds=2.0))))
    for _ in range(times):
        await asyncio.sleep(0.05)
        with suspended(*descendants_of(jail.template_pid)):
            time.sleep(2.5)  # this process, with the worker, is as if suspended
    outcome = await running
    assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "7")


@contextlib.contextmanager
def suspended(*pids):
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def test_what_was_printed_before_a_timeout_is_kept(jail):
    code = "print('so far')\nwhile True: pass"
    outcome = await jail.run(Task(code, limits=Limits(wall_seconds=0.5)))
    assert outcome.stdout == "so far\n"


@pytest.mark.parametrize(
    "code",
    [
        "x = bytearray(3 << 30)",
        "import torch; torch.zeros(10**10)",
        "import torch; torch.empty(2**28).fill_(1) + 1",
        "import numpy; numpy.ones(10**10)",
        "x = []\nwhile True: x.append(bytes(10**6))",
        "import mmap; mmap.mmap(-1, 3 << 30)",
        "import mmap; mmap.mmap(-1, 3 << 30, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
    ],
)
@pytest.mark.parametrize("entry", [None, "f"])
async def test_too_much_memory_is_out_of_memory(jail, code, entry):
    if entry:
        code = "def f(question):\n    " + code.replace("\n", "\n    ")
    outcome = await jail.run(Task(code, entry=entry, limits=Limits(wall_seconds=60)))
    assert (outcome.ending, outcome.reason) == (ExitKind.OUT_OF_MEMORY, Reason.MEMORY)


async def test_the_memory_limit_of_a_task_is_its_own(jail):
    code = "x = bytearray(300 << 20)\nlen(x)"
    small = await jail.run(Task(code, limits=Limits(wall_seconds=60, memory_mib=200)))
    large = await jail.run(
        Task(code.replace("300", "1500"), limits=Limits(wall_seconds=60, memory_mib=2000))
    )
    assert (small.ending, large.ending) == (ExitKind.OUT_OF_MEMORY, ExitKind.ANSWERED)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
async def test_a_flood_of_output_is_cut_off(jail, stream):
    code = f"import sys\nwhile True: sys.{stream}.write('x' * 1000)"
    outcome = await jail.run(Task(code))
    assert (outcome.ending, outcome.reason) == (ExitKind.OUTPUT_LIMIT, Reason.OUTPUT)
    assert len(getattr(outcome, stream)) == 64 * 1024


async def test_output_up_to_the_limit_is_kept_whole(jail):
    outcome = await jail.run(Task("print('x' * 65535)"))
    assert (outcome.ending, len(outcome.stdout)) == (ExitKind.ANSWERED, 65536)


async def test_an_answer_over_its_limit_is_cut_off(jail):
    task = Task("def f(q): return 'x' * (3 << 20)", "f", limits=Limits(answer_mib=2))
    outcome = await jail.run(task)
    assert (outcome.ending, outcome.reason) == (ExitKind.OUTPUT_LIMIT, Reason.ANSWER)
