"""Text with null characters, which Python has and Postgres refuses."""

from __future__ import annotations

from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class NullReplacingDumper(StrDumperUnknown):
    """Writes the replacement character instead, so that no paste can fail to be stored."""

    def dump(self, obj: str) -> Buffer | None:
        """The text for Postgres, each null character replaced."""
        return super().dump(obj.replace("\0", REPLACEMENT))
