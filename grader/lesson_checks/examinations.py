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

import torch

from grader.jail.inside.block_compile import stub_compiler
from grader.judge import Judge
from grader.lesson_checks.program_runs import Program, ProgramRuns
from grader.lesson_checks.proofs import prove_exercise
from lessons.curriculum import Catalog
from lessons.exercise_loader import AuthoringError

SEEDS_AT_ONCE = 25
"""Enough that sending them costs nothing, and few enough that all processes end together."""

_PR_SET_PDEATHSIG = 1


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
    # Else the first operation that is counted makes torch load its compiler, which takes seconds.
    # Within the time limit of a proof that may be interrupted, and then it never loads.
    stub_compiler()
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
    found: list[Surprises] = [{} for _ in programs]
    try:
        runs = ProgramRuns(_judges[0], exercise_id, programs)
        for seed in seeds:
            for surprises, unexpected in zip(found, runs.unexpected_verdicts(seed), strict=True):
                if unexpected is not None:
                    kind, verdict = unexpected
                    _count(surprises, kind, Surprise(verdict, seed))
    except AuthoringError as error:
        return _Unusable(error.file, error.line, error.message)
    return found
