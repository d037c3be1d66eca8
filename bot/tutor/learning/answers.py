"""Answers to quiz questions, as learners type them, and whether they are right.

`tensor([0, 3, 6, 9])` is also typed as `[0,3,6,9]` or `0 3 6 9`: the values are right, and the
reply says how PyTorch writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.tutor.learning.answer_forms import is_readable
from bot.tutor.text.limits import LONGEST_ANSWER, normalized
from lessons.curriculum import Question

Judgement = Literal["right", "right-otherwise", "wrong"]
"""`right-otherwise` is an answer with the right values, written otherwise than the output is."""

LETTERS = "abcdefgh"
"""The labels of the options of a question."""

_MARKS = " \t\n`。!?、,"
_MOST_PASSES = 4

_MOST_DIGITS = 100
"""Digits of an integer that are read."""

_LONGEST_WORD = 40  # characters of an output that is one word, such as a dtype's name

_AROUND = re.compile(
    r"^(?:(?:the )?answer(?: is)?:?|i(?:'d)? (?:think|guess|say)(?: it'?s| it is)?"
    r"|it'?s|it is|maybe|option|答えは?|たぶん|多分)\s*"
    r"|\s*(?:です(?:か)?|だと思います|だと思う|かな|だ|だよ|でしょうか|i think|right)$",
    re.IGNORECASE,
)
"""Words around an answer, which are no part of it."""

_TRUE = frozenset(
    (
        "true",
        "t",
        "yes",
        "y",
        "correct",
        "right",
        "正しい",
        "正解",
        "はい",
        "うん",
        "○",
        "◯",
        "〇",
        "まる",
        "⭕",
    )
)
_FALSE = frozenset(
    (
        "false",
        "f",
        "no",
        "n",
        "incorrect",
        "wrong",
        "not true",
        "正しくない",
        "間違い",
        "まちがい",
        "ちがう",
        "違う",
        "いいえ",
        "×",
        "✕",
        "✖",
        "x",
        "ばつ",
        "❌",
    )
)

_CALL = re.compile(r"^(?:torch\.)?(?:tensor|size)\s*\((.*?)(?:,\s*dtype=[\w.]+)?\)$", re.DOTALL)
_MARK = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|true|false|[\[\](){}]|[^\s,]")
_OUTPUT = re.compile(r"^[-+\d.,e\s()\[\]{}]*$")


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer in a message; its text is empty where the message gives none."""

    text: str = ""
    is_certain: bool = False  # False for a word that may mean something else


def find_answer(question: Question, typed: str) -> FoundAnswer:
    """Return the answer that a message gives to a question, in the form of the question's own."""
    given = _bare(typed) if len(typed) <= LONGEST_ANSWER else ""
    if not given:
        return FoundAnswer()
    match question.kind:
        case "true-false":
            return _find_truth(given)
        case "choose":
            return _find_option(question, given)
        case "output":
            return _find_output(question, given)
        case _ if is_readable(question, given):
            return FoundAnswer(given, is_certain=question.kind != "blank")
        case _:
            return FoundAnswer()


def judge(question: Question, given: str) -> Judgement:
    """Return whether an answer is right; case, spaces, width and a final period are ignored."""
    if question.kind != "output":
        is_right = normalized(given).strip().casefold() == question.answer.casefold()
        return "right" if is_right else "wrong"
    if _letters(given) == _letters(question.answer):
        return "right"
    if _letters(given).strip("'") == _letters(question.answer).strip("'"):
        return "right-otherwise"
    values, wanted = _values(given), _values(question.answer)
    return "right-otherwise" if wanted is not None and _are_equal(values, wanted) else "wrong"


def _bare(typed: str) -> str:
    """Return typed text in narrow letters, without code marks and words around the answer."""
    text = normalized(typed)
    for _ in range(_MOST_PASSES):
        shorter = _AROUND.sub("", text.strip(_MARKS))
        if shorter == text:
            break
        text = shorter
    return text


