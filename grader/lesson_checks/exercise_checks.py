"""Checks that the code of an exercise is judged as its author says."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from grader.jail import Limits
from grader.lesson_checks.code_results import CodeResults
from grader.lesson_checks.descriptions import describe, describe_limit
from grader.lesson_checks.examinations import Examiner, Surprise
from grader.lesson_checks.findings import Check, Found, Trained
from grader.lesson_checks.form_checks import form_checks
from grader.lesson_checks.output_checks import OutputChecks
from grader.lesson_checks.program_runs import Program
from grader.lesson_checks.programs import complete_solutions, programs_of
from grader.lesson_checks.speed import check_speed, is_timed
from grader.lesson_checks.training import count_failures, trains
from grader.protocol import ProblemKind, Status, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog, Exercise, Snippet
from lessons.diagnostics import Fault, Faults, find_line
from lessons.exercise_checks import dependent_lines
from lessons.exercise_loader import load, make_cases
from lessons.exercise_source import ExerciseSource, Variant, read_source
from lessons.exercises import text_path
from lessons.markdown import Fence, split_sections
from lessons.timed_inputs import has_timed_inputs

RANDOM_SEEDS = 20
"""Seeds, at least, for an exercise whose answers may draw random numbers."""

ALTERNATIVES_OF_A_PROPERTY = 2


class ExerciseChecks:
    """Makes the checks of exercises."""

    def __init__(
        self,
        results: CodeResults,
        outputs: OutputChecks,
        *,
        grader: Grader,
        examiner: Examiner,
        seeds: int,
        catalog: Catalog,
    ) -> None:
        self._results = results
        self._outputs = outputs
        self._grader = grader
        self._examiner = examiner
        self._seeds = seeds
        self._catalog = catalog
        self._proofs: dict[str, asyncio.Task[None]] = {}

    def of_exercise(self, exercise: Exercise) -> Iterator[Check]:
        """Yield the checks of an exercise."""
        source = read_source(exercise.path, Faults())
        assert source is not None, "the catalogue has read it without faults"
        dependent = dependent_lines(exercise.path, exercise.function)
        if source.line in dependent:  # the static checks name it, and nothing can be graded
            return
        source = _without(source, dependent)
        for check in self._exercise_checks(exercise, source):
            yield partial(self._once_proven, exercise, check)

    async def _once_proven(self, exercise: Exercise, check: Check) -> Found:
        """Run a check of an exercise whose file is usable. Raise AuthoringError if it is not.

        Some of its code runs in this process, which code that never ends would block.
        """
        if exercise.id not in self._proofs:
            proof = self._examiner.prove(exercise.id, exercise.path, Limits().wall_seconds)
            self._proofs[exercise.id] = asyncio.ensure_future(proof)
        await self._proofs[exercise.id]
        return await check()

    def _exercise_checks(self, exercise: Exercise, source: ExerciseSource) -> Iterator[Check]:
        yield partial(self._reference, exercise, source.line)
        for key, mistake in source.mistakes.items():
            for variant in mistake.variants:
                yield partial(self._mistake, exercise, key, variant)
        if source.accepts_line is not None:
            yield partial(self._property, exercise, source, source.accepts_line)
        for each in source.slow:
            yield partial(self._slow, exercise, each)
        if is_timed(exercise.path):
            yield partial(check_speed, self._grader, exercise, source.line)
        for alternative in source.alternatives:
            yield partial(
                self._alternative, exercise, alternative.source, exercise.path, alternative.line
            )
        yield from form_checks(exercise, source, self._results.grade)
        yield partial(self._examinations, exercise, programs_of(exercise, source))
        for language in exercise.languages:
            path = text_path(exercise.path, language)
            text = path.read_text(encoding="utf-8")
            yield partial(self._starter, exercise, language, path)
            earlier = self._catalog.code_before(exercise)
            for example in _examples(exercise, text, earlier):
                yield partial(self._outputs.check_snippet, example, path)
            for fence in complete_solutions(exercise, text):
                yield partial(self._alternative, exercise, fence.content, path, fence.line)

    async def _reference(self, exercise: Exercise, line: int) -> list[Fault]:
        """Check that the reference passes, prints nothing, and that some cases are hidden."""
        verdict = await self._results.grade(exercise, exercise.reference)
        if verdict.status is not Status.PASSED:
            message = (
                f"the reference does not pass its own exercise: {_describe(verdict, exercise)}"
            )
        elif (verdict.output + verdict.warnings).strip():
            message = "the reference prints; only what it returns is judged, so take that out"
        elif _shows_every_case(exercise.path):
            message = "every case is shown, so answers can be written down; add hidden(...) ones"
        else:
            return []
        return [Fault(exercise.path, line, message)]

    async def _mistake(self, exercise: Exercise, key: str, variant: Variant) -> list[Fault]:
        """Check that the judge recognises the mistake, and takes it for no other."""
        verdict = await self._results.grade(exercise, variant.source)
        found = verdict.problem.mistake if verdict.problem else None
        if found == key:
            return []
        if verdict.status is Status.PASSED:
            decides = load(exercise.path).expectations.property is not None
            refuse = "let @accepts refuse it, or " if decides else ""
            message = (
                f'the mistake "{key}" passes; {refuse}add a case that tells it from the reference'
            )
        elif found:
            message = f'the mistake "{key}" is taken for "{found}"; add a case that parts them'
        else:
            message = f'the mistake "{key}" is not recognised: {_describe(verdict, exercise)}'
        return [Fault(exercise.path, variant.line, message)]

    async def _slow(self, exercise: Exercise, variant: Variant) -> list[Fault]:
        """Check that code with right values is refused by what the exercise requires of it."""
        verdict = await self._results.grade(exercise, variant.source)
        if verdict.problem is not None and verdict.problem.kind is ProblemKind.REQUIREMENT:
            return []
        if verdict.status is not Status.PASSED:
            message = f"the values of this @slow code are not right: {_describe(verdict, exercise)}"
        elif (code := load(exercise.path)).expectations.requirements or has_timed_inputs(code):
            message = "this @slow code passes; require what it does not do, or take it out"
        else:
            message = (
                "this @slow code passes, because nothing is required beyond values; write "
                '@exercise(operations="constant"), insists=…, forbids=…, allows=… or timed(rng)'
            )
        return [Fault(exercise.path, variant.line, message)]

    async def _starter(self, exercise: Exercise, language: str, path: Path) -> list[Fault]:
        """Check that the starter runs and does not pass."""
        verdict = await self._results.grade(exercise, exercise.starters[language])
        if verdict.status in {Status.FAILED, Status.ERROR}:
            return []
        message = f"the starter must run and not pass; it ends as {verdict.status.value}"
        return [Fault(path, find_line(path, "## starter"), message)]

    async def _alternative(
        self, exercise: Exercise, code: str, path: Path, line: int
    ) -> list[Fault]:
        """Check that another solution, under @also or shown after passing, passes."""
        verdict = await self._results.grade(exercise, code)
        if verdict.status is Status.PASSED:
            return []
        return [Fault(path, line, f"this other way does not pass: {_describe(verdict, exercise)}")]

    async def _examinations(self, exercise: Exercise, programs: Sequence[Program]) -> Found:
        """Check that no verdict on the exercise's own code depends on the inputs that are drawn.

        A verdict that is wrong on all inputs is a fault that the other checks find. Where a
        property decides, right answers may draw random numbers, so they are judged more often.
        """
        seeds, code = self._seeds, load(exercise.path)
        if code.expectations.property is not None or trains(code):
            seeds = max(seeds, RANDOM_SEEDS)
        found = await self._examiner.surprises(exercise.id, programs, seeds)
        faults = [
            Fault(program.path, program.line, _surprise(program, each, seeds))
            for program, surprises in zip(programs, found, strict=True)
            for each in surprises
            if each.times < seeds
        ]
        if not trains(code):
            return faults
        return [Trained(tuple(faults), count_failures(exercise, programs, found, seeds))]

    async def _property(self, exercise: Exercise, source: ExerciseSource, line: int) -> list[Fault]:
        """Check that an exercise with @accepts has right answers that are not the reference's."""
        if len(source.alternatives) < ALTERNATIVES_OF_A_PROPERTY:
            message = (
                f"@accepts needs {ALTERNATIVES_OF_A_PROPERTY} other right answers under @also, "
                f"which prove that it accepts more than the reference (here: "
                f"{len(source.alternatives)})"
            )
            return [Fault(exercise.path, line, message)]
        return []


