"""Grades submissions and runs playground code: connects the jail, the judge and the parser.

The judge runs in this process; learner code never does.
"""

from __future__ import annotations

import asyncio
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
    Limits,
    Outcome,
    Reason,
    Task,
    Warmup,
)
from grader.jail.inside.block_compile import stub_compiler
from grader.jail.records import ExitKind
from grader.judge import Exam, Finding, Judge
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
from grader.worker.exam_choice import ExamChoice
from grader.worker.gpu import GpuSettings
from grader.worker.jails import CPU, Jails
from grader.worker.playground import run_playground
from grader.worker.second_look import SecondLook, look_again, look_at_loading
from grader.worker.speed_check import Speed, SpeedError, measure_speed
from grader.worker.verdicts import STATUS_BY_EXIT, Place, is_unnamed, make_verdict
from lessons.curriculum import Catalog

log = logging.getLogger(__name__)


class Grader:
    """Grades submissions and runs playground code, several jobs concurrently."""

    def __init__(self, catalog: Catalog, jail: Jail, *, limits: Limits | None = None) -> None:
        self._jails = Jails(jail)
        self._limits = limits or Limits()
        self._catalog = catalog
        self._judge = Judge(catalog)
        self._exams = ExamChoice(catalog, self._judge, self._jails)
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
        warmup: Warmup = Warmup.FULL,
        gpu: GpuSettings | None = None,
    ) -> AsyncIterator[Grader]:
        """Open the jail (about 2 s), yield the grader, and close both.

        `spares` is the number of idle children of the CPU's jail, and `warmup` what that does
        before its first task. With `gpu`, a card is used as well if there is one, from when
        `jails.until_opened` returns. Raise JailError if no jail can be opened here.
        """
        limits = limits or Limits()
        jail = await Jail.open(
            pool_size=spares, limits=limits, unsafe_no_jail=unsafe_no_jail, warmup=warmup
        )
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
        gpu: GpuSettings | None = None,
    ) -> AsyncIterator[Grader]:
        """Yield a grader that uses an open jail, and close both at the end."""
        # The judge's tensors are small: a thread pool would cost more than it saves.
        torch.set_num_threads(1)
        stub_compiler()
        grader = cls(catalog, jail, limits=limits)
        if gpu is not None:
            grader._jails.start_opening_gpu("cuda:0", gpu, limits)
        try:
            await grader._parser.start()
            yield grader
        finally:
            await grader.close()
            await grader._jails.close()

    async def close(self) -> None:
        """Stop the helper processes. The caller that opened the jail closes it."""
        await self._matmul_runner.close()
        await self._parser.close()
        await self._properties.close()

    def with_catalog(self, catalog: Catalog) -> Grader:
        """Return a grader of other lessons in the same jail. Jobs of this one are not affected.

        It must not be used longer than this one is open.
        """
        grader = copy.copy(self)
        grader._catalog = catalog
        grader._judge = Judge(catalog)
        grader._exams = ExamChoice(catalog, grader._judge, grader._jails)
        return grader

    @property
    def jails(self) -> Jails:
        """The jails for the CPU and the GPU, which graders of other lessons share."""
        return self._jails

    def info(self, at_once: int, running: int = 0) -> GraderInfo:
        """Return this grader's description for a queue.

        `at_once` is the number of jobs that it can process concurrently, `running` the number of
        those that it is processing.
        """
        return GraderInfo(
            host=platform.node(),
            pid=os.getpid(),
            walls=self._jails.cpu.layers,
            devices=self._jails.devices,
            versions={
                "tensei": metadata.version("tensei"),
                "python": platform.python_version(),
                "torch": torch.__version__,
            },
            exercises={each.id: each.version for each in self._catalog.exercises()},
            at_once=at_once,
            gpu_at_once=min(at_once, self._jails.gpu_at_once),
            running=running,
            spares=self._jails.cpu.idle_children,
        )

    async def prepare(self) -> None:
        """Prepare exams, so that the first submission to each exercise does not wait for them."""
        await self._exams.warm_up()
        # What has been allocated by now stays: collecting it took a tenth of the worker's time.
        gc.collect()
        gc.freeze()

    async def grade(self, job: Grade, origin: ExamOrigin | None = None) -> Verdict:
        """Grade a submission, with the exam of a former one if its `origin` is given.

        `origin` names one of `jails.devices`. Raise KeyError for an unknown exercise,
        AuthoringError if the exercise's file has an error, and JailError if the jail failed, in
        which case the job can be retried.
        """
        began = time.perf_counter()
        function = self._judge.function_name(job.exercise)
        if reason := rejection_reason(job.code):
            return self._make_verdict(job, Finding(Status.INVALID, reason=reason), began)
        if origin is not None:
            exam = self._judge.make_exam(job.exercise, origin.device, int(origin.seed, 16))
            return await self._grade_with(job, exam, function, began)
        exam = self._exams.take(job.exercise)
        try:
            verdict = await self._grade_with(job, exam, function, began)
        except Exception as problem:
            if exam.device == CPU:
                raise
            exam = self._exams.take_after(problem, job.exercise, exam.device)
            return await self._grade_with(job, exam, function, began)
        # Another task may have filled the card.
        card_was_full = verdict.status is Status.OUT_OF_MEMORY and exam.device != CPU
        if card_was_full and not self._exams.needs_card(job.exercise):
            exam = self._exams.take_for_cpu(job.exercise)
            return await self._grade_with(job, exam, function, began)
        return verdict

    async def _grade_with(self, job: Grade, exam: Exam, function: str, began: float) -> Verdict:
        # Parse and run concurrently: most code passes the precheck, and a run can be cancelled.
        running = asyncio.create_task(self._jails.run(self._task(job, exam)))
        try:
            rules = rules_of(exam.expectations)
            summary = await self._parser.summarize(job.code, function, rules)
            # Without a summary the jail compiles the code and reports the error, under its limits.
            finding = None if summary is None else self._judge.precheck(job.exercise, summary)
            if finding is not None:
                return self._make_verdict(job, finding, began, exam=exam)
            outcome = await running
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
                self._jails.run,
                exam=exam,
                failure=finding.failure,
                task=self._task(job, exam),
                outcome=outcome,
            )
        elif outcome.ending is ExitKind.RAISED and finding.status is Status.ERROR:
            task = self._task(job, exam)
            look = await look_at_loading(self._jails.run, task=task, outcome=outcome)
        verdict = self._make_verdict(
            job, finding, began, outcome, hints, exam=exam, second_look=look
        )
        if verdict.status is Status.PASSED and summary is not None:
            digest = self._judge.comparable_digest(job.exercise, summary)
            return verdict.model_copy(update={"answer_digest": digest})
        if not is_unnamed(verdict):
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
        return self._exams.needs_card(exercise_id) and not self._jails.has_gpu

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
        return await run_playground(
            self._jails.cpu, self._judge, self._catalog, job, limits or self._limits
        )

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
        timed = self._judge.timed_exam(self._exams.take(exercise_id))
        return None if timed is None else await measure_speed(self._measure_cpu_time, timed)

    async def _measure_cpu_time(self, code: str, exam: Exam) -> Outcome:
        job = Grade(id="speed", exercise=exam.exercise, code=code)
        return await self._jails.run(replace(self._task(job, exam), timed=True))

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
        device = outcome.device if outcome else CPU
        place = Place(
            device=device,
            card=self._jails.model_of(device),
            layers=outcome.layers if outcome else self._jails.cpu.layers,
        )
        return make_verdict(
            job,
            finding,
            began,
            place,
            outcome=outcome,
            style_hints=style_hints,
            exam=exam,
            second_look=second_look,
        )
