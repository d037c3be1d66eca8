"""Null characters in text: Python's strings may contain them, Postgres rejects them."""

from __future__ import annotations

from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class NullReplacingDumper(StrDumperUnknown):
    """Writes the replacement character for each null character, so that any paste can be stored."""

    def dump(self, obj: str) -> Buffer | None:
        """Return the text as Postgres accepts it."""
        return super().dump(obj.replace("\0", REPLACEMENT))
