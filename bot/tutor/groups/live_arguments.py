"""Reads the argument of `/live`."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MINUTES = 20
MOST_MINUTES = 180

_GROUP, _MINUTES = "group=", "minutes="
_END_WORDS = frozenset({"end", "stop", "終わり", "終了", "おわり"})


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What `/live` asks for; `exercise` and `group` are names as they were typed."""

    exercise: str = ""
    minutes: int = DEFAULT_MINUTES
    group: str = ""
    ends: bool = False  # the class in this channel, before its time


def parse_live(argument: str) -> LiveRequest:
    """Read `EXERCISE [MINUTES] [group=GROUP]`, or a word that ends the class.

    The minutes are a number at the end, with or without `minutes=`, from 1 to MOST_MINUTES; a
    number outside of that is moved to the nearer bound. The group is all that follows `group=`.
    """
    rest, separator, group = f" {argument}".rpartition(f" {_GROUP}")
    words = (rest if separator else argument).split()
    minutes = DEFAULT_MINUTES
    number = words[-1].removeprefix(_MINUTES) if words else ""
    # A number alone is not a duration: an exercise has to be named first.
    if number.isdecimal() and (len(words) > 1 or words[-1] != number):
        minutes = min(max(int(number[:9]), 1), MOST_MINUTES)
        words.pop()
    exercise = " ".join(words)
    name = group.strip().strip('"').strip() if separator else ""
    return LiveRequest(exercise, minutes, name, exercise.casefold() in _END_WORDS)
