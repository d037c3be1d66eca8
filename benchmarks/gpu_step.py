"""python -m benchmarks.gpu_step NAME DIRECTORY SECONDS: the process of one step of gpu_check."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from benchmarks.gpu_bad_tasks import hang_kernel, hog_memory, lose_context, try_forgeries
from benchmarks.gpu_card import Card, Step, StepFailedError
from benchmarks.gpu_record import Record, State, describe_error
from benchmarks.gpu_steps import (
    count_contexts,
    describe_machine,
    grade_submissions,
    measure_curve,
    open_jail,
    scout,
    sustain,
)
from benchmarks.gpu_tests import run_attacks, run_other_tests
from grader.jail import JailError

STEPS: dict[str, Step] = {
    "machine": describe_machine,
    "scout": scout,
    "open": open_jail,
    "attacks": run_attacks,
    "forgeries": try_forgeries,
    "submissions": grade_submissions,
    "sustained": sustain,
    "curve": measure_curve,
    "hung-kernel": hang_kernel,
    "memory-hog": hog_memory,
    "lost-context": lose_context,
    "tests": run_other_tests,
    "contexts": count_contexts,
}


def main(arguments: Sequence[str] = sys.argv[1:]) -> None:
    """Run the step that the arguments name, and end the process."""
    name, out, limit_s = arguments
    asyncio.run(_run_and_exit(name, Path(out), float(limit_s)))


async def _run_and_exit(name: str, out: Path, limit_s: float) -> None:
    await run_step(name, out, Card(), limit_s)
    # A thread that hangs in the card's driver never ends, so none is waited for.
    sys.stdout.flush()
    os._exit(0)


async def run_step(name: str, out: Path, card: Card, limit_s: float) -> Record:
    """Run a step within its time limit, and return its findings. Any error is one."""
    record = Record(out, name)
    try:
        async with asyncio.timeout(limit_s) as limit:
            record.end(State.OK, await STEPS[name](record, card))
    except (StepFailedError, JailError) as error:
        record.end(State.FAILED, describe_error(error))
    except Exception as error:  # any error of the card's driver is a finding
        if limit.expired():
            record.stop(f"it took longer than {limit_s:g} s")
        else:
            traceback.print_exc()
            record.end(State.FAILED, f"{type(error).__name__}: {describe_error(error)}")
    return record


if __name__ == "__main__":
    main()
