"""Runs everything in lessons that claims to be true: in the jail, and before the real judge."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Protocol

from grader.protocol import Grade, Run, RunResult, Status, Verdict
from lessons.authoring import AuthoringError, load, make_cases
from lessons.check_words import lesson_path, line_of
from lessons.curriculum import LANGUAGES, Exercise, Language, Lesson, Question, Snippet
from lessons.diagnostics import Fault, Faults
from lessons.exercises import ExerciseSource, Variant, read_code, sheet_path
from lessons.markdown import Fence, sections
from lessons.toml_tables import LineIndex

AT_ONCE = 4
"""Trials under way at the same time: enough to keep two cores busy while children start."""


class Examiner(Protocol):
    """The part of grader.worker.grader.Grader that is needed here."""

    async def grade(self, job: Grade) -> Verdict:
        """The verdict on a submission."""

    async def run(self, job: Run) -> RunResult:
        """What code printed, showed and raised."""


Trial = Callable[[], Awaitable[list[Fault]]]


class CodeCheck:
    """The trials of any number of lessons. The same program is run only once."""

    def __init__(self, examiner: Examiner) -> None:
        self._examiner = examiner
        self._runs: dict[str, asyncio.Task[RunResult]] = {}

    def trials(self, lesson: Lesson, folder: Path) -> Iterator[Trial]:
        """Everything there is to try in a lesson."""
        for language in LANGUAGES:
            for page in lesson.pages[language]:
                for part in page.parts:
                    if isinstance(part, Snippet):
                        yield self._snippet(part, lesson_path(folder, language))
        for exercise in lesson.exercises:
            yield from self._exercise(exercise)
        heads = LineIndex((folder / "quiz.toml").read_text(encoding="utf-8"))
        for at, question in enumerate(lesson.questions):
            if question.expression is not None:
                line = heads.of("question", at, "expression")
                yield self._question(question, question.expression, folder / "quiz.toml", line)

    def _exercise(self, exercise: Exercise) -> Iterator[Trial]:
        code = read_code(exercise.path, Faults())
        assert code is not None, "the catalogue has read it already"
        yield self._reference(exercise, code)
        for key, variants in code.mistakes.items():
            for variant in variants:
                yield self._mistake(exercise, key, variant)
        for language in LANGUAGES:
            yield self._starter(exercise, language)
            for example in _examples(exercise, language):
                yield self._snippet(example, sheet_path(exercise.path, language))
            for fence in _other_ways(exercise, language):
                path = sheet_path(exercise.path, language)
                yield self._other_way(exercise, fence.content, path, fence.line)

    def _snippet(self, snippet: Snippet, path: Path) -> Trial:
        async def trial() -> list[Fault]:
            result = await self._run(snippet.program)
            got = notebook_output(result)
            ended = result.status is Status.PASSED or (
                result.raised is not None and not snippet.sample
            )
            if ended and (snippet.sample or matches(snippet.output, got)):
                return _warnings(path, snippet.line, result)
            if not ended:
                what = f"this does not run: {result.reason or result.status.value}"
            elif not snippet.output:
                what = "no output stands under this, but there is one; it is"
            else:
                what = "the output under this is not what torch shows, which is"
            return [Fault(path, snippet.line, what, detail=got)]

        return trial

    def _reference(self, exercise: Exercise, code: ExerciseSource) -> Trial:
        async def trial() -> list[Fault]:
            verdict = await self._grade(exercise, exercise.reference)
            if verdict.status is not Status.PASSED:
                what = f"the reference does not pass its own exercise: {_why(verdict)}"
            elif verdict.output.strip():
                what = "the reference prints; only what it returns is judged, so take that out"
            elif _can_be_written_down(exercise.path):
                what = "every case is shown, so answers can be written down; add hidden(...) ones"
            else:
                return []
            return [Fault(exercise.path, code.line, what)]

        return self._authored(exercise, trial)

    def _mistake(self, exercise: Exercise, key: str, variant: Variant) -> Trial:
        async def trial() -> list[Fault]:
            verdict = await self._grade(exercise, variant.source)
            found = verdict.problem.mistake if verdict.problem else None
            if found == key:
                return []
            if verdict.status is Status.PASSED:
                what = f'the mistake "{key}" passes; add a case that tells it from the reference'
            elif found:
                what = f'the mistake "{key}" is taken for "{found}"; add a case that parts them'
            else:
                what = f'the mistake "{key}" is not recognised: {_why(verdict)}'
            return [Fault(exercise.path, variant.line, what)]

        return self._authored(exercise, trial)

    def _starter(self, exercise: Exercise, language: Language) -> Trial:
        async def trial() -> list[Fault]:
            verdict = await self._grade(exercise, exercise.starters[language])
            if verdict.status in {Status.FAILED, Status.ERROR}:
                return []
            what = f"the starter must run and not pass; it ends as {verdict.status.value}"
            path = sheet_path(exercise.path, language)
            return [Fault(path, line_of(path, "## starter"), what)]

        return self._authored(exercise, trial)

    def _other_way(self, exercise: Exercise, code: str, path: Path, line: int) -> Trial:
        async def trial() -> list[Fault]:
            verdict = await self._grade(exercise, code)
            if verdict.status is Status.PASSED:
                return []
            return [Fault(path, line, f"this other way does not pass: {_why(verdict)}")]

        return self._authored(exercise, trial)

    def _authored(self, exercise: Exercise, trial: Trial) -> Trial:
        """The trial, with a mistake in the exercise's own file as a fault of that file."""

        async def careful() -> list[Fault]:
            try:
                return await trial()
            except AuthoringError as problem:
                return [Fault(problem.file, problem.line, problem.what)]

        return careful

    def _question(self, question: Question, expression: str, path: Path, line: int) -> Trial:
        async def trial() -> list[Fault]:
            got = notebook_output(await self._run(f"import torch\n{expression}"))
            wrong = [said for said in claimed(question) if not matches(said, got)]
            return [
                Fault(
                    path,
                    line,
                    f'question {question.id}: its answer is "{said}", torch says "{got}"',
                )
                for said in wrong
            ]

        return trial

    async def _grade(self, exercise: Exercise, code: str) -> Verdict:
        return await self._examiner.grade(Grade(id="check", exercise=exercise.id, code=code))

    async def _run(self, program: str) -> RunResult:
        if program not in self._runs:
            job = Run(id="check", code=program)
            self._runs[program] = asyncio.ensure_future(self._examiner.run(job))
        return await self._runs[program]


