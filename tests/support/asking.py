"""Every command as it can be written into a message, and which replies are for one person only."""

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
"""Commands whose replies a thread may show: they say nothing of what is kept of the learner."""


def written(*, confidential: bool) -> list[str]:
    """Every command with each of its subcommands, as a line that begins with a slash."""
    return [
        line
        for command in COMMANDS
        if (command.name not in OPEN) is confidential
        for line in _lines(command.name, [each.written for each in command.subcommands])
    ]


def _lines(name: str, subcommands: list[str]) -> list[str]:
    return list(dict.fromkeys(f"/{name} {each}".rstrip() for each in subcommands or [""]))
