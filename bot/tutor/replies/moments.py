"""Moments in texts, which each platform shows in its readers' own time zones.

A moment is a mark in the Markdown of a Text, between characters of Unicode's private use, which
`without_breaks` removes from whatever users write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

Style = Literal["time", "moment"]
"""`time` is the time of day, `moment` the day and the time."""

_MARK = re.compile(
    rf"\ue000(\d{{1,10}}):({'|'.join(get_args(Style))}):([^\ue000\ue001]{{0,80}})\ue001"
)
_FORMATS: dict[Style, str] = {"time": "%H:%M", "moment": "%Y-%m-%d %H:%M"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as it stands in a text."""

    seconds: int  # since 1970
    style: Style
    fallback: str  # in the zone of whoever set it, for what cannot show the reader's

    @property
    def iso(self) -> str:
        """The moment in UTC, as HTML's `time` has it."""
        return f"{datetime.fromtimestamp(self.seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def moment(at: datetime, style: Style, zone: str) -> str:
    """Return the mark of a moment for a Text's Markdown.

    `zone` is an IANA time zone, in which it is shown where the reader's is not known.
    """
    local = at.astimezone(ZoneInfo(zone))
    return f"\ue000{int(at.timestamp())}:{style}:{local:{_FORMATS[style]}} ({zone})\ue001"


def split_moments(text: str) -> Iterator[str | Moment]:
    """Yield the parts of a text: what is between moments, and the moments."""
    end = 0
    for found in _MARK.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        style: Style = "time" if found[2] == "time" else "moment"
        yield Moment(int(found[1]), style, found[3])
        end = found.end()
    if end < len(text):
        yield text[end:]
