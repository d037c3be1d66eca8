"""Prints as JSON what works for this user: sandbox layers, results of attacks, and a verdict.

    python -m tests.support.unprivileged_jail SECRET-FILE

Run by test_jail_as_an_ordinary_user.py.
"""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from grader.jail import Jail, Limits, Task, Warmup, survey_layers
from grader.protocol import Grade, Status
from grader.worker.grader import Grader
from lessons.catalog import load

HERE = Path(__file__).parent
ATTACKS = HERE.parent / "attacks"
CHOSEN_ATTACKS = (
    "become_root",
    "hide_files_in_closed_directories",
    "read_secret_file",
    "read_neighbours_memory",
    "ptrace_neighbours",
    "resolve_a_name",
)
LIMITS = Limits(wall_seconds=20, cpu_seconds=8, memory_mib=512)
RIGHT = "def row_means(x):\n    return x.mean(dim=1)\n"


async def run_attacks(without: Sequence[str], secret: str) -> dict[str, object]:
    """Return how each attack ended, and its `got`, in a jail without some layers."""
    own = os.getpid()
    planted: dict[str, object] = {"mark": "SECRET", "file": secret, "worker": own, "sibling": own}
    async with await Jail.open(
        probe=HERE / "tiny_probe", warmup=Warmup.NONE, without=frozenset(without), limits=LIMITS
    ) as jail:
        planted["template"] = jail.template_pid
        prelude = f"PLANTED = {planted!r}\n"
        tasks = [Task(prelude + (ATTACKS / f"{name}.py").read_text()) for name in CHOSEN_ATTACKS]
        outcomes = await asyncio.gather(*map(jail.run, tasks))
        results = {
            name: (outcome.ending, outcome.value)
            for name, outcome in zip(CHOSEN_ATTACKS, outcomes, strict=True)
        }
        return {"layers": jail.layers, "attacks": results}


async def grade_right_answer() -> Status:
    async with Grader.open(load(), spares=1) as grader:
        job = Grade(id="1", exercise="operations/row-means", code=RIGHT)
        return (await grader.grade(job)).status


async def main(secret: str) -> None:
    report = {
        "uid": os.getuid(),
        "survey": [asdict(layer) for layer in survey_layers()],
        "with_bubblewrap": await run_attacks((), secret),
        "without_bubblewrap": await run_attacks(("bubblewrap",), secret),
        "graded": await grade_right_answer(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
