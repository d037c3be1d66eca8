"""Jails in every mode that can stand on this machine, with a probe of a few lines."""

import sys

import pytest
import pytest_asyncio

pytest.importorskip("torch", reason="needs torch: pip install 'tensei[grader]'")
if sys.platform != "linux":
    pytest.skip("the jail needs Linux", allow_module_level=True)

from grader.jail import Jail
from tests.support.jail_modes import (
    DEVICE_PROBE,
    MODES,
    STAND_IN,
    TINY_PROBE,
    need_bubblewrap,
    why_no_bubblewrap,
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def jail_in():
    """Opens the jail of a mode, once for all tests; skips where its walls cannot stand."""
    opened = {}

    async def in_mode(mode):
        if mode == "both-walls":
            need_bubblewrap()
        if mode not in opened:
            device = {"device": STAND_IN, "probe": DEVICE_PROBE}
            more = device if mode.endswith("device") else {"probe": TINY_PROBE}
            opened[mode] = await Jail.open(without=MODES[mode], **more)
        return opened[mode]

    yield in_mode
    for jail in opened.values():
        await jail.close()


@pytest_asyncio.fixture(loop_scope="session")
async def jail(jail_in):
    """The best jail that this machine gives."""
    return await jail_in("inner-wall" if why_no_bubblewrap() else "both-walls")


@pytest_asyncio.fixture(loop_scope="session", params=["both-walls", "inner-wall"])
async def each_jail(request, jail_in):
    """A jail in one of the modes."""
    return await jail_in(request.param)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def whole_jail():
    """The best jail that this machine gives, with the judge's own probe in it."""
    async with await Jail.open() as opened:
        yield opened
