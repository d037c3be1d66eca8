"""From what the worker saw to how it ended. Nothing that the child says of itself is believed
further than its shape."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

from .child import RunRecord
from .inside.code_runner import LONGEST_VALUE
from .inside.denial_reasons import Reason
from .pictures import select_figures
from .records import ExitKind, Outcome, Task

_MOST_NAMES = 100
_LONGEST_NAME = 200
_MOST_LEFT_OUT = 1000  # what is said of more would only be noise
_SAID = {
    "answered": ExitKind.ANSWERED,
    "raised": ExitKind.RAISED,
    "no-function": ExitKind.NO_FUNCTION,
    "out-of-memory": ExitKind.OUT_OF_MEMORY,
    "refused": ExitKind.REFUSED,
}
_OVER: dict[str, tuple[ExitKind, Reason | None]] = {
    "wall": (ExitKind.TIMEOUT, Reason.WALL),
    "output": (ExitKind.OUTPUT_LIMIT, Reason.OUTPUT),
    "answer": (ExitKind.OUTPUT_LIMIT, Reason.ANSWER),
    "disk": (ExitKind.REFUSED, Reason.DISK),
    "threads": (ExitKind.REFUSED, Reason.THREADS),
    "memory": (ExitKind.OUT_OF_MEMORY, Reason.MEMORY),
    "garbage": (ExitKind.VANISHED, None),
    "closed": (ExitKind.VANISHED, None),
}


def to_outcome(seen: RunRecord, task: Task, walls: tuple[str, ...]) -> Outcome:
    """How a task ended."""
    cap = task.limits.output_kib << 10
    stdout = bytes(seen.stdout[:cap])
    stderr = bytes(seen.stderr[: max(0, cap - len(stdout))])
    fields: dict[str, object] = {}
    ending, reason = _ending(seen, task, stderr)
    if ending is None and seen.frame is not None:
        ending, fields = _from_frame(seen.frame.head, seen.frame.blobs, task)
        reason = fields.pop("reason", None)  # type: ignore[assignment]
    return Outcome(
        ending=ending or ExitKind.VANISHED,
        stdout=stdout.decode(errors="replace"),
        stderr=stderr.decode(errors="replace"),
        reason=reason,
        device=task.device,
        layers=walls,
        milliseconds=seen.milliseconds,
        **fields,  # type: ignore[arg-type]
    )


def _ending(seen: RunRecord, task: Task, stderr: bytes) -> tuple[ExitKind | None, Reason | None]:
    """What the worker knows for itself; (None, None) when only the frame can tell."""
    if seen.killed_by is not None:
        return _OVER[seen.killed_by]
    if seen.frame is not None:
        return None, None
    if seen.status is None or not os.WIFSIGNALED(seen.status):
        return ExitKind.VANISHED, None
    number = os.WTERMSIG(seen.status)
    if number == signal.SIGXCPU or (
        number == signal.SIGKILL and seen.cpu >= task.limits.cpu_seconds
    ):
        return ExitKind.TIMEOUT, Reason.CPU
    if number == signal.SIGKILL or b"bad_alloc" in stderr:
        return ExitKind.OUT_OF_MEMORY, Reason.MEMORY  # only the kernel's memory killer does this
    return ExitKind.CRASHED, None


def _from_frame(
    head: Mapping[str, object], blobs: tuple[bytes, ...], task: Task
) -> tuple[ExitKind, dict[str, object]]:
    said = head.get("ending")
    ending = _SAID.get(said) if isinstance(said, str) else None
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
        return (
            (ExitKind.ANSWERED, {"answer": blobs[0]})
            if len(blobs) == 1
            else (ExitKind.VANISHED, {})
        )
    value = head.get("value")
    figures, left_out = select_figures(blobs)
    said = head.get("left_out")
    more = said if isinstance(said, int) and said > 0 else 0
    shown = value[: LONGEST_VALUE + 1] if isinstance(value, str) else None
    return ExitKind.ANSWERED, {
        "value": shown,
        "figures": figures,
        "figures_left_out": min(left_out + more, _MOST_LEFT_OUT),
    }


def _names(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        return ()
    names = [name for name in said if isinstance(name, str) and len(name) <= _LONGEST_NAME]
    return tuple(names[:_MOST_NAMES])


def _reason(said: object) -> Reason | None:
    try:
        return Reason(said) if isinstance(said, str) else None
    except ValueError:
        return None
