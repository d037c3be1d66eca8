"""What the fork server does once, so that no child has to."""

import re
from pathlib import Path

import pytest

from grader.jail import ExitKind, Task
from grader.probe import pack, unpack
from tests.support.jail_modes import template_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Typical code of lessons, for each of which torch loads more modules at its first use.
FIRST_USES = """
import sys
import torch
before = set(sys.modules)
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.Adam(model.parameters())
model(torch.randn(8, 3)).sum().backward()
optimizer.step()
there = torch.ones(2, 2).to("meta")
(there @ there.T + there).shape
torch.ones(2).numpy().tobytes()
repr(torch.randn(20, 20))
torch.testing.assert_close(torch.ones(2), torch.ones(2))
sorted(set(sys.modules) - before)
"""


async def test_the_template_has_one_thread_and_has_not_touched_a_gpu(whole_jail):
    template = template_of(whole_jail)
    status = Path(f"/proc/{template}/status").read_text()
    assert re.search(r"^Threads:\t1$", status, re.MULTILINE)
    code = "import torch\n(torch.cuda.is_initialized(), torch.cuda._is_in_bad_fork())"
    outcome = await whole_jail.run(Task(code))
    assert outcome.value == "(False, False)"


async def test_a_child_loads_nothing_when_it_does_what_lessons_do(whole_jail):
    outcome = await whole_jail.run(Task(FIRST_USES))
    assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "[]")


async def test_tensors_distributed_over_machines_are_not_loaded_for_a_comparison(whole_jail):
    code = """
import sys
import torch
torch.testing.assert_close(torch.ones(2), torch.ones(2))
"torch.distributed.tensor" in sys.modules
"""
    outcome = await whole_jail.run(Task(code))
    assert (outcome.ending, outcome.value) == (ExitKind.ANSWERED, "False")


async def test_an_answer_of_the_probe_loads_nothing_either(whole_jail):
    count = "def f(x):\n    import sys\n    return len(sys.modules)\n"
    question = question_of_two_cases()
    outcome = await whole_jail.run(Task(count, "f", question))
    first, second = answers_in(outcome.answer)
    assert first == second


def question_of_two_cases():
    case = {"arguments": ((1.0,),), "cuda": None}
    return pack(
        {
            "parameters": ["x"],
            "cases": [case, case],
            "calls": 1,
            "shares_memory_with": None,
            "grad_of": [],
            "watched": True,
            "secret": 5,
        }
    )


def answers_in(answer):
    return [case["value"] for case in unpack(answer)]


async def test_training_does_not_load_the_compiler_and_asking_for_it_still_does(whole_jail):
    train = "import sys, torch\nlayer = torch.nn.Linear(3, 1)\n"
    train += "torch.optim.Adam(layer.parameters()).step()\n"
    train += "torch.func.grad(torch.sum)(torch.ones(2))\n"
    train += "before = 'torch._dynamo.config' in sys.modules\n"
    ask = "import torch._dynamo.config\nfrom torch._dynamo import config, optimize\n"
    ask += "(before, config is sys.modules['torch._dynamo.config'], callable(optimize))"
    outcome = await whole_jail.run(Task(train + ask))
    assert outcome.value == "(False, True, True)", outcome


async def test_compiling_is_refused_before_a_compiler_is_loaded(whole_jail):
    code = "import sys, torch\ntry:\n    torch.compile(torch.sin)\n"
    code += "except PermissionError:\n    pass\n'torch._inductor.config' in sys.modules"
    assert (await whole_jail.run(Task(code))).value == "False"
    interpreted = "import torch\ntorch.compile(torch.sin, backend='eager')(torch.zeros(1)).item()"
    assert (await whole_jail.run(Task(interpreted))).value == "0.0"


async def test_a_rehearsed_child_knows_nothing_of_its_rehearsal(whole_jail):
    code = "import gc, sys\nof_ours = [m for m in gc.get_objects() if type(m) is type(sys)]\n"
    code += "('your_code' in sys.modules, [m for m in of_ours if m.__name__ == 'your_code'])"
    assert (await whole_jail.run(Task(code))).value == "(False, [])"
