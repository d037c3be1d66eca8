"""Encodes actions as the strings that buttons, forms and menus carry, and decodes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bot.tutor.replies.actions.base import Action, action_kinds
from bot.tutor.replies.actions.general import RunCommand

LONGEST_ACTION = 100
"""Characters of an encoded action, which is Discord's limit for a custom id."""


class ActionError(ValueError):
    """A string is no action that any version has written, or an action cannot be encoded."""


_WIRE_PART = re.compile(r"\{(?P<star>\*?)(?P<field>\w+)\}|(?P<open>\[)|(?P<close>\])")
_OPTIONAL = re.compile(r"\[(?P<text>[^{\]]*)\{\*?(?P<field>\w+)\}\]")
_FIELD = re.compile(r"\{\*?(\w+)\}")
_INTEGER = "[0-9]{1,18}"  # fits the database's 64 bits


def encode(action: Action) -> str:
    """Return an action as the string that a button carries.

    Raise ActionError where it would be longer than LONGEST_ACTION, or could not be decoded.
    """
    values = {each.name: str(getattr(action, each.name)) for each in fields(action)}
    defaults = {each.name for each in fields(action) if getattr(action, each.name) == each.default}

    def optional(part: re.Match[str]) -> str:
        return "" if part["field"] in defaults else part[0][1:-1]

    template = _OPTIONAL.sub(optional, action.wire)
    text = _FIELD.sub(lambda part: values[part[1]], template)
    if len(text) > LONGEST_ACTION or _read(type(action), text) != action:
        raise ActionError(f"cannot be encoded: {action}")
    return text


def decode(text: str) -> Action:
    """Return the action that a string encodes. Raise ActionError where it is none."""
    if len(text) <= LONGEST_ACTION:
        for kind in action_kinds():
            if (action := _read(kind, text)) is not None:
                return action
    raise ActionError(f"no version has written this action: {text[:LONGEST_ACTION]!r}")


def find_action(text: str) -> Action | None:
    """Return the action that a string encodes; None where it is none."""
    try:
        return decode(text)
    except ActionError:
        return None


def find_settings_action(word: str) -> Action | None:
    """Return the action of `/settings WORD`; None where the word is none."""
    return find_action(f"settings:{word}")


def encode_code_form(command: str, argument: str, most: int = LONGEST_ACTION) -> str:
    """Return the action of a form that takes code for a command.

    The argument is cut, so that the action has at most `most` characters.
    """
    prefix = encode(RunCommand(command, "-"))[:-1]
    return encode(RunCommand(command, argument.strip()[: max(0, most - len(prefix))]))


def _read(kind: type[Action], text: str) -> Action | None:
    """Return the action that a string encodes if it is of that kind; else None."""
    form = _forms()[kind]
    found = form.pattern.fullmatch(text)
    if found is None:
        return None
    return kind(
        **{
            name: int(value) if name in form.integers else value
            for name, value in found.groupdict().items()
            if value is not None
        }
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """What matches the encoded actions of a kind, with a group for each field."""

    pattern: re.Pattern[str]
    integers: frozenset[str]  # names of fields


@cache
def _forms() -> Mapping[type[Action], _Form]:
    return {kind: _form(kind) for kind in action_kinds()}


def _form(kind: type[Action]) -> _Form:
    hints = get_type_hints(kind)
    pattern, at = "", 0
    for part in _WIRE_PART.finditer(kind.wire):
        pattern += re.escape(kind.wire[at : part.start()])
        at = part.end()
        if part["open"]:
            pattern += "(?:"
        elif part["close"]:
            pattern += ")?"
        else:
            value = ".*" if part["star"] else _value_pattern(hints[part["field"]])
            pattern += f"(?P<{part['field']}>{value})"
    whole = re.compile(pattern + re.escape(kind.wire[at:]), re.DOTALL)
    return _Form(whole, frozenset(name for name, hint in hints.items() if _is_integer(hint)))


def _is_integer(hint: Any) -> bool:
    return hint is int or (isinstance(hint, UnionType) and int in get_args(hint))


def _value_pattern(hint: Any) -> str:
    if _is_integer(hint):
        return _INTEGER
    if get_origin(hint) is Literal:
        return "|".join(map(re.escape, get_args(hint)))
    return "[^:]*"
