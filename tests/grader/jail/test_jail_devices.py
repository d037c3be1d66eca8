"""Children that open a device before they receive their task. /dev/zero replaces a GPU."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import (
    CPU,
    Device,
    ExitKind,
    Jail,
    JailError,
    Limits,
    Reason,
    Task,
    Warmup,
    bubblewrap,
    find_device,
)
from tests.support.jail_modes import DEVICE_PROBE, STAND_IN, children_of, need_bubblewrap
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = STAND_IN.name
WITHIN = Limits(wall_seconds=60, cpu_seconds=30, memory_mib=256)  # generous, for a busy machine


@pytest_asyncio.fixture(
    scope="module", loop_scope="session", params=["outer-and-inner", "inner-only"]
)
async def device_jail(request):
    if request.param == "outer-and-inner":
        need_bubblewrap()
    without = frozenset({"bubblewrap"}) if request.param == "inner-only" else frozenset()
    more = {"probe": DEVICE_PROBE, "without": without, "warmup": Warmup.NONE}
    async with await Jail.open(device=STAND_IN, limits=WITHIN, **more) as jail:
        yield jail


async def evaluate(jail, code):
    outcome = await jail.run(Task(code, device=NAME, limits=WITHIN))
    assert outcome.ending is ExitKind.ANSWERED, outcome
    return ast.literal_eval(outcome.value)


async def test_the_device_is_open_when_the_task_comes_and_the_verdict_names_it(device_jail):
    code = "import builtins, os\n(builtins.opened[0], os.read(builtins.opened[1], 2))"
    assert await evaluate(device_jail, code) == (NAME, b"\0\0")
    outcome = await device_jail.run(Task("1", device=NAME, limits=WITHIN))
    assert outcome.device == NAME


async def test_a_device_is_opened_without_rights_and_before_the_filter_closes(device_jail):
    status, uid = await evaluate(device_jail, "import builtins\nbuiltins.opened[3:5]")
    assert re.search(r"^NoNewPrivs:\t1$", status, re.MULTILINE)
    assert re.search(r"^CapEff:\t0000000000000000$", status, re.MULTILINE) or (
        "no-capabilities" not in device_jail.layers
    )
    assert count_filters(status) == count_filters(Path("/proc/self/status").read_text())
    assert uid != 0 or os.getuid() != 0
    assert re.search(r"^Groups:\t *$", status, re.MULTILINE) or "own-uid" not in device_jail.layers


def count_filters(status):
    """Return the number of seccomp filters of a process; a container adds one."""
    return re.search(r"^Seccomp_filters:\t(\d+)$", status, re.MULTILINE)[1]


async def test_every_thread_of_the_driver_is_behind_the_filter_and_without_rights(device_jail):
    await until(lambda: device_jail.idle_children == len(children_of(device_jail)) == 2)
    threads = [statuses(pid) for pid in children_of(device_jail)]
    assert {len(of_one_child) for of_one_child in threads} == {2}
    for one, other in threads:
        assert {one["Seccomp"], other["Seccomp"]} == {"2"}
        assert {one["NoNewPrivs"], other["NoNewPrivs"]} == {"1"}
        assert (one["CapEff"], one["Uid"]) == (other["CapEff"], other["Uid"])


LOADS_BESIDE_A_THREAD_WITH_A_FILTER = """
import ctypes
import threading
from grader.jail.inside import syscalls

ALLOWS_EVERYTHING = (6).to_bytes(2, "little") + bytes(2) + (0x7FFF0000).to_bytes(4, "little")

def take_a_filter():
    own = syscalls.Filter(ALLOWS_EVERYTHING)
    syscalls.named_syscall("seccomp", 1, 0, ctypes.addressof(own._fprog))
    taken.set()
    threading.Event().wait()

syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
taken = threading.Event()
threading.Thread(target=take_a_filter, daemon=True).start()
taken.wait()
syscalls.Filter(ALLOWS_EVERYTHING).load()
"""


async def test_a_filter_that_not_every_thread_can_have_is_an_error():
    ran = subprocess.run(
        [sys.executable, "-c", LOADS_BESIDE_A_THREAD_WITH_A_FILTER], capture_output=True, text=True
    )
    assert re.search(r"OSError: the filter could not be applied to thread \d+$", ran.stderr)


async def test_once_the_device_is_open_the_limits_of_files_and_of_locked_memory_hold(device_jail):
    code = "import ctypes, resource\n"
    code += "limits = [resource.getrlimit(each) for each in (resource.RLIMIT_FSIZE,"
    code += " resource.RLIMIT_MEMLOCK)]\n"
    code += "PR_GET_DUMPABLE = 3\n(limits, ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))"
    file_size, locked = WITHIN.scratch_mib << 20, 64 << 10
    assert await evaluate(device_jail, code) == (
        [(file_size, file_size), (locked, locked)],
        0,
    )


NAMES_A_THREAD = """
import os
import threading
waits = threading.Event()
thread = threading.Thread(target=waits.wait)
thread.start()
own = f"/proc/self/task/{thread.native_id}/"
descriptor = os.open(own + "comm", os.O_WRONLY)
os.write(descriptor, b"cuda-EvtHandlr")
denied = []
for path in ("oom_score_adj", "clear_refs", "mem"):
    try:
        os.open(own + path, os.O_WRONLY)
    except PermissionError:
        denied.append(path)
for path in (own + "maps", own + "comm", "/proc/self/status", f"/proc/{os.getppid()}/comm"):
    try:
        open(path).read()
    except PermissionError:
        denied.append(path)
