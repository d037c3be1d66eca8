"""All commands as text, and which have confidential replies."""

from __future__ import annotations

from bot.tutor.text.commands import COMMANDS

OPEN = frozenset(
    {
        "lesson",
        "exercise",
        "submit",
        "run",
        "bench",
        "leaderboard",
        "language",
        "status",
        "help",
    }
)
"""Commands whose replies a thread may show: they contain nothing stored of the learner."""


def written(*, confidential: bool) -> list[str]:
    """Return every command with each of its subcommands, as typed."""
    return [
        line
        for command in COMMANDS
        if (command.name not in OPEN) is confidential
        for line in _lines(command.name, [each.written for each in command.subcommands])
    ]


def _lines(name: str, subcommands: list[str]) -> list[str]:
    return list(dict.fromkeys(f"/{name} {each}".rstrip() for each in subcommands or [""]))
