"""Marks answers to questions of every kind, and names the misconception behind a wrong one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.tutor.learning.answer_forms import (
    count_lines,
    count_options,
    plain_code,
    read_letters,
    read_number,
    read_order,
    read_shape,
    read_shapes,
)
from bot.tutor.learning.answers import judge
from lessons.curriculum import Question, is_close
from lessons.quiz_tables import BLANK


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth."""

    correct: bool
    mistake: str = ""  # key of the misconception behind a wrong answer; empty where none is known
    chosen: int = 0  # options chosen, of "several"
    right: int = 0  # how many of them are right
    wrong_line: int = 0  # the first line (1-based) whose shape is wrong, where each is asked


def mark(question: Question, given: str) -> Mark:
    """Mark an answer. One that cannot be read is wrong."""
    match question.kind:
        case "number":
            return _mark_number(question, given)
        case "several":
            letters = set(read_letters(given, count_options(question)) or "")
            wanted = set(question.answer)
            return Mark(letters == wanted, chosen=len(letters), right=len(letters & wanted))
        case "blank":
            return _mark_blank(question, given)
        case "shape":
            return _mark_shapes(question, given) if question.each else _mark_shape(question, given)
        case "order":
            return Mark(read_order(given, count_lines(question)) in question.answers)
        case "choose" | "true-false" | "output":
            return _mark_other(question, given)


def _mark_number(question: Question, given: str) -> Mark:
    number = read_number(given)
    if number is None:
        return Mark(correct=False)
    if is_close(number, float(question.answer), question.tolerance):
        return Mark(correct=True)
    mistakes = (
        key
        for value, key in question.wrong.items()
        if is_close(number, float(value), question.tolerance)
    )
    return Mark(correct=False, mistake=next(mistakes, ""))


def _mark_blank(question: Question, given: str) -> Mark:
    """Mark what fills a blank; the whole line may be typed as well."""
    line = next((each for each in question.code.splitlines() if BLANK in each), BLANK)

    def is_meant(answer: str) -> bool:
        return plain_code(given) in {plain_code(answer), plain_code(line.replace(BLANK, answer))}

    if any(map(is_meant, question.answers)):
        return Mark(correct=True)
    mistakes = (key for answer, key in question.wrong.items() if is_meant(answer))
    return Mark(correct=False, mistake=next(mistakes, ""))


def _mark_shape(question: Question, given: str) -> Mark:
    shape = read_shape(given)
    if shape is None:
        return Mark(correct=False)
    if shape == read_shape(question.answer):
        return Mark(correct=True)
    mistakes = (key for value, key in question.wrong.items() if read_shape(value) == shape)
    return Mark(correct=False, mistake=next(mistakes, ""))


def _mark_shapes(question: Question, given: str) -> Mark:
    wanted = read_shapes(question.answer) or []
    shapes = read_shapes(given) or []
    if shapes == wanted:
        return Mark(correct=True)
    pairs = enumerate(zip(shapes, wanted, strict=False), 1)
    shorter = min(len(shapes), len(wanted)) + 1
    return Mark(correct=False, wrong_line=next((at for at, (a, b) in pairs if a != b), shorter))


def _mark_other(question: Question, given: str) -> Mark:
    if judge(question, given) != "wrong":
        return Mark(correct=True)
    wrong = question.wrong
    # A wrong output is recognised in the spellings in which it would be right.
    mistakes = (
        key
        for value, key in wrong.items()
        if judge(_with_answer(question, value), given) != "wrong"
    )
    return Mark(correct=False, mistake=next(mistakes, ""))


def _with_answer(question: Question, answer: str) -> Question:
    return replace(question, answer=answer)
