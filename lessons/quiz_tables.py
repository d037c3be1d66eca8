"""The tables of a quiz.toml, and what each kind of question must have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, create_model

from lessons.curriculum import QuestionKind
from lessons.languages import with_languages
from lessons.toml_tables import Table, TableT

LETTERS = "abcde"
BLANK = "____"
LONGEST_ID = 40
MOST_VARIANTS = 30
LEAST_PRACTICE_VARIANTS, MOST_PRACTICE_VARIANTS = 200, 500
MOST_WRONG = len(LETTERS) - 1
MOST_LINES = 6
"""Lines to be put in order; the check runs each of their orders, 720 for 6."""

Problem = tuple[tuple[str, ...], str]
"""A problem of a question: the keys that lead to it, and what is wrong."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_RNG = re.compile(r"\brng\b")


class QuestionText(Table):
    """A question's text in one language."""

    text: str = Field(min_length=1)
    options: tuple[str, ...] = ()
    explanation: str = Field(min_length=1)
    wrong: dict[str, str] = Field(default_factory=dict)  # misconception -> a sentence about it


class QuestionTable(Table):
    """One [[question]]. It has `options` itself if they are the same in every language.

    Its texts are under the names of the languages, which `in_languages` adds.
    """

    kind: QuestionKind
    id: StrictStr | None = None
    answer: StrictStr | StrictBool | StrictInt | StrictFloat | tuple[StrictStr, ...] | None = None
    answers: tuple[str, ...] = ()
    expression: str | None = None
    setup: str | None = None
    code: str | None = None
    lines: tuple[str, ...] = ()
    each: bool = False
    tolerance: float | None = Field(default=None, ge=0)
    variants: int | None = Field(default=None, ge=1, le=MOST_VARIANTS)
    wrong: dict[str, str] = Field(default_factory=dict)  # misconception -> what it gives
    options: tuple[str, ...] = ()

    @property
    def texts(self) -> Mapping[str, QuestionText]:
        """The texts by language."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: each for name, each in values.items() if isinstance(each, QuestionText)}

    @property
    def common_options(self) -> tuple[str, ...]:
        """Its options; those of the first language where each language has its own."""
        return self.options or next(iter(self.texts.values())).options

    @property
    def is_computed(self) -> bool:
        """Whether something of it is computed ahead of time."""
        return (
            self.kind in {"blank", "shape", "order"}
            or self.setup is not None
            or self.variants is not None
            or bool(self.wrong)
            or (self.kind == "number" and self.answer is None)
        )

    @property
    def plain_answer(self) -> str:
        """The author's answer as text; empty if there is none."""
        if isinstance(self.answer, bool):
            return str(self.answer).lower()
        if isinstance(self.answer, tuple):
            return "".join(sorted(self.answer))
        return "" if self.answer is None else str(self.answer).strip()


class QuizTable(Table):
    """A quiz.toml."""

    question: tuple[QuestionTable, ...]


class PracticeQuestionTable(QuestionTable):
    """One [[question]] of a practice.toml."""

    id: StrictStr
    variants: int = Field(ge=LEAST_PRACTICE_VARIANTS, le=MOST_PRACTICE_VARIANTS)


class PracticeTable(Table):
    """A practice.toml."""

    question: tuple[PracticeQuestionTable, ...]


@cache
def in_languages(kind: type[TableT], languages: tuple[str, ...]) -> type[TableT]:
    """Return a kind of file with questions, such as QuizTable, in these languages."""
    (of_question, _) = get_args(kind.model_fields["question"].annotation)
    question = with_languages(of_question, languages, (QuestionText, ...))
    return create_model(kind.__name__, __base__=kind, question=(tuple[question, ...], ...))  # type: ignore[valid-type]


_ONLY: dict[str, tuple[QuestionKind, ...]] = {
    "answers": ("blank",),
    "code": ("blank", "shape"),
    "lines": ("order",),
    "each": ("shape",),
    "tolerance": ("number",),
    "wrong": ("choose", "output", "number", "blank", "shape"),
    "expression": ("choose", "true-false", "output", "number", "several"),
}
"""The kinds of question that may have a key."""


def find_problems(table: QuestionTable, name: str) -> Iterator[Problem]:
    """Yield what is wrong with a question. `name` is its id without its lesson."""
    if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
        rule = f'write lower-case letters and digits, joined by "-", {LONGEST_ID} at most'
        yield (), f'id is "{name}"; {rule}'
    for key, kinds in _ONLY.items():
        if getattr(table, key) and table.kind not in kinds:
            yield (key,), f"only questions of the kind {' or '.join(kinds)} have {key}"
    yield from _wrong_problems(table)
    if table.is_computed:
        yield from _computed_problems(table)
    else:
        yield from _answer_problems(table)
    yield from _option_problems(table)
    yield from _code_problems(table)


