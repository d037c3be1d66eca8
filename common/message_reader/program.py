"""Makes the program to grade or run from the code parts of a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from common.message_reader.paste import read_paste
from common.message_reader.records import Part, Paste


def assemble(
    parts: Sequence[Part],
    wanted: Collection[str] = (),
    starters: Mapping[str, Collection[str]] | None = None,
) -> Paste:
    """Return the program for the functions that exercises ask for.

    `wanted` are the names of those functions, and `starters` their unchanged beginnings, as
    `fingerprint` returns them. Without a code part, `is_code` is false.
    """
    return read_paste("\n\n".join(part.text for part in parts if part.kind == "code"))
