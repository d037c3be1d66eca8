"""Parses a lesson's quiz.toml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictBool, StrictStr

from lessons.curriculum import LANGUAGES, Question
from lessons.diagnostics import Faults
from lessons.toml_tables import Table, read_table

LETTERS = "abcde"

LONGEST_ID = 40
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class QuestionText(Table):
    """A question's text in one language."""

    text: str = Field(min_length=1)
    options: tuple[str, ...] = ()
    explanation: str = Field(min_length=1)


class QuestionTable(Table):
    """One [[question]]. It has `options` itself if they are the same in every language."""

    kind: Literal["choose", "true-false", "output"]
    id: StrictStr | None = None
    answer: StrictStr | StrictBool
    expression: str | None = None
    options: tuple[str, ...] = ()
    ja: QuestionText
    en: QuestionText


class QuizTable(Table):
    """A quiz.toml."""

    question: tuple[QuestionTable, ...]


def read_questions(lesson: str, path: Path, faults: Faults) -> tuple[Question, ...]:
    """Return the questions of a quiz.toml, and add faults for what is wrong with them."""
    read = read_table(path, QuizTable, faults)
    if read is None:
        return ()
    quiz, lines = read
    questions: list[Question] = []
    for index, table in enumerate(quiz.question):
        # A question without an id of its own is known by its position, from 1.
        name = table.id or str(index + 1)
        question, problems = _to_question(f"{lesson}/{name}", table)
        if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
            problems.append(
                f'id is "{name}"; write lower-case letters and digits, joined by "-", '
                f"{LONGEST_ID} at most"
            )
        if any(question.id == earlier.id for earlier in questions):
            problems.append("an earlier question has this id; give each one of its own")
        questions.append(question)
        for problem in problems:
            faults.add(path, lines.line_of("question", index), f"question {question.id}: {problem}")
    return tuple(questions)


def _to_question(id: str, table: QuestionTable) -> tuple[Question, list[str]]:
    """Return the question, and a sentence for each problem with it."""
    texts = {language: getattr(table, language) for language in LANGUAGES}
    options = {language: text.options or table.options for language, text in texts.items()}
    answer = str(table.answer).lower() if isinstance(table.answer, bool) else table.answer.strip()
    code = f"\n\n```python\n{table.expression}\n```" if table.kind == "output" else ""
    question = Question(
        id=id,
        kind=table.kind,
        texts={language: text.text.strip() + code for language, text in texts.items()},
        options=options,
        answer=answer,
        explanations={language: text.explanation.strip() for language, text in texts.items()},
        expression=table.expression.strip() if table.expression else None,
    )
    return question, _problems(table, answer, {len(each) for each in options.values()})


def _problems(table: QuestionTable, answer: str, counts: set[int]) -> list[str]:
    """`counts` are the numbers of options in the languages."""
    if table.kind == "choose":
        if len(counts) > 1:
            return ["give as many options in each language"]
        count = counts.pop()
        if not 2 <= count <= len(LETTERS):
            return [f"{count} options; give 2 to {len(LETTERS)}"]
        if answer not in list(LETTERS[:count]):
            return [f'answer is "{answer}"; write one of {", ".join(LETTERS[:count])}']
        return []
    problems = ["only a question to choose from has options"] if counts != {0} else []
    if table.kind == "true-false" and answer not in {"true", "false"}:
        problems.append(f'answer is "{answer}"; write true or false')
    if table.kind == "output" and not (table.expression or "").strip():
        problems.append("name the expression whose output is asked")
    if table.kind == "output" and not answer:
        problems.append("answer is empty; write what is printed")
    return problems
