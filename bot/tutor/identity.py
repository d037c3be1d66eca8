"""Users as platforms show them, and learners as the tutor stores them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import parse_language
from bot.storage.accounts import learners
from bot.storage.models import LearnerRow
from bot.tutor.context import TutorContext
from bot.tutor.replies.model import Reply
from bot.tutor.timezones import day_in, zone_named
from lessons.curriculum import Language

LONGEST_NAME = 100
SEEN_FOR = timedelta(hours=1)
"""How long it is not noted again that a learner is here, so that few requests have to write."""

ZONE_OF_JAPAN = "Asia/Tokyo"


OnLearner = Callable[["Learner"], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class ChatUser:
    """A user as a platform shows them. `place` is the server, workspace or chat they write in.

    `locale` and `zone` (an IANA name) are None where the platform does not send them; `lacks_zone`
    says that it never sends a zone, so that the learner is asked.
    `detected_language` is the language of what they write, for users who have chosen no other.

    `channel` is where in the place they write, as `announcements.Post` names it; empty where
    nothing can be posted. `is_admin` says that they may change the place's settings, such as its
    daily prompt. `reads_pastes` says that what they write where the reply will be is read without
    a mention of the bot; `may_read_channels`, that the platform lets the bot read such messages in
    channels, if the managers of the place choose that.
    """

    platform: str
    account: str
    name: str
    locale: str | None = None
    place: str = ""
    place_name: str = ""
    channel: str = ""
    is_admin: bool = False
    zone: str | None = None
    lacks_zone: bool = False
    detected_language: Language | None = None
    reads_pastes: bool = True
    may_read_channels: bool = True
    has_name: bool = True  # else `name` is what the platform calls a user without one


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner as the tutor stores them.

    `platform` and `name` are those of the account that was used last, which during a request is
    the one that sent it.
    """

    id: int
    name: str
    platform: str
    language: Language
    zone: str  # IANA name
    hidden: bool  # from everyone else, on every leaderboard
    has_missed_reply: bool = False  # on the platform of the request


class OnJoining(Protocol):
    """What happens when a learner joins a place, such as a server."""

    async def store(self, session: AsyncSession, learner: Learner) -> None:
        """Store what is to be done, in the transaction in which the learner joins."""

    def start(self) -> None:
        """Begin to do it, after that transaction."""


def place_of(user: ChatUser) -> str:
    """Return where a user writes, as submissions store where their code was shared."""
    return f"{user.platform}:{user.place}"


async def get_or_create(context: TutorContext, user: ChatUser, joining: OnJoining) -> Learner:
    """Return the learner of a user; a new one is stored and joins the place's default group.

    `joining` is used where a known learner comes to a place for the first time, or again.
    """
    has_joined = has_missed = False
    async with context.database.autocommit_session() as session:
        found = await learners.find_sender(session, user.platform, user.account, user.place)
    if found is not None:
        row, has_missed = found.row, found.has_missed_reply
        has_joined = not found.is_member
        if found.is_member and _is_up_to_date(user, row):
            await _mark_seen(context, row)
            return replace(to_learner(context, row), has_missed_reply=has_missed)
    async with context.database.write_session() as session:
        row = await learners.upsert_learner(
            session,
            platform=user.platform,
            account=user.account,
            name=_name(user),
            locale=user.locale,
            detected_language=user.detected_language,
            told_zone=_zone(user),
            now=context.clock(),
        )
        await learners.join_default_group(
            session,
            row.id,
            user.platform,
            user.place,
            name=user.place_name[:LONGEST_NAME] or user.place,
            now=context.clock(),
        )
        await learners.mark_seen(session, row.id, context.clock())
        learner = replace(to_learner(context, row), has_missed_reply=has_missed)
        if has_joined:
            await joining.store(session, learner)
    if has_joined:
        joining.start()
    return learner


async def as_learner(
    context: TutorContext, user: ChatUser, joining: OnJoining, on_learner: OnLearner
) -> Reply:
    """Get or create the learner of a user, and return the reply to them.

    Meanwhile the learner may be merged with another or be deleted, so that the reply fails on a
    foreign key. Then it is made once more for the learner that the user has become.
    """
    learner: Learner | None = None
    try:
        learner = await get_or_create(context, user, joining)
        return await on_learner(learner)
    except learners.LEARNER_GONE_ERRORS:
        if learner is not None and await _is_same_learner(context, user, learner):
            raise
        return await on_learner(await get_or_create(context, user, joining))


async def _is_same_learner(context: TutorContext, user: ChatUser, learner: Learner) -> bool:
    async with context.database.read_session() as session:
        row = await learners.find_learner(session, user.platform, user.account)
    return row is not None and row.id == learner.id


async def language_of(context: TutorContext, user: ChatUser) -> Language:
    """Return the language of a user, who need not be stored yet and is not stored by this."""
    async with context.database.autocommit_session() as session:
        row = await learners.find_learner(session, user.platform, user.account)
    if row is None:
        return parse_language(user.locale) or context.default_language
    return (
        parse_language(row.language)
        or parse_language(user.locale)
        or to_learner(context, row).language
    )


async def find_known(context: TutorContext, user: ChatUser) -> Learner | None:
    """Return the learner of a user; None if there is none yet, and none is stored by this."""
    async with context.database.autocommit_session() as session:
        row = await learners.find_learner(session, user.platform, user.account)
    return None if row is None else to_learner(context, row)


def to_learner(context: TutorContext, row: LearnerRow) -> Learner:
    """Return a stored learner: in the language chosen, else their platform's, else the default."""
    language = (
        parse_language(row.language) or parse_language(row.locale) or context.default_language
    )
    return Learner(row.id, row.name, row.platform, language, zone_of(context, row), row.hidden)


def zone_of(context: TutorContext, row: LearnerRow) -> str:
    """Return the zone chosen, else their platform's, else by their language, else the default."""
    if row.zone or row.told_zone:
        return row.zone or str(row.told_zone)
    return ZONE_OF_JAPAN if parse_language(row.locale) == "ja" else context.default_zone


async def _mark_seen(context: TutorContext, row: LearnerRow) -> None:
    """Note that a learner is here, unless that was noted within SEEN_FOR."""
    now = context.clock()
    if row.seen_at is None or now - row.seen_at >= SEEN_FOR:
        async with context.database.write_session() as session:
            await learners.mark_seen(session, row.id, now)


def day_of(context: TutorContext, row: LearnerRow, instant: datetime) -> date:
    """Return the date of an instant in a stored learner's zone."""
    return day_in(zone_of(context, row), instant)


def _name(user: ChatUser) -> str:
    return user.name[:LONGEST_NAME]


def _zone(user: ChatUser) -> str | None:
    return zone_named(user.zone) if user.zone else None


def _is_up_to_date(user: ChatUser, row: LearnerRow) -> bool:
    """Return whether the row has the user's current account, name, locale and zone."""
    locale = user.locale or row.locale or user.detected_language  # None leaves it unchanged
    zone = _zone(user) or row.told_zone
    stored = (row.platform, row.account, row.name, row.locale, row.told_zone)
    return stored == (user.platform, user.account, _name(user), locale, zone)
