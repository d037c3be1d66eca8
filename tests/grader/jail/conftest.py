"""Fixtures: jails in every mode that this machine supports, with a minimal probe."""

import sys

import pytest
import pytest_asyncio

pytest.importorskip("torch", reason="needs torch: pip install 'tensei[grader]'")
if sys.platform != "linux":
    pytest.skip("the jail needs Linux", allow_module_level=True)

from grader.jail import Jail
from tests.support.jail_modes import (
    CARD_PROBE,
    DEVICE_PROBE,
    MODES,
    STAND_IN,
    TINY_PROBE,
    find_card,
    need_bubblewrap,
    why_no_bubblewrap,
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def jail_in():
    """Open the jail of a mode, once for all tests; skip if its sandbox layers are not available."""
    opened = {}

    async def open_once(mode):
        if mode == "outer-and-inner":
            need_bubblewrap()
        if mode not in opened:
            options = {"probe": TINY_PROBE}
            if mode.endswith("device"):
                options = {"device": STAND_IN, "probe": DEVICE_PROBE}
            elif mode == "on-a-card":
                card = await find_card()
                options = {"device": card, "probe": CARD_PROBE, "template_timeout": 60.0}
            opened[mode] = await Jail.open(without=MODES.get(mode, frozenset()), **options)
        return opened[mode]

    yield open_once
    for jail in opened.values():
        await jail.close()


@pytest_asyncio.fixture(loop_scope="session")
async def jail(jail_in):
    """A jail with every sandbox layer that this machine supports."""
    return await jail_in("inner-only" if why_no_bubblewrap() else "outer-and-inner")


@pytest_asyncio.fixture(loop_scope="session", params=["outer-and-inner", "inner-only"])
async def each_jail(request, jail_in):
    """A jail in each of the two modes."""
    return await jail_in(request.param)
