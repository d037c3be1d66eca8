"""Reads a lesson's quiz.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, StrictBool, StrictStr

from lessons.curriculum import LANGUAGES, Question
from lessons.diagnostics import Faults
from lessons.toml_tables import Table, read_table

LETTERS = "abcde"


class Said(Table):
    """A question's words in one language."""

    text: str = Field(min_length=1)
    options: tuple[str, ...] = ()
    explanation: str = Field(min_length=1)


class Entry(Table):
    """One [[question]]. `options` stands here when it is the same in every language."""

    kind: Literal["choose", "true-false", "output"]
    answer: StrictStr | StrictBool
    expression: str | None = None
    options: tuple[str, ...] = ()
    ja: Said
    en: Said


class Quiz(Table):
    """A quiz.toml."""

    question: tuple[Entry, ...]


def read_questions(lesson: str, path: Path, faults: Faults) -> tuple[Question, ...]:
    """The questions of a quiz.toml, and faults when something is wrong with them."""
    found = read_table(path, Quiz, faults)
    if found is None:
        return ()
    quiz, lines = found
    questions = []
    for at, entry in enumerate(quiz.question):
        question, wrong = _question(f"{lesson}/{at + 1}", entry)
        questions.append(question)
        for what in wrong:
            faults.add(path, lines.line_of("question", at), f"question {question.id}: {what}")
    return tuple(questions)


def _question(id: str, entry: Entry) -> tuple[Question, list[str]]:
    """The question, and what is wrong with it."""
    said = {language: getattr(entry, language) for language in LANGUAGES}
    options = {language: words.options or entry.options for language, words in said.items()}
    answer = str(entry.answer).lower() if isinstance(entry.answer, bool) else entry.answer.strip()
    shown = f"\n\n```python\n{entry.expression}\n```" if entry.kind == "output" else ""
    question = Question(
        id=id,
        kind=entry.kind,
        texts={language: words.text.strip() + shown for language, words in said.items()},
        options=options,
        answer=answer,
        explanations={language: words.explanation.strip() for language, words in said.items()},
        expression=entry.expression.strip() if entry.expression else None,
    )
    return question, _wrong(entry, answer, {len(each) for each in options.values()})


def _wrong(entry: Entry, answer: str, counts: set[int]) -> list[str]:
    if entry.kind == "choose":
        if len(counts) > 1:
            return ["give as many options in each language"]
        count = counts.pop()
        if not 2 <= count <= len(LETTERS):
            return [f"{count} options; give 2 to {len(LETTERS)}"]
        if answer not in list(LETTERS[:count]):
            return [f'answer is "{answer}"; write one of {", ".join(LETTERS[:count])}']
        return []
    found = ["only a question to choose from has options"] if counts != {0} else []
    if entry.kind == "true-false" and answer not in {"true", "false"}:
        found.append(f'answer is "{answer}"; write true or false')
    if entry.kind == "output" and not (entry.expression or "").strip():
        found.append("name the expression whose output is asked")
    if entry.kind == "output" and not answer:
        found.append("answer is empty; write what is printed")
    return found
