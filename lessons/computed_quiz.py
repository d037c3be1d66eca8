"""Reads and writes the files of answers and options that were computed ahead of time.

The bot and learners never wait for torch, nor run an author's code: `python -m lessons check`
computes variants in the jail, writes them with `--write`, and else compares them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from lessons.computed_variant import ComputedQuestion
from lessons.curriculum import Computation, Lesson, Question
from lessons.diagnostics import Fault, Faults
from lessons.packed_answers import PackedQuestion, format_packed, pack
from lessons.toml_tables import Table

StoredQuestion = ComputedQuestion | PackedQuestion
"""What a file has for a question."""


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A kind of file with questions, and of the one with their computed answers beside it."""

    name: str
    computed_name: str
    is_packed: bool = False  # the file of answers

    def questions_of(self, lesson: Lesson) -> tuple[Question, ...]:
        """Return the questions of a lesson that are in its file of this kind."""
        return lesson.practice if self is PRACTICE else lesson.questions

    @property
    def note(self) -> str:
        """What the file of answers says about itself."""
        command = "python -m lessons check --write"
        return f"Written by {command}. Edit {self.name} instead, and write it again."


QUIZ = QuestionFile("quiz.toml", "quiz.computed.json")
PRACTICE = QuestionFile("practice.toml", "practice.computed.json", is_packed=True)

FILE_NAME = QUIZ.computed_name

HOW_TO_WRITE = "run python -m lessons check --write"

_FORMAT = 1
"""Increase this when variants have to be computed again although no question has changed."""


class ComputedQuiz(Table):
    """A quiz.computed.json. The questions are by id without their lesson."""

    note: str = QUIZ.note
    questions: dict[str, ComputedQuestion] = Field(default_factory=dict)


class ComputedPractice(Table):
    """A practice.computed.json. The questions are by id without their lesson."""

    note: str = PRACTICE.note
    questions: dict[str, PackedQuestion] = Field(default_factory=dict)


def digest(computation: Computation) -> str:
    """Return a digest of all on which the computed variants depend."""
    fields = asdict(computation)
    if not fields["unseen"]:  # as it was before questions had it
        del fields["unseen"]
    content = json.dumps([_FORMAT, fields], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def read_computed(
    folder: Path, faults: Faults, kind: QuestionFile = QUIZ
) -> Mapping[str, StoredQuestion]:
    """Return what was computed for the lesson in `folder`; add a fault if the file is invalid."""
    path = folder / kind.computed_name
    if not path.exists():
        return {}
    text = faults.read(path)
    if text is None:
        return {}
    try:
        if kind.is_packed:
            return ComputedPractice.model_validate_json(text).questions
        return ComputedQuiz.model_validate_json(text).questions
    except ValidationError:
        faults.add(path, 1, f"this is not what the check writes; {HOW_TO_WRITE}")
        return {}


def comparison_faults(
    folder: Path,
    kind: QuestionFile,
    computed: Mapping[str, ComputedQuestion],
    lines: Mapping[str, int],
) -> list[Fault]:
    """Return the faults of a lesson's file, compared with what has just been computed.

    `lines` are those of the questions' file for each that is computed, by id without the lesson.
    """
    faults = Faults()
    path = folder / kind.computed_name
    stored = read_computed(folder, faults, kind)
    if faults:
        return list(faults.ordered())
    wanted = _to_stored(computed, kind)
    for name, line in lines.items():
        if name not in wanted:  # a fault of the question itself was found
            continue
        if name not in stored:
            message = f"question {folder.name}/{name}: nothing is computed yet; {HOW_TO_WRITE}"
            faults.add(folder / kind.name, line, message)
        elif stored[name].digest != wanted[name].digest:
            faults.add(folder / kind.name, line, stale_message(folder, name))
        elif stored[name] != wanted[name]:
            message = f"question {folder.name}/{name}: torch says otherwise; {HOW_TO_WRITE}"
            faults.add(path, _line_of_difference(path, name, stored[name], wanted[name]), message)
    for name in stored:
        if name not in lines:
            message = f"{kind.name} has no such question to compute, {name}; {HOW_TO_WRITE}"
            faults.add(path, _line_of(path, name), message)
    return list(faults.ordered())


def _to_stored(
    computed: Mapping[str, ComputedQuestion], kind: QuestionFile
) -> Mapping[str, StoredQuestion]:
    return {name: pack(each) for name, each in computed.items()} if kind.is_packed else computed


def stale_message(folder: Path, name: str) -> str:
    """Return the sentence about a question that was changed after it was computed."""
    question = f"question {folder.name}/{name}"
    return f"{question}: it has changed since its answers were computed; {HOW_TO_WRITE}"


def write_computed(
    folder: Path, computed: Mapping[str, ComputedQuestion], kind: QuestionFile = QUIZ
) -> bool:
    """Write a lesson's file, or remove it if nothing is computed. Return whether it changed.

    The file is replaced at once: nobody reads half of it.
    """
    path = folder / kind.computed_name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = _format(computed, kind) if computed else ""
    if before == after:
        return False
    if not after:
        path.unlink()
        return True
    temporary = path.with_suffix(".new")
    temporary.write_text(after, encoding="utf-8")
    temporary.replace(path)
    return True


def _format(computed: Mapping[str, ComputedQuestion], kind: QuestionFile) -> str:
    """Return the JSON with one variant on a line, so that faults and changes have a line."""
    if kind.is_packed:
        return format_packed(kind.note, {name: pack(each) for name, each in computed.items()})
    questions = []
    for name, question in computed.items():
        variants = ",\n".join(
            "    " + json.dumps(each.model_dump(exclude_defaults=True), ensure_ascii=False)
            for each in question.variants
        )
        head = f'  {json.dumps(name)}: {{"digest": {json.dumps(question.digest)}, "variants": ['
        questions.append(f"{head}\n{variants}\n  ]}}")
    return (
        f'{{"note": {json.dumps(kind.note)}, "questions": {{\n' + ",\n".join(questions) + "\n}}\n"
    )


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = f"  {json.dumps(name)}: "
    return next((number for number, line in enumerate(lines, 1) if line.startswith(start)), 1)


def _line_of_difference(
    path: Path, name: str, stored: StoredQuestion, computed: StoredQuestion
) -> int:
    """Return the line of the first variant that differs, as `_format` has written it."""
    pairs = enumerate(zip(stored.variants, computed.variants, strict=False), 1)
    return _line_of(path, name) + next((at for at, (old, new) in pairs if old != new), 0)
