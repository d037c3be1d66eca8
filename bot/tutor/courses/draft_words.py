"""Parses `/course draft`: a first day, a zone, tracks, weeks, a due day and grace, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.tutor.courses.file_values import parse_date, parse_weekday
from bot.tutor.courses.limits import LONGEST_GRACE, MOST_WEEKS
from bot.tutor.text.limits import normalized
from bot.tutor.timezones import zone_named

_WEEKS = re.compile(r"weeks=([0-9]{1,3})")
_GRACE = re.compile(r"grace=([0-9]{1,3})")
_DUE = "due="


class DraftParseError(Exception):
    """The argument has a word without a meaning; the word is the message."""


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """The values of a `/course draft`; None for those that were not given."""

    start: date | None = None
    zone: str | None = None  # IANA name
    tracks: tuple[str, ...] = ()
    weeks: int | None = None
    due: int | None = None  # a weekday, 0 is Monday
    grace: int | None = None


def parse_draft(text: str, tracks: Sequence[str]) -> DraftRequest:
    """Parse an argument. Raise DraftParseError with the first word without a meaning."""
    request = DraftRequest()
    for word in normalized(text).split():
        request = _with(request, word, tracks)
    return request


def _with(request: DraftRequest, word: str, tracks: Sequence[str]) -> DraftRequest:
    plain = word.casefold()
    if (start := parse_date(word)) is not None:
        return replace(request, start=start)
    if (zone := zone_named(word)) is not None:
        return replace(request, zone=zone)
    if (weeks := _WEEKS.fullmatch(plain)) and 1 <= int(weeks[1]) <= MOST_WEEKS:
        return replace(request, weeks=int(weeks[1]))
    if (grace := _GRACE.fullmatch(plain)) and int(grace[1]) <= LONGEST_GRACE:
        return replace(request, grace=int(grace[1]))
    if plain.startswith(_DUE) and (due := parse_weekday(plain.removeprefix(_DUE))) is not None:
        return replace(request, due=due)
    named = tuple(filter(None, plain.split(",")))
    if named and set(named) <= set(tracks) and not set(named) & set(request.tracks):
        return replace(request, tracks=(*request.tracks, *dict.fromkeys(named)))
    raise DraftParseError(word)
