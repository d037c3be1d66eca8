"""The life of one child: locked in, it waits for a task, runs it, answers, and ends."""

from __future__ import annotations

import functools
import gc
import inspect
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from . import code_runner, framing, lockdown
from .boot_config import ChildLimits
from .denial_reasons import Reason, cause_of, out_of_memory


class Probe(Protocol):
    """The package that calls the function and describes exceptions."""

    def answer(self, function: Callable[..., object], question: bytes) -> bytes:
        """What the function did, in bytes; exceptions of the jail's walls and limits propagate."""

    def raised(self, exc: BaseException, source: str) -> dict[str, object]:
        """The exception as JSON has it, with what it says of the learner's `source`."""


class ReportError(Exception):
    """How the task ended, on its way to the worker."""

    def __init__(self, ending: str, *blobs: bytes, **fields: object) -> None:
        super().__init__(ending)
        self.frame = framing.pack({"ending": ending, **fields}, blobs)


@dataclass(frozen=True)
class ChildSetup:
    """What a child begins with, prepared in the template for the place that it takes."""

    steps: list[lockdown.Step]  # locking it in
    ready_frame: bytes  # the frame that says so
    limits: ChildLimits


def run_child(start: ChildSetup, probe: Probe, *, rehearsed: bool) -> None:
    """Everything between the fork and the end; never returns.

    A child that has time until its task comes rehearses first. The memory that a task needs is
    then its own already: a page that it shares with the template is copied when it is first
    written to, and that is most of the time that a small task takes.
    """
    try:
        for step, arguments in start.steps:
            step(*arguments)
        if rehearsed:
            rehearse(probe)
        framing.write_all(lockdown.ANSWER_FD, start.ready_frame)
        _serve(start.limits, probe)
    except EOFError:
        pass  # the worker wants no task done here any more
    except BaseException:
        os.write(2, traceback.format_exc()[-4000:].encode())
        os._exit(70)
    os._exit(0)


def device_opener(device: str, probe: Probe) -> Callable[[], None] | None:
    """What a child calls to open its device."""
    if device == "cpu":
        return None
    open_device: Callable[[str], None] = getattr(probe, "open_device")  # noqa: B009 - may lack it
    return functools.partial(open_device, device)


def rehearse(probe: Probe) -> None:
    """A small task of no consequence."""
    source = "def f(x):\n    return x\n"
    code_runner.register_source(source)
    code_runner.forget_module(code_runner.run_module(source))
    getattr(probe, "rehearse", lambda: None)()


_PRACTISED = "import torch\n\ndef f(x):\n    return x.mean(dim=1)\n"
_TIMES = 12  # Python makes code quicker for what it meets once that has run eight times


def run_practice_tasks(probe: Probe) -> None:
    """Goes through small tasks in the template, from order to answer, so that all that this needs
    is at hand for children. Only with a probe that has a question to practise on."""
    usual: Callable[[], bytes] | None = getattr(probe, "usual_question", None)
    if usual is None:
        return
    room = ChildLimits(cpu_seconds=1, memory_mib=1, scratch_mib=1, threads=1, answer_mib=1)
    order = framing.pack({"entry": "f", "room": vars(room)}, (_PRACTISED.encode(), usual()))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        os.dup2(theirs.fileno(), lockdown.ANSWER_FD, inheritable=False)
        for _ in range(_TIMES):
            ours.sendall(order)
            _serve(room, probe)
            if framing.read_frame(ours.fileno(), blob_cap=1 << 20).head["ending"] != "answered":
                raise RuntimeError("a task that was only for practice failed")
            code_runner.forget_module(sys.modules["your_code"])
            rehearse(probe)
    gc.disable()


def _seed(source: str) -> None:
    """So that nobody can tell from one child what another draws. Python's and numpy's generators
    cost a good part of a millisecond: only for code that names them at all."""
    drawn = os.urandom(8)
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.seed()
    if "random" in source:
        random.seed(drawn)
    if "numpy" in source and "numpy" in sys.modules:
        # From a number it is much quicker than from nothing.
        sys.modules["numpy"].random.seed(int.from_bytes(drawn[:4], "big"))


def _serve(room: ChildLimits, probe: Probe) -> None:
    frame = framing.read_frame(lockdown.ANSWER_FD, blob_cap=1 << 32)
    head = cast("dict[str, dict[str, int]]", frame.head)
    entry = cast("str | None", frame.head["entry"])
    lockdown.tighten(room, ChildLimits(**head["room"]))
    source = frame.blobs[0].decode()
    _seed(source)
    code_runner.register_source(source)
    gc.enable()
    try:
        if entry is None:
            _run_cell(source)
        else:
            _answer(source, entry, frame.blobs[1], probe)
    except ReportError as report:
        done = report.frame
    except BaseException as exc:
        lockdown.release_reserve()
        done = _failed(exc, source, probe).frame
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: S112 - the code may have put anything in their place
            continue
    framing.write_all(lockdown.ANSWER_FD, done)


def _run_cell(source: str) -> None:
    value = code_runner.run_cell(source)
    figures, left_out = code_runner.render_figures()
    raise ReportError("answered", *figures, value=value, left_out=left_out)


def _answer(source: str, entry: str, question: bytes, probe: Probe) -> None:
    module = code_runner.run_module(source)
    function = vars(module).get(entry)
    if not callable(function):
        raise ReportError("no-function", names=code_runner.list_functions(module)[:100])
    watched, denied = _watch(function)
    answer = probe.answer(watched, question)
    if denied:
        raise denied[0]
    raise ReportError("answered", answer)


def _watch(
    function: Callable[..., object],
) -> tuple[Callable[..., object], list[BaseException]]:
    """Notes denials that leave the function, since the probe takes exceptions for answers."""
    denied: list[BaseException] = []
    if not inspect.isfunction(function):
        return function, denied

    @functools.wraps(function)
    def watched(*args: object, **kwargs: object) -> object:
        try:
            return function(*args, **kwargs)
        except BaseException as exc:
            if out_of_memory(exc) or cause_of(exc) is not None:
                denied.append(exc)
            raise

    return watched, denied


def _failed(exc: BaseException, source: str, probe: Probe) -> ReportError:
    try:
        raised = probe.raised(exc, source)
    except Exception:  # the exception's own methods may raise
        raised = {"type": type(exc).__name__, "message": ""}
    if out_of_memory(exc):
        return ReportError("out-of-memory", raised=raised, reason=Reason.MEMORY)
    reason = cause_of(exc)
    if reason is not None:
        return ReportError("refused", raised=raised, reason=reason)
    return ReportError("raised", raised=raised)
