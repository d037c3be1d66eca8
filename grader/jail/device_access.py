"""Which users and groups can use the device files of a card.

Those of AMD's cards usually belong to the groups render and video, and are closed to others.
"""

from __future__ import annotations

import grp
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_USUAL = ("nvidia[0-9]*", "nvidiactl", "nvidia-uvm", "nvmap", "nvhost-*gpu", "nvgpu/*/*", "dxg",
          "kfd", "dri/renderD*")  # fmt: skip
"""Device files below /dev that a driver's scout may need."""


@dataclass(frozen=True, slots=True)
class NodeAccess:
    """Who can use device files, besides their owners."""

    groups: tuple[int, ...]  # groups that a process of another user has to be in
    closed: tuple[str, ...]  # files that no group helps with


def node_access(nodes: Iterable[str]) -> NodeAccess:
    """Return who can use these files, of those that exist."""
    groups, closed = set(), []
    for node in nodes:
        try:
            about = Path(node).stat()
        except FileNotFoundError:
            continue
        bits = about.st_mode
        needed = (bits >> 6 | bits >> 3 | bits) & (os.R_OK | os.W_OK)
        if bits & needed == needed:
            continue
        if bits >> 3 & needed == needed and about.st_gid != 0:
            groups.add(about.st_gid)
        else:
            closed.append(node)
    return NodeAccess(tuple(sorted(groups)), tuple(closed))


def group_name(gid: int) -> str:
    """Return the name of a group; its number if it has no name here."""
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def why_closed_to_us(root: Path) -> str:
    """Return which usual device files below `root` this user cannot use, and what to do about it.

    Return an empty string if there is none.
    """
    nodes = [node for pattern in _USUAL for node in sorted((root / "dev").glob(pattern))]
    closed = [str(node) for node in nodes if not os.access(node, os.R_OK | os.W_OK)]
    if not closed:
        return ""
    access = node_access(closed)
    said = f" This user cannot use {', '.join(closed)}."
    if access.groups:
        names = ",".join(map(group_name, access.groups))
        said += (
            f" Let the grader's user join {names} (usermod --append --groups {names} USER; in a"
            " container --group-add with the group's number), and start the grader again."
        )
    if access.closed:
        said += f" Of {', '.join(access.closed)} change the group or the mode, by a rule of udev."
    return said
