"""Who is speaking: as a platform names them, and as we know them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import as_language
from bot.storage import learners
from bot.storage.models import LearnerRow
from bot.tutor.desk import Desk
from lessons.records import Language

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as a platform sees them. `place` is the server, workspace or chat they write in."""

    platform: str
    account: str
    name: str
    locale: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone as the tutor knows them."""

    id: int
    name: str
    platform: str
    language: Language


async def meet(desk: Desk, person: Person) -> Learner:
    """The learner that a person is. Whoever is new is written down and joins the place's group."""
    async with desk.database.reading() as session:
        row = await learners.find_learner(session, person.platform, person.account)
        if row is not None and (row.name, row.locale) == (_name(person), person.locale):
            group = await learners.default_group(session, row.id, person.platform, person.place)
            if group is not None:
                return known(desk, row)
    async with desk.database.writing() as session:
        row = await learners.welcome_learner(
            session,
            platform=person.platform,
            account=person.account,
            name=_name(person),
            locale=person.locale,
            now=desk.clock(),
        )
        await learners.join_default_group(
            session, row.id, person.platform, person.place, desk.clock()
        )
        return known(desk, row)


def known(desk: Desk, row: LearnerRow) -> Learner:
    """A stored learner, with the language chosen, else their platform's, else the default."""
    language = as_language(row.language) or as_language(row.locale) or desk.default_language
    return Learner(row.id, row.name, row.platform, language)


def _name(person: Person) -> str:
    return person.name[:LONGEST_NAME]
