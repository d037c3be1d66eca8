"""Main function of a child: lock it in, receive one task, run it, send the answer, exit."""

from __future__ import annotations

import ast
import functools
import gc
import inspect
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from . import code_runner, framing, lockdown
from .boot_config import ChildLimits
from .denial_reasons import Reason, cause_of, out_of_memory


class Probe(Protocol):
    """The package that calls the function and describes exceptions."""

    def answer(self, function: Callable[..., object], question: bytes) -> bytes:
        """Return what was observed of the function. Exceptions that the jail caused propagate."""

    def Conversation(  # noqa: N802 - a class
        self, function: Callable[..., object], source: str
    ) -> Conversation:
        """Return the state of a function whose questions come one after the other."""

    def raised(self, exc: BaseException, source: str) -> dict[str, object]:
        """Return the exception as JSON data, with the lines of the learner's `source`."""


class Conversation(Protocol):
    """Keeps what a function made between the rounds of a task."""

    def answer(self, question: bytes) -> bytes:
        """Return what was observed in one round."""


class Recorder(Protocol):
    """The probe's second look: `probe.Recorder(source)` records what a call computes."""

    tree: ast.Module  # to run in place of the source

    @property
    def names(self) -> Mapping[str, object]:
        """The globals that the tree needs."""

    def answer(self, function: Callable[..., object], question: bytes) -> tuple[bytes, bytes]:
        """Return what was observed of the function, and what was recorded."""

    def load(self, run: Callable[[], object]) -> tuple[bytes, bytes]:
        """Return what running the module raised, and what was recorded."""


_type_name: Callable[[type], str] = vars(type)["__name__"].__get__  # not a metaclass's own


class ReportError(Exception):
    """Carries how the task ended; `frame` is the frame for the worker."""

    def __init__(self, ending: str, *blobs: bytes, **fields: object) -> None:
        super().__init__(ending)
        self.frame = framing.pack({"ending": ending, **fields}, blobs)


@dataclass(frozen=True)
class ChildSetup:
    """What a child needs after the fork, prepared in the fork server for one slot."""

    steps: list[lockdown.Step]  # lock the child in
    ready_frame: bytes  # reports that the child is locked in
    limits: ChildLimits


def run_child(setup: ChildSetup, probe: Probe, *, rehearsed: bool) -> None:
    """Run a child from the fork to its exit. Never returns.

    With `rehearsed`, which the worker sets if there is time, it first runs a small task of its own.
    A page shared with the fork server is copied when it is first written to, and that is most of
    the time that a small task takes. After a rehearsal, these pages have been copied already.
    """
    try:
        for step, arguments in setup.steps:
            step(*arguments)
        if rehearsed:
            rehearse(probe)
        framing.write_all(lockdown.ANSWER_FD, setup.ready_frame)
        task = _receive_task()
    except EOFError:
        os._exit(0)  # the worker closed the connection: there is no task
    except BaseException:
        os.write(2, traceback.format_exc()[-4000:].encode())
        os._exit(70)
    # From here on, stderr is the learner's, who is shown it: no traceback of this package.
    try:
        _run_task(task, setup.limits, probe)
    except BaseException:
        os._exit(70)
    os._exit(0)


def device_opener(device: str, probe: Probe) -> Callable[[], None] | None:
    """Return the function with which a child opens its device; None for the CPU."""
    if device == "cpu":
        return None
    open_device: Callable[[str], None] = getattr(probe, "open_device")  # noqa: B009 - optional
    return functools.partial(open_device, device)


def rehearse(probe: Probe) -> None:
    """Run a small task and discard its result."""
    source = "def f(x):\n    return x\n"
    code_runner.register_source(source)
    code_runner.forget_module(code_runner.run_module(source))
    getattr(probe, "rehearse", lambda: None)()


_PRACTICE_SOURCE = "import torch\n\ndef f(x):\n    return x.mean(dim=1)\n"
_PRACTICE_RUNS = 12  # CPython specializes code after eight runs


def run_practice_tasks(probe: Probe) -> None:
    """Run small tasks in the fork server, so that children inherit everything that was loaded.

    Does nothing if the probe has no `usual_question`. Raise RuntimeError if a task fails.
    """
    make_question: Callable[[], bytes] | None = getattr(probe, "usual_question", None)
    if make_question is None:
        return
    limits = ChildLimits(cpu_seconds=1, memory_mib=1, scratch_mib=1, threads=1, answer_mib=1)
    task = framing.pack(
        {"entry": "f", "limits": vars(limits)}, (_PRACTICE_SOURCE.encode(), make_question(), b"")
    )
    worker_end, child_end = socket.socketpair()
    with worker_end, child_end:
        os.dup2(child_end.fileno(), lockdown.ANSWER_FD, inheritable=False)
        for _ in range(_PRACTICE_RUNS):
            worker_end.sendall(task)
            _run_task(_receive_task(), limits, probe)
            if (
                framing.read_frame(worker_end.fileno(), blob_cap=1 << 20).head["ending"]
                != "answered"
            ):
                raise RuntimeError("a practice task failed")
            code_runner.forget_module(sys.modules["your_code"])
            rehearse(probe)
    gc.disable()


