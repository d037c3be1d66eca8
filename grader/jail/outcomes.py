"""Builds the outcome of a task from what the worker observed and what the child reported.

Of the child's report, only the shape is checked: hostile code can have written any of it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

from .child import RunRecord
from .inside.code_runner import LONGEST_VALUE
from .inside.denial_reasons import Reason
from .pictures import select_figures
from .records import ExitKind, Outcome, Task

_MAX_NAMES = 100
_MAX_NAME_LENGTH = 200
_MAX_LEFT_OUT = 1000
_REPORTED = {
    "answered": ExitKind.ANSWERED,
    "raised": ExitKind.RAISED,
    "no-function": ExitKind.NO_FUNCTION,
    "out-of-memory": ExitKind.OUT_OF_MEMORY,
    "refused": ExitKind.REFUSED,
}
_BY_LIMIT: dict[str, tuple[ExitKind, Reason | None]] = {
    "wall": (ExitKind.TIMEOUT, Reason.WALL),
    "output": (ExitKind.OUTPUT_LIMIT, Reason.OUTPUT),
    "answer": (ExitKind.OUTPUT_LIMIT, Reason.ANSWER),
    "disk": (ExitKind.REFUSED, Reason.DISK),
    "threads": (ExitKind.REFUSED, Reason.THREADS),
    "memory": (ExitKind.OUT_OF_MEMORY, Reason.MEMORY),
    "garbage": (ExitKind.VANISHED, None),
    "closed": (ExitKind.VANISHED, None),
}


def to_outcome(record: RunRecord, task: Task, layers: tuple[str, ...]) -> Outcome:
    """Return the outcome of a task."""
    cap = task.limits.output_kib << 10
    stdout = bytes(record.stdout[:cap])
    stderr = bytes(record.stderr[: max(0, cap - len(stdout))])
    fields: dict[str, object] = {}
    ending, reason = _observed_ending(record, task, stderr)
    if ending is None and record.frame is not None:
        ending, fields = _from_frame(record.frame.head, record.frame.blobs, task)
        if ending is ExitKind.ANSWERED and record.earlier:
            first, *later = (*record.earlier, fields["answer"])
            fields |= {"answer": first, "later": tuple(later)}
        reason = fields.pop("reason", None)  # type: ignore[assignment]
    return Outcome(
        ending=ending or ExitKind.VANISHED,
        stdout=stdout.decode(errors="replace"),
        stderr=stderr.decode(errors="replace"),
        reason=reason,
        device=task.device,
        layers=layers,
        milliseconds=record.milliseconds,
        cpu_seconds=record.cpu,
        **fields,  # type: ignore[arg-type]
    )


def _observed_ending(
    record: RunRecord, task: Task, stderr: bytes
) -> tuple[ExitKind | None, Reason | None]:
    """Return ending and reason as the worker observed them; (None, None) if there is a frame."""
    if record.killed_by is not None:
        return _BY_LIMIT[record.killed_by]
    if record.frame is not None:
        return None, None
    if record.status is None or not os.WIFSIGNALED(record.status):
        return ExitKind.VANISHED, None
    number = os.WTERMSIG(record.status)
    if number == signal.SIGXCPU or (
        number == signal.SIGKILL and record.cpu >= task.limits.cpu_seconds
    ):
        return ExitKind.TIMEOUT, Reason.CPU
    if number == signal.SIGKILL or b"bad_alloc" in stderr:
        return ExitKind.OUT_OF_MEMORY, Reason.MEMORY  # sent by the kernel's memory killer
    return ExitKind.CRASHED, None


def _from_frame(
    head: Mapping[str, object], blobs: tuple[bytes, ...], task: Task
) -> tuple[ExitKind, dict[str, object]]:
    reported = head.get("ending")
    ending = _REPORTED.get(reported) if isinstance(reported, str) else None
    if ending is None or (ending is ExitKind.NO_FUNCTION and task.entry is None):
        return ExitKind.VANISHED, {}
    if ending is ExitKind.ANSWERED:
        return _answered(head, blobs, task)
    if ending is ExitKind.NO_FUNCTION:
        return ending, {"names": _names(head.get("names"))}
    raised = head.get("raised")
    if not isinstance(raised, dict):
        return ExitKind.VANISHED, {}
    return ending, {"raised": raised, "reason": _reason(head.get("reason"))}


def _answered(
    head: Mapping[str, object], blobs: tuple[bytes, ...], task: Task
) -> tuple[ExitKind, dict[str, object]]:
    if task.entry is not None:
        names = ("answer", "trace") if task.traced else ("answer",)
        if len(blobs) != len(names):
            return ExitKind.VANISHED, {}
        return ExitKind.ANSWERED, dict(zip(names, blobs, strict=True))
    value = head.get("value")
    figures, left_out = select_figures(blobs)
    reported = head.get("left_out")
    not_sent = reported if isinstance(reported, int) and reported > 0 else 0
    cut = value[: LONGEST_VALUE + 1] if isinstance(value, str) else None
    return ExitKind.ANSWERED, {
        "value": cut,
        "figures": figures,
        "figures_left_out": min(left_out + not_sent, _MAX_LEFT_OUT),
    }


def _names(reported: object) -> tuple[str, ...]:
    if not isinstance(reported, list):
        return ()
    names = [name for name in reported if isinstance(name, str) and len(name) <= _MAX_NAME_LENGTH]
    return tuple(names[:_MAX_NAMES])


def _reason(reported: object) -> Reason | None:
    try:
        return Reason(reported) if isinstance(reported, str) else None
    except ValueError:
        return None
