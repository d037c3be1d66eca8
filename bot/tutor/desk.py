"""What every part of the tutor works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.i18n import Words
from bot.storage import Database
from lessons.records import Catalog, Language

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    database: Database
    catalog: Catalog
    words: Words
    default_language: Language = "en"
    clock: Clock = utc_now
    default_zone: str = "UTC"  # IANA name, for whoever has chosen none
