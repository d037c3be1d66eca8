"""Modes, processes and a stand-in device for the tests of the jail."""

import functools
from pathlib import Path

import pytest

from grader.jail import Device, JailError, bubblewrap, find_device
from grader.jail.procfs import children_of, process_tree, template_of
from grader.jail.visible_paths import find_visible_paths

__all__ = [
    "CARD_PROBE",
    "DEVICE_PROBE",
    "MODES",
    "MODES_AND_CARD",
    "STAND_IN",
    "TINY_PROBE",
    "children_of",
    "find_card",
    "need_bubblewrap",
    "process_tree",
    "state",
    "template_of",
    "why_no_bubblewrap",
]

TINY_PROBE = Path(__file__).parent / "tiny_probe"
DEVICE_PROBE = Path(__file__).parent / "device_probe"
CARD_PROBE = Path(__file__).parent / "card_probe"
STAND_IN = Device("stand-in:0", nodes=("/dev/zero",), readable=("/sys/devices/system",))
"""A device that every machine has. The device probe opens it like a GPU."""

MODES = {
    "outer-and-inner": frozenset(),
    "inner-only": frozenset({"bubblewrap"}),
    "old-landlock": frozenset({"bubblewrap", "landlock-abi-2"}),
    "inner-only-with-device": frozenset({"bubblewrap"}),
}

MODES_AND_CARD = (*MODES, pytest.param("on-a-card", marks=pytest.mark.gpu))


async def find_card() -> Device:
    """Return this machine's GPU, opened by the card probe; skip the test if there is none."""
    try:
        return await find_device("cuda:0", probe=CARD_PROBE)
    except JailError as error:
        pytest.skip(f"needs a GPU: {error}")


def state(pid: int) -> str | None:
    """Return the state letter of a process (R: running, Z: zombie); None if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return None


@functools.cache
def why_no_bubblewrap() -> str | None:
    """Return why bubblewrap cannot be used, as in most containers; None if it can."""
    return bubblewrap.why_unavailable(find_visible_paths())


def need_bubblewrap() -> None:
    """Skip the test if bubblewrap cannot be used."""
    if why := why_no_bubblewrap():
        pytest.skip(f"needs bubblewrap, and where it may make namespaces: {why}")
