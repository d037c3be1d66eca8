"""The results of code in lessons."""

from __future__ import annotations

import asyncio

from grader.jail import Limits
from grader.protocol import Grade, Run, RunResult, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog, Exercise


class CodeResults:
    """Runs or grades code of lessons, equal code only once."""

    def __init__(self, grader: Grader, catalog: Catalog) -> None:
        self._grader = grader
        self._catalog = catalog
        self._runs: dict[tuple[str, str], asyncio.Task[RunResult]] = {}
        self._verdicts: dict[tuple[str, str], asyncio.Task[Verdict]] = {}

    async def grade(self, exercise: Exercise, code: str) -> Verdict:
        """Return the verdict on code for an exercise, after the code before it."""
        key = exercise.id, code
        if key not in self._verdicts:
            earlier = self._catalog.code_before(exercise)
            job = Grade(id="check", exercise=exercise.id, code=code, earlier=earlier)
            self._verdicts[key] = asyncio.ensure_future(self._grader.grade(job))
        return await self._verdicts[key]

    async def run(
        self, program: str, limits: Limits | None = None, *, earlier: str = ""
    ) -> RunResult:
        """Return the result of a program that runs after `earlier` code."""
        key = earlier, program
        if key not in self._runs:
            job = Run(id="check", code=program, earlier=earlier)
            self._runs[key] = asyncio.ensure_future(self._grader.run(job, limits))
        return await self._runs[key]

    async def run_again(self, program: str, earlier: str) -> RunResult:
        """Return the result of a new run of a program."""
        return await self._grader.run(Run(id="again", code=program, earlier=earlier))