async def faults_of(trials: list[Trial]) -> AsyncIterator[list[Fault]]:
    """What each trial found, as they end; a few are under way at once."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one(trial: Trial) -> list[Fault]:
        async with free:
            return await trial()

    tasks = [asyncio.ensure_future(one(trial)) for trial in trials]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for left in tasks:
            left.cancel()


def _can_be_written_down(path: Path) -> bool:
    """Whether the cases are all known to learners, and there is something to know of them."""
    code = load(path)
    return bool(code.parameters) and all(case.shown for case in make_cases(code, seed=0))


def notebook_output(result: RunResult) -> str:
    """What a notebook shows below a cell: what was printed, the last value, or the error."""
    shown = [result.stdout.rstrip("\n")] if result.stdout.strip() else []
    if result.value is not None:
        shown.append(result.value)
    if result.raised is not None:
        shown.append(f"{result.raised.type}: {result.raised.message}".strip(": "))
    return "\n".join(shown)


def matches(said: str, got: str) -> bool:
    """Whether a lesson's output is what came; a line that ends in … may go on in any way."""
    wanted = said.rstrip().splitlines()
    found = got.rstrip().splitlines()
    if wanted and wanted[-1].endswith("…"):
        found = found[: len(wanted)]
    return len(wanted) == len(found) and all(
        two.startswith(one.removesuffix("…").rstrip())
        if one.endswith("…")
        else one.rstrip() == two.rstrip()
        for one, two in zip(wanted, found, strict=True)
    )


def claimed(question: Question) -> set[str]:
    """What a question says that torch shows."""
    if question.kind == "choose":
        at = ord(question.answer) - ord("a")
        return {options[at].strip("`") for options in question.options.values()}
    if question.kind == "true-false":
        return {question.answer.capitalize()}
    return {question.answer}


def _examples(exercise: Exercise, language: Language) -> Iterator[Snippet]:
    """The calls in a prompt that show what they give, on top of the reference."""
    opening, _ = sections(sheet_path(exercise.path, language).read_text(encoding="utf-8"), level=2)
    for one, two in itertools.pairwise(opening):
        if isinstance(one, Fence) and isinstance(two, Fence) and two.info == "output":
            before = (f"import torch\n{exercise.reference}",)
            yield Snippet(one.content, two.content, one.line + 1, before)


def _other_ways(exercise: Exercise, language: Language) -> Iterator[Fence]:
    """Whole solutions that are shown after passing."""
    _, parts = sections(sheet_path(exercise.path, language).read_text(encoding="utf-8"), level=2)
    for part in parts:
        for block in part.blocks if part.heading.text == "afterwards" else ():
            if isinstance(block, Fence) and f"def {exercise.function}(" in block.content:
                yield block


def _warnings(path: Path, line: int, result: RunResult) -> list[Fault]:
    if not result.stderr.strip():
        return []
    return [Fault(path, line, "this prints a warning; write it so that it does not", result.stderr)]


def _why(verdict: Verdict) -> str:
    """A verdict in a few words for an author."""
    problem = verdict.problem
    if problem is None:
        return verdict.reason or verdict.status.value
    if problem.raised is not None:
        return f"{problem.raised.type}: {problem.raised.message}"
    told = f"{problem.kind.value}, expected {problem.expected}, got {problem.got}"
    return " ".join(told.split())[:300]
