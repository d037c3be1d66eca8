"""From what the worker saw to how it ended. Nothing that the child says of itself is believed
further than its shape."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Mapping

from .child import Seen
from .inside.cell import LONGEST_VALUE, MOST_FIGURES
from .inside.reasons import Reason
from .records import Ending, Outcome, Task

_MOST_NAMES = 100
_LONGEST_NAME = 200
_MOST_BYTES_OF_FIGURES = 16 << 20  # the bot takes no line of an answer over 64 MiB
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
_MOST_PIXELS = 1 << 25
_SAID = {
    "answered": Ending.ANSWERED,
    "raised": Ending.RAISED,
    "no-function": Ending.NO_FUNCTION,
    "out-of-memory": Ending.OUT_OF_MEMORY,
    "refused": Ending.REFUSED,
}
_OVER: dict[str, tuple[Ending, Reason | None]] = {
    "wall": (Ending.TIMEOUT, Reason.WALL),
    "output": (Ending.OUTPUT_LIMIT, Reason.OUTPUT),
    "answer": (Ending.OUTPUT_LIMIT, Reason.ANSWER),
    "disk": (Ending.REFUSED, Reason.DISK),
    "threads": (Ending.REFUSED, Reason.THREADS),
    "memory": (Ending.OUT_OF_MEMORY, Reason.MEMORY),
    "garbage": (Ending.VANISHED, None),
    "closed": (Ending.VANISHED, None),
}


def outcome(seen: Seen, task: Task, walls: tuple[str, ...]) -> Outcome:
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
        ending=ending or Ending.VANISHED,
        stdout=stdout.decode(errors="replace"),
        stderr=stderr.decode(errors="replace"),
        reason=reason,
        device=task.device,
        walls=walls,
        milliseconds=seen.milliseconds,
        **fields,  # type: ignore[arg-type]
    )


def _ending(seen: Seen, task: Task, stderr: bytes) -> tuple[Ending | None, Reason | None]:
    """What the worker knows for itself; (None, None) when only the frame can tell."""
    if seen.over is not None:
        return _OVER[seen.over]
    if seen.frame is not None:
        return None, None
    if seen.status is None or not os.WIFSIGNALED(seen.status):
        return Ending.VANISHED, None
    number = os.WTERMSIG(seen.status)
    if number == signal.SIGXCPU or (
        number == signal.SIGKILL and seen.cpu >= task.limits.cpu_seconds
    ):
        return Ending.TIMEOUT, Reason.CPU
    if number == signal.SIGKILL or b"bad_alloc" in stderr:
        return Ending.OUT_OF_MEMORY, Reason.MEMORY  # only the kernel's memory killer does this
    return Ending.CRASHED, None


def _from_frame(
    head: Mapping[str, object], blobs: tuple[bytes, ...], task: Task
) -> tuple[Ending, dict[str, object]]:
    said = head.get("ending")
    ending = _SAID.get(said) if isinstance(said, str) else None
    if ending is None or (ending is Ending.NO_FUNCTION and task.entry is None):
        return Ending.VANISHED, {}
    if ending is Ending.ANSWERED:
        return _answered(head, blobs, task)
    if ending is Ending.NO_FUNCTION:
        return ending, {"names": _names(head.get("names"))}
    raised = head.get("raised")
    if not isinstance(raised, dict):
        return Ending.VANISHED, {}
    return ending, {"raised": raised, "reason": _reason(head.get("reason"))}


def _answered(
    head: Mapping[str, object], blobs: tuple[bytes, ...], task: Task
) -> tuple[Ending, dict[str, object]]:
    if task.entry is not None:
        return (Ending.ANSWERED, {"answer": blobs[0]}) if len(blobs) == 1 else (Ending.VANISHED, {})
    value = head.get("value")
    figures = tuple(blob for blob in blobs if _is_picture(blob))[:MOST_FIGURES]
    if sum(map(len, figures)) > _MOST_BYTES_OF_FIGURES:
        return Ending.OUTPUT_LIMIT, {"reason": Reason.ANSWER}
    shown = value[: LONGEST_VALUE + 1] if isinstance(value, str) else None
    return Ending.ANSWERED, {"value": shown, "figures": figures}


def _is_picture(blob: bytes) -> bool:
    """A PNG, whose first chunk says that it has no more pixels than one can look at: a small file
    may unfold to gigabytes wherever it is shown."""
    if not blob.startswith(_PNG_HEAD) or len(blob) < len(_PNG_HEAD) + 8:
        return False
    sizes: tuple[int, int] = struct.unpack_from(">II", blob, len(_PNG_HEAD))
    return 0 < sizes[0] * sizes[1] <= _MOST_PIXELS


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
