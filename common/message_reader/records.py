"""What a message consists of once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["code", "output", "traceback", "prose"]

Origin = Literal["message", "attachment", "forwarded", "replied-to"]
"""Where a part was sent: in the message itself, in its file, in a message that it forwards, or in
the message that it replies to."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text of one kind within a message."""

    kind: PartKind
    text: str
    origin: Origin = "message"
    name: str = ""  # of the file it was attached as
    repairs: tuple[str, ...] = ()  # keys of `repaired-KEY` in the catalogues
