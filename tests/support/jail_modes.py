"""The jail's modes, its processes and stand-ins, for the tests of the jail."""

import functools
from pathlib import Path

import pytest

from grader.jail import Device, bubblewrap
from grader.jail.procfs import children_of, template_of, process_tree
from grader.jail.visible_paths import find_visible_paths

__all__ = [
    "DEVICE_PROBE",
    "MODES",
    "STAND_IN",
    "TINY_PROBE",
    "children_of",
    "need_bubblewrap",
    "state",
    "template_of",
    "process_tree",
    "why_no_bubblewrap",
]

TINY_PROBE = Path(__file__).parent / "tiny_probe"
DEVICE_PROBE = Path(__file__).parent / "device_probe"
STAND_IN = Device("stand-in:0", nodes=("/dev/zero",), readable=("/sys/devices/system",))
"""A device that every machine has, opened by the device probe as a GPU is."""

MODES = {
    "both-walls": frozenset(),
    "inner-wall": frozenset({"bubblewrap"}),
    "old-landlock": frozenset({"bubblewrap", "landlock-abi-2"}),
    "inner-wall-and-device": frozenset({"bubblewrap"}),
}


def state(pid):
    """The letter that ps shows for a process: R runs, Z is a zombie; None where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return None


@functools.cache
def why_no_bubblewrap():
    """None where bubblewrap stands, which it does not in most containers."""
    return bubblewrap.why_unavailable(find_visible_paths())


def need_bubblewrap():
    if why := why_no_bubblewrap():
        pytest.skip(f"needs bubblewrap, and where it may make namespaces: {why}")
