"""The commands that every platform offers. Their words are in the catalogues."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Voice

NAMES = (
    "start",
    "lesson",
    "exercise",
    "submit",
    "run",
    "hint",
    "quiz",
    "review",
    "progress",
    "checklist",
    "leaderboard",
    "group",
    "daily",
    "bench",
    "settings",
    "privacy",
    "language",
    "help",
)
WITH_ARGUMENT = frozenset(
    {
        "lesson",
        "exercise",
        "submit",
        "run",
        "hint",
        "quiz",
        "review",
        "progress",
        "leaderboard",
        "group",
        "daily",
        "settings",
        "privacy",
        "language",
    }
)

OTHER_NAMES = {
    "lessons": "start",
    "board": "leaderboard",
    "ranking": "leaderboard",
    "grade": "submit",
    "groups": "group",
    "lang": "language",
    "reviews": "review",
    "timezone": "settings",
}
"""What people type as well."""


@dataclass(frozen=True, slots=True)
class CommandHelp:
    name: str
    argument: str  # a hint such as "name or number", or empty when the command takes none
    description: str


def command_help(say: Voice) -> tuple[CommandHelp, ...]:
    return tuple(
        CommandHelp(
            name=name,
            argument=say(f"argument-{name}") if name in WITH_ARGUMENT else "",
            description=say(f"command-{name}"),
        )
        for name in NAMES
    )
