"""Every ending of a task, in real children."""

import asyncio
import base64
import inspect
import io
import struct
import zlib

import pytest
from PIL import Image

from grader import protocol
from grader.jail import ExitKind, Limits, Reason, Task
from grader.jail.inside.code_runner import (
    ALL_FIGURES,
    LARGEST_FIGURE,
    LONGEST_VALUE,
    MOST_FIGURES,
    MOST_PIXELS,
)
from grader.jail.pictures import strip_png

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
    assert outcome.milliseconds < 1000


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


SEND_FRAME = """
import json, os
def send(head, blobs=()):
    text = json.dumps(head | {"blobs": [len(blob) for blob in blobs]}).encode()
    lengths = len(text).to_bytes(4, "big") + sum(map(len, blobs)).to_bytes(8, "big")
    os.write(3, b"TSJ1" + lengths + text + b"".join(blobs))
    os._exit(0)
"""


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def picture(width, height, *more):
    """Return a PNG that declares that size, with additional chunks before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    end = (chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b""))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *more, *end))


SMALL = picture(640, 480)


@pytest.mark.parametrize(
    "blob",
    [
        picture(60_000, 60_000),
        picture(1 << 20, 2),
        picture(0, 5),
        picture(640, 480, chunk(b"IDAT", bytes(LARGEST_FIGURE))),
        picture(640, 480, *[chunk(b"IDAT", b"x")] * 5000),
        picture(640, 480, chunk(b"IHDR", bytes(13))),
        SMALL[:16],
        SMALL[:-1],
        SMALL.replace(b"IDAT", b"IDAX"),
        b"GIF89a",
        b"<svg>",
    ],
    ids=[
        "vast",
        "long",
        "no width",
        "too many bytes",
        "too many chunks",
        "two headers",
        "cut in its header",
        "cut at its end",
        "damaged",
        "a GIF",
        "an SVG",
    ],
)
async def test_what_is_no_picture_or_unfolds_to_gigabytes_is_not_passed_on(jail, blob):
    sent = "_HELD" if len(blob) > 50_000 else repr(blob)
    prelude = f"import zlib\n_HELD = zlib.decompress({zlib.compress(blob)!r})\n"
    code = (
        f"{prelude}{SEND_FRAME}send({{'ending': 'answered', 'value': None}}, [{sent}, {SMALL!r}])"
    )
    outcome = await jail.run(Task(code))
    assert (outcome.ending, outcome.figures) == (ExitKind.ANSWERED, (SMALL,))
    assert outcome.figures_left_out == 1


async def test_the_bot_takes_as_large_pictures_as_the_jail_passes_on():
    taken = (protocol.MAX_FIGURES, protocol.MAX_FIGURE_BYTES, protocol.MAX_ALL_FIGURES_BYTES)
    assert taken == (MOST_FIGURES, LARGEST_FIGURE, ALL_FIGURES)
    most = base64.b64encode(bytes(LARGEST_FIGURE)).decode()
    protocol.RunResult(status=protocol.Status.PASSED, figures=(most,) * 4)
    with pytest.raises(ValueError, match="too large"):
        protocol.RunResult(status=protocol.Status.PASSED, figures=(most,) * 5)
    with pytest.raises(ValueError, match="too large"):
        protocol.RunResult(status=protocol.Status.PASSED, figures=(most + "AAAA",))


async def test_nothing_but_the_pixels_of_a_picture_is_passed_on():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(10 << 20)))
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(10 << 20)))
    palette = chunk(b"PLTE", bytes(3))
    assert strip_png(picture(64, 48, bomb, profile, palette) + b"PK") == picture(64, 48, palette)


async def test_pictures_over_the_total_are_left_out_and_counted(jail):
    helper_source = "".join(map(inspect.getsource, (chunk, picture)))
    code = f"{SEND_FRAME}import zlib\nimport struct\n{helper_source}"
    code += "large = picture(640, 480, chunk(b'IDAT', bytes(900_000)))\n"
    code += "send({'ending': 'answered', 'value': None}, [large] * 7)"
    outcome = await jail.run(Task(code))
    assert (len(outcome.figures), outcome.figures_left_out) == (4, 3)
    assert sum(map(len, outcome.figures)) <= ALL_FIGURES


@pytest.mark.parametrize(
    "code_of_figure",
    [
        "plt.figure(figsize=(6, 6)); plt.imshow(np.random.rand(600, 600, 3))",
        "plt.figure(figsize=(60, 50)); plt.plot([1, 2])",
        "plt.figure(figsize=(200, 1)); plt.plot([1, 2])",
    ],
    ids=["noise", "a poster", "a ribbon"],
)
async def test_a_figure_that_would_be_too_large_is_drawn_at_a_lower_resolution(
    jail, code_of_figure
):
    code = (
        f"import numpy as np, matplotlib.pyplot as plt\nfor _ in range(5):\n    {code_of_figure}\n"
    )
    outcome = await jail.run(Task(code, limits=Limits(wall_seconds=60, cpu_seconds=60)))
    assert (len(outcome.figures), outcome.figures_left_out) == (5, 0), outcome
    for figure in outcome.figures:
        with Image.open(io.BytesIO(figure)) as drawn:
            drawn.load()
            assert drawn.width * drawn.height <= MOST_PIXELS


async def test_no_more_pictures_and_no_longer_a_value_are_taken_than_an_honest_child_sends(jail):
    code = f"{SEND_FRAME}send({{'ending': 'answered', 'value': 'v' * 900_000}}, [{SMALL!r}] * 900)"
    outcome = await jail.run(Task(code))
    assert outcome.ending is ExitKind.ANSWERED
    assert (len(outcome.figures), len(outcome.value)) == (MOST_FIGURES, LONGEST_VALUE + 1)
    assert outcome.figures_left_out == 900 - MOST_FIGURES


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


REFUSED = {
    "import socket; socket.socket()": Reason.NETWORK,
    "import socket; socket.create_connection(('127.0.0.1', 80))": Reason.NETWORK,
    "import urllib.request as u; u.urlopen('http://example.com')": Reason.DOWNLOAD,
    "import torch; torch.hub.load_state_dict_from_url('http://a.b/c')": Reason.DOWNLOAD,
    "import os; os.fork()": Reason.PROCESSES,
    "import os; os.execv('/bin/sh', ['sh'])": Reason.PROCESSES,
    "import os; os.kill(1, 9)": Reason.PROCESSES,
    "import multiprocessing as m; m.Process(target=print).start()": Reason.PROCESSES,
    "import multiprocessing as m; m.Pool(2)": Reason.PROCESSES,
    "import subprocess; subprocess.run(['ls'])": Reason.SUBPROCESS,
    "import subprocess; subprocess.check_output('ls', shell=True)": Reason.SUBPROCESS,
    "import torch.utils.data as d; list(d.DataLoader([1], num_workers=2))": (
        Reason.DATALOADER_WORKERS
    ),
    "import torch; torch.compile(torch.sin)(torch.ones(2))": Reason.COMPILE,
    "open('/etc/passwd')": Reason.FILES,
    "open('/tmp/x', 'w')": Reason.FILES,
    "open('../x', 'w')": Reason.FILES,
    "import os; os.mkdir('/x')": Reason.FILES,
    "import torch, os; os.remove(torch.__file__)": Reason.FILES,
    "open('x', 'wb').write(bytes(100 << 20))": Reason.DISK,
    "input('name? ')": Reason.INPUT,
    "import os; os.setuid(0)": Reason.SYSTEM,
    "import threading, time\nfor i in range(99): threading.Thread(target=time.sleep, "
    "args=(9,)).start()\ntime.sleep(9)": Reason.THREADS,
}


@pytest.mark.parametrize(("code", "reason"), REFUSED.items())
async def test_what_a_layer_denies_is_refused_for_its_real_cause(each_jail, code, reason):
    outcome = await each_jail.run(Task(code))
    assert (outcome.ending, outcome.reason) == (ExitKind.REFUSED, reason), outcome


async def test_a_denial_in_the_called_function_is_refused_too(jail):
    outcome = await jail.run(Task("def f(q): return input()", "f"))
    assert (outcome.ending, outcome.reason) == (ExitKind.REFUSED, Reason.INPUT)


async def test_code_that_catches_the_denial_and_goes_on_is_not_refused(jail):
    code = "import socket\ntry:\n    socket.socket()\nexcept OSError:\n    pass\n'went on'"
    outcome = await jail.run(Task(code))
    assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "'went on'")


async def test_a_thousand_small_files_are_fine_and_very_many_are_not(jail):
    few = await jail.run(Task("for i in range(1000): open(str(i), 'w').close()"))
    many = await jail.run(
        Task("import time\nfor i in range(5000): open(str(i), 'w').close()\ntime.sleep(5)")
    )
    assert few.ending is ExitKind.ANSWERED
    assert (many.ending, many.reason) == (ExitKind.REFUSED, Reason.DISK)


ALLOWED = {
    "files": "open('a.txt', 'w').write('hi'); open('a.txt').read()",
    "torch.save": "import torch; torch.save({'a': torch.ones(2)}, 'm.pt'); torch.load('m.pt')",
    "tempfile": "import tempfile; tempfile.TemporaryFile().write(b'abc')",
    "shutil": "import shutil; open('a', 'w').close(); shutil.copy('a', 'b')",
    "asyncio": "import asyncio; asyncio.run(asyncio.sleep(0.01, 5))",
    "threads": "from concurrent.futures import ThreadPoolExecutor as T\n"
    "list(T(4).map(abs, [-1, 2]))",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\nA(1)",
    "pickle": "import pickle\nclass A: pass\npickle.loads(pickle.dumps(A()))",
    "two threads": "import torch; torch.set_num_threads(2); (torch.ones(500, 500) @ "
    "torch.ones(500, 500)).sum()",
    "training": "import torch\nm = torch.nn.Linear(3, 1)\n"
    "o = torch.optim.Adam(m.parameters())\n"
    "for _ in range(20):\n    o.zero_grad(); m(torch.randn(8, 3)).sum().backward(); o.step()\n1",
    "conv": "import torch; torch.nn.Conv2d(3, 8, 3)(torch.randn(2, 3, 32, 32)).shape",
    "jit": "import torch; torch.jit.trace(torch.sin, torch.ones(2))(torch.ones(2))",
    "sqlite3 with locks": "import sqlite3\n"
    "for mode in ('delete', 'wal'):\n"
    "    one, other = (sqlite3.connect(f'{mode}.db') for _ in range(2))\n"
    "    assert one.execute(f'pragma journal_mode={mode}').fetchone() == (mode,)\n"
    "    one.execute('create table t (a)')\n    one.execute('insert into t values (1)')\n"
    "    one.commit()\n    assert other.execute('select a from t').fetchall() == [(1,)]\n1",
    "file locks": "import fcntl\nfile = open('a', 'w')\n"
    "fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\nfcntl.lockf(file, fcntl.LOCK_UN)\n1",
    "locks and conditions of threads": "import queue, threading\nq = queue.Queue(2)\n"
    "t = threading.Thread(target=lambda: [q.put(n) for n in range(200)]); t.start()\n"
    "b = threading.Barrier(2, timeout=5)\n"
    "u = threading.Thread(target=b.wait); u.start(); b.wait(); u.join()\n"
    "sum(q.get(timeout=5) for _ in range(200)); t.join(5); not t.is_alive()",
    "late import": "import sqlite3, xml.dom.minidom, torch.fft; 1",
}  # fmt: skip


@pytest.mark.parametrize("code", ALLOWED.values(), ids=ALLOWED)
async def test_what_lessons_need_works_in_the_sandbox(each_jail, code):
    outcome = await each_jail.run(Task(code))
    assert outcome.ending is ExitKind.ANSWERED, outcome
    assert outcome.value is not None


async def test_random_numbers_differ_between_children(jail):
    code = "import random, torch, numpy\n(random.random(), torch.rand(1), numpy.random.rand())"
    values = {(await jail.run(Task(code))).value for _ in range(3)}
    assert len(values) == 3


async def test_nothing_of_one_task_is_there_for_the_next(jail):
    async def leave_and_list():
        code = "import os, builtins\nfound = os.listdir('.'), hasattr(builtins, 'left')\n"
        code += "open('left', 'w').close(); builtins.left = 1\nfound"
        return (await jail.run(Task(code))).value

    found = await asyncio.gather(*(leave_and_list() for _ in range(40)))
    assert set(found) == {"([], False)"}
