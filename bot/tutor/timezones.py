"""Days and hours in a time zone. Pure functions; all instants are aware."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from common.fuzzy_match import find_nearest

Period = Literal["week", "month", "all"]
PERIODS: tuple[Period, ...] = ("week", "month", "all")

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)


_JAPANESE = {
    "日本": "Asia/Tokyo",
    "東京": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "韓国": "Asia/Seoul",
    "ソウル": "Asia/Seoul",
    "中国": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "台湾": "Asia/Taipei",
    "台北": "Asia/Taipei",
    "香港": "Asia/Hong_Kong",
    "シンガポール": "Asia/Singapore",
    "タイ": "Asia/Bangkok",
    "バンコク": "Asia/Bangkok",
    "ベトナム": "Asia/Ho_Chi_Minh",
    "インドネシア": "Asia/Jakarta",
    "インド": "Asia/Kolkata",
    "ドバイ": "Asia/Dubai",
    "イギリス": "Europe/London",
    "ロンドン": "Europe/London",
    "フランス": "Europe/Paris",
    "パリ": "Europe/Paris",
    "ドイツ": "Europe/Berlin",
    "ベルリン": "Europe/Berlin",
    "ニューヨーク": "America/New_York",
    "シカゴ": "America/Chicago",
    "ロサンゼルス": "America/Los_Angeles",
    "ハワイ": "Pacific/Honolulu",
    "シドニー": "Australia/Sydney",
}
"""Zones by the names of cities and countries that the IANA names lack, in small letters."""


@cache
def _zones() -> dict[str, str]:
    """Return every IANA zone by its name in small letters, and by its city where it is unique."""
    names = sorted(available_timezones())
    cities: dict[str, set[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "SystemV/")):
            cities.setdefault(name.rpartition("/")[2].casefold(), set()).add(name)
    by_city = {city: found.pop() for city, found in cities.items() if len(found) == 1}
    return by_city | {name.casefold(): name for name in names}


def zone_named(text: str) -> str | None:
    """Return the IANA zone of "Asia/Tokyo", "asia/tokyo" or "Tokyo"; None for no zone."""
    wanted = "_".join(text.split()).casefold()
    return _JAPANESE.get(wanted) or _zones().get(wanted)


def zones_beginning(prefix: str, most: int) -> tuple[str, ...]:
    """Return zones with the prefix in any part of their names; first those whose city has it.

    Cities and countries may be Japanese.
    """
    wanted = "_".join(prefix.split()).casefold()
    names = sorted({name for name in _zones().values() if "/" in name})
    japanese = [zone for name, zone in _JAPANESE.items() if name.startswith(wanted)]
    city = [each for each in names if each.rpartition("/")[2].casefold().startswith(wanted)]
    begin = [each for each in names if each.casefold().startswith(wanted)]
    contain = [each for each in names if wanted in each.casefold()]
    return tuple(dict.fromkeys((*japanese, *city, *begin, *contain)))[:most]


def nearest_zone(text: str) -> str | None:
    """Return the IANA zone with the most similar name or city; None where none is similar."""
    close = find_nearest("_".join(text.split()).casefold(), _zones())
    return _zones()[close] if close else None


def day_in(zone: str, instant: datetime) -> date:
    """Return the date in that zone."""
    return instant.astimezone(_zone(zone)).date()


def instant_of(zone: str, day: date, hour: int) -> datetime:
    """Return when that hour begins on that day, in UTC.

    An hour that is skipped by daylight saving begins after the change; of one that is repeated,
    the first is returned: https://docs.python.org/3/library/datetime.html#datetime.datetime.fold
    """
    return datetime.combine(day, time(hour), tzinfo=_zone(zone)).astimezone(UTC)


def next_instant(
    zone: str, hour: int, weekdays: Collection[int], after: datetime, not_before: date | None = None
) -> datetime:
    """Return the first time after `after` that the hour begins on one of the weekdays.

    Weekdays are 0 (Monday) to 6. Days before `not_before` are skipped. Raise ValueError where
    there is no weekday.
    """
    if not set(weekdays) & set(range(7)):
        raise ValueError("no weekday to choose from")
    day = day_in(zone, after) - A_DAY
    while True:
        day += A_DAY
        instant = instant_of(zone, day, hour)
        if (
            instant > after
            and day.weekday() in weekdays
            and (not_before is None or day >= not_before)
        ):
            return instant


def beginning_of(period: Period, zone: str, now: datetime) -> datetime:
    """Return when this week (from Monday) or month began in that zone; the epoch for all time."""
    if period == "all":
        return BEGINNING
    today = day_in(zone, now)
    first = today - today.weekday() * A_DAY if period == "week" else today.replace(day=1)
    return instant_of(zone, first, 0)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a name that a newer or older tz database has dropped
        return ZoneInfo("UTC")
