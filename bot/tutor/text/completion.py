"""What a half-typed command may become: one option's value, or all that follows the command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import groups
from bot.tutor.context import TutorContext
from bot.tutor.daily.schedule_parser import read_weekdays
from bot.tutor.identity import ChatUser, language_of
from bot.tutor.learning.lookup_names import (
    MOST,
    exercise_names,
    group_name,
    lesson_names,
    track_names,
)
from bot.tutor.learning.progress import Progress
from bot.tutor.replies.model import Choice
from bot.tutor.text.commands import Command, Option, Subcommand, command_named
from bot.tutor.text.limits import LONGEST_ARGUMENT, LONGEST_NAME
from bot.tutor.timezones import zones_beginning

USUAL_ZONES = ("Asia/Tokyo", "Europe/London", "Europe/Berlin", "America/New_York", "UTC")
"""Offered before anything is typed."""

USUAL_WEEKDAYS = ("daily", "weekdays", "mon,wed,fri", "tue,thu", "sat,sun")

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be chosen, and everything that it is called."""

    value: str
    label: str
    called: tuple[str, ...]


class Completion:
    """Completes what a learner types, by what that learner may see."""

    def __init__(self, context: TutorContext, progress: Progress) -> None:
        self._context = context
        self._progress = progress

    async def option(self, person: ChatUser, option: Option, prefix: str) -> tuple[Choice, ...]:
        """Values for an option that fit what was typed, by any of their names; at most 25.

        Those that begin with it come first.
        """
        if len(prefix) > LONGEST_ARGUMENT:
            return ()
        found = await self._fitting(person, option, prefix)
        return tuple(
            Choice(label=each.label[:_LONGEST], value=each.value)
            for each in found
            if len(each.value) <= _LONGEST
        )

    async def argument(self, person: ChatUser, command: str, prefix: str) -> tuple[str, ...]:
        """All that may follow the command, where `prefix` already does."""
        if len(command) > LONGEST_NAME or len(prefix) > LONGEST_ARGUMENT:
            return ()
        asked = command_named(command)
        if asked is None:
            return ()
        if not asked.subcommands:
            return await self._options(person, asked, prefix)
        word, space, rest = prefix.lstrip().partition(" ")
        verb = word.casefold()
        begun = next((each for each in asked.subcommands if verb and each.written == verb), None)
        if begun is not None and space:
            return tuple(f"{verb} {each}" for each in await self._options(person, begun, rest))
        words = [each.written for each in asked.subcommands if each.written.startswith(verb)]
        found = [each for each in words if each] if not space else []
        for each in asked.subcommands:
            # What follows a command with a word of its own comes once that word is there.
            if not each.written and (prefix.strip() or _is_short(each)):
                found += await self._options(person, each, prefix)
        return tuple(dict.fromkeys(found))[:MOST]

    async def _options(
        self, person: ChatUser, asked: Command | Subcommand, prefix: str
    ) -> tuple[str, ...]:
        """Values of all options; else those that the last word may become."""
        found = await self._written(person, asked.options, prefix)
        before, space, last = prefix.rpartition(" ")
        if found or not space:
            return found
        return tuple(
            f"{before} {each}" for each in await self._written(person, asked.options, last)
        )

    async def _written(
        self, person: ChatUser, options: Iterable[Option], prefix: str
    ) -> tuple[str, ...]:
        found: list[str] = []
        for option in options:
            start = option.written.partition("{}")[0]
            wanted = prefix.lstrip()
            if start and wanted.casefold().startswith(start.casefold()):
                wanted = wanted[len(start) :]
            elif start and start.startswith(wanted.casefold()):
                wanted = ""
            values = await self._fitting(person, option, wanted)
            found += [option.written.format(each.value) for each in values]
        return tuple(dict.fromkeys(found))[:MOST]

    async def _fitting(self, person: ChatUser, option: Option, prefix: str) -> list[Candidate]:
        t = self._context.translations.translator(await language_of(self._context, person))
        match option.source:
            case "zone":
                zones = zones_beginning(prefix, MOST) if prefix.strip() else USUAL_ZONES
                return [Candidate(each, each, ()) for each in zones]
            case "mate":
                names = await self._progress.complete(person, prefix)
                return [Candidate(each, each, ()) for each in names]
            case "weekdays":
                return _weekdays(t, prefix)
            case "group":
                return _beginning(await self._groups(t, person), prefix)
        return _beginning(self._of_catalogue(t, option), prefix)

    def _of_catalogue(self, t: Translator, option: Option) -> list[Candidate]:
        catalog = self._context.catalog
        match option.source:
            case "lesson":
                return [
                    Candidate(
                        each.slug,
                        f"{each.number}. {each.titles[t.language]}",
                        lesson_names(each),
                    )
                    for each in catalog.lessons()
                ]
            case "exercise":
                return [
                    Candidate(
                        each.id,
                        f"{each.titles[t.language]} · {each.function}",
                        exercise_names(each),
                    )
                    for each in catalog.exercises()
                ]
            case "track":
                return [
                    Candidate(each.slug, each.titles[t.language], track_names(each))
                    for each in catalog.tracks
                ]
            case "hour":
                hours = [Candidate(str(each), f"{each}:00", (str(each),)) for each in range(24)]
                return [Candidate("off", t("button-remind-off"), ("off",)), *hours]
        return [
            Candidate(each, label := t(f"command-choice-{each}"), (each, label))
            for each in option.choices
        ]

    async def _groups(self, t: Translator, person: ChatUser) -> list[Candidate]:
        async with self._context.database.read_session() as session:
            row = await learners.find_learner(session, person.platform, person.account)
            own: Sequence[groups.Group] = ()
            if row is not None:
                own = await groups.list_groups(session, row.id)
        names = dict.fromkeys(group_name(t, each) for each in own)
        return [Candidate(each, each, (each,)) for each in names]


def _is_short(asked: Subcommand) -> bool:
    """Whether the few names that can follow are worth showing before anything is typed."""
    return all(each.source == "group" for each in asked.options)


def _beginning(named: Sequence[Candidate], prefix: str) -> list[Candidate]:
    wanted = prefix.strip().casefold()
    begin = [each for each in named if any(_small(c).startswith(wanted) for c in each.called)]
    contain = [each for each in named if any(wanted in _small(c) for c in each.called)]
    return list(dict.fromkeys((*begin, *contain)))[:MOST]


def _small(name: str) -> str:
    return name.casefold()


def _weekdays(t: Translator, prefix: str) -> list[Candidate]:
    """What was typed, as soon as it can be read, and what most groups want."""
    typed = prefix.strip()
    offered = [each for each in USUAL_WEEKDAYS if each.startswith(typed.casefold())]
    values = [typed, *offered] if typed and read_weekdays(typed) else offered
    return [
        Candidate(each, _days(t, read_weekdays(each) or ""), (each,))
        for each in dict.fromkeys(values)
    ]


def _days(t: Translator, digits: str) -> str:
    if len(digits) == len("0123456"):
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{each}") for each in digits)
