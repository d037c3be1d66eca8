"""Names commands as every installation on Slack has them: behind /tensei."""

from __future__ import annotations

import re

from bot.tutor.replies.model import Code, Table
from bot.tutor.text.commands import NAMES

_COMMAND = re.compile(rf"(?<![\w/])/({'|'.join(NAMES)})\b")
_ONE_COMMAND = re.compile(rf"/(?!settings link )(?:{'|'.join(NAMES)})(?: [^\n]*)?")
"""A command to copy; except that which is sent from an account on another platform."""


def name_reachable_commands(text: str) -> str:
    """Return a text with each command behind /tensei, which every installation has.

    Shorter names are optional in the manifest, and Slack keeps some for itself.
    """
    return _COMMAND.sub(r"/tensei \1", text)


def with_reachable_command(code: Code) -> Code:
    """Return one command to copy with it behind /tensei; any other text as it is."""
    is_command = code.language == "text" and _ONE_COMMAND.fullmatch(code.text)
    return code.model_copy(update={"text": f"/tensei {code.text[1:]}"}) if is_command else code


def with_reachable_commands(table: Table) -> Table:
    """Return a table of commands with each behind /tensei; any other as it is."""
    if not table.of_commands:
        return table
    rows = tuple((name_reachable_commands(first), *rest) for first, *rest in table.rows)
    return table.model_copy(update={"rows": rows})
