"""The checks of the code in lessons: each runs in the jail, or is graded by the judge."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader.jail import Limits
from grader.lesson_checks.descriptions import describe, describe_limit
from grader.lesson_checks.examinations import Examiner, Program, Surprise
from grader.lesson_checks.form_checks import form_checks
from grader.lesson_checks.outputs import (
    claimed_outputs,
    notebook_output,
    numbers_match,
    output_matches,
)
from grader.lesson_checks.programs import complete_solutions, programs_of
from grader.lesson_checks.questions import program_for, read_results
from grader.lesson_checks.speed import check_speed, is_timed
from grader.lesson_checks.training import count_failures, trains
from grader.protocol import Grade, ProblemKind, Run, RunResult, Status, Verdict
from grader.worker.grader import Grader
from lessons.check_messages import Training
from lessons.computed_quiz import PRACTICE, QUIZ, QuestionFile
from lessons.computed_variant import ComputedQuestion
from lessons.curriculum import (
    Catalog,
    Computation,
    Exercise,
    Lesson,
    Question,
    Snippet,
)
from lessons.diagnostics import Fault, Faults, find_line
from lessons.exercise_checks import dependent_lines
from lessons.exercise_loader import AuthoringError, load, make_cases
from lessons.exercise_source import ExerciseSource, Variant, read_source
from lessons.exercises import text_path
from lessons.markdown import Fence, split_sections
from lessons.pages import pages_path
from lessons.timed_inputs import has_timed_inputs
from lessons.toml_tables import LineIndex

MAX_CONCURRENT_CHECKS = 4
"""Enough to keep two cores busy while children start."""

RANDOM_SEEDS = 20
"""Seeds, at least, for an exercise whose answers may draw random numbers."""

ALTERNATIVES_OF_A_PROPERTY = 2


PRACTICE_LIMITS = Limits(wall_seconds=120.0, cpu_seconds=60, output_kib=16 * 1024)
"""Enough for all questions for practice of a lesson, each with hundreds of variants."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for a question."""

    question: str  # id
    content: ComputedQuestion


@dataclass(frozen=True, slots=True)
class Trained:
    """What is wrong with an exercise that trains, and how often its reference failed."""

    faults: tuple[Fault, ...]
    training: Training


Found = Sequence[Fault | Computed | Trained]

Check = Callable[[], Awaitable[Found]]
"""Runs one piece of code and returns what is wrong with it, and what it computed."""


