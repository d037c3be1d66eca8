"""The commands that every platform offers, with their subcommands and options.

A platform with typed options and subcommands declares them from this table, and formats the chosen
values as the text that a user could have typed, which is all that the tutor parses. Descriptions
are in the translations: `command-NAME`, `command-NAME-SUBCOMMAND`, `command-option-OPTION` and
`command-choice-CHOICE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.i18n import Translator
from bot.tutor.courses.limits import LONGEST_GRACE, MOST_WEEKS, WEEKDAYS
from bot.tutor.groups.live_arguments import MOST_MINUTES
from bot.tutor.timezones import PERIODS
from lessons.curriculum import LANGUAGES

Kind = Literal["text", "whole", "member", "role", "channel"]
"""A `whole` is an integer. A `channel` is not part of the argument: it replaces the channel in
which the command was used."""

Source = Literal[
    "lesson",
    "exercise",
    "track",
    "zone",
    "weekdays",
    "hour",
    "time",
    "group",
    "mate",
    "pupil",
    "item",
]
"""The source from which half-typed values are completed."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command; platforms that can let users pick or complete its value."""

    name: str
    kind: Kind = "text"
    source: Source | None = None
    choices: tuple[str, ...] = ()  # the only possible values, if any
    least: int = 0  # of a whole number
    most: int = 0
    needed: bool = False
    written: str = "{}"  # the format of its value in the argument
    alone: bool = False  # where it is given, the other options are ignored


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand with options of its own."""

    name: str
    options: tuple[Option, ...] = ()
    written: str = ""  # the first word of the argument, if any
    for_all: bool = False  # everyone may see the reply


@dataclass(frozen=True, slots=True)
class Command:
    """A command. One with subcommands has no options of its own on platforms."""

    name: str
    options: tuple[Option, ...] = ()
    subcommands: tuple[Subcommand, ...] = ()
    takes_code: bool = False
    for_managers: bool = False  # of a place
    for_operators: bool = False  # platforms that can show it to managers alone
    for_all: bool = False  # everyone may see the reply
    is_offered: bool = True  # else it is understood where it is typed, and has a button

    @property
    def takes_argument(self) -> bool:
        """Whether the command has an argument."""
        return bool(self.options or self.subcommands) or self.takes_code


_EXERCISE = Option("exercise", source="exercise")
_ZONE = Option("zone", source="zone")
_LANGUAGE = Option("language", choices=LANGUAGES, needed=True)
_CHANNEL = Option("channel", "channel", written="")
_OF_GROUP = Option("group", source="group", needed=True, written='"{}"')
_NAME = Option("name", needed=True)

_GROUP = (
    Subcommand("list", written="list"),
    Subcommand("show", (Option("group", source="group", needed=True),)),
    Subcommand("create", (_NAME,), "create"),
    Subcommand("join", (Option("code", needed=True),), "join"),
    Subcommand("leave", (_OF_GROUP,), "leave"),
    Subcommand("invite", (_OF_GROUP,), "invite", for_all=True),
    Subcommand("rename", (_OF_GROUP, _NAME), "rename"),
    Subcommand("zone", (_OF_GROUP, Option("zone", source="zone", needed=True)), "zone"),
    Subcommand("overview", (_OF_GROUP,), "overview"),
    Subcommand(
        "learner",
        (
            Option("member", "member", written="@{}", alone=True),
            Option("mate", source="pupil"),
        ),
        "learner",
    ),
    Subcommand("export", (_OF_GROUP,), "export"),
    Subcommand("digest", (_OF_GROUP,), "digest"),
    Subcommand("hand", (_OF_GROUP,), "hand"),
    Subcommand("archive", (_OF_GROUP,), "archive"),
)

_DAILY = (
    Subcommand("show", (_CHANNEL,), "show"),
    Subcommand(
        "set",
        (
            Option("hour", source="time"),
            _ZONE,
            Option("weekdays", source="weekdays"),
            Option("track", source="track"),
            Option("then", source="track", written="then={}"),
            Option("pace", "whole", least=1, most=3, written="pace={}"),
            Option("start", written="from={}"),
            Option("lesson", source="lesson", written="lesson={}"),
            Option("course", source="group", written='course="{}"'),
            _CHANNEL,
        ),
        "set",
    ),
    Subcommand("skip", (_CHANNEL,), "skip"),
    Subcommand("now", (_CHANNEL,), "now"),
    Subcommand("off", (_CHANNEL,), "off"),
)

_COURSE = (
    Subcommand("show", (Option("group", source="group"),), "show"),
    Subcommand("plan", (Option("group", source="group"),), "plan"),
    Subcommand(
        "draft",
        (
            Option("start"),
            Option("track", source="track"),
            Option("weeks", "whole", least=1, most=MOST_WEEKS, written="weeks={}"),
            Option("due", choices=WEEKDAYS, written="due={}"),
            Option("grace", "whole", least=0, most=LONGEST_GRACE, written="grace={}"),
        ),
        "draft",
    ),
    Subcommand("upload", written="upload"),
    Subcommand("change", (Option("group", source="group"),), "change"),
    Subcommand(
        "restart",
        (_OF_GROUP, Option("start", needed=True), Option("name")),
        "restart",
    ),
    Subcommand("end", (Option("group", source="group"),), "end"),
)

_SETUP = (
    Subcommand("show", written="show"),
    Subcommand("check", written="check"),
    Subcommand(
        "role",
        (
            Option("track", source="track", needed=True),
            Option("item", source="item", written="item={}"),
            Option("role", "role"),
        ),
        "role",
    ),
)

_SETTINGS = (
    Subcommand("view"),
    Subcommand("language", (_LANGUAGE,), "language"),
    Subcommand("zone", (Option("zone", source="zone", needed=True),)),
    Subcommand("hide", written="hide"),
    Subcommand("unhide", written="show"),
    Subcommand("link", (Option("code"),), "link"),
    Subcommand("unlink", written="unlink"),
    Subcommand(
        "answers",
        (Option("where", choices=("thread", "direct"), needed=True, written="answers-{}"),),
    ),
    Subcommand(
        "channel",
        (
            Option("policy", choices=("normal", "practice", "quiet"), written="channel-{}"),
            Option("language", choices=(*LANGUAGES, "own"), written="channel-{}"),
            _CHANNEL,
        ),
    ),
)

_PRIVACY = (
    Subcommand("about"),
    Subcommand("export", written="export"),
    Subcommand("delete", written="delete"),
)

COMMANDS = (
    Command("start"),
    Command("lesson", (Option("topic", source="lesson"),)),
    Command("exercise", (_EXERCISE,)),
    Command("submit", (_EXERCISE,), takes_code=True),
    Command("run", takes_code=True),
    Command("hint", (_EXERCISE,), is_offered=False),
    Command("quiz", (Option("lesson", source="lesson"),)),
    Command("review", (Option("remind", source="hour", written="remind {}"),)),
    Command(
        "progress",
        (
            Option("member", "member", written="@{}", alone=True),
            Option("mate", source="mate"),
        ),
    ),
    Command("history", (_EXERCISE,)),
    Command(
        "leaderboard",
        (
            Option("group", source="group"),
            Option("period", choices=PERIODS),
            Option("exercise", source="exercise", alone=True),
        ),
        for_all=True,
    ),
    Command("group", subcommands=_GROUP),
    Command("course", subcommands=_COURSE),
    Command(
        "live",
        (
            _EXERCISE,
            Option("minutes", "whole", least=1, most=MOST_MINUTES, written="minutes={}"),
            Option("group", source="group", written="group={}"),
        ),
    ),
    Command("daily", subcommands=_DAILY, for_managers=True),
    Command("setup", subcommands=_SETUP, for_managers=True),
    Command("bench", for_operators=True),
    Command("settings", subcommands=_SETTINGS),
    Command("privacy", subcommands=_PRIVACY),
    Command("language", (_LANGUAGE,), is_offered=False),
    Command("status", for_operators=True),
    Command("help"),
)

OFFERED = tuple(each for each in COMMANDS if each.is_offered)
"""The commands that platforms list and complete."""

NAMES = tuple(each.name for each in COMMANDS)


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A command described in one language."""

    name: str
    argument: str  # a hint such as "name or number", or empty when the command takes none
    description: str


def command_help(t: Translator) -> tuple[CommandHelp, ...]:
    """Return all commands, in the order in which they are offered."""
    return tuple(
        CommandHelp(
            name=each.name,
            argument=t(f"argument-{each.name}") if each.takes_argument else "",
            description=t(f"command-{each.name}"),
        )
        for each in OFFERED
    )


def argument_of(command: Command | Subcommand, given: Mapping[str, str]) -> str:
    """Return the argument of a command from the values of its options, by their names."""
    chosen = [each for each in command.options if given.get(each.name, "").strip()]
    alone = [each for each in chosen if each.alone][:1]
    values = [each.written.format(given[each.name].strip()) for each in alone or chosen]
    first = command.written if isinstance(command, Subcommand) else ""
    return " ".join(each for each in (first, *values) if each)
