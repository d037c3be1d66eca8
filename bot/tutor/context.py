"""What every feature of the tutor works with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.daily.announcements import Announcer
from bot.tutor.events import Observe, ignore
from bot.tutor.platform import ChatPlatform
from lessons.curriculum import Catalog, Language

KEEP_CODE = timedelta(days=90)
"""How long learners' code is kept before it is blanked, unless a setting says otherwise."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SubmissionLimits:
    """How many submissions and runs, counted together, are accepted."""

    per_minute: int = 20  # of one learner
    unfinished: int = 10  # unfinished, of one learner
    open_in_total: int = 2000  # unfinished, of all learners


def utc_now() -> datetime:
    """Return the current time, aware and in UTC; tests set a clock of their own."""
    return datetime.now(UTC)


@dataclass(slots=True)
class TutorContext:
    """What the tutor's features share. Only `catalog`, `platforms` and `background` change.

    The catalogue is replaced between two requests, by `Tutor.use_catalog`.
    """

    database: Database
    catalog: Catalog
    translations: Translations
    default_language: Language = "en"
    clock: Clock = utc_now
    default_zone: str = "UTC"  # IANA name, for learners without a zone of their own
    keep_code: timedelta = KEEP_CODE
    observe: Observe = ignore
    limits: SubmissionLimits = SubmissionLimits()
    platforms: dict[str, ChatPlatform] = field(default_factory=dict)
    """The platforms that are connected, by their names."""
    background: set[asyncio.Task[None]] = field(default_factory=set)
    """What goes on while replies do not wait for it."""

    def announcer(self, platform: str) -> Announcer | None:
        """Return what announces on a platform; None if it is not connected, or has none."""
        connected = self.platforms.get(platform)
        return connected.announcer if connected is not None else None
