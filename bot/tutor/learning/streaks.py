"""Streaks: days in a row on which something was learnt. Pure functions of the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.tutor.timezones import A_DAY

FREEZES_A_MONTH = 2


@dataclass(frozen=True, slots=True)
class Streak:
    """A streak as of today in the learner's zone; 0 days where there is none."""

    days: int  # on which something was learnt, up to today
    learnt_today: bool
    freezes_left: int  # of this calendar month


def streak(days: Collection[date], today: date) -> Streak:
    """Return the current streak. `days` are those on which something was learnt.

    A missed day is bridged by one of its month's freezes, and a gap by one for each of its days;
    where there are too few, the streak ends and none is used. Today never counts as missed. Who has
    moved to an earlier zone may have learnt on a day that begins only tomorrow here: it counts.
    """
    today = max(today, *days) if days else today
    spent: Counter[tuple[int, int]] = Counter()
    length = 0
    gap: list[date] = []
    first = min(days, default=today)
    for day in _from_to(first, today):
        if day in days:
            length += 1
            spent.update(map(_month, gap))
            gap = []
        elif length and day != today:
            gap.append(day)
            if not _can_bridge(gap, spent):
                length, gap = 0, []
    spent.update(map(_month, gap))
    return Streak(length, today in days, FREEZES_A_MONTH - spent[_month(today)])


def _can_bridge(gap: list[date], spent: Counter[tuple[int, int]]) -> bool:
    needed = Counter(map(_month, gap))
    return all(spent[month] + count <= FREEZES_A_MONTH for month, count in needed.items())


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _from_to(first: date, last: date) -> list[date]:
    return [first + A_DAY * number for number in range((last - first).days + 1)]