def _shows_every_case(path: Path) -> bool:
    """Return whether learners see the arguments of every case. False if there are no arguments."""
    code = load(path)
    return bool(code.parameters) and all(case.shown for case in make_cases(code, seed=0))


def _examples(exercise: Exercise, text: str, earlier: str) -> Iterator[Snippet]:
    """Yield the calls in a prompt that are followed by their output.

    They run on the reference, after the code of `earlier` exercises.
    """
    opening, _ = split_sections(text, level=2)
    for block, following in itertools.pairwise(opening):
        if isinstance(block, Fence) and isinstance(following, Fence) and following.info == "output":
            before = (f"import torch\n{earlier}\n{exercise.reference}",)
            yield Snippet(block.content, following.content, block.line + 1, before)


def _without(source: ExerciseSource, lines: frozenset[int]) -> ExerciseSource:
    """Return the source without the mistakes and alternatives that begin on these lines."""
    mistakes = {
        key: replace(each, variants=kept)
        for key, each in source.mistakes.items()
        if (kept := tuple(one for one in each.variants if one.line not in lines))
    }
    kept = tuple(each for each in source.alternatives if each.line not in lines)
    return replace(source, mistakes=mistakes, alternatives=kept)


def _surprise(program: Program, found: Surprise, seeds: int) -> str:
    what = f'the mistake "{program.mistake}"' if program.mistake else "this right answer"
    unexpected = "is not recognised" if program.mistake else "does not pass"
    often = f"on the inputs of {found.times} of {seeds} seeds (first {found.seed})"
    return f"{what} {unexpected} {often}: {found.verdict}"


def _describe(verdict: Verdict, exercise: Exercise) -> str:
    own = load(exercise.path).expectations.limits
    limits = replace(Limits(), **own)  # type: ignore[arg-type]
    if limit := describe_limit(verdict.status, limits):
        return f"{limit}; make it smaller, or raise limits of @exercise"
    return describe(verdict.problem, verdict.reason or verdict.status.value)
