"""What the sandbox layers deny in real children, and what they allow."""

import asyncio

import pytest

from grader.jail import ExitKind, Reason, Task

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
