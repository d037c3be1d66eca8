"""Days and hours in a time zone. Pure functions; all instants are aware."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.tutor.text.limits import normalized
from bot.tutor.zone_names import everyday_names
from common.fuzzy_match import find_nearest

Period = Literal["week", "month", "all"]
PERIODS: tuple[Period, ...] = ("week", "month", "all")

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)
_LONGEST = 64  # characters of a zone's name


@cache
def _zones() -> dict[str, str]:
    """Return every IANA zone by its name in small letters, its city if unique, everyday names."""
    names = sorted(available_timezones())
    cities: dict[str, set[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "SystemV/")):
            cities.setdefault(name.rpartition("/")[2].casefold(), set()).add(name)
    by_city = {city: found.pop() for city, found in cities.items() if len(found) == 1}
    return {**by_city, **{name.casefold(): name for name in names}, **everyday_names()}


def zone_named(text: str) -> str | None:
    """Return the IANA zone of "Asia/Tokyo", "tokyo", "Osaka", "JST" or "日本"; None for no zone."""
    return _zones().get(_plain(text))


def _plain(text: str) -> str:
    """Return a typed name as `_zones` has it: without the full width of Japanese letters."""
    return "_".join(normalized(text[:_LONGEST]).replace(".", "").split()).casefold()


def zones_beginning(prefix: str, most: int) -> tuple[str, ...]:
    """Return zones with the prefix in any part of their names, or of an everyday name.

    Names whose city has the prefix come first, then everyday names.
    """
    wanted = _plain(prefix)
    names = sorted({name for name in _zones().values() if "/" in name})
    city = [each for each in names if each.rpartition("/")[2].casefold().startswith(wanted)]
    begin = [each for each in names if each.casefold().startswith(wanted)]
    meant = [zone for name, zone in everyday_names().items() if wanted and name.startswith(wanted)]
    contain = [each for each in names if wanted in each.casefold()]
    return tuple(dict.fromkeys((*city, *meant, *begin, *contain)))[:most]


def nearest_zone(text: str) -> str | None:
    """Return the IANA zone with the most similar name or city; None where none is similar."""
    close = find_nearest(_plain(text), _zones())
    return _zones()[close] if close else None


def day_in(zone: str, instant: datetime) -> date:
    """Return the date in that zone."""
    return local_time(zone, instant).date()


def local_time(zone: str, instant: datetime) -> datetime:
    """Return the instant as clocks show it in that zone."""
    return instant.astimezone(_zone(zone))


def instant_of(zone: str, day: date, hour: int, minute: int = 0) -> datetime:
    """Return when that minute of that hour begins on that day, in UTC.

    An hour that is skipped by daylight saving begins after the change; of one that is repeated,
    the first is returned: https://docs.python.org/3/library/datetime.html#datetime.datetime.fold
    """
    return datetime.combine(day, time(hour, minute), tzinfo=_zone(zone)).astimezone(UTC)


def next_instant(
    zone: str,
    hour: int,
    weekdays: Collection[int],
    after: datetime,
    not_before: date | None = None,
    *,
    minute: int = 0,
) -> datetime:
    """Return the first time after `after` that the hour and minute begin on one of the weekdays.

    Weekdays are 0 (Monday) to 6. Days before `not_before` are skipped. Raise ValueError where
    there is no weekday.
    """
    if not set(weekdays) & set(range(7)):
        raise ValueError("no weekday to choose from")
    day = day_in(zone, after) - A_DAY
    while True:
        day += A_DAY
        instant = instant_of(zone, day, hour, minute)
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
