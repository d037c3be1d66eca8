"""A grader for one task, which a command opens for a file."""

from __future__ import annotations

import pytest

from grader.jail import Jail, Limits, Warmup
from grader.protocol import Run, RunResult, Status
from grader.worker.single_task import open_for_one_task
from lessons.curriculum import Catalog

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRAINING = """
import torch
from torch import nn
model = nn.Linear(3, 1)
optimizer = torch.optim.Adam(model.parameters())
loss = nn.functional.mse_loss(model(torch.ones(4, 3)), torch.zeros(4, 1))
loss.backward()
optimizer.step()
torch.testing.assert_close(torch.arange(3), torch.tensor([0, 1, 2]))
there = torch.ones(2, 2).to("meta")
tuple((there @ there).shape)
"""
DRAWING = """
from matplotlib import pyplot
pyplot.plot([1, 2], [3, 4])
pyplot.title("two")
pyplot.show()
"""


async def run(code: str) -> RunResult:
    opening = open_for_one_task(Catalog(()), code, limits=Limits(), unsafe_no_jail=False)
    async with opening as grader:
        return await grader.run(Run(id="1", code=code))


async def test_code_that_trains_runs_without_a_word_on_standard_error():
    result = await run(TRAINING)
    assert (result.status, result.value, result.stderr) == (Status.PASSED, "(2, 2)", "")


async def test_code_that_draws_returns_its_figure_without_a_word_on_standard_error():
    result = await run(DRAWING)
    assert (result.status, len(result.figures), result.stderr) == (Status.PASSED, 1, "")


async def test_every_layer_of_the_sandbox_that_a_grader_has_is_around_a_single_task():
    result = await run("1 + 1")
    async with await Jail.open(warmup=Warmup.NONE) as jail:
        assert (result.value, result.jail) == ("2", jail.layers)
