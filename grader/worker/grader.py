"""The worker: takes a job, has it run in the jail, has it judged, answers.

The judge sits in this process; the learner's code never does.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gc
import logging
import os
import platform
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from importlib import metadata

import torch

from common.operations.job_context import about
from grader.jail import Jail, JailError, Limits, Outcome, Task, find_device
from grader.jail.records import ExitKind
from grader.judge import Exam, Finding, Judge
from grader.judge.style_hints import OUT_OF_PLACE
from grader.matmul.matmul_runner import MeasurementError, Measurer
from grader.protocol import (
    ExceptionInfo,
    Grade,
    Graded,
    GraderInfo,
    GraderMessage,
    Job,
    JobFailed,
    Measure,
    Measured,
    Measurement,
    Milliseconds,
    Problem,
    ProblemKind,
    Ran,
    Run,
    RunResult,
    Started,
    Status,
    Verdict,
    rejection_reason,
)
from grader.syntax.parser_process import ParserProcess
from grader.worker.exam_pool import ExamPool
from lessons.curriculum import Catalog

log = logging.getLogger(__name__)

STATUS_OF = {
    ExitKind.RAISED: Status.ERROR,
    ExitKind.VANISHED: Status.ERROR,
    ExitKind.CRASHED: Status.ERROR,
    ExitKind.TIMEOUT: Status.TIMEOUT,
    ExitKind.OUT_OF_MEMORY: Status.OUT_OF_MEMORY,
    ExitKind.OUTPUT_LIMIT: Status.OUTPUT_LIMIT,
    ExitKind.REFUSED: Status.REFUSED,
}
"""How an ending other than an answer is said in a verdict."""


_SECONDS_TO_OPEN_A_GPU = 60.0
_AT_ONCE_ON_A_GPU = 3
"""Each may take a quarter of the card's memory, and a spare's context takes some too."""
_SECONDS_TO_CLOSE_A_GPU = 5.0


class Grader:
    """Grades submissions and runs playground code, many at once."""

    def __init__(self, catalog: Catalog, jail: Jail, *, limits: Limits | None = None) -> None:
        self._jail = jail
        self._gpu_jail: Jail | None = None  # for a GPU
        self._opening: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._limits = limits or Limits()
        self._catalog = catalog
        self._judge = Judge(catalog)
        self._shelf = ExamPool(self._judge)
        self._measurer = Measurer()
        self._parser = ParserProcess(OUT_OF_PLACE)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        catalog: Catalog,
        *,
        spares: int = 2,
        limits: Limits | None = None,
        unsafe_no_jail: bool = False,
    ) -> AsyncIterator[Grader]:
        """Opens the jail (about two seconds), yields the grader, and closes the jail."""
        # The judge's tensors are small: a pool of threads would cost more than it gives.
        torch.set_num_threads(1)
        allowed = limits or Limits()
        jail = await Jail.open(pool_size=spares, limits=allowed, unsafe_no_jail=unsafe_no_jail)
        grader = cls(catalog, jail, limits=allowed)
        opening = grader._opening = asyncio.create_task(grader._open_beside("cuda:0"))
        try:
            await grader._parser.start()
            yield grader
        finally:
            opening.cancel()
            await grader.close()
            await asyncio.gather(opening, return_exceptions=True)
            grader._give_beside_up()
            if grader._closing:
                await asyncio.wait(grader._closing, timeout=_SECONDS_TO_CLOSE_A_GPU)
            await jail.close()

    async def close(self) -> None:
        """End the process that parses code. The jail belongs to whoever opened it."""
        await self._parser.close()

    async def devices_ready(self) -> None:
        """Waits until it is known which devices there are: `devices` gains none after that."""
        if self._opening is not None:
            await asyncio.wait((self._opening,))

    async def _open_beside(self, device: str) -> None:
        """A second jail, for a GPU; the first works meanwhile, and alone where there is none."""
        try:
            card = find_device(device)
        except JailError:
            return
        try:
            self._gpu_jail = await Jail.open(
                pool_size=1,
                limits=self._limits,
                device=card,
                template_timeout=_SECONDS_TO_OPEN_A_GPU,
                max_running=_AT_ONCE_ON_A_GPU,
            )
            self._shelf.use_device(card.name)
        except (JailError, OSError) as problem:
            log.warning("exercises are graded on the CPU, for %s: %s", device, problem)

    def _give_beside_up(self) -> None:
        """From now on on the CPU alone. A driver that hangs may keep its processes from ending, so
        nobody waits for them."""
        self._shelf.use_device("cpu")
        if self._gpu_jail is not None:
            beside, self._gpu_jail = self._gpu_jail, None
            closing = asyncio.create_task(beside.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    @property
    def devices(self) -> tuple[str, ...]:
        """Where tasks are run, "cpu" first."""
        return ("cpu",) if self._gpu_jail is None else ("cpu", self._gpu_jail.device)

    @property
    def jail(self) -> Jail:
        """The jail on the CPU, which every grader has."""
        return self._jail

    def announcement(self, at_once: int, running: int = 0) -> GraderInfo:
        """How this grader describes itself to a queue.

        It does `at_once` jobs together there, and `running` of them just now.
        """
        return GraderInfo(
            host=platform.node(),
            pid=os.getpid(),
            walls=self._jail.layers,
            devices=self.devices,
            versions={
                "tensei": metadata.version("tensei"),
                "python": platform.python_version(),
                "torch": torch.__version__,
            },
            exercises={each.id: each.version for each in self._catalog.exercises()},
            at_once=at_once,
            running=running,
            spares=self._jail.idle_children,
        )

    async def prepare(self) -> None:
        """Makes ready what the first submission to each exercise would otherwise wait for."""
        await self._shelf.warm_up(exercise.id for exercise in self._catalog.exercises())
        # All that is there by now stays: looking through it for garbage took a tenth of our time.
        gc.collect()
        gc.freeze()

    async def grade(self, job: Grade) -> Verdict:
        """The verdict on a submission.

        Raises:
            KeyError: there is no such exercise.
            AuthoringError: the exercise's file is at fault.
            JailError: the jail could not do its work; try again.
        """
        began = time.perf_counter()
        function = self._judge.function_of(job.exercise)
        if reason := rejection_reason(job.code):
            return self._verdict(job, Finding(Status.INVALID, reason=reason), began)
        exam = self._exam(job.exercise)
        # Both at once: most code is worth running, and what the jail has begun can be ended.
        running = asyncio.create_task(self._ran(job, exam))
        try:
            summary = await self._parser.summarize(job.code, function)
            # Without a summary, the jail tells what is wrong with the code, under its own limits.
            finding = None if summary is None else self._judge.precheck(job.exercise, summary)
            if finding is not None:
                return self._verdict(job, finding, began)
            outcome = await running
        except JailError as problem:
            if exam.device == "cpu":
                raise
            log.warning("%s is given up: %s", exam.device, problem)
            self._give_beside_up()
            return await self.grade(job)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        remarks = () if summary is None else self._judge.remarks(job.exercise, summary)
        found = self._found(job, exam, outcome)
        return self._verdict(job, found, began, outcome, remarks)

    def _exam(self, exercise: str) -> Exam:
        """A fresh exam, for the CPU where the judge itself cannot use the card."""
        try:
            return self._shelf.take(exercise)
        except KeyError:
            raise
        except Exception as problem:  # whatever a driver comes up with
            if self._shelf.device == "cpu":
                raise
            log.warning("%s is given up: %s", self._shelf.device, problem)
            self._give_beside_up()
            return self._shelf.take(exercise)

    async def _ran(self, job: Grade, exam: Exam) -> Outcome:
        jail = self._jail if exam.device == "cpu" else self._gpu_jail
        if jail is None:
            raise JailError(f"{exam.device} is gone")
        task = Task(
            code=job.code,
            entry=exam.entry,
            question=exam.question,
            device=exam.device,
            limits=replace(self._limits, **exam.limits),  # type: ignore[arg-type]
        )
        return await jail.run(task)

    async def run(self, job: Run) -> RunResult:
        """What the code gives in the playground. Raises JailError as `grade` does."""
        began = time.perf_counter()
        if reason := rejection_reason(job.code):
            return RunResult(status=Status.INVALID, reason=reason)
        outcome = await self._jail.run(Task(code=job.code, limits=self._limits))
        raised = self._judge.explain(outcome.raised) if outcome.raised else None
        status = STATUS_OF.get(outcome.ending, Status.PASSED)
        if raised is not None and raised.type in {"SyntaxError", "IndentationError", "TabError"}:
            status = Status.INVALID if status is Status.ERROR else status
        return RunResult(
            status=status,
            stdout=outcome.stdout,
            stderr=outcome.stderr,
            value=outcome.value,
            figures=tuple(base64.b64encode(png).decode() for png in outcome.figures),
            figures_left_out=outcome.figures_left_out,
            raised=raised,
            reason=outcome.reason,
            device=outcome.device,
            jail=outcome.layers,
            milliseconds=Milliseconds(run=outcome.milliseconds, total=_since(began)),
        )

    async def measure(self) -> Measurement:
        """How fast this machine multiplies matrices. Raises MeasuringFailed."""
        return await self._measurer.measurement()

    def _found(self, job: Grade, exam: Exam, outcome: Outcome) -> Finding:
        if outcome.ending is ExitKind.ANSWERED:
            return self._judge.grade(exam, outcome.answer)
        if outcome.ending is ExitKind.NO_FUNCTION:
            return self._judge.missing(job.exercise, outcome.names)
        if outcome.ending is ExitKind.RAISED and outcome.raised:
            finding = self._judge.uncompilable(job.exercise, job.code, outcome.raised)
            if finding is not None:
                return finding
        raised: ExceptionInfo | None = (
            self._judge.explain(outcome.raised) if outcome.raised else None
        )
        problem = Problem(kind=ProblemKind.EXCEPTION, raised=raised)
        return Finding(STATUS_OF[outcome.ending], problem, outcome.reason or outcome.ending.value)

    def _verdict(
        self,
        job: Grade,
        finding: Finding,
        began: float,
        outcome: Outcome | None = None,
        remarks: tuple[str, ...] = (),
    ) -> Verdict:
        total = _since(began)
        run = outcome.milliseconds if outcome else 0.0
        return Verdict(
            status=finding.status,
            exercise=job.exercise,
            problem=finding.problem,
            reason=finding.reason,
            remarks=remarks,
            device=outcome.device if outcome else "cpu",
            jail=outcome.layers if outcome else self._jail.layers,
            milliseconds=Milliseconds(run=run, judge=max(0.0, total - run), total=total),
            output=(outcome.stdout + outcome.stderr)[:4000] if outcome else "",
        )


async def process_job(grader: Grader, job: Job) -> AsyncIterator[GraderMessage]:
    """Does one job and says how it went: Started, then its end. Never raises."""
    yield Started(id=job.id)
    with about(job.id):
        answer = await _done(grader, job)
    yield answer


async def _done(grader: Grader, job: Job) -> GraderMessage:
    try:
        if isinstance(job, Grade):
            verdict = await grader.grade(job)
            _log_end(f"submission to {job.exercise}", verdict.status, verdict.milliseconds)
            return Graded(id=job.id, verdict=verdict)
        if isinstance(job, Measure):
            return Measured(id=job.id, result=await grader.measure())
        result = await grader.run(job)
        _log_end("run", result.status, result.milliseconds)
        return Ran(id=job.id, result=result)
    except (JailError, MeasurementError) as problem:
        why = str(problem)
        log.warning("the job is given back: %s", why)
    except KeyError as problem:
        why = f"this grader has no exercise {problem}"
        log.warning("the job is given back: %s", why)
    except Exception as problem:  # ours, and not the learner's fault
        log.exception("the job could not be done")
        why = f"{type(problem).__name__}: {problem}"
    return JobFailed(id=job.id, why=why)


def _log_end(what: str, status: Status, spent: Milliseconds) -> None:
    took = f"run {spent.run:.1f}, judge {spent.judge:.1f}" if spent.judge else f"{spent.run:.1f}"
    log.info("%s: %s in %.1f ms (%s)", what, status, spent.total, took)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)
