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


@dataclass(frozen=True, slots=True)
class Paste:
    """The program in a message, to be graded or run."""

    code: str  # empty if there is none
    is_code: bool  # False where the message has no code part
    repairs: tuple[str, ...] = ()  # keys of `repaired-KEY` in the catalogues, each once
    names: tuple[str, ...] = ()  # defined at the top level, see `defined_names`
    functions: tuple[str, ...] = ()  # those of `names` that are not mere values
    not_attempted: tuple[str, ...] = ()  # wanted functions whose starter is unchanged
    missing: tuple[str, ...] = ()  # packages of annotations that were left out


class ReadingError(Exception):
    """A file cannot be read as code; `reason` says why, for a translation."""

    reason: str

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotebookError(ReadingError):
    """A file named .ipynb is no Jupyter notebook.

    The reason is "empty", "not-json", "no-cells" or "no-code".
    """


class EncodingError(ReadingError):
    """The bytes of a file are no text that can be read with certainty.

    The reason is "binary", "web-page", "picture" or "unknown".
    """


REPAIRS = (
    "prompts",
    "characters",
    "indentation",
    "words",
    "numbers",
    "entities",
    "escapes",
    "notebook",
    "blocks",
    "class",
    "annotations",
    "encoding-shift-jis",
    "encoding-euc-jp",
    "encoding-jis",
    "encoding-utf-16",
    "encoding-comments",
)
"""Every key of a repair."""
