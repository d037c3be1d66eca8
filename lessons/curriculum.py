"""The records of the curriculum, once loaded. The bot imports this, so it must not need torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

Localized = Mapping[Language, str]
"""A text in every language."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown without code fences and HTML."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that a learner can run, and the output that the lesson shows below it."""

    code: str
    output: str  # stdout, then the repr of the last expression, as in a notebook; may be empty
    line: int  # in the lesson's file, 1-based
    before: tuple[str, ...] = ()  # code of the page's earlier snippets: a page is one notebook
    sample: bool = False  # the output differs between machines, such as a duration

    @property
    def program(self) -> str:
        """The code that ▶ runs: the page's earlier snippets without their output, then this one.

        Errors of earlier snippets are ignored, since some lessons show errors on purpose.
        """
        if not self.before:
            return self.code
        return (
            "import contextlib as _c, io as _i\n"
            f"for _s in {self.before!r}:\n"
            "    with _c.redirect_stdout(_i.StringIO()), _c.suppress(Exception):\n"
            "        exec(_s, globals())\n"
            f"{self.code}"
        )


@dataclass(frozen=True, slots=True)
class Illustration:
    """An image on a page."""

    path: Path  # a PNG file in the folder of the lesson
    alt: str


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table; cells are Markdown."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


BUTTON_COMMANDS = ("bench", "progress")
"""The tutor's commands for which a page may have a button."""


@dataclass(frozen=True, slots=True)
class CommandButton:
    """A button that runs one of the tutor's commands."""

    label: str
    command: str  # one of BUTTON_COMMANDS


Part = Prose | Snippet | Illustration | MarkdownTable | CommandButton


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a lesson; a chat shows one at a time. Parts are in the order of display."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A file that code may read under its name, with its replacement at judging."""

    name: str  # "iris.csv"
    path: Path
    secret: Path | None = None  # what answers are judged with in its place


@dataclass(frozen=True, slots=True)
class Exercise:
    """A function for learners to write. The code of cases and mistakes is only in `path`."""

    id: str  # "tensors/to-float"
    function: str  # "to_float"
    signature: str  # "to_float(values)"
    titles: Localized
    prompts: Localized
    starters: Localized
    hints: Mapping[Language, tuple[str, ...]]  # the one that gives away least comes first
    mistakes: Mapping[str, Localized]  # key -> the misconception, ending in a question
    afterwards: Localized  # shown after passing: other solutions
    reference: str  # source of the reference, shown only after passing
    path: Path  # the exercise's Python file
    version: str = ""  # digest of all its files: graders with equal versions give equal verdicts
    revision: int = 1  # a pass of an older one stays, and is marked
    files: tuple[LessonFile, ...] = ()  # that its code may read, and what it is judged with


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question. The options of "choose" are labelled a, b, c… in the order of the file."""

    id: str  # "tensors/1"
    kind: Literal["choose", "true-false", "output"]
    texts: Localized
    options: Mapping[Language, tuple[str, ...]]  # empty unless "choose"
    answer: str  # "b", "true" / "false", or the output to be typed
    explanations: Localized
    expression: str | None  # what `lessons check` runs to verify the answer, if torch shows it
    folder: Path = Path()  # of its pictures


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: pages, exercises and a quiz."""

    slug: str  # "tensors"
    number: int  # 1-based position in its track
    track: str
    titles: Localized
    minutes: int  # reading time, as the author estimates it
    pages: Mapping[Language, tuple[Page, ...]]
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]
    folder: Path = Path()  # of its files
    files: tuple[LessonFile, ...] = ()  # that its code may read


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A skill that a learner has at the end of a track."""

    key: str
    texts: Localized
    lessons: tuple[str, ...]  # done when every exercise and the quiz of these are passed


QuestionKind = Literal["what", "how", "why", "difference", "error"]
"""What a learner wants to know about a term."""


@dataclass(frozen=True, slots=True)
class AuthoredAnswer:
    """An author's answer to a question that learners ask in words."""

    id: str  # "broadcasting"
    kind: QuestionKind
    names: tuple[str, ...]  # what learners may call it, in any language; the first is the usual one
    between: tuple[tuple[str, ...], ...]  # the names of both sides of a "difference"; else empty
    texts: Localized  # one to three sentences of Markdown
    lesson: str | None = None  # slug of the lesson that explains it
    page: int | None = None  # of that lesson, 1-based; None exactly if `lesson` is
    is_nearest: bool = False  # the page does not explain it, but is the nearest one
    exercise: str | None = None  # id of an exercise on it
    path: Path = Path()  # of its file
    line: int = 1  # where it begins there, 1-based


@dataclass(frozen=True, slots=True)
class Track:
    """Lessons in reading order, the checklist of what they teach, and answers to questions."""

    slug: str  # "pytorch-basics"
    titles: Localized
    lessons: tuple[Lesson, ...]
    checklist: tuple[ChecklistItem, ...]
    answers: tuple[AuthoredAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All tracks. Look-ups return None if nothing has that name."""

    tracks: tuple[Track, ...]

    def lesson(self, slug: str) -> Lesson | None:
        """Find a lesson by its slug, in any track."""
        return next((lesson for lesson in self.lessons() if lesson.slug == slug), None)

    def exercise(self, id: str) -> Exercise | None:
        """Find an exercise by its id, such as "tensors/to-float"."""
        return next((exercise for exercise in self.exercises() if exercise.id == id), None)

    def exercise_for(self, function: str) -> Exercise | None:
        """Find an exercise by the name of its function, which is unique in the catalogue."""
        return next((each for each in self.exercises() if each.function == function), None)

    def question(self, id: str) -> Question | None:
        """Find a quiz question by its id, such as "tensors/1"."""
        questions = (question for lesson in self.lessons() for question in lesson.questions)
        return next((question for question in questions if question.id == id), None)

    def lessons(self) -> tuple[Lesson, ...]:
        """List every lesson in reading order, track by track."""
        return tuple(lesson for track in self.tracks for lesson in track.lessons)

    def exercises(self) -> tuple[Exercise, ...]:
        """List every exercise, lesson by lesson, in the order of the files."""
        return tuple(exercise for lesson in self.lessons() for exercise in lesson.exercises)

    def answers(self) -> tuple[AuthoredAnswer, ...]:
        """List every authored answer, track by track."""
        return tuple(answer for track in self.tracks for answer in track.answers)
