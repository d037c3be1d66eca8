"""Collects an exercise's own code whose verdict is known."""

from __future__ import annotations

from collections.abc import Iterator

from grader.lesson_checks.program_runs import Program
from lessons.curriculum import Exercise
from lessons.exercise_source import ExerciseSource
from lessons.exercises import text_path
from lessons.markdown import Fence, split_sections


def programs_of(exercise: Exercise, source: ExerciseSource) -> list[Program]:
    """Return the exercise's own code whose verdict is known. Equal code is there once."""
    path = exercise.path
    right = [
        Program(exercise.reference, path, source.line),
        *(Program(each.source, path, each.line) for each in source.alternatives),
        *(
            Program(fence.content, text_path(path, language), fence.line)
            for language in exercise.languages
            for fence in complete_solutions(exercise, text_path(path, language).read_text("utf-8"))
        ),
    ]
    wrong = [
        Program(variant.source, path, variant.line, key, number)
        for key, mistake in source.mistakes.items()
        for number, variant in enumerate(mistake.variants)
    ]
    return list({each.source: each for each in reversed(right + wrong)}.values())


def complete_solutions(exercise: Exercise, text: str) -> Iterator[Fence]:
    """Yield the complete solutions that are shown after passing."""
    _, sections = split_sections(text, level=2)
    for section in sections:
        for block in section.blocks if section.heading.text == "afterwards" else ():
            if isinstance(block, Fence) and _defines(exercise, block.content):
                yield block


def _defines(exercise: Exercise, code: str) -> bool:
    if exercise.is_class:
        return any(f"class {exercise.function}{end}" in code for end in "(:")
    return f"def {exercise.function}(" in code
