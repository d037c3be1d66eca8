"""Who is speaking: as a platform names them, and as we know them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.i18n import as_language
from bot.storage.accounts import learners
from bot.storage.models import LearnerRow
from bot.tutor.context import Desk
from bot.tutor.replies.model import Reply
from bot.tutor.timezones import zone_named
from lessons.curriculum import Language

LONGEST_NAME = 100
ZONE_OF_JAPAN = "Asia/Tokyo"


OnLearner = Callable[["Learner"], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as a platform sees them. `place` is the server, workspace or chat they write in.

    `locale` and `zone` (an IANA name) are None where the platform does not tell them. `seems` is
    the language of what they write, for whoever has told no other.

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
    manages: bool = False
    zone: str | None = None
    seems: Language | None = None


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


async def meet(desk: Desk, person: Person) -> Learner:
    """The learner that a person is. Whoever is new is written down and joins the place's group."""
    async with desk.database.at_once() as session:
        found = await learners.find_member(session, person.platform, person.account, person.place)
    if found is not None:
        row, is_member = found
        if is_member and _is_as_written(person, row):
            return known(desk, row)
    async with desk.database.writing() as session:
        row = await learners.welcome_learner(
            session,
            platform=person.platform,
            account=person.account,
            name=_name(person),
            locale=person.locale,
            seems=person.seems,
            told_zone=_zone(person),
            now=desk.clock(),
        )
        await learners.join_default_group(
            session,
            row.id,
            person.platform,
            person.place,
            name=person.place_name[:LONGEST_NAME] or person.place,
            now=desk.clock(),
        )
        return known(desk, row)


async def as_learner(desk: Desk, person: Person, answer: OnLearner) -> Reply:
    """Meets a person, and answers them as the learner that they are.

    In between that learner may become one with another, by a link from another account, or be
    deleted. Then nothing can be written of them any more: the person is met and answered anew.
    """
    learner: Learner | None = None
    try:
        learner = await meet(desk, person)
        return await answer(learner)
    except learners.MAY_BE_GONE:
        if learner is not None and await _is_still(desk, person, learner):
            raise
        return await answer(await meet(desk, person))


async def _is_still(desk: Desk, person: Person, learner: Learner) -> bool:
    async with desk.database.reading() as session:
        row = await learners.find_learner(session, person.platform, person.account)
    return row is not None and row.id == learner.id


async def language_of(desk: Desk, person: Person) -> Language:
    """The language of a person, who need not be known yet and is not written down."""
    async with desk.database.at_once() as session:
        row = await learners.find_learner(session, person.platform, person.account)
    if row is None:
        return as_language(person.locale) or desk.default_language
    return as_language(row.language) or as_language(person.locale) or known(desk, row).language


def known(desk: Desk, row: LearnerRow) -> Learner:
    """A stored learner, with the language chosen, else their platform's, else the default."""
    language = as_language(row.language) or as_language(row.locale) or desk.default_language
    return Learner(row.id, row.name, row.platform, language, zone_of(desk, row), row.hidden)


def zone_of(desk: Desk, row: LearnerRow) -> str:
    """The zone chosen, else what their platform tells, else by their language, else the default."""
    if row.zone or row.told_zone:
        return row.zone or str(row.told_zone)
    return ZONE_OF_JAPAN if as_language(row.locale) == "ja" else desk.default_zone


def _name(person: Person) -> str:
    return person.name[:LONGEST_NAME]


def _zone(person: Person) -> str | None:
    return zone_named(person.zone) if person.zone else None


def _is_as_written(person: Person, row: LearnerRow) -> bool:
    """Whether they still write from the same account, under the same name, locale and zone."""
    # Not told is not changed.
    told = (person.locale or row.locale or person.seems, _zone(person) or row.told_zone)
    written = (row.platform, row.account, row.name, row.locale, row.told_zone)
    return written == (person.platform, person.account, _name(person), *told)
