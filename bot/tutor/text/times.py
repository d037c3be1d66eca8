"""Reads times of day and weekdays as people write them, in English and Japanese.

All patterns take time linear in the text, which is a command's argument or a form's short answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.tutor.text.limits import normalized

EVERY_DAY, WORKING_DAYS, WEEKEND = "0123456", "01234", "56"

_LONGEST = 60  # characters of a time, and of weekdays
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3  # letters of an English day
_JAPANESE = "月火水木金土日"
_TOGETHER = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "alldays": EVERY_DAY,
    "毎日": EVERY_DAY,
    "全日": EVERY_DAY,
    "weekday": WORKING_DAYS,
    "weekdays": WORKING_DAYS,
    "workdays": WORKING_DAYS,
    "workingdays": WORKING_DAYS,
    "平日": WORKING_DAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
    "週末": WEEKEND,
    "土日祝": WEEKEND,
}

_DIGITS = {"〇": 0, "零": 0, **{letter: at for at, letter in enumerate("一二三四五六七八九", 1)}}
_KANJI_NUMBER = re.compile("[〇零一二三四五六七八九十]{1,4}")
_ENGLISH_TIME = re.compile(
    r"(?:at )?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h|:)? ?(?P<half>am|pm|a\.m\.?|p\.m\.?)?"
    r"(?: ?o'clock)?"
)
_JAPANESE_TIME = re.compile(
    r"(?P<half>午前|午後|早朝|深夜|朝|昼|夕方|夜|晩)?の? ?(?P<hour>\d{1,2})"
    r"(?:(?:時|:) ?(?:(?P<minute>\d{1,2})分?|(?P<thirty>半))?)?に?"
)
_NAMED = {
    "noon": (12, 0),
    "midday": (12, 0),
    "正午": (12, 0),
    "midnight": (0, 0),
    "真夜中": (0, 0),
}
_LATE = frozenset(("pm", "午後", "夕方", "夜", "晩", "昼"))
_NIGHT = frozenset(("夜", "晩"))  # twelve at night is midnight

_SEPARATORS = re.compile(r"[,、・/と&]|\band\b|\s")
_RANGES = re.compile(r"\bto\b|\bthrough\b|\buntil\b|から|[-~〜–—ー]")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day."""

    hour: int  # 0 to 23
    minute: int = 0

    def __str__(self) -> str:
        return clock_text(self.hour, self.minute)


def clock_text(hour: int, minute: int) -> str:
    """Return a time as 24-hour clocks show it, such as "9:05"."""
    return f"{hour}:{minute:02}"


def parse_time(text: str) -> ClockTime | None:
    """Parse "9", "9:30", "21h", "9 pm", "noon", "午後9時" or "夜九時半"; None for no time."""
    plain = normalized(text[:_LONGEST]).casefold().strip()
    if plain in _NAMED:
        return ClockTime(*_NAMED[plain])
    plain = _KANJI_NUMBER.sub(lambda found: str(_number(found[0])), plain)
    found = _ENGLISH_TIME.fullmatch(plain) or _JAPANESE_TIME.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    hour = int(parts["hour"])
    minute = 30 if parts.get("thirty") else int(parts["minute"] or 0)
    half = (parts["half"] or "").replace(".", "")
    if half and hour == 12:
        hour = 12 if half in _LATE - _NIGHT else 0
    elif half in _LATE and hour < 12 and not (half in _NIGHT and hour < 4):
        hour += 12
    return ClockTime(hour, minute) if hour <= 23 and minute <= 59 else None


def parse_weekdays(text: str) -> str | None:
    """Parse "mon-fri", "Mon and Wed", "weekends", "月-金", "月水金" or "週末"; None for no days.

    Return digits in order, 0 for Monday.
    """
    plain = normalized(text[:_LONGEST]).casefold().strip()
    together = "".join(plain.split()).removeprefix("on").removeprefix("毎週").removesuffix("のみ")
    if together in _TOGETHER or together.replace("every", "", 1) in _TOGETHER:
        return _TOGETHER.get(together) or _TOGETHER[together.replace("every", "", 1)]
    if together in ("everyday", "eachday"):
        return EVERY_DAY
    plain = _RANGES.sub("-", plain.removeprefix("毎週"))
    plain = re.sub(" ?- ?", "-", plain)
    days: set[int] = set()
    for part in filter(None, _SEPARATORS.split(plain)):
        found = _days_of(part)
        if found is None:
            return None
        days |= found
    return "".join(str(day) for day in sorted(days)) or None


def _days_of(part: str) -> set[int] | None:
    """Return the days of "mon", "mon-fri", "月水" or "weekend"; None where it is none of these."""
    if part in _TOGETHER:
        return {int(digit) for digit in _TOGETHER[part]}
    first, dash, last = part.partition("-")
    if not dash:
        return _listed(first)
    begin, end = _weekday(first), _weekday(last)
    if begin is None or end is None:
        return None
    return {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}


def _listed(part: str) -> set[int] | None:
    single = _weekday(part)
    if single is not None:
        return {single}
    letters = part.replace("曜日", "").replace("曜", "")
    if not letters or not all(letter in _JAPANESE for letter in letters):
        return None
    return {_JAPANESE.index(letter) for letter in letters}


def _weekday(word: str) -> int | None:
    short = word.removesuffix("曜日").removesuffix("曜")
    if len(short) == 1 and short in _JAPANESE:
        return _JAPANESE.index(short)
    if len(word) < _SHORTEST:
        return None
    one = word.removesuffix(".").removesuffix("s") if word.endswith("days") else word.rstrip(".")
    return next((at for at, name in enumerate(_ENGLISH) if name.startswith(one)), None)


def _number(kanji: str) -> int:
    """Return the number of "九", "十", "二十三" or "三十"."""
    tens, ten, ones = kanji.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[letter]) for letter in kanji))
    units = [_DIGITS.get(part, 0) for part in (tens or "一", ones)]
    return units[0] * 10 + units[1]
