"""The options of a command that is written out as it is typed, such as `/daily set 9 Asia/Tokyo`.

The inverse of `bot.tutor.text.commands.argument_of`, for platforms on which options have names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.tutor.text.commands import COMMANDS, Command, Option, Subcommand


@dataclass(frozen=True, slots=True)
class CommandExample:
    """A command as it may be sent: its name with that of its subcommand, and its options."""

    name: str
    options: tuple[tuple[str, str], ...] = field(default=())  # name and value


def parse_example(typed: str) -> CommandExample | None:
    """Return a typed command, without its slash, in options; None if it is none of ours."""
    name, *words = typed.split()
    command = next((each for each in COMMANDS if each.name == name), None)
    if command is None:
        return None
    if not command.subcommands:
        return _with_options(name, command, words)
    leaf = next((each for each in command.subcommands if words[:1] == [each.name]), None)
    return _with_options(f"{name} {leaf.name}", leaf, words[1:]) if leaf else None


def _with_options(
    name: str, leaf: Command | Subcommand, words: Sequence[str]
) -> CommandExample | None:
    """Return the words as values: first of options that are written with a name, else in order."""
    unused, values = list(leaf.options), []
    rest = " ".join(words)
    while rest:
        named = (each for each in unused if _prefix(each) and rest.startswith(_prefix(each)))
        option = next(named, None) or next((each for each in unused if _fits(each, rest)), None)
        if option is None:
            return None
        prefix = _prefix(option)
        takes_rest = prefix.endswith(" ") or len(unused) == 1
        value, _, following = rest.removeprefix(prefix).partition("\0" if takes_rest else " ")
        values.append((option.name, value.strip('"')))
        unused.remove(option)
        rest = following.strip()
    return CommandExample(name, tuple(values))


def _fits(option: Option, text: str) -> bool:
    """Return whether the first word can be the value of an option, written without its name."""
    if option.kind == "whole":
        return text.partition(" ")[0].isdecimal()
    return option.kind == "text" and not _prefix(option)


def _prefix(option: Option) -> str:
    """Return what is written before the value; empty for a value that stands alone."""
    return option.written.partition("{}")[0].strip('"')
