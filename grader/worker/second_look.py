"""The second look at a wrong answer: its code runs once more, in a new child, and is traced.

A submission that passes never comes here. Whatever happens, the verdict stays as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from grader.jail import JailError, Limits, Outcome, Task
from grader.jail.records import ExitKind
from grader.judge import Exam, Judge
from grader.judge.records import Failure
from grader.judge.shape_trace import read_loading_trace
from grader.protocol import ShapeTrace

log = logging.getLogger(__name__)

WALL_SECONDS = 4.0
CPU_SECONDS = 2
ANSWER_MIB = 4
SLOW_MS = 2000.0
"""Code that took longer than this for its answer is not run again."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the second look found, and how long its child ran."""

    trace: ShapeTrace | None = None
    milliseconds: float = 0.0


async def look_again(
    judge: Judge,
    run: Callable[[Task], Awaitable[Outcome]],
    *,
    exam: Exam,
    failure: Failure,
    task: Task,
    outcome: Outcome,
) -> SecondLook:
    """Return what the code of a task computed for the case that failed.

    `outcome` is that of the first look. There is no trace if the failure is none that intermediate
    results explain, and none if the second look fails, takes too long, or ends otherwise than the
    first one.
    """
    if outcome.milliseconds > SLOW_MS:
        return SecondLook()
    question = judge.trace_question(exam, failure)
    if question is None:
        return SecondLook()
    try:
        again = await run(replace(task, question=question, traced=True, limits=_less(task.limits)))
    except JailError as problem:
        log.info("no second look: %s", problem)
        return SecondLook()
    if again.ending is not ExitKind.ANSWERED:
        return SecondLook(milliseconds=again.milliseconds)
    try:
        trace = judge.shape_trace(exam, failure, task.code, again.answer, again.trace)
    except Exception:  # the verdict is right without it
        log.exception("the trace of an answer to %s cannot be read", exam.exercise)
        trace = None
    return SecondLook(trace, again.milliseconds)


async def look_at_loading(
    run: Callable[[Task], Awaitable[Outcome]], *, task: Task, outcome: Outcome
) -> SecondLook:
    """Return what the code of a task computed up to the exception that ended its loading.

    `outcome` is that of the first look. There is no trace in the same cases as in `look_again`.
    """
    if outcome.milliseconds > SLOW_MS or outcome.raised is None:
        return SecondLook()
    limits = _less(task.limits)
    looked = replace(
        task, question=b"", later=(), conversation=False, traced=True, loading=True, limits=limits
    )
    try:
        again = await run(looked)
    except JailError as problem:
        log.info("no second look: %s", problem)
        return SecondLook()
    if again.ending is not ExitKind.ANSWERED:
        return SecondLook(milliseconds=again.milliseconds)
    try:
        trace = read_loading_trace(outcome.raised, task.code, again.answer, again.trace)
    except Exception:  # the verdict is right without it
        log.exception("the trace of loading a submission cannot be read")
        trace = None
    return SecondLook(trace, again.milliseconds)


def _less(limits: Limits) -> Limits:
    """Return the limits of a second look: one small case, of which little is returned."""
    return replace(
        limits,
        wall_seconds=min(limits.wall_seconds, WALL_SECONDS),
        cpu_seconds=min(limits.cpu_seconds, CPU_SECONDS),
        answer_mib=min(limits.answer_mib, ANSWER_MIB),
    )
