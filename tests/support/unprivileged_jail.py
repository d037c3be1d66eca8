"""What stands and holds for this user, as JSON: its walls, attacks behind them, and a verdict.

    python tests/support/unprivileged_jail.py SECRET-FILE

Run by test_jail_as_an_ordinary_user.py.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from grader.jail import Jail, Limits, Task, survey_layers
from grader.protocol import Grade
from grader.worker.grader import Grader
from lessons.catalog import load

HERE = Path(__file__).parent
ATTACKS = HERE.parent / "attacks"
CHOSEN = (
    "become_root",
    "hide_files_in_closed_directories",
    "read_secret_file",
    "read_neighbours_memory",
    "ptrace_neighbours",
    "resolve_a_name",
)
LIMITS = Limits(wall_seconds=20, cpu_seconds=8, memory_mib=512)
RIGHT = "def row_means(x):\n    return x.mean(dim=1)\n"


async def attacked(without, secret):
    """How each attack ended, and its loot, in a jail without some walls."""
    known = {"mark": "SECRET", "file": secret, "worker": os.getpid(), "sibling": os.getpid()}
    async with await Jail.open(
        probe=HERE / "tiny_probe", warm=False, without=frozenset(without), limits=LIMITS
    ) as jail:
        known["template"] = jail.template_pid
        start = f"PLANTED = {known!r}\n"
        tasks = [Task(start + (ATTACKS / f"{name}.py").read_text()) for name in CHOSEN]
        ends = await asyncio.gather(*map(jail.run, tasks))
        found = {name: (end.ending, end.value) for name, end in zip(CHOSEN, ends, strict=True)}
        return {"walls": jail.layers, "attacks": found}


async def graded():
    async with Grader.open(load(), spares=1) as grader:
        job = Grade(id="1", exercise="operations/row-means", code=RIGHT)
        return (await grader.grade(job)).status


async def main(secret):
    report = {
        "uid": os.getuid(),
        "survey": [asdict(wall) for wall in survey_layers()],
        "fenced": await attacked((), secret),
        "unfenced": await attacked(("bubblewrap",), secret),
        "graded": await graded(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
