"""Device files that are closed to other users: whom children are, and what an operator is told."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grader.jail import ExitKind, Jail, JailError, Limits, Task, Warmup
from grader.jail.device_access import NodeAccess, node_access
from tests.support.device_layouts import LAYOUTS, Layout
from tests.support.jail_modes import need_bubblewrap

WITHIN = Limits(wall_seconds=60, cpu_seconds=30, memory_mib=256)  # generous, for a busy machine
RENDER = 61_993
SAYS_WHAT_IS_CLOSED = """
import os, sys
from pathlib import Path
from grader.jail.device_access import why_closed_to_us
os.setgroups([])
os.setresuid(61234, 61234, 61234)
print(why_closed_to_us(Path(sys.argv[1])))
"""
OPENS_AGAIN = "import builtins, os\n(os.getgroups(), os.read(os.open({!r}, os.O_RDWR), 1))"


@pytest.fixture
def of_a_group(tmp_path: Path) -> Layout:
    """A card whose device file is closed to others, as AMD's drivers leave it."""
    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    layout = Layout(tmp_path, *LAYOUTS["rocm"])
    os.chown(layout.node, 0, RENDER)
    layout.node.chmod(0o660)
    return layout


@pytest.mark.parametrize("without", ["", "bubblewrap"])
async def test_children_with_uids_of_their_own_are_in_the_group_of_the_device_file(
    of_a_group: Layout, without: str
) -> None:
    if not without:
        need_bubblewrap()
    found = await of_a_group.find()
    assert (found.groups, found.closed_nodes) == ((RENDER,), ())
    more = {
        "probe": of_a_group.probe,
        "warmup": Warmup.NONE,
        "without": frozenset({without} - {""}),
    }
    async with await Jail.open(device=found, limits=WITHIN, **more) as jail:
        code = OPENS_AGAIN.format(str(of_a_group.node))
        outcome = await jail.run(Task(code, device=found.name, limits=WITHIN))
        assert outcome.ending is ExitKind.ANSWERED, outcome
        assert ast.literal_eval(outcome.value or "") == ([RENDER], b"\0")
    with pytest.raises(JailError, match="Permission denied"):
        await Jail.open(device=replace(found, groups=()), limits=WITHIN, **more)


async def test_a_device_file_for_its_owner_alone_is_named_before_the_jail_is_opened(
    of_a_group: Layout,
) -> None:
    of_a_group.node.chmod(0o600)
    found = await of_a_group.find()
    assert (found.groups, found.closed_nodes) == ((), (str(of_a_group.node),))
    with pytest.raises(JailError, match=r"kfd can be used by the owner alone.*rule of udev"):
        await Jail.open(device=found, probe=of_a_group.probe, warmup=Warmup.NONE)


def test_the_group_of_root_is_never_given_to_children(of_a_group: Layout) -> None:
    os.chown(of_a_group.node, 0, 0)
    assert node_access([str(of_a_group.node)]) == NodeAccess((), (str(of_a_group.node),))


def test_an_ordinary_user_is_told_which_group_to_join(of_a_group: Layout) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SAYS_WHAT_IS_CLOSED, str(of_a_group.root)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"cannot use {of_a_group.node}. Let the grader's user join {RENDER}" in ran.stdout
