"""Steps of `python -m benchmarks.gpu_check` with bad code: it must end, and do no harm.

After each, the next task has to run on the card as if nothing had happened.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.gpu_card import Card, StepFailedError, cause
from benchmarks.gpu_record import Record
from grader.jail import ExitKind, Limits, Outcome
from grader.protocol import Grade, Status, Verdict
from grader.worker.gpu import MIB, GpuSettings
from grader.worker.grader import Grader
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


async def hang_kernel(record: Record, card: Card) -> str:
    """End a task whose kernels never stop at its time limit."""
    async with card.jail() as (jail, _capacity):
        code = HUNG_KERNEL.format(device=card.name)
        outcome = await card.run(jail, code, Limits(wall_seconds=WALL_S))
        _check(outcome, "a hung kernel", ExitKind.TIMEOUT)
        record.note(ended_after_ms=round(outcome.milliseconds))
        record.note(next_task_ms=round(await card.time_product(jail), 1))
    return f"ended after {record.figures['ended_after_ms']} ms; the next task ran"


async def hog_memory(record: Record, card: Card) -> str:
    """Refuse more memory than a task's share, and learn how much code gets that lifts the limit."""
    async with card.jail() as (jail, _capacity):
        before = await asyncio.to_thread(card.read_memory, card.name)
        share_mib = int(GpuSettings().share * before.total) // MIB
        record.note(share_mib=share_mib)
        for name, first in (("got", ""), ("got_without_limit", LIFT_THE_LIMIT)):
            code = MEMORY_HOG.format(device=card.name, first=first)
            outcome = await card.run(jail, code, Limits(wall_seconds=WALL_S))
            _check(outcome, "a memory hog", ExitKind.OUT_OF_MEMORY)
            got: dict[str, Any] = {f"{name}_mib": int(outcome.stdout or 0)}
            record.note(**got)
            got[f"{name}_next_task_ms"] = round(await card.time_product(jail), 1)
            record.note(**got)
            left = await card.memory_left(before.free, share_mib * MIB)
    kept_mib = left // MIB
    record.note(kept_mib=kept_mib)
    within, without = record.figures["got_mib"], record.figures["got_without_limit_mib"]
    if within > share_mib:
        raise StepFailedError(f"a task got {within} MiB, more than its share of {share_mib} MiB")
    if kept_mib > share_mib:
        raise StepFailedError(f"{kept_mib} MiB were not free again when the tasks had ended")
    lifted = f"code that lifts torch's limit got {without}"
    return f"refused after {within} MiB; {lifted}; the next task ran"


async def lose_context(record: Record, card: Card) -> str:
    """End a task that makes its context unusable; the next child has one of its own."""
    async with card.jail() as (jail, _capacity):
        outcome = await card.run(jail, LOST_CONTEXT.format(device=card.name))
        _check(outcome, "a lost context", ExitKind.RAISED, ExitKind.CRASHED)
        record.note(ending=outcome.ending.value)
        record.note(next_task_ms=round(await card.time_product(jail), 1))
    return f"it ended as {outcome.ending}; the next task ran"


def _check(outcome: Outcome, what: str, *expected: ExitKind) -> None:
    if outcome.ending not in expected:
        raise StepFailedError(
            f"{what} ended as {outcome.ending}, not as {expected[0]}{cause(outcome)}"
        )


async def try_forgeries(record: Record, card: Card) -> str:
    """Grade every forgery of the tests in the jail of the card: none may pass."""
    forgeries = sorted(FORGERIES.glob("*.py"))
    if not forgeries:
        raise StepFailedError(f"there are no forgeries in {FORGERIES}")
    passed = []
    async with card.grader(graded_on_cards(load(), FORGED)) as grader:
        for tried, path in enumerate(forgeries, start=1):
            code = path.read_text(encoding="utf-8").replace("WHERE_TENSEI_LIES", str(ROOT))
            if "def row_means" not in code:
                code += f"\n\n{WRONG}"  # without the function, it would not run at all
            verdict = await _grade(grader, card, path.stem, code)
            if verdict.status is Status.PASSED:
                passed.append(path.stem)
            record.note(
                f"{tried} of {len(forgeries)} tried", tried=tried, of=len(forgeries), passed=passed
            )
        honest = await _grade(grader, card, "a right answer", HONEST)
    if passed:
        raise StepFailedError(f"a forgery passed: {', '.join(passed)}")
    if honest.status is not Status.PASSED:
        raise StepFailedError(f"a right answer got {honest.status}: {honest.problem}")
    return f"none of {len(forgeries)} passed, and a right answer did"


async def _grade(grader: Grader, card: Card, name: str, code: str) -> Verdict:
    """Return the verdict on code that forges. Raise StepFailedError if another device gave it."""
    verdict = await grader.grade(Grade(id=name, exercise=FORGED, code=code))
    if verdict.device != card.name:
        raise StepFailedError(f"{name} ran on {verdict.device or 'no device'}: {verdict.problem}")
    return verdict


def graded_on_cards(catalog: Catalog, exercise_id: str) -> Catalog:
    """Return the catalogue with an exercise as one that is graded on a card only."""

    def changed(exercise: Exercise) -> Exercise:
        return replace(exercise, needs_card=True) if exercise.id == exercise_id else exercise

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
