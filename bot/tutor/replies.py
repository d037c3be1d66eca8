"""What a reply is, before a platform draws it its own way.

A Reply is a sequence of blocks. Texts are CommonMark without HTML; a platform escapes what it
must and pages what does not fit. A button carries an action: a short string (at most 100
characters, Discord's limit for a custom id) that `Tutor.act` understands, also after a restart.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Block(BaseModel):
    """One part of a reply; frozen, and refusing fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Block):
    """Prose in CommonMark without HTML."""

    type: Literal["text"] = "text"
    markdown: str


class Code(Block):
    """Code or output, drawn with a fixed-width font and never interpreted."""

    type: Literal["code"] = "code"
    text: str
    language: Literal["python", "text"] = "text"
    caption: str = ""
    hidden: bool = False  # it gives an answer away: shown to whoever asks to see it


class Table(Block):
    """Cells of plain text; every row has as many as `head`."""

    type: Literal["table"] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    highlighted: int | None = None  # index of the row that is the reader's own


class Picture(Block):
    """A PNG, and its content in words for whoever cannot see it.

    A platform that keeps replies may keep the content apart, under `digest`: then `png_base64` is
    empty, and `width` and `height` say how large it is.
    """

    type: Literal["picture"] = "picture"
    png_base64: str
    alt: str
    digest: str = ""
    width: int = 0
    height: int = 0


class File(Block):
    """Something to keep, such as a table as CSV; the name's ending says what it is."""

    type: Literal["file"] = "file"
    name: str
    base64: str
    digest: str = ""  # as a picture's


class Button(BaseModel):
    """A press is `Tutor.act(action)`; a label is at most 75 characters, which is Slack's limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(max_length=75)
    action: str = Field(max_length=100)
    style: Literal["plain", "primary", "success", "danger"] = "plain"


class Buttons(Block):
    """Buttons in the order of their importance; a platform breaks the row where it must."""

    type: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]


class Form(Block):
    """One line or several for the learner to fill in; sent as `Tutor.act(action, text)`."""

    type: Literal["form"] = "form"
    label: str
    action: str = Field(max_length=100)
    submit: str  # the words on its button
    multiline: bool = False
    value: str = ""


class Choice(BaseModel):
    """One line of a `Menu`, or a value that completes an option."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(max_length=100)
    value: str = Field(max_length=100)


class Menu(Block):
    """Several to choose one from, too long for buttons; sent as `Tutor.act(action, value)`."""

    type: Literal["menu"] = "menu"
    label: str
    action: str = Field(max_length=100)
    submit: str  # the words on its button, where it has one
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=25)


AnyBlock = Annotated[
    Text | Code | Table | Picture | File | Buttons | Form | Menu, Field(discriminator="type")
]


class Reply(BaseModel):
    """What the tutor says, and who may see it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[AnyBlock, ...]
    private: bool = True  # only the learner sees it; False shows it to the study group
    pending: bool = False  # more comes: this reply will be edited in place


_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~])")
_LONGEST_INLINE = 60


def escaped(text: str) -> str:
    """A learner's own words as Markdown that shows them as they are."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def inline(text: str) -> str:
    """A learner's own words as inline code, on one line and cut short."""
    plain = " ".join(text.replace("`", "'").split())
    cut = plain if len(plain) <= _LONGEST_INLINE else plain[: _LONGEST_INLINE - 1] + "…"
    return f"`{cut or ' '}`"
