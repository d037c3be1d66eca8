"""Who is speaking: as a platform names them, and as we know them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.i18n import parse_language
from bot.storage.accounts import learners
from bot.storage.models import LearnerRow
from bot.tutor.context import TutorContext
from bot.tutor.replies.model import Reply
from bot.tutor.timezones import zone_named
from lessons.curriculum import Language

LONGEST_NAME = 100
ZONE_OF_JAPAN = "Asia/Tokyo"


OnLearner = Callable[["Learner"], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class ChatUser:
    """Someone as a platform sees them. `place` is the server, workspace or chat they write in.

    `locale` and `zone` (an IANA name) are None where the platform does not send them.
    `detected_language` is the language of what they write, for users who have chosen no other.

    `channel` is where in it they write, as `posting.Post` names it; empty where nothing can be
    posted. `manages` says that they may decide for that place, such as for its daily prompt.
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
    detected_language: Language | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone as the tutor knows them.

    `platform` and `name` are those of the account that they last spoke from: for whoever is
    speaking, the one that they speak from now.
    """

    id: int
    name: str
    platform: str
    language: Language
    zone: str  # IANA name
    hidden: bool  # from everyone else, on every board


async def get_or_create(context: TutorContext, person: ChatUser) -> Learner:
    """The learner that a person is. Whoever is new is written down and joins the place's group."""
    async with context.database.autocommit_session() as session:
        found = await learners.find_member(session, person.platform, person.account, person.place)
    if found is not None:
        row, is_member = found
        if is_member and _is_as_written(person, row):
            return to_learner(context, row)
    async with context.database.write_session() as session:
        row = await learners.upsert_learner(
            session,
            platform=person.platform,
            account=person.account,
            name=_name(person),
            locale=person.locale,
            detected_language=person.detected_language,
            told_zone=_zone(person),
            now=context.clock(),
        )
        await learners.join_default_group(
            session,
            row.id,
            person.platform,
            person.place,
            name=person.place_name[:LONGEST_NAME] or person.place,
            now=context.clock(),
        )
        return to_learner(context, row)


async def as_learner(context: TutorContext, person: ChatUser, answer: OnLearner) -> Reply:
    """Meets a person, and answers them as the learner that they are.

    In between that learner may become one with another, by a link from another account, or be
    deleted. Then nothing can be written of them any more: the person is met and answered anew.
    """
    learner: Learner | None = None
    try:
        learner = await get_or_create(context, person)
        return await answer(learner)
    except learners.LEARNER_GONE_ERRORS:
        if learner is not None and await _is_still(context, person, learner):
            raise
        return await answer(await get_or_create(context, person))


async def _is_still(context: TutorContext, person: ChatUser, learner: Learner) -> bool:
    async with context.database.read_session() as session:
        row = await learners.find_learner(session, person.platform, person.account)
    return row is not None and row.id == learner.id


async def language_of(context: TutorContext, person: ChatUser) -> Language:
    """The language of a person, who need not be known yet and is not written down."""
    async with context.database.autocommit_session() as session:
        row = await learners.find_learner(session, person.platform, person.account)
    if row is None:
        return parse_language(person.locale) or context.default_language
    return (
        parse_language(row.language)
        or parse_language(person.locale)
        or to_learner(context, row).language
    )


def to_learner(context: TutorContext, row: LearnerRow) -> Learner:
    """A stored learner, with the language chosen, else their platform's, else the default."""
    language = (
        parse_language(row.language) or parse_language(row.locale) or context.default_language
    )
    return Learner(row.id, row.name, row.platform, language, zone_of(context, row), row.hidden)


def zone_of(context: TutorContext, row: LearnerRow) -> str:
    """The zone chosen, else what their platform tells, else by their language, else the default."""
    if row.zone or row.told_zone:
        return row.zone or str(row.told_zone)
    return ZONE_OF_JAPAN if parse_language(row.locale) == "ja" else context.default_zone


def _name(person: ChatUser) -> str:
    return person.name[:LONGEST_NAME]


def _zone(person: ChatUser) -> str | None:
    return zone_named(person.zone) if person.zone else None


def _is_as_written(person: ChatUser, row: LearnerRow) -> bool:
    """Whether they still write from the same account, under the same name, locale and zone."""
    # Not told is not changed.
    told = (person.locale or row.locale or person.detected_language, _zone(person) or row.told_zone)
    written = (row.platform, row.account, row.name, row.locale, row.told_zone)
    return written == (person.platform, person.account, _name(person), *told)
