"""Finds the study group whose name a text begins with."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.groups.groups import Group


def find_named(named: Sequence[tuple[str, Group]], text: str) -> list[tuple[Group, str]]:
    """Return the groups whose name the text begins with, each with the rest of the text.

    Only those with the longest name, so that several have the same one.
    """
    found = [
        (len(name), group, text[len(prefix) :].strip())
        for name, group in named
        for prefix in (f'"{name}"', name)
        if _has_prefix(text, prefix)
    ]
    longest = max((length for length, _, _ in found), default=0)
    return [(group, rest) for length, group, rest in found if length == longest]


def typed_name(text: str) -> str:
    """Return the name at the beginning of a text: what is in double quotes, else all of it."""
    before, quote, rest = text.partition('"')
    name, end, _ = rest.partition('"')
    return name if quote and end and not before.strip() else text


def _has_prefix(text: str, prefix: str) -> bool:
    before, after = text[: len(prefix)], text[len(prefix) :]
    is_same = before.casefold() == prefix.casefold()
    return bool(prefix) and is_same and (not after or after[0] == " ")
