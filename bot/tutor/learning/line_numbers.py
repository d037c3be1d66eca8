"""The shuffled lines of an exercise that are to be put in order, and the numbers learners type."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.tutor.text.limits import normalized
from lessons.curriculum import Catalog, Exercise
from lessons.forms import LineOrder

_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_DIGITS = 6  # of a number that are read; no exercise has that many lines

LONGEST_NUMBERS = 200
"""Characters of an answer; the numbers of all lines of any exercise take less."""


@dataclass(frozen=True, slots=True)
class ShuffledLines:
    """The lines in the order in which one learner sees them; line 1 is the first."""

    order: LineOrder
    indices: tuple[int, ...]  # of `order.all_lines`
    name: str  # tells this order, and these lines, from all others

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are shown."""
        return tuple(self.order.all_lines[index] for index in self.indices)

    def assemble(self, numbers: Sequence[int]) -> str:
        """Return the function that consists of the lines with these numbers, in this order."""
        return self.order.assemble(self.indices[number - 1] for number in numbers)

    def number_of(self, index: int) -> int:
        """Return the number that the line with that index has for the learner."""
        return self.indices.index(index) + 1


class LineNumbersError(Exception):
    """Text is no order of lines. The reason is a key `line-numbers-REASON` of the catalogues."""

    def __init__(self, reason: str, number: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number  # the one that is wrong, if any


def shuffle_lines(exercise: Exercise, learner_id: int) -> ShuffledLines | None:
    """Return the lines as this learner always sees them; None where the exercise has none."""
    order = exercise.forms.order
    if order is None:
        return None
    count = len(order.all_lines)

    def rank(index: int) -> bytes:
        text = f"{exercise.id}\n{learner_id}\n{index}\n{order.all_lines[index]}"
        return hashlib.sha256(text.encode()).digest()

    indices = sorted(range(count), key=rank)
    if [each for each in indices if each < len(order.lines)] == list(range(len(order.lines))):
        indices.reverse()  # the lines of the reference happened to stay in order
    shown = "\n".join(order.all_lines[index] for index in indices)
    name = hashlib.sha256(f"{order.head}\n{shown}".encode()).hexdigest()[:6]
    return ShuffledLines(order, tuple(indices), name)


def find_typed_order(text: str, catalog: Catalog) -> tuple[Exercise, str] | None:
    """Return the exercise and the numbers of lines in a message such as "frame 3 1 4".

    Return None for any other text, and where the exercise has no lines to put in order.
    """
    if len(text) > LONGEST_NUMBERS:
        return None
    name, _, numbers = normalized(text).strip().partition(" ")
    exercise = catalog.exercise_for(name.strip("`:,."))
    if exercise is None or exercise.forms.order is None or not is_numbers(numbers):
        return None
    return exercise, numbers


def is_numbers(text: str) -> bool:
    """Return whether text has numbers and no letters."""
    return _NUMBER.search(text) is not None and _LETTER.search(text) is None


def parse_numbers(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers of lines in an answer such as "3 1 4"; there are `count` lines.

    Any signs may stand between the numbers, or none at all where each has one digit. Raise
    LineNumbersError for anything else.
    """
    if len(text) > LONGEST_NUMBERS:
        raise LineNumbersError("not-numbers")
    text = normalized(text)
    if _LETTER.search(text):
        raise LineNumbersError("not-numbers")
    found = _NUMBER.findall(text)
    if not found:
        raise LineNumbersError("empty")
    if len(found) == 1 and all(1 <= int(digit) <= count < 10 for digit in found[0]):
        found = list(found[0])
    numbers = [int(each[:_MOST_DIGITS]) for each in found]
    for at, number in enumerate(numbers):
        if not 1 <= number <= count:
            raise LineNumbersError("no-such-line", str(number))
        if number in numbers[:at]:
            raise LineNumbersError("repeated-line", str(number))
    return tuple(numbers)


def to_letters(numbers: Sequence[int]) -> str:
    """Return numbers of lines as the letters that an action has."""
    return "".join(chr(ord("a") + number - 1) for number in numbers)


def from_letters(letters: str, count: int) -> tuple[int, ...] | None:
    """Return the numbers of lines that an action's letters mean; None where they are unusable."""
    numbers = tuple(ord(letter) - ord("a") + 1 for letter in letters)
    if len(set(numbers)) < len(numbers) or not all(1 <= each <= count for each in numbers):
        return None
    return numbers
