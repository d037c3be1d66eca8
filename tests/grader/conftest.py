from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import torch

from grader.jail import Jail, Limits
from grader.jail.inside.block_compile import stub_compiler
from grader.worker.grader import Grader
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons

torch.set_num_threads(1)  # as in the jail: more threads of tiny tensors wait for each other
stub_compiler()  # as in a grader

SHORT = Limits(wall_seconds=30, cpu_seconds=1, memory_mib=512)
"""Limits of a task. On a busy machine, a second of CPU time can take many seconds."""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return built_in_lessons()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def whole_jail() -> AsyncIterator[Jail]:
    """A jail with every sandbox layer that this machine supports, and with the real probe.

    All tests share it, as it takes three seconds of CPU time to open. Each task has a new child.
    """
    async with await Jail.open() as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def grader(catalog: Catalog, whole_jail: Jail) -> AsyncIterator[Grader]:
    """A real grader with a real jail, and limits short enough for tests."""
    grader = Grader(catalog, whole_jail, limits=SHORT)
    try:
        yield grader
    finally:
        await grader.close()
