"""Grades submissions and runs playground code: connects the jail, the judge and the parser.

The judge runs in this process; learner code never does.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import copy
import gc
import logging
import os
import platform
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from importlib import metadata

import torch

from grader.jail import (
    Jail,
    JailError,
    Limits,
    NoDeviceError,
    Outcome,
    Reason,
    Task,
    default_cache,
    find_device,
)
from grader.jail.records import ExitKind
from grader.judge import Exam, Finding, Judge
from grader.judge.printed_output import MAX_OUTPUT, printed_for, read_stderr, without_paths
from grader.judge.properties import Keys, PropertyError
from grader.judge.property_process import PropertyProcess
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.matmul.matmul_runner import MatmulRunner
from grader.protocol import (
    ExamOrigin,
    ExceptionInfo,
    Fingerprint,
    Grade,
    GraderInfo,
    Measurement,
    Milliseconds,
    Problem,
    ProblemKind,
    Run,
    RunResult,
    Status,
    Verdict,
    rejection_reason,
)
from grader.syntax.parser_process import ParserProcess
from grader.syntax.style_hints import StyleHint
from grader.syntax.summary import Summary
from grader.worker.exam_pool import ExamPool
from grader.worker.gpu import GpuCapacity, GpuSettings, open_gpu_jail
from grader.worker.second_look import SecondLook, look_again, look_at_loading
from grader.worker.speed_check import Speed, SpeedError, measure_speed
from lessons.curriculum import Catalog

log = logging.getLogger(__name__)

STATUS_BY_EXIT = {
    ExitKind.RAISED: Status.ERROR,
    ExitKind.VANISHED: Status.ERROR,
    ExitKind.CRASHED: Status.ERROR,
    ExitKind.TIMEOUT: Status.TIMEOUT,
    ExitKind.OUT_OF_MEMORY: Status.OUT_OF_MEMORY,
    ExitKind.OUTPUT_LIMIT: Status.OUTPUT_LIMIT,
    ExitKind.REFUSED: Status.REFUSED,
}
"""The status of a verdict for each way a child can end without an answer."""


_GPU_CLOSE_TIMEOUT_S = 5.0


class Grader:
    """Grades submissions and runs playground code, several jobs concurrently."""

    def __init__(self, catalog: Catalog, jail: Jail, *, limits: Limits | None = None) -> None:
        self._jail = jail
        self._gpu_jail: Jail | None = None
        self._gpu_at_once = 0  # tasks
        self._gpu_opening: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._limits = limits or Limits()
        self._catalog = catalog
        self._judge = Judge(catalog)
        self._exam_pool = ExamPool(self._judge)
        self._matmul_runner = MatmulRunner()
        self._parser = ParserProcess(OUT_OF_PLACE)
        self._properties = PropertyProcess()

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        catalog: Catalog,
        *,
        spares: int = 2,
        limits: Limits | None = None,
        unsafe_no_jail: bool = False,
        gpu: GpuSettings = GpuSettings(),  # noqa: B008 - frozen
    ) -> AsyncIterator[Grader]:
        """Open the jail (about 2 s), yield the grader, and close both.

        `spares` is the number of idle children of the CPU's jail. Raise JailError if no jail can be
        opened here.
        """
        limits = limits or Limits()
        jail = await Jail.open(pool_size=spares, limits=limits, unsafe_no_jail=unsafe_no_jail)
        async with cls.in_jail(jail, catalog, limits=limits, gpu=gpu) as grader:
            yield grader

    @classmethod
    @contextlib.asynccontextmanager
    async def in_jail(
        cls,
        jail: Jail,
        catalog: Catalog,
        *,
        limits: Limits,
        gpu: GpuSettings = GpuSettings(),  # noqa: B008 - frozen
    ) -> AsyncIterator[Grader]:
        """Yield a grader that uses an open jail, and close both at the end."""
        # The judge's tensors are small: a thread pool would cost more than it saves.
        torch.set_num_threads(1)
        grader = cls(catalog, jail, limits=limits)
        opening = grader._gpu_opening = asyncio.create_task(grader._open_gpu_jail("cuda:0", gpu))
        try:
            await grader._parser.start()
            yield grader
        finally:
            opening.cancel()
            await grader.close()
            await asyncio.gather(opening, return_exceptions=True)
            grader.close_gpu_jail()
            if grader._closing:
                await asyncio.wait(grader._closing, timeout=_GPU_CLOSE_TIMEOUT_S)
            await jail.close()

    async def close(self) -> None:
        """Stop the helper processes. The caller that opened the jail closes it."""
        await self._parser.close()
        await self._properties.close()

    async def devices_ready(self) -> None:
        """Wait until the GPU has been opened or has failed: `devices` gains none after that."""
        if self._gpu_opening is not None:
            await asyncio.wait((self._gpu_opening,))

    async def _open_gpu_jail(self, device: str, settings: GpuSettings) -> None:
        """Open a second jail for a GPU, if there is one. The CPU's jail takes jobs meanwhile."""
        try:
            gpu = await find_device(device, cache=default_cache(), mps=settings.mps)
            jail, capacity = await open_gpu_jail(gpu, settings, self._limits)
            self.use_gpu_jail(jail, capacity)
        except NoDeviceError:
            return
        except (JailError, OSError) as problem:
            log.warning("exercises are graded on the CPU, because of %s: %s", device, problem)

    def use_gpu_jail(self, jail: Jail, capacity: GpuCapacity) -> None:
        """Run exercises that can use a GPU in this jail from now on, and close it at the end."""
        self._gpu_jail, self._gpu_at_once = jail, capacity.at_once
        self._exam_pool.use_device(jail.device)

    def close_gpu_jail(self) -> None:
        """Grade on the CPU only from now on.

        The jail is closed in the background, because a hanging driver can keep its processes alive.
        """
        self._exam_pool.use_device("cpu")
        if self._gpu_jail is not None:
            jail, self._gpu_jail = self._gpu_jail, None
            closing = asyncio.create_task(jail.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def with_catalog(self, catalog: Catalog) -> Grader:
        """Return a grader of other lessons in the same jail. Jobs of this one are not affected.

        It must not be used longer than this one is open.
        """
        grader = copy.copy(self)
        grader._catalog = catalog
        grader._judge = Judge(catalog)
        grader._exam_pool = ExamPool(grader._judge)
        grader._exam_pool.use_device(self._exam_pool.device)
        return grader

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices on which tasks run, "cpu" first."""
        return ("cpu",) if self._gpu_jail is None else ("cpu", self._gpu_jail.device)

    @property
    def jail(self) -> Jail:
        """The jail for the CPU, which every grader has."""
        return self._jail

    def info(self, at_once: int, running: int = 0) -> GraderInfo:
        """Return this grader's description for a queue.

        `at_once` is the number of jobs that it can process concurrently, `running` the number of
        those that it is processing.
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
            gpu_at_once=min(at_once, self._gpu_at_once) if self._gpu_jail is not None else 0,
            running=running,
            spares=self._jail.idle_children,
        )

    async def prepare(self) -> None:
        """Prepare exams, so that the first submission to each exercise does not wait for them."""
        await self._exam_pool.warm_up(exercise.id for exercise in self._catalog.exercises())
        # What has been allocated by now stays: collecting it took a tenth of the worker's time.
        gc.collect()
        gc.freeze()

    async def grade(self, job: Grade, origin: ExamOrigin | None = None) -> Verdict:
        """Grade a submission, with the exam of a former one if its `origin` is given.

        `origin` names one of `devices`. Raise KeyError for an unknown exercise, AuthoringError if
        the exercise's file has an error, and JailError if the jail failed, in which case the job
        can be retried.
        """
        began = time.perf_counter()
        function = self._judge.function_name(job.exercise)
        if reason := rejection_reason(job.code):
            return self._make_verdict(job, Finding(Status.INVALID, reason=reason), began)
        exam = self._take_exam(job.exercise) if origin is None else self._repeat_exam(job, origin)
        # Parse and run concurrently: most code passes the precheck, and a run can be cancelled.
        running = asyncio.create_task(self._run_in_jail(self._task(job, exam)))
        try:
            rules = rules_of(exam.expectations)
            summary = await self._parser.summarize(job.code, function, rules)
            # Without a summary the jail compiles the code and reports the error, under its limits.
            finding = None if summary is None else self._judge.precheck(job.exercise, summary)
            if finding is not None:
                return self._make_verdict(job, finding, began, exam=exam)
            outcome = await running
        except JailError as problem:
            if exam.device == "cpu" or origin is not None:
                raise
            log.warning("%s is given up: %s", exam.device, problem)
            self.close_gpu_jail()
            if self.lacks_card(job.exercise):
                raise
            return await self.grade(job)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        hints = () if summary is None else self._judge.style_hints(job.exercise, summary)
        finding = await self._finding(job, exam, outcome, summary)
        if finding.status is Status.PASSED:
            finding = await self._speed_finding(job, exam, summary)
        look = SecondLook()
        # A trace has values, which may be those of a secret file.
        if finding.failure is not None and not exam.has_secret_files:
            look = await look_again(
                self._judge,
                self._run_in_jail,
                exam=exam,
                failure=finding.failure,
                task=self._task(job, exam),
                outcome=outcome,
            )
        elif outcome.ending is ExitKind.RAISED and finding.status is Status.ERROR:
            task = self._task(job, exam)
            look = await look_at_loading(self._run_in_jail, task=task, outcome=outcome)
        verdict = self._make_verdict(
            job, finding, began, outcome, hints, exam=exam, second_look=look
        )
        if verdict.status is Status.PASSED and summary is not None:
            digest = self._judge.comparable_digest(job.exercise, summary)
            return verdict.model_copy(update={"answer_digest": digest})
        if not _is_unnamed(verdict):
            return verdict
        outputs = (
            self._judge.fingerprint(exam, outcome.answers)
            if outcome.ending is ExitKind.ANSWERED
            else None
        )
        code = None if summary is None else summary.digest
        return verdict.model_copy(update={"fingerprint": Fingerprint(outputs=outputs, code=code)})

    def lacks_card(self, exercise_id: str) -> bool:
        """Return whether an exercise is graded on a GPU only, and there is none here."""
        exercise = self._catalog.exercise(exercise_id)
        return exercise is not None and exercise.needs_card and self._gpu_jail is None

    def _model_of(self, device: str) -> str:
        """Return the model of a GPU that tasks run on; "" for the CPU."""
        jail = self._gpu_jail
        return jail.device_model if jail is not None and jail.device == device else ""

    def _take_exam(self, exercise: str) -> Exam:
        """Return an unused exam, for the CPU if the judge itself cannot use the GPU."""
        try:
            return self._exam_pool.take(exercise)
        except KeyError:
            raise
        except Exception as problem:  # any error of the GPU's driver
            if self._exam_pool.device == "cpu":
                raise
            log.warning("%s is given up: %s", self._exam_pool.device, problem)
            self.close_gpu_jail()
            return self._exam_pool.take(exercise)

    def _repeat_exam(self, job: Grade, origin: ExamOrigin) -> Exam:
        return self._judge.make_exam(job.exercise, origin.device, int(origin.seed, 16))

    async def _run_in_jail(self, task: Task) -> Outcome:
        jail = self._jail if task.device == "cpu" else self._gpu_jail
        if jail is None:
            raise JailError(f"{task.device} is no longer used")
        return await jail.run(task)

    def _task(self, job: Grade, exam: Exam) -> Task:
        return Task(
            code=job.code,
            earlier=job.earlier,
            entry=exam.entry,
            question=exam.question,
            conversation=exam.conversation,
            later=exam.later,
            files=exam.files,
            device=exam.device,
            limits=replace(self._limits, **exam.limits),  # type: ignore[arg-type]
        )

    async def run(self, job: Run, limits: Limits | None = None) -> RunResult:
        """Run code in the playground, within its own limits. Raise JailError as `grade` does."""
        began = time.perf_counter()
        if reason := rejection_reason(job.code):
            return RunResult(status=Status.INVALID, reason=reason)
        task = Task(
            code=job.code,
            earlier=job.earlier,
            files=self._files_named_in(job.earlier + job.code),
            limits=limits or self._limits,
        )
        outcome = await self._jail.run(task)
        raised = self._judge.explain(outcome.raised) if outcome.raised else None
        status = STATUS_BY_EXIT.get(outcome.ending, Status.PASSED)
        if raised is not None and raised.type in {"SyntaxError", "IndentationError", "TabError"}:
            status = Status.INVALID if status is Status.ERROR else status
        return RunResult(
            status=status,
            stdout=outcome.stdout,
            stderr=without_paths(outcome.stderr),
            value=outcome.value,
            figures=tuple(base64.b64encode(png).decode() for png in outcome.figures),
            figures_left_out=outcome.figures_left_out,
            raised=raised,
            reason=outcome.reason,
            device=outcome.device,
            jail=outcome.layers,
            milliseconds=Milliseconds(run=outcome.milliseconds, total=_ms_since(began)),
        )

    def _files_named_in(self, code: str) -> tuple[tuple[str, bytes], ...]:
        """Return the lessons' files whose names are in the code; never a secret replacement."""
        files = {file.name: file.path for each in self._catalog.lessons() for file in each.files}
        found = ((name, path) for name, path in files.items() if name in code)
        return tuple((name, path.read_bytes()) for name, path in found)

    async def measure(self) -> Measurement:
        """Measure how fast this machine multiplies matrices. Raise MeasurementError."""
        return await self._matmul_runner.measurement()

    async def _finding(
        self, job: Grade, exam: Exam, outcome: Outcome, summary: Summary | None
    ) -> Finding:
        if outcome.ending is ExitKind.ANSWERED:
            try:
                keys = await self._property_keys(exam, outcome.answers)
            except PropertyError as error:  # the author's fault, and never the learner's
                log.error("an answer could not be judged: %s", error)
                return Finding(Status.ERROR, reason="property")
            return self._judge.grade(exam, outcome.answers, summary, keys=keys)
        if outcome.ending is ExitKind.NO_FUNCTION:
            return self._judge.missing_function(job.exercise, outcome.names, summary)
        if outcome.ending is ExitKind.RAISED and outcome.raised:
            finding = self._judge.compile_error(job.exercise, job.code, outcome.raised)
            if finding is not None:
                return finding
        raised: ExceptionInfo | None = (
            self._judge.explain(outcome.raised) if outcome.raised else None
        )
        problem = Problem(kind=ProblemKind.EXCEPTION, raised=raised)
        return Finding(
            STATUS_BY_EXIT[outcome.ending], problem, outcome.reason or outcome.ending.value
        )

    async def _speed_finding(self, job: Grade, exam: Exam, summary: Summary | None) -> Finding:
        """Return the finding for code whose results are right: it passes, or it is too slow."""
        timed = self._judge.timed_exam(exam)
        if timed is None:
            return Finding(Status.PASSED)
        try:
            speed = await measure_speed(self._measure_cpu_time, timed, job.code)
        except SpeedError as error:  # the author's fault, and never the learner's
            log.error("%s: %s", self._judge.exercise_path(exam.exercise), error)
            return Finding(Status.ERROR, reason="property")
        outcome = speed.outcome
        assert outcome is not None
        if outcome.ending is ExitKind.ANSWERED:
            finding = self._judge.grade(speed.exam, outcome.answers, summary)
            if finding.status is not Status.PASSED:
                return replace(finding, failure=None)  # which is a case of another exam
        elif outcome.reason != Reason.CPU:
            return await self._finding(job, speed.exam, outcome, summary)
        if outcome.reason == Reason.CPU or speed.times.is_too_slow:
            return Finding(Status.FAILED, speed.times.problem())
        return Finding(Status.PASSED)

    async def measure_speed(self, exercise_id: str) -> Speed | None:
        """Measure the CPU time of an exercise's own code; None if it declares no inputs for it.

        Raise AuthoringError if these are unusable, and SpeedError if its code does not answer.
        """
        timed = self._judge.timed_exam(self._exam_pool.take(exercise_id))
        return None if timed is None else await measure_speed(self._measure_cpu_time, timed)

    async def _measure_cpu_time(self, code: str, exam: Exam) -> Outcome:
        job = Grade(id="speed", exercise=exam.exercise, code=code)
        return await self._run_in_jail(replace(self._task(job, exam), timed=True))

    async def _property_keys(self, exam: Exam, answer: Sequence[bytes]) -> Keys | None:
        """Return what the exercise's property says about an answer; None if it has none."""
        if exam.expectations.property is None:
            return None
        question = self._judge.property_question(exam, answer)
        if question is None:
            return {}
        path = self._judge.exercise_path(exam.exercise)
        return await self._properties.keys(path, exam.origin.version, question)

    def _make_verdict(
        self,
        job: Grade,
        finding: Finding,
        began: float,
        outcome: Outcome | None = None,
        style_hints: tuple[StyleHint, ...] = (),
        *,
        exam: Exam | None = None,
        second_look: SecondLook = SecondLook(),  # noqa: B008 - frozen
    ) -> Verdict:
        total = _ms_since(began)
        run = (outcome.milliseconds if outcome else 0.0) + second_look.milliseconds
        case = finding.failure.number if finding.failure else None
        calls = exam.expectations.calls if exam else 1
        # What the code prints of secret files stays secret, so all that it printed is left out.
        shown = None if exam is not None and exam.has_secret_files else outcome
        printed = printed_for(
            shown.stdout if shown else "", case, calls, exam.later_cases if exam else ()
        )
        stderr = read_stderr(shown.stderr if shown else "")
        hints = (*stderr.hints, *style_hints)
        return Verdict(
            status=finding.status,
            exercise=job.exercise,
            problem=finding.problem,
            reason=finding.reason,
            remarks=tuple(hint.key for hint in hints),
            remark_facts={hint.key: hint.facts for hint in hints if hint.facts},
            device=outcome.device if outcome else "cpu",
            card=self._model_of(outcome.device) if outcome else "",
            jail=outcome.layers if outcome else self._jail.layers,
            milliseconds=Milliseconds(run=run, judge=max(0.0, total - run), total=total),
            output=(printed.text + stderr.text)[:MAX_OUTPUT],
            printed_inputs=printed.inputs,
            printed_for_problem=printed.is_of_case,
            warnings=stderr.own_warnings[:MAX_OUTPUT],
            trace=second_look.trace,
            exam=exam.origin if exam else None,
        )


def _is_unnamed(verdict: Verdict) -> bool:
    """Return whether the code ran and is wrong, and nothing names the mistake."""
    problem = verdict.problem
    is_wrong = verdict.status in {Status.FAILED, Status.ERROR} and problem is not None
    return is_wrong and problem is not None and problem.mistake is None


def _ms_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)
