"""What every part of the tutor works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.events import Observe, ignore
from lessons.curriculum import Catalog, Language

KEEP_CODE = timedelta(days=90)
"""How long learners' code is kept before it is blanked, unless a setting says otherwise."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SubmissionLimits:
    """How many submissions and runs are taken in, together, before the door is closed."""

    a_minute: int = 20  # of one learner
    waiting: int = 10  # of one learner, without an end yet
    in_all: int = 2000  # of all learners, without an end yet


def utc_now() -> datetime:
    """The time now, aware and in UTC: the clock of all that is not a test."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class TutorContext:
    """Everything that the tutor's parts share, put together once."""

    database: Database
    catalog: Catalog
    translations: Translations
    default_language: Language = "en"
    clock: Clock = utc_now
    default_zone: str = "UTC"  # IANA name, for whoever has chosen none
    keep_code: timedelta = KEEP_CODE
    observe: Observe = ignore
    limits: SubmissionLimits = SubmissionLimits()
