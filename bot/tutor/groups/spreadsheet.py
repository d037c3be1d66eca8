"""Text for the cells and the name of a file that a spreadsheet opens."""

from __future__ import annotations

import unicodedata
from typing import Any

LONGEST_FILE_NAME = 60
"""Characters of a file's name without its date and extension: 240 bytes at most."""

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\N{MINUS SIGN}")


def plain_cell(value: Any) -> Any:
    """Return a cell's value such that no spreadsheet takes it for a formula.

    Text that could be taken for one gets an apostrophe in front. Spreadsheets skip blank and
    invisible characters at the beginning, and Japanese ones take full-width signs for the usual.
    """
    if not isinstance(value, str):
        return value
    # The compatibility forms of a sign, such as the full-width or the small one, become the sign.
    usual = unicodedata.normalize("NFKC", value)
    begins = next((each for each in usual if not _is_skipped(each)), "")
    is_control = value[:1] != "" and unicodedata.category(value[0]) == "Cc"
    return f"'{value}" if begins in _BEGIN_FORMULAS or is_control else value


def _is_skipped(character: str) -> bool:
    """Return whether a character is invisible: space, control, format or combining mark."""
    return character.isspace() or unicodedata.category(character)[0] in "ZCM"


def file_name(title: str) -> str:
    """Return a title as the beginning of a file's name: letters and digits, joined by hyphens.

    It can be empty. Every system accepts it, also in other scripts than the Latin one.
    """
    usual = unicodedata.normalize("NFC", title[:LONGEST_FILE_NAME])
    kept = "".join(each if each.isalnum() or _is_mark(each) else " " for each in usual)
    return "-".join(kept.split())[:LONGEST_FILE_NAME].strip("-")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
