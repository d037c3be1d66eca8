"""Parses `/daily set`: a time, a zone, weekdays, a pace and tracks, in any order.

Also a day to start on, a lesson to jump to, and the group whose course is followed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.tutor.courses.file_values import parse_date
from bot.tutor.text.limits import normalized
from bot.tutor.text.times import ClockTime, parse_time, parse_weekdays
from bot.tutor.timezones import zone_named
from lessons.curriculum import LANGUAGES, Language

MOST_ITEMS = 3
"""Items that one day shows."""

_PACE = re.compile(r"(?:pace=?|x)(\d)")
_LONGEST_PHRASE = 7  # words that mean one thing together, such as "every day"
_THEN, _FROM, _LESSON = "then=", "from=", "lesson="
_COURSE = re.compile(r'(?:^|(?<=\s))course=(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_LANGUAGES: Mapping[str, Language] = {
    **{each: each for each in LANGUAGES},
    "japanese": "ja",
    "日本語": "ja",
    "english": "en",
    "英語": "en",
}
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
    starts_on: date | None = None
    lesson: str | None = None  # slug of the one that comes next
    language: Language | None = None  # of the prompts
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
    words = plain.split()
    while words:
        for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            try:
                schedule = _with(schedule, " ".join(words[:length]), tracks, lessons)
            except ScheduleParseError:
                if length == 1:
                    raise
            else:
                words = words[length:]
                break
    return schedule


def _with(
    schedule: ScheduleRequest, word: str, tracks: Collection[str], lessons: Collection[str]
) -> ScheduleRequest:
    if (time := parse_time(word)) is not None:
        return replace(schedule, time=time)
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
    if (language := _LANGUAGES.get(word.casefold().removeprefix("language="))) is not None:
        return replace(schedule, language=language)
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
