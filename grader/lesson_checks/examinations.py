"""Judges an exercise's own code on many examinations, to find verdicts that depend on luck.

Every submission gets fresh inputs. So the reference and its alternatives have to pass, and each
named mistake has to be recognised, on the inputs of every seed. The code is that of the lessons'
authors, which is trusted: it runs without the jail, in processes of its own, which all cores share.
"""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import warnings
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from grader.judge import Judge
from grader.judge.data_files import directory_with
from grader.judge.questions import answer_exam
from grader.judge.records import Exam, MistakeRun
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.lesson_checks.descriptions import describe
from grader.lesson_checks.proofs import prove_exercise
from grader.probe import FILE_NAME, raised
from grader.probe.operation_count import count_operations
from grader.protocol import Status
from grader.syntax.summary import Summary, summarize
from lessons.curriculum import Catalog
from lessons.exercise_loader import AuthoringError

SEEDS_AT_ONCE = 25
"""Enough that sending them costs nothing, and few enough that all processes end together."""

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Program:
    """Code whose verdict is known: a right answer, or a named mistake."""

    source: str  # a submission
    path: Path
    line: int  # 1-based
    mistake: str | None = None  # the key, or None for a right answer


@dataclass(slots=True)
class Surprise:
    """A verdict that a program should not get, and how often it does."""

    verdict: str  # in the words of the first one
    seed: int  # the first one
    times: int = 1


Surprises = dict[str, Surprise]
"""The surprises of one program, by the kind of the verdict."""


def _count(surprises: Surprises, kind: str, found: Surprise) -> None:
    """Add a surprise to those of its kind."""
    known = surprises.setdefault(kind, Surprise(found.verdict, found.seed, 0))
    known.times += found.times
    if found.seed < known.seed:
        known.seed, known.verdict = found.seed, found.verdict


class Examiner:
    """Judges programs in several processes."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    async def surprises(
        self, exercise_id: str, programs: Sequence[Program], seeds: int
    ) -> list[list[Surprise]]:
        """Return the unexpected verdicts of each program on the inputs of `seeds` seeds.

        Raise AuthoringError if inputs cannot be made.
        """
        loop = asyncio.get_running_loop()
        chunks = await asyncio.gather(
            *(
                loop.run_in_executor(
                    self._pool,
                    _judge_seeds,
                    exercise_id,
                    tuple(programs),
                    range(start, min(start + SEEDS_AT_ONCE, seeds)),
                )
                for start in range(0, seeds, SEEDS_AT_ONCE)
            )
        )
        merged: list[Surprises] = [{} for _ in programs]
        for chunk in chunks:
            if isinstance(chunk, _Unusable):
                raise AuthoringError(chunk.file, chunk.line, chunk.message)
            for all_of_one, some in zip(merged, chunk, strict=True):
                for kind, each in some.items():
                    _count(all_of_one, kind, each)
        return [list(each.values()) for each in merged]

    async def prove(self, exercise_id: str, path: Path, seconds: float) -> None:
        """Check that an exercise's file makes usable exams, each part within `seconds`.

        Raise AuthoringError if it does not.
        """
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._pool, _prove, exercise_id, path, seconds)
        if found is not None:
            raise AuthoringError(found.file, found.line, found.message)


@asynccontextmanager
async def open_examiner(catalog: Catalog) -> AsyncIterator[Examiner]:
    """Start a process for each core. Do this before the current process starts threads.

    They are forked, so that each has torch at once, which takes seconds to import.
    """
    # The first operation that is counted makes torch load its compiler, which takes seconds. Within
    # the time limit of a proof that may be interrupted, and then it never loads in that process.
    with count_operations(is_wanted=True):
        torch.ones(1).add(1)
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(
        cores,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_prepare,
        initargs=(catalog, os.getpid()),
    ) as pool:
        pool.submit(int).result()  # the processes are forked now
        try:
            yield Examiner(pool)
        finally:
            pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Unusable:
    """An AuthoringError, which cannot be pickled."""

    file: Path
    line: int
    message: str


_judges: list[Judge] = []  # of a process of the pool: one


def _prepare(catalog: Catalog, parent: int) -> None:
    """Prepare a process of the pool. It ends with its parent, which alone answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # named mistakes cause some
    _judges.append(Judge(catalog))


def _prove(exercise_id: str, path: Path, seconds: float) -> _Unusable | None:
    try:
        prove_exercise(_judges[0], exercise_id, path, seconds)
    except AuthoringError as error:
        return _Unusable(error.file, error.line, error.message)
    return None


def _judge_seeds(
    exercise_id: str, programs: tuple[Program, ...], seeds: range
) -> list[Surprises] | _Unusable:
    judge = _judges[0]
    functions: list[dict[str, Any] | str] = []
    summaries: dict[str, Summary] = {}
    found: list[Surprises] = [{} for _ in programs]
    for seed in seeds:
        try:
            exam = judge.make_exam(exercise_id, seed=seed)
            mistakes = judge.observe_mistakes(exam)
            if not functions:  # loaded once, beside the files of the exercise
                with directory_with(exam.files):
                    earlier = judge.code_before(exercise_id)
                    functions = [_load(program.source, earlier) for program in programs]
            for program, names, surprises in zip(programs, functions, found, strict=True):
                if program.source not in summaries:
                    rules = rules_of(exam.expectations)
                    summaries[program.source] = summarize(
                        program.source, exam.entry, OUT_OF_PLACE, rules
                    )
                torch.manual_seed(seed)  # code that draws random numbers draws others each time
                unexpected = _unexpected_verdict(
                    judge, exam, mistakes, program, names, summary=summaries[program.source]
                )
                if unexpected is not None:
                    kind, verdict = unexpected
                    _count(surprises, kind, Surprise(verdict, seed))
        except AuthoringError as error:
            return _Unusable(error.file, error.line, error.message)
    return found


def _load(source: str, earlier: str) -> dict[str, Any] | str:
    """Run a submission after `earlier` code and return its names, or what it raised."""
    names: dict[str, Any] = {}
    try:
        exec(earlier, names)  # noqa: S102 - as below
        exec(compile(source, FILE_NAME, "exec"), names)  # noqa: S102 - the authors' own code
    except Exception as error:
        told = raised(error, source)
        return f"{told.get('type')}: {told.get('message')}"
    return names


def _unexpected_verdict(
    judge: Judge,
    exam: Exam,
    mistakes: tuple[MistakeRun, ...],
    program: Program,
    names: dict[str, Any] | str,
    *,
    summary: Summary,
) -> tuple[str, str] | None:
    """Return the kind of a verdict that is not expected, and its words; else None."""
    if isinstance(names, str):
        return "not-loaded", names
    with directory_with(exam.files):
        frames = answer_exam(names[exam.entry], exam, program.source)
    finding = judge.grade(exam, frames, summary, mistakes)
    if finding.status is Status.PASSED:
        return None if program.mistake is None else ("passed", "it passes")
    problem = finding.problem
    key = problem.mistake if problem else None
    if program.mistake is not None and key == program.mistake:
        return None
    if program.mistake is not None and key is not None:
        return key, f'it is taken for "{key}"'
    kind = problem.kind.value if problem else finding.status.value
    return kind, describe(problem, finding.reason or finding.status.value)