def _reseed_generators(source: str) -> None:
    """Reseed every random generator, so that no child can predict the numbers of another.

    Those of Python and numpy take a good part of a millisecond, so they are reseeded only if the
    code contains their names.
    """
    seed = os.urandom(8)
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.seed()
    if "random" in source:
        random.seed(seed)
    if "numpy" in source and "numpy" in sys.modules:
        # Seeding from a number is much quicker than without an argument.
        sys.modules["numpy"].random.seed(int.from_bytes(seed[:4], "big"))


def _receive_task() -> framing.Reader:
    return framing.read_frame(lockdown.ANSWER_FD, blob_cap=1 << 32)


def _run_task(frame: framing.Reader, limits: ChildLimits, probe: Probe) -> None:
    head = cast("dict[str, dict[str, int]]", frame.head)
    entry = cast("str | None", frame.head["entry"])
    lockdown.tighten(limits, ChildLimits(**head["limits"]))
    source, earlier = frame.blobs[0].decode(), frame.blobs[2].decode()
    _write_files(cast("list[str]", frame.head.get("files", ())), frame.blobs[3:])
    _reseed_generators(earlier + source)
    code_runner.register_source(source)
    gc.enable()
    try:
        if entry is None:
            _run_cell(source, earlier)
        elif frame.head.get("loading") is True:
            _trace_loading(source, probe)
        else:
            _answer_question(
                (earlier, source),
                entry,
                frame.blobs[1],
                probe,
                traced=frame.head.get("traced") is True,
                rounds=cast("int", frame.head.get("rounds", 0)),
            )
    except ReportError as report:
        answer = report.frame
    except BaseException as exc:
        lockdown.release_reserve()
        answer = _failure_report(exc, source, probe).frame
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: S112 - the code may have replaced them
            continue
    framing.write_all(lockdown.ANSWER_FD, answer)


def _write_files(names: Sequence[str], contents: Sequence[bytes]) -> None:
    """Write the files of a task to the child's own directory, where only reading is permitted.

    The code cannot change their mode (see `seccomp`). It can put another file in the place of one,
    which nobody but this child ever sees.
    """
    for name, content in zip(names, contents, strict=True):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(name, flags, 0o444)
        try:
            framing.write_all(descriptor, content)
        finally:
            os.close(descriptor)


def _run_cell(source: str, earlier: str) -> None:
    value = code_runner.run_cell(source, earlier)
    figures, left_out = code_runner.render_figures()
    raise ReportError("answered", *figures, value=value, left_out=left_out)


def _answer_question(
    sources: tuple[str, str],
    entry: str,
    question: bytes,
    probe: Probe,
    *,
    traced: bool,
    rounds: int,
) -> None:
    earlier, source = sources
    recorder: Recorder | None = getattr(probe, "Recorder")(source) if traced else None  # noqa: B009
    if recorder is None:
        module = code_runner.run_module(source, earlier=earlier)
    else:
        module = code_runner.run_module(recorder.tree, recorder.names, earlier=earlier)
    function = vars(module).get(entry)
    if not callable(function):
        raise ReportError("no-function", names=code_runner.list_functions(module)[:100])
    wrapper, denied = _record_denials(function)
    if rounds > 0:
        conversation = probe.Conversation(wrapper, source)
        raise ReportError("answered", _converse(conversation, denied, question, rounds))
    blobs = (
        (probe.answer(wrapper, question),)
        if recorder is None
        else recorder.answer(wrapper, question)
    )
    if denied:
        raise denied[0]
    raise ReportError("answered", *blobs)


def _trace_loading(source: str, probe: Probe) -> None:
    recorder: Recorder = getattr(probe, "Recorder")(source, loading=True)  # noqa: B009
    blobs = recorder.load(lambda: code_runner.run_module(recorder.tree, recorder.names))
    raise ReportError("answered", *blobs)


def _converse(
    conversation: Conversation, denied: list[BaseException], question: bytes, rounds: int
) -> bytes:
    """Answer all rounds but the last, each after its question has come; return the last answer."""
    answer = conversation.answer(question)
    for _ in range(rounds - 1):
        if denied:
            raise denied[0]
        framing.write_all(lockdown.ANSWER_FD, ReportError("answered", answer).frame)
        question = framing.read_frame(lockdown.ANSWER_FD, blob_cap=1 << 32).blobs[0]
        answer = conversation.answer(question)
    if denied:
        raise denied[0]
    return answer


def _record_denials(
    function: Callable[..., object],
) -> tuple[Callable[..., object], list[BaseException]]:
    """Wrap the function to record denials it raises: to the probe, exceptions are answers."""
    denied: list[BaseException] = []
    if not inspect.isfunction(function):
        return function, denied

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        try:
            return function(*args, **kwargs)
        except BaseException as exc:
            if out_of_memory(exc) or cause_of(exc) is not None:
                denied.append(exc)
            raise

    return wrapper, denied


def _failure_report(exc: BaseException, source: str, probe: Probe) -> ReportError:
    try:
        raised = probe.raised(exc, source)
    except BaseException:  # the exception's own methods may raise
        raised = {"type": _type_name(type(exc)), "message": ""}
    if out_of_memory(exc):
        return ReportError("out-of-memory", raised=raised, reason=Reason.MEMORY)
    reason = cause_of(exc)
    if reason is not None:
        return ReportError("refused", raised=raised, reason=reason)
    return ReportError("raised", raised=raised)
