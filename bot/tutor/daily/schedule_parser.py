"""Parses `/daily set`: a time, a zone, weekdays, a pace and tracks, in any order."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.tutor.text.limits import normalized
from bot.tutor.text.times import ClockTime, parse_time, parse_weekdays
from bot.tutor.timezones import zone_named

MOST_ITEMS = 3

_PACE = re.compile(r"(?:pace=?|x)(\d)")
_LONGEST_PHRASE = 7  # words that mean one thing together, such as "every day"
_THEN = "then="
_NOTHING = (("none",), ("off",))  # what is written for no further track


class ScheduleParseError(Exception):
    """The argument has a word without a meaning; the word is the message."""


@dataclass(frozen=True, slots=True)
class ScheduleRequest:
    """The values of a `/daily set`; None for those that were not given."""

    time: ClockTime | None = None  # in the zone
    zone: str | None = None
    weekdays: str | None = None
    pace: int | None = None  # items a day
    track: str | None = None
    following: tuple[str, ...] | None = None  # tracks after that one


def parse_schedule(text: str, tracks: Collection[str]) -> ScheduleRequest:
    """Parse an argument. Raise ScheduleParseError with the first word without a meaning."""
    schedule = ScheduleRequest()
    words = normalized(text).split()
    while words:
        for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            try:
                schedule = _with(schedule, " ".join(words[:length]), tracks)
            except ScheduleParseError:
                if length == 1:
                    raise
            else:
                words = words[length:]
                break
    return schedule


def _with(schedule: ScheduleRequest, word: str, tracks: Collection[str]) -> ScheduleRequest:
    if (time := parse_time(word)) is not None:
        return replace(schedule, time=time)
    if (pace := _PACE.fullmatch(word.casefold())) and 1 <= int(pace[1]) <= MOST_ITEMS:
        return replace(schedule, pace=int(pace[1]))
    if word in tracks:
        return replace(schedule, track=word)
    if word.casefold().startswith(_THEN):
        return replace(schedule, following=_following(word, tracks))
    if (weekdays := parse_weekdays(word)) is not None:
        return replace(schedule, weekdays=weekdays)
    if (zone := zone_named(word)) is not None:
        return replace(schedule, zone=zone)
    raise ScheduleParseError(word)


def _following(word: str, tracks: Collection[str]) -> tuple[str, ...]:
    """Parse "then=training,puzzles", and "then=none". Raise ScheduleParseError."""
    names = tuple(filter(None, word.casefold().removeprefix(_THEN).split(",")))
    if names in _NOTHING:
        return ()
    if not names or not set(names) <= set(tracks) or len(set(names)) < len(names):
        raise ScheduleParseError(word)
    return names
