"""What the curriculum is made of, once loaded. No torch here: the bot imports this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

Localized = Mapping[Language, str]
"""The same thing said in every language."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A stretch of Markdown (no code fences, no HTML)."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that a reader can run, and the output that the lesson shows under it."""

    code: str
    output: str  # stdout, then the last expression's repr, as a notebook shows it; may be empty
    line: int  # in the lesson's file, 1-based
    before: tuple[str, ...] = ()  # the page's earlier snippets: a page is one notebook
    sample: bool = False  # the output differs from machine to machine, such as a time

    @property
    def program(self) -> str:
        """What ▶ runs: the page's earlier snippets, silently, and then this one.

        An earlier one may fail, since a lesson shows some that do on purpose.
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
    """A picture on a page."""

    path: Path  # PNG beside the lesson
    alt: str


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table; cells are Markdown."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


BUTTON_COMMANDS = ("bench", "progress")
"""The tutor's commands that a page may offer with a button."""


@dataclass(frozen=True, slots=True)
class CommandButton:
    """A button that does what one of the tutor's commands does."""

    label: str
    command: str  # one of COMMANDS


Part = Prose | Snippet | Illustration | MarkdownTable | CommandButton


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of a lesson: what is shown there, from top to bottom."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a learner is asked to write. The reference and the mistakes' code stay in `path`."""

    id: str  # "tensors/to-float"
    function: str  # "to_float"
    signature: str  # "to_float(values)"
    titles: Localized
    prompts: Localized
    starters: Localized
    hints: Mapping[Language, tuple[str, ...]]  # a ladder, gentlest first
    mistakes: Mapping[str, Localized]  # key -> what that thought was, ending in a question
    afterwards: Localized  # shown after passing: how others think about it
    reference: str  # source of the reference, shown only after passing
    path: Path  # the exercise's Python file
    version: str = ""  # digest of that file: graders with the same one judge alike


@dataclass(frozen=True, slots=True)
class Question:
    """One quiz question. For "choose", options are labelled a, b, c… in file order."""

    id: str  # "tensors/1"
    kind: Literal["choose", "true-false", "output"]
    texts: Localized
    options: Mapping[Language, tuple[str, ...]]  # empty unless "choose"
    answer: str  # "b", "true" / "false", or the output to be typed
    explanations: Localized
    expression: str | None  # what `lessons check` runs, where torch says the answer


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is read in one sitting, with its exercises and its quiz."""

    slug: str  # "tensors"
    number: int  # 1-based place in its track
    track: str
    titles: Localized
    minutes: int  # to read it, as its author says
    pages: Mapping[Language, tuple[Page, ...]]
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]
    folder: Path = Path()  # where its files are


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """Something that a learner can do at the end of a track."""

    key: str
    texts: Localized
    lessons: tuple[str, ...]  # proven when every exercise and the quiz of these are passed


@dataclass(frozen=True, slots=True)
class Track:
    """Lessons in reading order, and what they lead to."""

    slug: str  # "pytorch-basics"
    titles: Localized
    lessons: tuple[Lesson, ...]
    checklist: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that can be learnt. Lookups return None when there is no such thing."""

    tracks: tuple[Track, ...]

    def lesson(self, slug: str) -> Lesson | None:
        """The lesson of that slug, in any track."""
        return next((x for t in self.tracks for x in t.lessons if x.slug == slug), None)

    def exercise(self, id: str) -> Exercise | None:
        """The exercise of that id, such as "tensors/to-float"."""
        return next((x for x in self.exercises() if x.id == id), None)

    def exercise_for(self, function: str) -> Exercise | None:
        """The exercise whose function has that name; names are unique across the catalogue."""
        return next((x for x in self.exercises() if x.function == function), None)

    def question(self, id: str) -> Question | None:
        """The quiz question of that id, such as "tensors/1"."""
        return next(
            (q for t in self.tracks for x in t.lessons for q in x.questions if q.id == id), None
        )

    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, in reading order, track after track."""
        return tuple(x for t in self.tracks for x in t.lessons)

    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, in the order in which lessons offer them."""
        return tuple(e for x in self.lessons() for e in x.exercises)
