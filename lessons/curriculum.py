"""The records of the curriculum, once loaded. The bot imports this, so it must not need torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from lessons.exercise_source import Level
from lessons.forms import Forms

Language = Literal["ja", "en"]
"""A language of the bot's own sentences."""

LANGUAGES: tuple[Language, ...] = ("ja", "en")
"""The languages of the bot's own sentences, and of a track that names no others."""

Localized = Mapping[str, str]
"""A text in each language of its track."""

Value = TypeVar("Value")


class ByLanguage(dict[str, Value]):
    """What a track has in each of its languages, its first one first.

    Any other language has what the first one has. Raise KeyError if there is no language at all.
    """

    def __missing__(self, language: str) -> Value:
        if not self:
            raise KeyError(language)
        return next(iter(self.values()))


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
    def setup(self) -> str:
        """The code that runs before this one: the page's earlier snippets, without their output.

        Errors of earlier snippets are ignored, since some lessons show errors on purpose.
        """
        if not self.before:
            return ""
        return (
            "import contextlib as _c, io as _i\n"
            f"for _s in {self.before!r}:\n"
            "    with _c.redirect_stdout(_i.StringIO()), _c.suppress(Exception):\n"
            "        exec(_s, globals())\n"
        )

    @property
    def program(self) -> str:
        """The setup and the code in one text."""
        return f"{self.setup}{self.code}"


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
    """A function or a class for learners to write. Its cases and mistakes are only in `path`."""

    id: str  # "tensors/to-float"
    function: str  # "to_float"
    signature: str  # "to_float(values)"
    titles: Localized
    prompts: Localized
    starters: Localized
    hints: Mapping[str, tuple[str, ...]]  # the one that gives away least comes first
    mistakes: Mapping[str, Localized]  # key -> the misconception, ending in a question
    afterwards: Localized  # shown after passing: other solutions
    reference: str  # source of the reference, shown only after passing
    path: Path  # the exercise's Python file
    version: str = ""  # digest of all its files: graders with equal versions give equal verdicts
    is_class: bool = False  # `function` is the name of a class
    revision: int = 1  # a pass of an older one stays, and is marked
    after: str | None = None  # id of the exercise whose passed code runs before
    files: tuple[LessonFile, ...] = ()  # that its code may read, and what it is judged with
    forms: Forms = field(default_factory=Forms)  # easier ones, in which it is offered as well
    level: Level | None = None
    minutes: int | None = None  # that it takes, as the author estimates; None exactly if `level` is
    uses_devices: bool = False  # its cases use the devices of the grader, so a GPU where one is
    needs_card: bool = False  # its track needs one: it is graded on a GPU only

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts; whoever reads another one gets the first of these."""
        return tuple(self.titles)

    @property
    def prefers_gpu(self) -> bool:
        """Whether it is graded on a GPU where a grader has one."""
        return self.uses_devices or self.needs_card

    def language_for(self, language: str) -> str:
        """Return the language in which a learner of that language gets the exercise."""
        return language if language in self.titles else self.languages[0]


QuestionKind = Literal[
    "choose", "true-false", "output", "number", "several", "blank", "shape", "order"
]


@dataclass(frozen=True, slots=True)
class Computation:
    """What of a question is computed ahead of time, with the author's templates and code."""

    kind: QuestionKind
    setup: str = ""  # code that draws facts from `rng`
    facts: tuple[str, ...] = ()  # names of the setup that stand in braces in the texts
    unseen: tuple[str, ...] = ()  # for practice: those that stand only in what follows an answer
    expression: str = ""
    code: str = ""  # of "blank" and "shape"
    lines: tuple[str, ...] = ()  # of "order", in one right order
    options: tuple[str, ...] = ()  # of "several"
    answers: tuple[str, ...] = ()  # of "blank"
    wrong: Mapping[str, str] = field(default_factory=dict)  # misconception -> what it gives
    each: bool = False  # "shape" asks for every line's
    tolerance: float = 0.0  # of "number"
    variants: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question. The options of "choose" and "several" are labelled a, b, c… in order.

    A question with variants has the content of the first one itself.
    """

    id: str  # "tensors/1", or "tensors/made-of-integers" where the author has named it
    kind: QuestionKind
    texts: Localized  # with the code that learners see
    options: Mapping[str, tuple[str, ...]]  # empty unless "choose" or "several"
    answer: str
    """It is "b", "ac" for several options, "true" or "false", or what is to be typed: an output, a
    number, what fills the blank, the shape (all of them, joined by ";"), the order of lines."""
    explanations: Localized
    expression: str | None  # what `lessons check` runs to verify the answer, if torch shows it
    answers: tuple[str, ...] = ()  # every right answer to "blank" and "order"
    tolerance: float = 0.0  # of "number"
    code: str = ""  # what "blank" and "shape" show
    solution: str = ""  # code that is shown after an answer to "blank", "shape" and "order"
    wrong: Mapping[str, str] = field(default_factory=dict)  # answer -> misconception
    mistakes: Mapping[str, Localized] = field(default_factory=dict)  # misconception -> sentence
    each: bool = False  # "shape" asks for every line's
    computation: Computation | None = None  # None if nothing is computed ahead
    variant: int = 0  # 1-based; 0 if the question has one form only
    variants: Sequence[Question] = ()  # each is made when it is asked for
    folder: Path = Path()  # of its pictures

    @property
    def ref(self) -> str:
        """The id, and the number of the variant: what `Catalog.question` finds it by."""
        return f"{self.id}{VARIANT_MARK}{self.variant}" if self.variant else self.id

    def variant_for(self, number: int) -> Question:
        """Return the variant of any number, in turn; the question itself if it has none."""
        return self.variants[number % len(self.variants)] if self.variants else self


def is_close(given: float, right: float, tolerance: float) -> bool:
    """Return whether a number is right: at most `tolerance` away, or a rounding error."""
    return given == right or abs(given - right) <= max(tolerance, abs(right) * ROUNDING)


ROUNDING = 1e-6
"""How far a typed number may be from the right one, relative to it, in any question."""

VARIANT_MARK = "~"
"""Separates the id of a question from the number of its variant."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: pages, exercises and a quiz."""

    slug: str  # "tensors"
    number: int  # 1-based position in its track
    track: str
    titles: Localized
    minutes: int  # reading time, as the author estimates it
    pages: Mapping[str, tuple[Page, ...]]
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]
    folder: Path = Path()  # of its files
    files: tuple[LessonFile, ...] = ()  # that its code may read
    practice: tuple[Question, ...] = ()  # asked without end; they are no part of the quiz

    @property
    def asked(self) -> tuple[Question, ...]:
        """Every question of the lesson: those of the quiz, then those for practice."""
        return self.questions + self.practice

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts; whoever reads another one gets the first of these."""
        return tuple(self.pages)

    def language_for(self, language: str) -> str:
        """Return the language in which a learner of that language gets the lesson."""
        return language if language in self.pages else self.languages[0]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A skill that a learner has at the end of a track."""

    key: str
    texts: Localized
    lessons: tuple[str, ...]  # done when every exercise and the quiz of these are passed