waits.set()
len(denied)
"""


async def test_once_the_device_is_open_the_driver_can_name_its_threads_and_nothing_else_of_proc(
    device_jail,
):
    assert await evaluate(device_jail, NAMES_A_THREAD) == 7


async def test_once_the_device_is_open_only_what_its_driver_needs_of_sys_can_be_read(device_jail):
    # The device probe has listed /sys/class.
    assert "0" in await evaluate(device_jail, "repr(open('/sys/devices/system/cpu/online').read())")
    code = "import os\nos.listdir('/sys/class')"
    outcome = await device_jail.run(Task(code, device=NAME, limits=WITHIN))
    assert outcome.reason is Reason.FILES, outcome


def statuses(pid):
    """Return the fields of /proc/PID/task/*/status for each thread of a process."""
    texts = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status")]
    lines = ([line.split(":", 1) for line in text.splitlines()] for text in texts)
    return [{name: value.strip() for name, value in of_one} for of_one in lines]


async def test_addresses_may_be_reserved_beyond_all_memory_but_memory_is_watched(device_jail):
    assert await evaluate(device_jail, "import builtins\nlen(builtins.opened[2])") == 1 << 40
    greedy = "import time\nkept = [b'x' * (16 << 20) for _ in range(90)]\ntime.sleep(5)"
    outcome = await device_jail.run(Task(greedy, device=NAME, limits=WITHIN))
    assert (outcome.ending, outcome.reason) == (ExitKind.OUT_OF_MEMORY, Reason.MEMORY)


async def test_shared_memory_is_watched_too(device_jail):
    greedy = "import mmap, time\nm = mmap.mmap(-1, 1500 << 20)\n"
    greedy += "for at in range(0, len(m), 4096): m[at] = 1\ntime.sleep(5)"
    outcome = await device_jail.run(Task(greedy, device=NAME, limits=WITHIN))
    assert (outcome.ending, outcome.reason) == (ExitKind.OUT_OF_MEMORY, Reason.MEMORY)


async def test_processor_time_counts_from_the_opening_of_the_device(device_jail):
    limits = Limits(cpu_seconds=1, memory_mib=256)
    outcome = await device_jail.run(Task("while True: pass", device=NAME, limits=limits))
    assert (outcome.ending, outcome.reason) == (ExitKind.TIMEOUT, Reason.CPU)


async def test_a_device_that_does_not_open_closes_the_jail_with_its_reason():
    broken = Device("broken:0")
    with pytest.raises(JailError, match="the card has fallen off the bus"):
        await Jail.open(device=broken, probe=DEVICE_PROBE, warmup=Warmup.NONE)


async def test_a_task_for_another_device_is_given_back(device_jail):
    with pytest.raises(JailError, match="this jail is for stand-in:0, not for 'cpu'"):
        await device_jail.run(Task("1"))


async def test_no_template_asks_a_driver_whether_it_is_there():
    for device in (CPU, STAND_IN):
        assert bubblewrap.environment(device)["PYTORCH_NVML_BASED_CUDA_CHECK"] == "1"


async def test_a_card_is_hidden_from_children_without_a_device_only():
    selected = Device("cuda:0", environment=(("CUDA_VISIBLE_DEVICES", "MIG-0c2a"),))
    shown = [
        bubblewrap.environment(device).get("CUDA_VISIBLE_DEVICES")
        for device in (CPU, Device("cuda:0"), selected)
    ]
    assert shown == ["", None, "MIG-0c2a"]


WARMS_UP = """
import sys
import torch
from grader.jail import Device, Limits
from grader.jail.bubblewrap import TemplateSandbox
from grader.jail.inside.bootstrap import warm_up
from grader.jail.plan import make_plan

asked = set()

def note(function):
    def noting(*arguments, **named):
        asked.add(function.__name__)
        return function(*arguments, **named)
    return noting

class Engine:
    run_backward = staticmethod(note(torch.autograd.Variable._execution_engine.run_backward))

torch.autograd.Variable._execution_engine = Engine
torch.cuda.is_available = note(torch.cuda.is_available)
torch.cuda.device_count = note(torch.cuda.device_count)
torch.accelerator.current_accelerator = note(torch.accelerator.current_accelerator)
plan = make_plan(slot_count=1, limits=Limits(), device=Device(sys.argv[1]))
plan.release()
warm_up(plan.boot_config(TemplateSandbox((), "/tmp", (), None)))
print(*sorted(asked))
"""


@pytest.mark.parametrize("device", ["cpu", "cuda:0"])
async def test_the_template_of_a_device_asks_torch_for_nothing_that_opens_it(device):
    # A gradient, and the step of an optimizer, initialize the driver, and then no child could.
    ran = subprocess.run(
        [sys.executable, "-c", WARMS_UP, device], capture_output=True, text=True, check=True
    )
    asked = set(ran.stdout.split())
    assert asked >= {"run_backward", "current_accelerator"} if device == "cpu" else not asked


async def require_card():
    try:
        return await find_device("cuda:0")
    except JailError as error:
        pytest.skip(f"needs an NVIDIA GPU: {error}")


@pytest.mark.gpu
async def test_a_task_multiplies_on_the_card_which_was_open_before_it_came():
    async with await Jail.open(device=await require_card(), template_timeout=60.0) as jail:
        code = "import torch\nready = torch.cuda.is_initialized()\n"
        code += "x = torch.ones(64, 64, device='cuda')\n(ready, (x @ x).sum().item())"
        outcome = await jail.run(Task(code, device="cuda:0"))
        assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "(True, 262144.0)")
        assert outcome.device == "cuda:0"


@pytest.mark.gpu
async def test_a_task_asks_for_the_card_and_trains_on_it():
    async with await Jail.open(device=await require_card(), template_timeout=60.0) as jail:
        code = "import torch\nfrom torch import nn\nmodel = nn.Linear(4, 1, device='cuda')\n"
        code += "optimizer = torch.optim.AdamW(model.parameters())\n"
        code += "model(torch.ones(2, 4, device='cuda')).sum().backward()\noptimizer.step()\n"
        code += "(torch.cuda.is_available(), model.weight.grad.tolist())"
        outcome = await jail.run(Task(code, device="cuda:0"))
        assert outcome.ending is ExitKind.ANSWERED, outcome
        assert outcome.value == "(True, [[2.0, 2.0, 2.0, 2.0]])"


@pytest.mark.gpu
async def test_two_tasks_draw_other_numbers_on_the_card():
    async with await Jail.open(device=await require_card(), template_timeout=60.0) as jail:
        code = "import torch\ntorch.rand(3, device='cuda').tolist()"
        drawn = [(await jail.run(Task(code, device="cuda:0"))).value for _ in range(2)]
        assert drawn[0] != drawn[1]


@pytest.mark.gpu
async def test_a_hung_kernel_is_killed_and_the_next_task_runs():
    async with await Jail.open(device=await require_card(), template_timeout=60.0) as jail:
        code = "import torch\ntorch.cuda._sleep(10**13)\ntorch.cuda.synchronize()"
        limits = Limits(wall_seconds=2)
        hung = await jail.run(Task(code, device="cuda:0", limits=limits))
        assert (hung.ending, hung.reason) == (ExitKind.TIMEOUT, Reason.WALL)
        after = await jail.run(Task("import torch\ntorch.ones(1).cuda().item()", device="cuda:0"))
        assert after.value == "1.0"


@pytest.mark.gpu
async def test_a_task_gets_no_more_than_its_part_of_the_cards_memory():
    async with await Jail.open(device=await require_card(), template_timeout=60.0) as jail:
        code = "import torch\ntotal = torch.cuda.mem_get_info()[1]\n"
        code += "torch.empty(total // 2, dtype=torch.uint8, device='cuda')"
        outcome = await jail.run(Task(code, device="cuda:0"))
        assert outcome.ending is ExitKind.OUT_OF_MEMORY
