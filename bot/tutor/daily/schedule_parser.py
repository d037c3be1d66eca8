"""Parses `/daily set`: an hour, a zone, weekdays, a pace and tracks, in any order.

Also a day to start on, a lesson to jump to, and the group whose course is followed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.tutor.courses.file_values import parse_date
from bot.tutor.text.limits import normalized
from bot.tutor.timezones import zone_named

EVERY_DAY, WORKING_DAYS = "0123456", "01234"
MOST_ITEMS = 3

_HOUR = re.compile(r"(\d{1,2})(?::00|時|h)?")
_PACE = re.compile(r"(?:pace=?|x)(\d)")
_THEN, _FROM, _LESSON = "then=", "from=", "lesson="
_COURSE = re.compile(r'(?:^|(?<=\s))course=(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_NOTHING = (("none",), ("off",))  # what is written for no further track
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3  # letters of an English day
_JAPANESE = "月火水木金土日"
_TOGETHER = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "毎日": EVERY_DAY,
    "weekdays": WORKING_DAYS,
    "平日": WORKING_DAYS,
}


class ScheduleParseError(Exception):
    """The argument has a word without a meaning; the word is the message."""


@dataclass(frozen=True, slots=True)
class ScheduleRequest:
    """The values of a `/daily set`; None for those that were not given."""

    hour: int | None = None  # 0 to 23, in the zone
    zone: str | None = None
    weekdays: str | None = None
    pace: int | None = None  # items a day
    track: str | None = None
    following: tuple[str, ...] | None = None  # tracks after that one
    starts_on: date | None = None
    lesson: str | None = None  # slug of the one that comes next
    course: str | None = None  # name of the group whose course is followed; empty for none


def parse_schedule(
    text: str, tracks: Collection[str], lessons: Collection[str] = ()
) -> ScheduleRequest:
    """Parse an argument. Raise ScheduleParseError with the first word without a meaning.

    `tracks` and `lessons` are the slugs that there are.
    """
    plain = normalized(text)
    schedule = ScheduleRequest()
    named = _COURSE.search(plain)
    if named is not None:
        name = " ".join((named[1] or named[2] or "").split())
        is_none = not name or (name.casefold(),) in _NOTHING
        schedule = replace(schedule, course="" if is_none else name)
        plain = f"{plain[: named.start()]} {plain[named.end() :]}"
    for word in plain.split():
        schedule = _with(schedule, word, tracks, lessons)
    return schedule


def parse_weekdays(word: str) -> str | None:
    """Parse "mon-fri", "mon,wed", "weekdays", "月水金" or "毎日" into digits, 0 for Monday."""
    plain = word.casefold()
    if plain in _TOGETHER:
        return _TOGETHER[plain]
    if all(letter in _JAPANESE for letter in plain):
        return _sorted({_JAPANESE.index(letter) for letter in plain})
    days: set[int] = set()
    for part in plain.split(","):
        first, _, last = part.partition("-")
        ends = [_weekday(each) for each in (first, last or first)]
        if None in ends:
            return None
        begin, end = (each for each in ends if each is not None)
        days |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return _sorted(days)


def _with(
    schedule: ScheduleRequest, word: str, tracks: Collection[str], lessons: Collection[str]
) -> ScheduleRequest:
    if (hour := _HOUR.fullmatch(word)) and int(hour[1]) <= 23:
        return replace(schedule, hour=int(hour[1]))
    if (pace := _PACE.fullmatch(word.casefold())) and 1 <= int(pace[1]) <= MOST_ITEMS:
        return replace(schedule, pace=int(pace[1]))
    if word in tracks:
        return replace(schedule, track=word)
    if word.casefold().startswith(_THEN):
        return replace(schedule, following=_following(word, tracks))
    if (starts_on := parse_date(word.casefold().removeprefix(_FROM))) is not None:
        return replace(schedule, starts_on=starts_on)
    lesson = word.casefold().removeprefix(_LESSON)
    if lesson in lessons:
        return replace(schedule, lesson=lesson)
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


def _weekday(word: str) -> int | None:
    if len(word) < _SHORTEST:
        return None
    return next((at for at, name in enumerate(_ENGLISH) if name.startswith(word)), None)


def _sorted(days: set[int]) -> str:
    return "".join(str(day) for day in sorted(days))
