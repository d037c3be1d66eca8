"""Reads and writes `course.toml`, the file in which an organiser writes a course.

    name = "Deep learning together"
    start = 2026-09-07
    zone = "Asia/Tokyo"
    tracks = ["pytorch-basics"]
    due = "sunday"
    grace = 2
    holidays = [2026-09-21, "2026-12-28 to 2027-01-03"]

    [[week]]
    lessons = ["tensors"]

A file with `weeks = 12` instead of tables has the lessons of its tracks spread over so many weeks.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from bot.tutor.courses.course import (
    Course,
    DateRange,
    PlannedWeek,
    plan_course,
)
from bot.tutor.courses.effort import spread_lessons
from bot.tutor.courses.file_values import (
    LONGEST_HOLIDAY,
    parse_date,
    parse_range,
    parse_weekday,
)
from bot.tutor.courses.limits import LONGEST_GRACE, MOST_WEEKS, WEEKDAYS
from bot.tutor.timezones import nearest_zone, zone_named
from common.fuzzy_match import find_nearest
from lessons.curriculum import Catalog
from lessons.toml_tables import LineIndex

COURSE_EXTENSION = ".toml"
"""How the name of an attached file ends that is read as a course."""

LONGEST_FILE = 10_000
"""Characters; sixty weeks with three lessons each have 4,000."""

LONGEST_COURSE_NAME = 80
MOST_HOLIDAYS = 60

MOST_PROBLEMS = 10
"""Problems that are reported at once."""

ProblemKey = Literal[
    "too-long",
    "empty",
    "no-toml",
    "unknown-field",
    "unknown-field-nearest",
    "missing-name",
    "missing-start",
    "missing-zone",
    "missing-tracks",
    "missing-weeks",
    "bad-name",
    "bad-title",
    "bad-start",
    "bad-zone",
    "bad-tracks",
    "bad-due",
    "bad-grace",
    "bad-holidays",
    "bad-weeks",
    "bad-week",
    "bad-lessons",
    "bad-due-of-week",
    "unknown-track",
    "unknown-track-nearest",
    "unknown-lesson",
    "unknown-lesson-nearest",
    "lesson-elsewhere",
    "lesson-twice",
    "weeks-twice",
    "due-early",
]

_FIELDS = ("name", "start", "zone", "tracks", "due", "grace", "holidays", "weeks", "week")
_REQUIRED: Mapping[str, ProblemKey] = {
    "name": "missing-name",
    "start": "missing-start",
    "zone": "missing-zone",
    "tracks": "missing-tracks",
}
_FIELDS_OF_WEEK = ("lessons", "due", "title")
_UNNAMED = "?"
"""In place of a name that is missing or wrong, so that it is reported once."""

_Keys = tuple[ProblemKey, ProblemKey]
"""The key where nothing similar is known, and the one where something is."""

_LINE_OF_ERROR = re.compile(r"at line ([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class CourseProblem:
    """Something in the file that has to be changed.

    `key` and `values` are of a sentence `course-file-KEY` in the catalogues, which says what to
    write instead.
    """

    line: int  # 1-based
    key: ProblemKey
    values: Mapping[str, str | int]


class CourseFileError(Exception):
    """The text is no course; `problems` says what to change, in the order of the lines."""

    def __init__(self, problems: Sequence[CourseProblem]) -> None:
        ordered = sorted(problems, key=lambda each: each.line)
        self.problems = tuple(ordered[:MOST_PROBLEMS])
        super().__init__(", ".join(f"{each.line}: {each.key}" for each in self.problems))


def read_course(text: str, catalog: Catalog) -> Course:
    """Return the course that a file describes, checked against the lessons that there are.

    Raise CourseFileError with all problems that were found.
    """
    return _Reader(text, catalog).read()


@lru_cache(maxsize=256)
def stored_course(text: str) -> Course:
    """Return the course of a file that `write_course` has written.

    Its lessons need not be in the catalogue any more. Raise CourseFileError for any other text.
    """
    return _Reader(text, None).read()


def looks_like_course(text: str) -> bool:
    """Return whether a message or a file is meant as a course, even if it has mistakes.

    It has a line [[week]], or lines that give three of the four fields that each course has.
    """
    lines = [line.strip() for line in text[: LONGEST_FILE + 1].splitlines()]
    fields = {line.partition("=")[0].strip() for line in lines if "=" in line}
    return "[[week]]" in lines or len(fields.intersection(_REQUIRED)) >= len(_REQUIRED) - 1


def write_course(course: Course) -> str:
    """Return the file that `read_course` reads as this course."""
    lines = [
        f"name = {_quoted(course.name)}",
        f"start = {course.start.isoformat()}",
        f"zone = {_quoted(course.zone)}",
        f"tracks = {_quoted_list(course.tracks)}",
    ]
    if course.due is not None:
        lines.append(f"due = {_quoted(WEEKDAYS[course.due])}")
    lines.append(f"grace = {course.grace}")
    if course.holidays:
        ranges = (
            first.isoformat() if first == last else _quoted(f"{first} to {last}")
            for first, last in course.holidays
        )
        lines.append(f"holidays = [{', '.join(ranges)}]")
    for each in course.planned:
        lines += ["", "[[week]]"]
        lines += [f"title = {_quoted(each.title)}"] if each.title else []
        lines.append(f"lessons = {_quoted_list(each.lessons)}")
        lines += [f"due = {each.due.isoformat()}"] if each.due else []
    return "\n".join(lines) + "\n"


class _Reader:
    """Reads one file, and collects its problems. Without a catalogue, any lesson is known."""

    def __init__(self, text: str, catalog: Catalog | None) -> None:
        self._text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self._catalog = catalog
        self._lines = LineIndex(self._text)
        self._problems: list[CourseProblem] = []

    def read(self) -> Course:
        table = self._table()
        for field in table:
            if field not in _FIELDS:
                self._unknown(field, _FIELDS, field)
        for field, missing in _REQUIRED.items():
            if field not in table:
                self._add(missing)
        name = self._text_of(table.get("name", _UNNAMED), "bad-name", "name")
        if not name:
            self._add("bad-name", "name", most=LONGEST_COURSE_NAME)
        start = self._date(table["start"], "bad-start", "start") if "start" in table else None
        zone = self._zone(table["zone"]) if "zone" in table else None
        tracks = self._tracks(table["tracks"]) if "tracks" in table else ()
        due = self._weekday(table["due"]) if "due" in table else None
        grace = self._whole(table.get("grace", 0), "bad-grace", 0, LONGEST_GRACE)
        holidays = self._holidays(table["holidays"]) if "holidays" in table else ()
        planned = self._weeks(table, tracks)
        if self._problems or start is None or zone is None:
            raise CourseFileError(self._problems)
        course = plan_course(
            name, start, zone, tracks, planned, holidays=holidays, due=due, grace=grace or 0
        )
        for week in course.weeks:
            if week.due < week.begins:
                begins = week.begins.isoformat()
                self._add(
                    "due-early", "week", week.number - 1, "due", number=week.number, begins=begins
                )
        if self._problems:
            raise CourseFileError(self._problems)
        return course

    def _table(self) -> dict[str, Any]:
        """Parse the text. Raise CourseFileError where it is too long, or no TOML."""
        if len(self._text) > LONGEST_FILE:
            raise CourseFileError([CourseProblem(1, "too-long", {"most": LONGEST_FILE})])
        if not self._text.strip():
            raise CourseFileError([CourseProblem(1, "empty", {})])
        try:
            return tomllib.loads(self._text)
        except (ValueError, RecursionError) as invalid:
            found = _LINE_OF_ERROR.search(str(invalid))
            count = self._text.count("\n") + 1
            line = min(int(found[1]), count) if found else count
            raise CourseFileError([CourseProblem(line, "no-toml", {})]) from None

    def _add(self, key: ProblemKey, *path: str | int, **values: str | int) -> None:
        line = self._lines.line_of(*path)
        self._problems.append(CourseProblem(line, key, values))

    def _unknown(self, field: str, known: Collection[str], *path: str | int) -> None:
        close = find_nearest(field[:LONGEST_COURSE_NAME], known)
        shown = field[:LONGEST_COURSE_NAME]
        if close is None:
            self._add("unknown-field", *path, field=shown, known=", ".join(known))
        else:
            self._add("unknown-field-nearest", *path, field=shown, nearest=close)

    def _text_of(self, value: object, key: ProblemKey, *path: str | int) -> str:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if not isinstance(value, str) or len(text) > LONGEST_COURSE_NAME:
            self._add(key, *path, most=LONGEST_COURSE_NAME)
            return _UNNAMED
        return text

    def _date(self, value: object, key: ProblemKey, *path: str | int) -> date | None:
        if isinstance(value, datetime):
            value = value.date()
        found = parse_date(value.isoformat() if isinstance(value, date) else str(value))
        if found is None:
            self._add(key, *path)
        return found

    def _zone(self, value: object) -> str | None:
        zone = zone_named(value[:LONGEST_COURSE_NAME]) if isinstance(value, str) else None
        if zone is None:
            close = nearest_zone(value[:LONGEST_COURSE_NAME]) if isinstance(value, str) else None
            self._add("bad-zone", "zone", example=close or "Asia/Tokyo")
        return zone

    def _tracks(self, value: object) -> tuple[str, ...]:
        names = self._names(value, "tracks")
        if names is None or not names or len(set(names)) < len(names):
            self._add("bad-tracks", "tracks", known=", ".join(self._known_tracks()))
            return ()
        for name in names:
            if self._catalog is not None and name not in self._known_tracks():
                keys: _Keys = ("unknown-track", "unknown-track-nearest")
                self._unknown_name(keys, name, self._known_tracks(), "tracks")
        is_known = self._catalog is None or set(names) <= set(self._known_tracks())
        return names if is_known else ()

    def _known_tracks(self) -> Sequence[str]:
        return [each.slug for each in self._catalog.tracks] if self._catalog else []

    def _unknown_name(
        self, keys: _Keys, name: str, known: Collection[str], *path: str | int
    ) -> None:
        close = find_nearest(name[:LONGEST_COURSE_NAME], known)
        shown = name[:LONGEST_COURSE_NAME]
        if close is None:
            self._add(keys[0], *path, name=shown, known=", ".join(known))
        else:
            self._add(keys[1], *path, name=shown, nearest=close)

    def _names(self, value: object, *path: str | int) -> tuple[str, ...] | None:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            return None
        return tuple(str(each).strip() for each in value)

    def _weekday(self, value: object) -> int | None:
        found = parse_weekday(value[:20]) if isinstance(value, str) else None
        if found is None:
            self._add("bad-due", "due")
        return found

    def _whole(self, value: object, key: ProblemKey, least: int, most: int) -> int | None:
        if type(value) is not int or not least <= value <= most:
            self._add(key, key.removeprefix("bad-"), most=most)
            return None
        return value

    def _holidays(self, value: object) -> tuple[DateRange, ...]:
        if not isinstance(value, list) or len(value) > MOST_HOLIDAYS:
            self._add("bad-holidays", "holidays", most=LONGEST_HOLIDAY)
            return ()
        ranges = [parse_range(each) for each in value]
        if None in ranges:
            self._add("bad-holidays", "holidays", most=LONGEST_HOLIDAY)
        return tuple(sorted(each for each in ranges if each is not None))

    def _weeks(self, table: Mapping[str, Any], tracks: Sequence[str]) -> Sequence[PlannedWeek]:
        written = table.get("week")
        if written is not None and "weeks" in table:
            self._add("weeks-twice", "weeks")
        elif written is None and "weeks" not in table:
            self._add("missing-weeks")
        if written is None:
            count = self._whole(table.get("weeks", 1), "bad-weeks", 1, MOST_WEEKS)
            return self._spread(tracks, count) if count else ()
        is_list = isinstance(written, list) and all(isinstance(each, dict) for each in written)
        if not is_list or not written or len(written) > MOST_WEEKS:
            self._add("bad-week", "week", most=MOST_WEEKS)
            return ()
        return tuple(self._read_weeks(written, tracks))

    def _read_weeks(
        self, written: Sequence[Mapping[str, Any]], tracks: Sequence[str]
    ) -> Iterator[PlannedWeek]:
        seen: dict[str, int] = {}
        known = self._lessons_by_track()
        for at, each in enumerate(written):
            for field in each:
                if field not in _FIELDS_OF_WEEK:
                    self._unknown(field, _FIELDS_OF_WEEK, "week", at, field)
            slugs = self._names(each.get("lessons"), "week", at)
            if slugs is None:
                self._add("bad-lessons", "week", at, "lessons", number=at + 1)
            for slug in slugs or ():
                self._check_lesson(slug, at, known, tracks, seen)
                seen.setdefault(slug, at + 1)
            due = None
            if "due" in each:
                due = self._date(each["due"], "bad-due-of-week", "week", at, "due")
            title = self._text_of(each.get("title", ""), "bad-title", "week", at, "title")
            yield PlannedWeek(slugs or (), due, title)

    def _check_lesson(
        self,
        slug: str,
        at: int,
        known: Mapping[str, str],
        tracks: Sequence[str],
        seen: Mapping[str, int],
    ) -> None:
        path = ("week", at, "lessons")
        if slug in seen:
            self._add("lesson-twice", *path, name=slug[:LONGEST_COURSE_NAME], number=seen[slug])
        elif self._catalog is None:
            return
        elif slug not in known:
            wanted = [name for name, track in known.items() if track in tracks] or list(known)
            keys: _Keys = ("unknown-lesson", "unknown-lesson-nearest")
            self._unknown_name(keys, slug, wanted, *path)
        elif tracks and known[slug] not in tracks:
            self._add("lesson-elsewhere", *path, name=slug, track=known[slug])

    def _lessons_by_track(self) -> Mapping[str, str]:
        """Return the track of each lesson, by slugs."""
        lessons = self._catalog.lessons() if self._catalog else ()
        return {each.slug: each.track for each in lessons}

    def _spread(self, tracks: Sequence[str], count: int) -> Sequence[PlannedWeek]:
        if self._catalog is None:
            return ()
        return spread_lessons(self._catalog, tracks, count)


def _quoted(text: str) -> str:
    """Return a TOML string: the escapes of JSON are those of a basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quoted_list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
