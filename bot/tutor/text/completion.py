"""Completes half-typed commands: the value of one option, or the whole argument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import groups
from bot.tutor.context import TutorContext
from bot.tutor.groups.learner_search import LearnerSearch
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
from bot.tutor.text.command_names import command_named
from bot.tutor.text.commands import Command, Option, Subcommand
from bot.tutor.text.limits import LONGEST_ARGUMENT, LONGEST_NAME
from bot.tutor.text.times import parse_time, parse_weekdays
from bot.tutor.timezones import zones_beginning

USUAL_ZONES = ("Asia/Tokyo", "Europe/London", "Europe/Berlin", "America/New_York", "UTC")
"""Offered before anything is typed."""

USUAL_WEEKDAYS = ("daily", "weekdays", "mon,wed,fri", "tue,thu", "sat,sun")

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value to choose, with its label and all its names."""

    value: str
    label: str
    names: tuple[str, ...]


_HOURS = tuple(Candidate(str(each), f"{each}:00", (str(each), f"{each}:00")) for each in range(24))


class Completion:
    """Completes what a user types, with what that user may see."""

    def __init__(self, context: TutorContext, progress: Progress, learners: LearnerSearch) -> None:
        self._context = context
        self._progress = progress
        self._learners = learners

    async def option(self, user: ChatUser, option: Option, prefix: str) -> tuple[Choice, ...]:
        """Return the values of an option that match the prefix by one of their names, at most 25.

        Those with a name that begins with the prefix come first. A prefix that is too long
        matches nothing.
        """
        if len(prefix) > LONGEST_ARGUMENT:
            return ()
        found = await self._fitting(user, option, prefix)
        return tuple(
            Choice(label=each.label[:_LONGEST], value=each.value)
            for each in found
            if len(each.value) <= _LONGEST
        )

    async def argument(self, user: ChatUser, command: str, prefix: str) -> tuple[str, ...]:
        """Return the arguments of a command that begin with the prefix."""
        if len(command) > LONGEST_NAME or len(prefix) > LONGEST_ARGUMENT:
            return ()
        asked = command_named(command)
        if asked is None:
            return ()
        if not asked.subcommands:
            return await self._options(user, asked, prefix)
        word, space, rest = prefix.lstrip().partition(" ")
        verb = word.casefold()
        begun = next((each for each in asked.subcommands if verb and each.written == verb), None)
        if begun is not None and space:
            return tuple(f"{verb} {each}" for each in await self._options(user, begun, rest))
        words = [each.written for each in asked.subcommands if each.written.startswith(verb)]
        found = [each for each in words if each] if not space else []
        for each in asked.subcommands:
            # The options of a subcommand with a word are offered once that word is typed.
            if not each.written and (prefix.strip() or _is_short(each)):
                found += await self._options(user, each, prefix)
        return tuple(dict.fromkeys(found))[:MOST]

    async def _options(
        self, user: ChatUser, asked: Command | Subcommand, prefix: str
    ) -> tuple[str, ...]:
        """Return completions of the whole prefix; where there are none, of its last word."""
        found = await self._written(user, asked.options, prefix)
        before, space, last = prefix.rpartition(" ")
        if found or not space:
            return found
        return tuple(f"{before} {each}" for each in await self._written(user, asked.options, last))

    async def _written(
        self, user: ChatUser, options: Iterable[Option], prefix: str
    ) -> tuple[str, ...]:
        found: list[str] = []
        for option in options:
            start = option.written.partition("{}")[0]
            wanted = prefix.lstrip()
            if start and wanted.casefold().startswith(start.casefold()):
                wanted = wanted[len(start) :]
            elif start and start.startswith(wanted.casefold()):
                wanted = ""
            values = await self._fitting(user, option, wanted)
            found += [option.written.format(each.value) for each in values]
        return tuple(dict.fromkeys(found))[:MOST]

    async def _fitting(self, user: ChatUser, option: Option, prefix: str) -> list[Candidate]:
        t = self._context.translations.translator(await language_of(self._context, user))
        match option.source:
            case "zone":
                zones = zones_beginning(prefix, MOST) if prefix.strip() else USUAL_ZONES
                return [Candidate(each, each, ()) for each in zones]
            case "mate":
                names = await self._progress.complete(user, prefix)
                return [Candidate(each, each, ()) for each in names]
            case "pupil":
                names = await self._learners.complete(user, prefix)
                return [Candidate(each, each, ()) for each in names]
            case "weekdays":
                return _weekdays(t, prefix)
            case "group":
                return _matching(await self._groups(t, user), prefix)
        found = _matching(self._of_catalogue(t, option), prefix)
        if option.source in ("hour", "time") and not found and (time := parse_time(prefix)):
            return [Candidate(str(time), str(time), ())]
        return found

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
            case "item":
                return [
                    Candidate(
                        f"{track.slug}/{each.key}",
                        f"{track.titles[t.language]}: {each.texts[t.language]}",
                        (f"{track.slug}/{each.key}", each.key, *each.texts.values()),
                    )
                    for track in catalog.tracks
                    for each in track.checklist
                ]
            case "hour":
                return [Candidate("off", t("button-remind-off"), ("off",)), *_HOURS]
            case "time":
                return list(_HOURS)
        return [
            Candidate(each, label := t(f"command-choice-{each}"), (each, label))
            for each in option.choices
        ]

    async def _groups(self, t: Translator, user: ChatUser) -> list[Candidate]:
        async with self._context.database.read_session() as session:
            row = await learners.find_learner(session, user.platform, user.account)
            own: Sequence[groups.Group] = ()
            if row is not None:
                own = await groups.list_groups(session, row.id)
        names = dict.fromkeys(group_name(t, each) for each in own)
        return [Candidate(each, each, (each,)) for each in names]


def _is_short(asked: Subcommand) -> bool:
    """Return whether the values are few enough to be offered before anything is typed."""
    return all(each.source == "group" for each in asked.options)


def _matching(named: Sequence[Candidate], prefix: str) -> list[Candidate]:
    wanted = prefix.strip().casefold()
    begin = [each for each in named if any(c.casefold().startswith(wanted) for c in each.names)]
    contain = [each for each in named if any(wanted in c.casefold() for c in each.names)]
    return list(dict.fromkeys((*begin, *contain)))[:MOST]


def _weekdays(t: Translator, prefix: str) -> list[Candidate]:
    """Return what was typed, if it can be parsed, and common choices."""
    typed = prefix.strip()
    offered = [each for each in USUAL_WEEKDAYS if each.startswith(typed.casefold())]
    values = [typed, *offered] if typed and parse_weekdays(typed) else offered
    return [
        Candidate(each, _days(t, parse_weekdays(each) or ""), (each,))
        for each in dict.fromkeys(values)
    ]


def _days(t: Translator, digits: str) -> str:
    if len(digits) == len("0123456"):
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{each}") for each in digits)
