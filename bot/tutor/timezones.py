"""Days and hours in somebody's own zone. Pure functions; all instants are aware."""

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


@cache
def _zones() -> dict[str, str]:
    """Every IANA zone by its name in small letters, and by its city where only one has it."""
    names = sorted(available_timezones())
    cities: dict[str, set[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "SystemV/")):
            cities.setdefault(name.rpartition("/")[2].casefold(), set()).add(name)
    by_city = {city: found.pop() for city, found in cities.items() if len(found) == 1}
    return by_city | {name.casefold(): name for name in names}


def zone_named(text: str) -> str | None:
    """The IANA zone that is meant by "Asia/Tokyo", "asia/tokyo" or "Tokyo"; None for no zone."""
    return _zones().get("_".join(text.split()).casefold())


def zones_beginning(prefix: str, most: int) -> tuple[str, ...]:
    """Zones to offer for what was typed so far, by any part of their names."""
    wanted = "_".join(prefix.split()).casefold()
    names = sorted({name for name in _zones().values() if "/" in name})
    begin = [each for each in names if each.casefold().startswith(wanted)]
    contain = [each for each in names if wanted in each.casefold()]
    return tuple(dict.fromkeys((*begin, *contain)))[:most]


def nearest_zone(text: str) -> str | None:
    """The IANA zone whose name or city is spelled most alike; None where none is near."""
    close = find_nearest("_".join(text.split()).casefold(), _zones())
    return _zones()[close] if close else None


def day_in(zone: str, instant: datetime) -> date:
    """The date on a clock of that zone."""
    return instant.astimezone(_zone(zone)).date()


def instant_of(zone: str, day: date, hour: int) -> datetime:
    """When that hour comes on that day, in UTC.

    An hour that the clocks jump over comes when they have jumped; one that they repeat comes the
    first time: https://docs.python.org/3/library/datetime.html#datetime.datetime.fold
    """
    return datetime.combine(day, time(hour), tzinfo=_zone(zone)).astimezone(UTC)


def next_instant(
    zone: str, hour: int, weekdays: Collection[int], after: datetime, not_before: date | None = None
) -> datetime:
    """The first time after `after` that the hour comes on one of the weekdays (0 is Monday).

    `not_before` rules out earlier days. Raises ValueError when there is no weekday.
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


def read_period(text: str) -> Period:
    """Raises ValueError for what is no period."""
    return PERIODS[PERIODS.index(text)]


def beginning_of(period: Period, zone: str, now: datetime) -> datetime:
    """When this week (from Monday) or this month began in that zone; the epoch for all time."""
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