def _find_truth(given: str) -> FoundAnswer:
    word = given.casefold().rstrip(".")
    if word in _TRUE:
        return FoundAnswer("true", is_certain=True)
    return FoundAnswer("false", is_certain=True) if word in _FALSE else FoundAnswer()


def _find_option(question: Question, given: str) -> FoundAnswer:
    word = given.casefold()
    count = max((len(each) for each in question.options.values()), default=0)
    letter = word.strip("()[]. :番")
    if len(letter) == 1 and letter in LETTERS[:count]:
        return FoundAnswer(letter, is_certain=True)
    for options in question.options.values():
        for label, option in zip(LETTERS, options, strict=False):
            if _letters(word) in {_letters(option), _letters(f"{label}.{option}")}:
                return FoundAnswer(label, is_certain=True)
    return FoundAnswer()


def _find_output(question: Question, given: str) -> FoundAnswer:
    if judge(question, given) != "wrong" or _is_output(given):
        return FoundAnswer(given, is_certain=True)
    is_word = len(given.split()) == 1 and len(given) <= _LONGEST_WORD and given.isascii()
    expects_word = _values(question.answer) is None
    return FoundAnswer(given) if is_word and expects_word and "(" not in given else FoundAnswer()


def _is_output(given: str) -> bool:
    """Return whether text is numbers with or without brackets, or a tensor of such."""
    text = _with_commas(given).casefold()
    called = _CALL.match(text)
    inner = called[1] if called else text
    has_value = any(each.isdigit() for each in inner) or text in ("true", "false", "none")
    return has_value and (_OUTPUT.match(inner) is not None or text in ("true", "false", "none"))


def _with_commas(text: str) -> str:
    """Return text with "," for the comma of a Japanese keyboard, as in `0、3、6`."""
    return text.replace("、", ",")


def _letters(text: str) -> str:
    """Return text without spaces, a final period and the difference of quotes."""
    plain = re.sub(r"\s+", "", normalized(text)).strip("`").rstrip("。")
    return plain.rstrip(".").replace('"', "'").casefold()


@dataclass(frozen=True, slots=True)
class _Values:
    """The numbers of an output in their order, and the brackets between them."""

    numbers: tuple[float | int | bool, ...]
    brackets: str  # such as "[[#][#]]", with # for each number
    is_tensor: bool = False  # written with its call, so that int and float differ

    @property
    def is_flat(self) -> bool:
        return self.brackets.count("[") <= 1


def _values(text: str) -> _Values | None:
    """Return the values of an output; None for one that has others than numbers and truths."""
    plain = _with_commas(normalized(text)).strip().strip("`'\"").casefold()
    called = _CALL.match(plain)
    numbers: list[float | bool] = []
    brackets = ""
    for mark in _MARK.findall(called[1] if called else plain):
        if mark in "([{":
            brackets += "["
        elif mark in ")]}":
            brackets += "]"
        elif mark in ("true", "false"):
            numbers.append(mark == "true")
        elif mark[-1].isdigit() or (mark[-1] == "." and len(mark) > 1):
            numbers.append(float(mark) if {".", "e"} & set(mark) else int(mark[:_MOST_DIGITS]))
        else:
            return None
        brackets += "" if mark in "([{)]}" else "#"
    return _Values(tuple(numbers), brackets, is_tensor=called is not None) if numbers else None


def _is_same(a: float, b: float) -> bool:
    return isinstance(a, bool) == isinstance(b, bool) and a == b


def _are_equal(values: _Values | None, wanted: _Values) -> bool:
    if values is None or len(values.numbers) != len(wanted.numbers):
        return False
    if not all(_is_same(a, b) for a, b in zip(values.numbers, wanted.numbers, strict=True)):
        return False
    kinds = [{type(each) for each in found.numbers} for found in (values, wanted)]
    if kinds[0] != kinds[1] and ((values.is_tensor and wanted.is_tensor) or float in kinds[0]):
        return False  # the dtype is a part of what such a question asks
    return values.brackets == wanted.brackets or (values.is_flat and wanted.is_flat)