AskedKind = Literal["what", "how", "why", "difference", "error"]
"""What a learner wants to know about a term."""


@dataclass(frozen=True, slots=True)
class AuthoredAnswer:
    """An author's answer to a question that learners ask in words."""

    id: str  # "broadcasting"
    kind: AskedKind
    names: tuple[str, ...]  # what learners may call it, in any language; the first is the usual one
    between: tuple[tuple[str, ...], ...]  # the names of both sides of a "difference"; else empty
    texts: Localized  # one to three sentences of Markdown
    lesson: str | None = None  # slug of the lesson that explains it
    page: int | None = None  # of that lesson, 1-based; None exactly if `lesson` is
    is_nearest: bool = False  # the page does not explain it, but is the nearest one
    exercise: str | None = None  # id of an exercise on it
    path: Path = Path()  # of its file
    line: int = 1  # where it begins there, 1-based
    asked: tuple[str, ...] = ()  # how learners ask who do not know its names, in any language


@dataclass(frozen=True, slots=True)
class Track:
    """Lessons in reading order, the checklist of what they teach, and answers to questions."""

    slug: str  # "pytorch-basics"
    titles: Localized
    lessons: tuple[Lesson, ...]
    checklist: tuple[ChecklistItem, ...]
    answers: tuple[AuthoredAnswer, ...] = ()
    folder: Path = Path()  # of its files
    requires: tuple[str, ...] = ()  # slugs of tracks that come before it
    order: int = 0  # among the tracks
    needs: str = ""  # "cuda" where its exercises are graded on a GPU only

    def practice(self) -> tuple[Question, ...]:
        """List the questions for practice, in reading order."""
        return tuple(question for lesson in self.lessons for question in lesson.practice)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All tracks. Look-ups return None if nothing has that name."""

    tracks: tuple[Track, ...]

    def lesson(self, slug: str) -> Lesson | None:
        """Find a lesson by its slug, in any track."""
        return next((lesson for lesson in self.lessons() if lesson.slug == slug), None)

    def exercise(self, id: str) -> Exercise | None:
        """Find an exercise by its id, such as "tensors/to-float"."""
        for track in self.tracks:  # without the list of all: this is called for every submission
            for lesson in track.lessons:
                for exercise in lesson.exercises:
                    if exercise.id == id:
                        return exercise
        return None

    def exercises_before(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """Return the exercises whose code runs before this one's, the first of them first."""
        earlier = self.exercise(exercise.after) if exercise.after else None
        return () if earlier is None else (*self.exercises_before(earlier), earlier)

    def code_before(self, exercise: Exercise) -> str:
        """Return the references that run before the exercise's code; an empty text if none do."""
        return "\n\n\n".join(each.reference for each in self.exercises_before(exercise))

    def exercise_for(self, function: str) -> Exercise | None:
        """Find an exercise by the name of its function, which is unique in the catalogue."""
        return next((each for each in self.exercises() if each.function == function), None)

    def question(self, id: str) -> Question | None:
        """Find a question by its id, such as "tensors/1", or a variant of it, "tensors/1~2".

        A variant that no longer exists is found as one that does.
        """
        name, _, number = id.partition(VARIANT_MARK)
        questions = (question for lesson in self.lessons() for question in lesson.asked)
        found = next((question for question in questions if question.id == name), None)
        is_variant = found is not None and number.isdecimal() and len(number) < 5
        return found.variant_for(int(number) - 1) if found and is_variant else found

    def lessons(self) -> tuple[Lesson, ...]:
        """List every lesson in reading order, track by track."""
        return tuple(lesson for track in self.tracks for lesson in track.lessons)

    def exercises(self) -> tuple[Exercise, ...]:
        """List every exercise, lesson by lesson, in the order of the files."""
        return tuple(exercise for lesson in self.lessons() for exercise in lesson.exercises)

    def practice(self) -> tuple[Question, ...]:
        """List every question for practice, track by track, in reading order."""
        return tuple(question for track in self.tracks for question in track.practice())

    def answers(self) -> tuple[AuthoredAnswer, ...]:
        """List every authored answer, track by track."""
        return tuple(answer for track in self.tracks for answer in track.answers)