def _wrong_problems(table: QuestionTable) -> Iterator[Problem]:
    for language, text in table.texts.items():
        for key in table.wrong.keys() - text.wrong.keys():
            yield (language,), f'say in wrong.{key} of {language} what "{key}" misses'
        for key in text.wrong.keys() - table.wrong.keys():
            yield (
                (language, "wrong", key),
                f'{language} explains a wrong "{key}" that the question does not have',
            )
    if len(table.wrong) > MOST_WRONG:
        yield ("wrong",), f"{len(table.wrong)} wrong answers; give {MOST_WRONG} at most"
    for key in table.wrong:
        if not _ID.fullmatch(key) or len(key) > LONGEST_ID:
            yield ("wrong", key), f'"{key}" is no key; write lower-case words joined by "-"'


def _computed_problems(table: QuestionTable) -> Iterator[Problem]:
    if table.answer is not None:
        yield ("answer",), "the check computes this answer; leave it out"
    uses_expression = table.kind in _ONLY["expression"]
    if uses_expression and not (table.expression or "").strip():
        yield (), "write an expression that gives the right answer"
    if table.kind == "choose" and not table.wrong:
        yield (), "its options are computed; write wrong.KEY = an expression for each wrong one"
    if table.kind == "output" and _RNG.search(table.expression or ""):
        yield ("expression",), "learners see this line; draw in setup, and write {name} here"
    if table.each and table.wrong:
        yield ("wrong",), "only a question for the last shape names wrong ones"


def _answer_problems(table: QuestionTable) -> Iterator[Problem]:
    """Yield problems of an answer that the author has written."""
    answer = table.plain_answer
    if table.answer is None:
        yield (), "answer is missing; add it"
    elif table.kind == "true-false" and answer not in {"true", "false"}:
        yield (), f'answer is "{answer}"; write true or false'
    elif table.kind == "number" and not _NUMBER.fullmatch(answer):
        yield ("answer",), f'answer is "{answer}"; write a number, or an expression instead'
    elif table.kind == "several":
        letters = table.answer if isinstance(table.answer, tuple) else ()
        known = LETTERS[: len(table.common_options)]
        if not letters or set(letters) - set(known) or len(set(letters)) < len(letters):
            yield ("answer",), f"list the letters that are right, each once: {', '.join(known)}"
    elif table.kind == "output" and not answer:
        yield (), "answer is empty; write what is printed"
    if table.kind == "output" and not (table.expression or "").strip():
        yield (), "name the expression whose output is asked"


def _option_problems(table: QuestionTable) -> Iterator[Problem]:
    counts = {len(text.options or table.options) for text in table.texts.values()}
    computes_options = table.kind == "choose" and table.is_computed
    if table.kind not in {"choose", "several"} or computes_options:
        if counts != {0}:
            yield (), "only a question to choose from has options"
        return
    if len(counts) > 1:
        yield (), "give as many options in each language"
        return
    count = counts.pop()
    answer = table.plain_answer
    if not 2 <= count <= len(LETTERS):
        yield (), f"{count} options; give 2 to {len(LETTERS)}"
    elif table.kind == "choose" and table.answer is not None and answer not in LETTERS[:count]:
        yield (), f'answer is "{answer}"; write one of {", ".join(LETTERS[:count])}'


def _code_problems(table: QuestionTable) -> Iterator[Problem]:
    if table.kind in {"blank", "shape"} and not (table.code or "").strip():
        yield (), "write the code that learners see"
    elif table.kind == "blank" and (table.code or "").count(BLANK) != 1:
        yield ("code",), f"leave exactly one blank in the code: {BLANK}"
    elif table.kind == "shape" and not _is_python(table.code or ""):
        yield ("code",), "this is not Python"
    if table.kind == "blank" and not table.answers:
        yield (), "list in answers what fills the blank, the usual way first"
    if table.kind == "order" and not 2 <= len(set(table.lines)) <= MOST_LINES:
        yield ("lines",), f"give 2 to {MOST_LINES} different lines, in a right order"
    elif table.kind == "order" and len(set(table.lines)) < len(table.lines):
        yield ("lines",), "two lines are equal; write each once"


def _is_python(code: str) -> bool:
    try:
        ast.parse(re.sub(r"\{\w+\}", "1", code))
    except SyntaxError:
        return False
    return True
