"""Checks that code shows the output, or the answer, that a lesson claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from grader.jail import Limits
from grader.lesson_checks.code_results import CodeResults
from grader.lesson_checks.descriptions import describe_limit
from grader.lesson_checks.findings import Check, Computed
from grader.lesson_checks.outputs import (
    claimed_outputs,
    notebook_output,
    numbers_match,
    output_matches,
)
from grader.lesson_checks.questions import program_for, read_results
from grader.protocol import Status
from lessons.computed_quiz import PRACTICE, QuestionFile
from lessons.curriculum import Computation, Lesson, Question, Snippet
from lessons.diagnostics import Fault
from lessons.toml_tables import LineIndex

PRACTICE_LIMITS = Limits(wall_seconds=120.0, cpu_seconds=60, output_kib=16 * 1024)
"""Enough for all questions for practice of a lesson, each with hundreds of variants."""


class OutputChecks:
    """Makes the checks of snippets and questions."""

    def __init__(self, results: CodeResults) -> None:
        self._results = results

    def of_questions(self, lesson: Lesson, kind: QuestionFile) -> Iterator[Check]:
        """Yield the checks of a lesson's quiz, or of its questions for practice."""
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

    async def check_snippet(self, snippet: Snippet, path: Path) -> list[Fault]:
        """Check that a snippet runs, shows the output that the lesson claims, and does not warn."""
        result = await self._results.run(snippet.code, earlier=snippet.setup)
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
        return notebook_output(await self._results.run_again(snippet.code, snippet.setup)) != output

    async def _question(
        self, question: Question, expression: str, path: Path, line: int
    ) -> list[Fault]:
        """Check that the question's expression shows its answer."""
        output = notebook_output(await self._results.run(f"import torch\n{expression}"))
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
        result = await self._results.run(program, limits)
        return [
            replace(each, message=f"question {question.id}: {each.message}")
            if isinstance(each, Fault)
            else Computed(question.id, each)
            for (_, question, _), each in zip(
                batch, read_results(result, computations, path, lines), strict=True
            )
        ]
