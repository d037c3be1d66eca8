"""Draws meters with characters, for platforms that have none of their own."""

from __future__ import annotations

from bot.tutor.replies.model import Meter

_SEGMENTS = 10
_FULL, _EMPTY = "▰", "▱"


def meter_bar(meter: Meter) -> str:
    """Return the bar of a meter; it is full, or empty, only if the meter is."""
    filled = round(meter.share * _SEGMENTS)
    if 0 < meter.done < meter.total:
        filled = min(max(filled, 1), _SEGMENTS - 1)
    return _FULL * filled + _EMPTY * (_SEGMENTS - filled)
