"""Reads typed answers that have several usual spellings: numbers, shapes, orders, letters, code.

Every function takes time linear in its text.
"""

from __future__ import annotations

import math
import re

from bot.tutor.text.limits import LONGEST_ANSWER, normalized
from lessons.curriculum import Question

_MOST_SIZES = 20  # of a shape
_LONGEST_SIZE = 9  # digits
_SIGNS = str.maketrans("−–—‐‑⁄", "-----/")  # that people type for a minus and a fraction
_PLAIN = r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,4})?"
_POWER = r"10\s*(?:\^|\*\*)\s*\(?(?P<exponent>[-+]?\d{1,4})\)?"
_NUMBER = re.compile(rf"(?P<number>{_PLAIN})(?:\s*/\s*(?P<below>{_PLAIN})|\s*[*×x]\s*{_POWER})?")
_POWER_OF_TEN = re.compile(_POWER)
_CALL = re.compile(r"(?:torch\.)?(?:tensor|Size)\s*\((.*)\)", re.DOTALL | re.IGNORECASE)
_BETWEEN_SIZES = re.compile(r"[,、x×*\s]+")
_GAP = re.compile(r"\s*([^\w\s])\s*")


def is_readable(question: Question, given: str) -> bool:
    """Return whether an answer has the form that its question asks for."""
    if not given.strip():
        return False
    match question.kind:
        case "number":
            return read_number(given) is not None
        case "several":
            return read_letters(given, count_options(question)) is not None
        case "shape":
            shapes = read_shapes(given) if question.each else read_shape(given)
            return shapes is not None
        case "order":
            return read_order(given, count_lines(question)) is not None
        case "blank" | "choose" | "true-false" | "output":
            return True


def count_lines(question: Question) -> int:
    """Return how many lines a question asks to put in order."""
    return len(question.answer.split())


def count_options(question: Question) -> int:
    """Return how many options a question has."""
    return max((len(options) for options in question.options.values()), default=0)


def read_number(text: str) -> float | None:
    """Return the number that a text is: `0.001`, `1e-3`, `1/1000`, `10^-3`, `1,000`; else None."""
    plain = _plain(text).rstrip(".")
    called = _CALL.fullmatch(plain)
    plain = called[1].strip() if called else plain
    power = _POWER_OF_TEN.fullmatch(plain)
    if power:
        return _finite(float(f"1e{power['exponent']}"))
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    number = _value(found["number"])
    if found["exponent"]:
        return _finite(number * float(f"1e{found['exponent']}"))
    if found["below"]:
        below = _value(found["below"])
        return _finite(number / below) if below else None
    return _finite(number)


def read_shape(text: str) -> tuple[int, ...] | None:
    """Return the shape that a text is: `(4, 2, 3)`, `[4,2,3]`, `4 2 3`, `4x2x3`, …; else None."""
    plain = _plain(text).rstrip(".。")
    called = _CALL.fullmatch(plain)
    plain = called[1].strip() if called else plain
    inner = plain.lstrip("([").rstrip(")]").strip()
    if not inner:
        return () if plain[:1] in ("(", "[") and plain[-1] in ")]" else None
    sizes = [each for each in _BETWEEN_SIZES.split(inner) if each]
    if not 0 < len(sizes) <= _MOST_SIZES or not all(map(_is_size, sizes)):
        return None
    return tuple(map(int, sizes))


def read_shapes(text: str) -> list[tuple[int, ...]] | None:
    """Return shapes that are separated by newlines or semicolons; None if one is no shape."""
    parts = [each for each in re.split(r"[;；\n]", text[:LONGEST_ANSWER]) if each.strip()]
    shapes = [read_shape(each) for each in parts]
    found = [each for each in shapes if each is not None]
    return found if found and len(found) == len(shapes) else None


def read_order(text: str, count: int) -> str | None:
    """Return the numbers 1 to `count` in the order of the text, as "2 1 3"; else None.

    They may be written together, or with commas, spaces or arrows between them.
    """
    plain = re.sub(r"[\s,、.・>→|-]", "", _plain(text))
    if sorted(plain) != [str(number) for number in range(1, count + 1)]:
        return None
    return " ".join(plain)


def read_letters(text: str, count: int) -> str | None:
    """Return the letters of options in alphabetical order, as "ac"; else None."""
    plain = re.sub(r"\band\b|[\s,、.・&+()と]", "", _plain(text).casefold())
    known = "abcdefgh"[:count]
    return "".join(sorted(set(plain))) if plain and set(plain) <= set(known) else None


def plain_code(text: str) -> str:
    """Return code without the spaces, quotes and marks that do not change its meaning."""
    return _GAP.sub(r"\1", " ".join(_plain(text).split())).replace('"', "'").strip("; ")


def _plain(text: str) -> str:
    return normalized(text[:LONGEST_ANSWER]).translate(_SIGNS).strip().strip("`").strip()


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_SIZE


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
