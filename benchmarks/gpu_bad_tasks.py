"""Steps of `python -m benchmarks.gpu_check` with bad code: it must end, and do no harm.

After each, the next task has to run on the card as if nothing had happened.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.gpu_card import Card, Figures, StepFailedError
from grader.jail import ExitKind, Limits, Outcome
from grader.protocol import Grade, Status
from lessons.catalog import load
from lessons.curriculum import Catalog, Exercise

HUNG_KERNEL = """
import torch
x = torch.ones(6000, 6000, device="{device}")
while True:
    x = x @ x
"""
"""Orders more work than the card can do, so that one kernel is always running."""

MEMORY_HOG = """
import torch
{first}
kept = []
try:
    while True:
        kept.append(torch.ones(1 << 28, dtype=torch.uint8, device="{device}"))
finally:
    print(len(kept) * 256)
"""
LIFT_THE_LIMIT = "torch.cuda.set_per_process_memory_fraction(1.0)"

LOST_CONTEXT = """
import torch
x = torch.zeros(4, device="{device}")
x[torch.tensor([10**6], device="{device}")] = 1
if x.is_cuda:
    torch.cuda.synchronize()
"""
"""An assertion on the card fails, after which its context cannot be used any more."""

WALL_S = 5.0
ROOT = Path(__file__).parents[1]
FORGERIES = ROOT / "tests" / "grader" / "jail" / "forgeries"
FORGED = "operations/row-means"
"""The exercise to which the forgeries answer."""

HONEST = "def row_means(x):\n    return x.mean(dim=1)\n"
WRONG = "def row_means(x):\n    return x.sum(dim=1)\n"


async def hang_kernel(_: Path, card: Card) -> tuple[str, Figures]:
    """End a task whose kernels never stop at its time limit."""
    async with card.jail() as (jail, _capacity):
        code = HUNG_KERNEL.format(device=card.name)
        outcome = await card.run(jail, code, Limits(wall_seconds=WALL_S))
        _check(outcome, "a hung kernel", ExitKind.TIMEOUT)
        facts = {
            "ended_after_ms": round(outcome.milliseconds),
            "next_task_ms": round(await card.time_product(jail), 1),
        }
    return f"ended after {facts['ended_after_ms']} ms; the next task ran", facts


async def hog_memory(_: Path, card: Card) -> tuple[str, Figures]:
    """Refuse more memory than a task's share, and learn how much code gets that lifts the limit."""
    facts: Figures = {}
    async with card.jail() as (jail, _capacity):
        before = card.read_memory(card.name)
        for name, first in (("got", ""), ("got_without_limit", LIFT_THE_LIMIT)):
            code = MEMORY_HOG.format(device=card.name, first=first)
            outcome = await card.run(jail, code, Limits(wall_seconds=WALL_S))
            _check(outcome, "a memory hog", ExitKind.OUT_OF_MEMORY)
            facts[f"{name}_mib"] = int(outcome.stdout or 0)
            facts[f"{name}_next_task_ms"] = round(await card.time_product(jail), 1)
        after = card.read_memory(card.name)
    facts["kept_mib"] = max(0, before.free - after.free) >> 20
    return (
        f"refused after {facts['got_mib']} MiB; code that lifts torch's limit got"
        f" {facts['got_without_limit_mib']}; the next task ran",
        facts,
    )


async def lose_context(_: Path, card: Card) -> tuple[str, Figures]:
    """End a task that makes its context unusable; the next child has one of its own."""
    async with card.jail() as (jail, _capacity):
        outcome = await card.run(jail, LOST_CONTEXT.format(device=card.name))
        _check(outcome, "a lost context", ExitKind.RAISED, ExitKind.CRASHED)
        facts: Figures = {
            "ending": outcome.ending.value,
            "next_task_ms": round(await card.time_product(jail), 1),
        }
    return f"it ended as {facts['ending']}; the next task ran", facts


def _check(outcome: Outcome, what: str, *expected: ExitKind) -> None:
    if outcome.ending not in expected:
        raise StepFailedError(f"{what} ended as {outcome.ending}, not as {expected[0]}")


async def try_forgeries(_: Path, card: Card) -> tuple[str, Figures]:
    """Grade every forgery of the tests in the jail of the card: none may pass."""
    forgeries = sorted(FORGERIES.glob("*.py"))
    if not forgeries:
        raise StepFailedError(f"there are no forgeries in {FORGERIES.relative_to(ROOT)}")
    passed = []
    async with card.grader(_on_card(load())) as grader:
        for path in forgeries:
            code = path.read_text(encoding="utf-8").replace("WHERE_TENSEI_LIES", str(ROOT))
            if "def row_means" not in code:
                code += f"\n\n{WRONG}"  # without the function, it would not run at all
            verdict = await grader.grade(Grade(id=path.stem, exercise=FORGED, code=code))
            if verdict.device != card.name:
                raise StepFailedError(f"{path.stem} ran on {verdict.device}")
            if verdict.status is Status.PASSED:
                passed.append(path.stem)
        honest = await grader.grade(Grade(id="honest", exercise=FORGED, code=HONEST))
    if passed:
        raise StepFailedError(f"a forgery passed: {', '.join(passed)}")
    if (honest.status, honest.device) != (Status.PASSED, card.name):
        raise StepFailedError(f"a right answer got {honest.status} on {honest.device}")
    return f"none of {len(forgeries)} passed, and a right answer did", {"tried": len(forgeries)}


def _on_card(catalog: Catalog) -> Catalog:
    """Return the catalogue with the forged exercise as one that is graded on a card only."""

    def changed(exercise: Exercise) -> Exercise:
        return replace(exercise, needs_card=True) if exercise.id == FORGED else exercise

    return Catalog(
        tuple(
            replace(
                track,
                lessons=tuple(
                    replace(lesson, exercises=tuple(map(changed, lesson.exercises)))
                    for lesson in track.lessons
                ),
            )
            for track in catalog.tracks
        )
    )