class LessonChecks:
    """Makes the checks of any number of lessons, which run or grade equal code only once."""

    def __init__(self, grader: Grader, examiner: Examiner, seeds: int, catalog: Catalog) -> None:
        self._catalog = catalog
        self._grader = grader
        self._examiner = examiner
        self._seeds = seeds
        self._runs: dict[tuple[str, str], asyncio.Task[RunResult]] = {}
        self._verdicts: dict[tuple[str, str], asyncio.Task[Verdict]] = {}
        self._proofs: dict[str, asyncio.Task[None]] = {}

    def checks(self, lesson: Lesson) -> Iterator[Check]:
        """Yield every check of a lesson."""
        for language in lesson.languages:
            for page in lesson.pages[language]:
                for part in page.parts:
                    if isinstance(part, Snippet):
                        yield partial(self._snippet, part, pages_path(lesson.folder, language))
        for exercise in lesson.exercises:
            yield from self._exercise(exercise)
        for kind in (QUIZ, PRACTICE):
            yield from self._questions(lesson, kind)

    def _questions(self, lesson: Lesson, kind: QuestionFile) -> Iterator[Check]:
        questions = kind.questions_of(lesson)
        if not questions:
            return
        path = lesson.folder / kind.name
        lines = LineIndex(path.read_text(encoding="utf-8"))
        computed: list[tuple[int, Question, Computation]] = []
        for index, question in enumerate(questions):
            if question.computation is not None:
                computed.append((index, question, question.computation))
            elif question.expression is not None:
                line = lines.line_of("question", index, "expression")
                yield partial(self._question, question, question.expression, path, line)
        # A lesson's questions for practice are many small computations: one child does them all.
        batches = [computed] if kind is PRACTICE else [[each] for each in computed]
        limits = PRACTICE_LIMITS if kind is PRACTICE else None
        for batch in filter(None, batches):
            yield partial(self._compute, batch, path, lines, limits)

    def _exercise(self, exercise: Exercise) -> Iterator[Check]:
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
        yield from form_checks(exercise, source, self._grade)
        yield partial(self._examinations, exercise, programs_of(exercise, source))
        for language in exercise.languages:
            path = text_path(exercise.path, language)
            text = path.read_text(encoding="utf-8")
            yield partial(self._starter, exercise, language, path)
            earlier = self._catalog.code_before(exercise)
            for example in _examples(exercise, text, earlier):
                yield partial(self._snippet, example, path)
            for fence in complete_solutions(exercise, text):
                yield partial(self._alternative, exercise, fence.content, path, fence.line)

    async def _snippet(self, snippet: Snippet, path: Path) -> list[Fault]:
        """Check that a snippet runs, shows the output that the lesson claims, and does not warn."""
        result = await self._run(snippet.code, earlier=snippet.setup)
        output = notebook_output(result)
        has_ended = result.status is Status.PASSED or (
            result.raised is not None and not snippet.sample
        )
        if has_ended and (snippet.sample or output_matches(snippet.output, output)):
            if not result.stderr.strip():
                return []
            message = "this prints a warning; write it so that it does not"
            return [Fault(path, snippet.line, message, result.stderr)]
        draws = has_ended and await self._draws(snippet, output)
        if draws:
            message = (
                "this draws random numbers of its own; call torch.manual_seed first, or write "
                "```output sample"
            )
        elif not has_ended:
            why = describe_limit(result.status, Limits()) or result.reason or result.status.value
            message = f"this does not run: {why}"
        elif not snippet.output:
            message = "no output stands under this, but there is one; it is"
        else:
            message = "the output under this is not what torch shows, which is"
        actual = output if has_ended and not draws else None
        return [Fault(path, snippet.line, message, detail=output, actual=actual)]

    async def _draws(self, snippet: Snippet, output: str) -> bool:
        """Return whether a second run of the snippet shows another output."""
        again = Run(id="again", code=snippet.code, earlier=snippet.setup)
        return notebook_output(await self._grader.run(again)) != output

    async def _reference(self, exercise: Exercise, line: int) -> list[Fault]:
        """Check that the reference passes, prints nothing, and that some cases are hidden."""
        verdict = await self._grade(exercise, exercise.reference)
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
        verdict = await self._grade(exercise, variant.source)
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
        verdict = await self._grade(exercise, variant.source)
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
        verdict = await self._grade(exercise, exercise.starters[language])
        if verdict.status in {Status.FAILED, Status.ERROR}:
            return []
        message = f"the starter must run and not pass; it ends as {verdict.status.value}"
        return [Fault(path, find_line(path, "## starter"), message)]

    async def _alternative(
        self, exercise: Exercise, code: str, path: Path, line: int
    ) -> list[Fault]:
        """Check that another solution, under @also or shown after passing, passes."""
        verdict = await self._grade(exercise, code)
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

    async def _question(
        self, question: Question, expression: str, path: Path, line: int
    ) -> list[Fault]:
        """Check that the question's expression shows its answer."""
        output = notebook_output(await self._run(f"import torch\n{expression}"))
        return [
            Fault(
                path,
                line,
                f'question {question.id}: its answer is "{answer}", torch says "{output}"',
            )
            for answer in claimed_outputs(question)
            if not (
                numbers_match(answer, output, question.tolerance)
                if question.kind == "number"
                else output_matches(answer, output)
            )
        ]

    async def _compute(
        self,
        batch: Sequence[tuple[int, Question, Computation]],
        path: Path,
        lines: LineIndex,
        limits: Limits | None,
    ) -> list[Fault | Computed]:
        """Compute the variants of questions, in one child of the jail."""
        computations = [(index, computation) for index, _, computation in batch]
        program = program_for([computation for _, computation in computations])
        result = await self._run(program, limits)
        return [
            replace(each, message=f"question {question.id}: {each.message}")
            if isinstance(each, Fault)
            else Computed(question.id, each)
            for (_, question, _), each in zip(
                batch, read_results(result, computations, path, lines), strict=True
            )
        ]

    async def _grade(self, exercise: Exercise, code: str) -> Verdict:
        key = exercise.id, code
        if key not in self._verdicts:
            earlier = self._catalog.code_before(exercise)
            job = Grade(id="check", exercise=exercise.id, code=code, earlier=earlier)
            self._verdicts[key] = asyncio.ensure_future(self._grader.grade(job))
        return await self._verdicts[key]

    async def _run(
        self, program: str, limits: Limits | None = None, *, earlier: str = ""
    ) -> RunResult:
        key = earlier, program
        if key not in self._runs:
            job = Run(id="check", code=program, earlier=earlier)
            self._runs[key] = asyncio.ensure_future(self._grader.run(job, limits))
        return await self._runs[key]


async def run_checks(checks: Sequence[Check]) -> AsyncIterator[Found]:
    """Run checks, a few at a time, and yield what each found in the order in which they end.

    An invalid exercise file is a fault of that file.
    """
    slots = asyncio.Semaphore(MAX_CONCURRENT_CHECKS)

    async def run(check: Check) -> Found:
        async with slots:
            try:
                return await check()
            except AuthoringError as error:
                return [Fault(error.file, error.line, error.message)]

    tasks = [asyncio.ensure_future(run(check)) for check in checks]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()


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
