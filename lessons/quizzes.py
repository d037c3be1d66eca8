"""Parses a lesson's quiz.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictBool, StrictStr

from lessons.curriculum import LANGUAGES, Question
from lessons.diagnostics import Faults
from lessons.markdown import split_pictures
from lessons.pictures import picture_problems
from lessons.toml_tables import LineIndex, Table, read_table

LETTERS = "abcde"
FILE = "quiz.toml"


class QuestionText(Table):
    """A question's text in one language."""

    text: str = Field(min_length=1)
    options: tuple[str, ...] = ()
    explanation: str = Field(min_length=1)


class QuestionTable(Table):
    """One [[question]]. It has `options` itself if they are the same in every language."""

    kind: Literal["choose", "true-false", "output"]
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
    questions = []
    for index, table in enumerate(quiz.question):
        question, problems = _to_question(f"{lesson}/{index + 1}", table, path.parent)
        questions.append(question)
        for problem in problems:
            faults.add(path, lines.line_of("question", index), f"question {question.id}: {problem}")
    for line, text in quiz_texts(quiz, lines):
        for picture in split_pictures(text):
            if not isinstance(picture, str):
                for problem in picture_problems(path.parent, picture):
                    faults.add(path, line, problem)
    return tuple(questions)


def quiz_texts(quiz: QuizTable, lines: LineIndex) -> Iterator[tuple[int, str]]:
    """Yield each text and explanation of a quiz, with the line of its key."""
    for index, table in enumerate(quiz.question):
        for language in LANGUAGES:
            of_language = getattr(table, language)
            for key in ("text", "explanation"):
                line = lines.line_of("question", index, language, key)
                yield line, getattr(of_language, key)


def _to_question(id: str, table: QuestionTable, folder: Path) -> tuple[Question, list[str]]:
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
        folder=folder,
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
