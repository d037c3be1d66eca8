"""Values of `course.toml` and of commands about courses: dates, ranges of dates, weekdays."""

from __future__ import annotations

import re
from datetime import date

from bot.tutor.courses.course import DateRange
from bot.tutor.courses.limits import WEEKDAYS

LONGEST_HOLIDAY = 120
"""Days of one range."""

_LONGEST = 80
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_SHORTEST_WEEKDAY = 3
_JAPANESE_WEEKDAYS = "月火水木金土日"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str) -> date | None:
    """Return the date of "2026-09-07"; None for any other text."""
    if not _DATE.fullmatch(text.strip()):
        return None
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def parse_weekday(text: str) -> int | None:
    """Return the number of "sunday", "sun", "日" or "日曜日", 0 for Monday; None for no weekday."""
    word = text.strip().casefold()
    japanese = word.removesuffix("日").removesuffix("曜") or word
    if len(japanese) == 1 and japanese in _JAPANESE_WEEKDAYS:
        return _JAPANESE_WEEKDAYS.index(japanese)
    if len(word) < _SHORTEST_WEEKDAY:
        return None
    return next((at for at, name in enumerate(WEEKDAYS) if name.startswith(word)), None)


def parse_range(value: object) -> DateRange | None:
    """Return the days of `2026-09-21` or "2026-12-28 to 2027-01-03"; None if it is neither."""
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    first, _, last = re.sub(r"\bto\b|/|から|〜|～", " to ", text).partition(" to ")
    begin, end = parse_date(first), parse_date(last or first)
    if begin is None or end is None or not 0 <= (end - begin).days < LONGEST_HOLIDAY:
        return None
    return begin, end
