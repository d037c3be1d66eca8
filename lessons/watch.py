"""Waits for changes of files in folders, by looking at their times and sizes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

INTERVAL_S = 0.5

Snapshot = dict[Path, tuple[int, int]]  # path -> time of its last change in ns, size in bytes


def take_snapshot(folders: Sequence[Path]) -> Snapshot:
    """Return the files in the folders and below, without those whose name begins with "." or "__".

    Files that vanish meanwhile are left out.
    """
    found: Snapshot = {}
    for folder in folders:
        for parent, children, names in os.walk(folder):
            children[:] = [each for each in children if not each.startswith((".", "__"))]
            for name in names:
                path = Path(parent, name)
                if not name.startswith("."):
                    try:
                        status = path.stat()
                    except OSError:
                        continue
                    found[path] = (status.st_mtime_ns, status.st_size)
    return found


def changes(
    folders: Sequence[Path], known: Snapshot, interval_s: float = INTERVAL_S
) -> Iterator[frozenset[Path]]:
    """Yield the paths that were changed, added or removed since `known` or the last change.

    An editor may write several files, or one in several steps: a change is yielded once two
    looks in a row see the same.
    """
    while True:
        time.sleep(interval_s)
        found = take_snapshot(folders)
        if found == known:
            continue
        while True:
            time.sleep(interval_s)
            again = take_snapshot(folders)
            if again == found:
                break
            found = again
        yield frozenset(
            path for path in known.keys() | found.keys() if _differs(path, known, found)
        )
        known = found


def _differs(path: Path, known: Snapshot, found: Snapshot) -> bool:
    return known.get(path) != found.get(path)
