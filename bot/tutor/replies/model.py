"""A reply, before a platform renders it its own way.

A Reply is a sequence of blocks. Texts are CommonMark without HTML; a platform escapes what it
must and pages what does not fit. A button carries an encoded action (bot.tutor.replies.actions),
which `Tutor.act` understands also after a restart or an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.tutor.replies.actions import LONGEST_ACTION

_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001]")
"""Control characters, those that change the direction of the text around them, and the signs around
a moment (bot.tutor.replies.moments)."""


def without_breaks(text: str) -> str:
    """Return plain text on one line, without characters that change how others are shown."""
    return _BREAKS.sub(" ", _UNSEEN.sub("", text))


class Block(BaseModel):
    """One part of a reply; frozen, and refusing fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Button(BaseModel):
    """A press is `Tutor.act(action)`. A label has at most 75 characters, which is Slack's limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(max_length=75)
    action: str = Field(max_length=LONGEST_ACTION)
    style: Literal["plain", "primary", "danger"] = "plain"
    markdown: str = ""  # the label with `code`, for platforms whose buttons can show it

    @field_validator("style", mode="before")
    @classmethod
    def _known_style(cls, style: str) -> str:
        """Return the style of a button that an older version stored as one of success."""
        return "primary" if style == "success" else style


class Text(Block):
    """Prose in CommonMark without HTML."""

    type: Literal["text"] = "text"
    markdown: str
    is_small: bool = False  # said beside the matter: smaller or paler where a platform can


class ListItem(Block):
    """One line of a list, in CommonMark, with the button that belongs to it."""

    type: Literal["item"] = "item"
    markdown: str
    button: Button


class Meter(Block):
    """How much of something is done, as a bar."""

    type: Literal["meter"] = "meter"
    label: str  # plain text, which says the numbers
    done: int = Field(ge=0)
    total: int = Field(ge=1)

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1."""
        return min(1.0, self.done / self.total)


class Code(Block):
    """Code or output, rendered with a fixed-width font and never interpreted."""

    type: Literal["code"] = "code"
    text: str
    language: Literal["python", "text"] = "text"
    caption: str = ""
    hidden: bool = False  # it gives an answer away: rendered as a spoiler
    editable: str = ""
    """What is edited and sent instead of `text`, where that does not run on its own."""
    awaits_run: bool = False  # the output of the code before it, which readers run first
    is_excerpt: bool = False  # a line of a learner's code, which does not run on its own
    marked: bool = False  # elements of tensors that differ are between asterisks


class Details(Block):
    """Text in a fixed-width font, folded until the reader opens it.

    A platform that cannot fold text shows a button instead, whose action replies with the text.
    """

    type: Literal["details"] = "details"
    summary: str = Field(max_length=75)  # what can be opened; the label of the button
    caption: str
    text: str
    action: str = Field(max_length=LONGEST_ACTION)


class Picture(Block):
    """A PNG, and a description for those who cannot see it.

    A platform that stores replies may store the content apart, under `digest`: then `png_base64`
    is empty, and `width` and `height` are its size in pixels.
    """

    type: Literal["picture"] = "picture"
    png_base64: str
    alt: str
    digest: str = ""
    width: int = 0
    height: int = 0
    density: int = Field(default=1, ge=1)  # pixels of the file for one of the page
    is_drawing: bool = False  # a diagram, whose light and dark may be exchanged on a dark page


class File(Block):
    """A file to download, such as a table as CSV; the name's extension is its type."""

    type: Literal["file"] = "file"
    name: str
    base64: str
    digest: str = ""  # as a picture's


class Buttons(Block):
    """Buttons in the order of their importance; a platform breaks the row where it must."""

    type: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]


class Form(Block):
    """One line or several for the learner to fill in; sent as `Tutor.act(action, text)`."""

    type: Literal["form"] = "form"
    label: str
    action: str = Field(max_length=LONGEST_ACTION)
    submit: str  # the label of its button
    multiline: bool = False
    value: str = ""
    draft: Button | None = None
    """The button that opens the same form, on platforms that open forms; None for a form whose
    value is short enough for any button."""


class Choice(BaseModel):
    """One line of a `Menu`, or a value that completes an option."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(max_length=100)
    value: str = Field(max_length=100)
    markdown: str = ""  # the whole text with `code`, where the label is cut or without it
    detail: str = Field(default="", max_length=100)  # smaller, below or beside the label


MOST_TO_CHOOSE = 10
"""Choices of a menu of which several can be chosen, which is Slack's limit for checkboxes."""


class Menu(Block):
    """Several to choose from, too long for buttons; sent as `Tutor.act(action, value)`.

    Where `takes_several`, the values of all that are chosen are sent, with spaces between them.
    """

    type: Literal["menu"] = "menu"
    label: str
    action: str = Field(max_length=LONGEST_ACTION)
    submit: str  # the label of its button, where it has one
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=25)
    takes_several: bool = False

    @model_validator(mode="after")
    def _fits_checkboxes(self) -> Self:
        """Raise ValueError where a platform could not show that many checkboxes, or tell them."""
        has_spaces = any(" " in each.value for each in self.choices)
        if self.takes_several and (len(self.choices) > MOST_TO_CHOOSE or has_spaces):
            raise ValueError(f"at most {MOST_TO_CHOOSE} values without spaces can be chosen among")
        return self

    @property
    def lists_choices(self) -> bool:
        """Whether the choices are to be read in full before one is chosen."""
        return all(each.markdown for each in self.choices)

    def listed(self) -> Text | None:
        """Return the whole choices as a list, for platforms whose menus cut them; else None."""
        if not self.lists_choices:
            return None
        return Text(markdown="\n".join(f"- {each.markdown}" for each in self.choices))


class Table(Block):
    """Cells of plain text; every row has as many as `head`."""

    type: Literal["table"] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    highlighted: int | None = None  # index of the row that is the reader's own
    of_commands: bool = False  # the first cell of each row is a command of ours, such as "/help"
    pictured: bool = False  # the picture right before it shows the same
    markdown: tuple[tuple[str, ...], ...] = ()
    """The rows with `code` and **bold**, for platforms whose tables can show them; else empty."""
    menu: Menu | None = None
    """Offers the rows to choose from. It stands for them where the table is too wide to be shown
    as one."""

    @field_validator("rows")
    @classmethod
    def _cells_on_one_line(cls, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        """Remove line breaks and direction marks, so that no cell imitates a row."""
        return tuple(tuple(map(without_breaks, row)) for row in rows)


AnyBlock = Annotated[
    Text | Code | Details | Table | ListItem | Meter | Picture | File | Buttons | Form | Menu,
    Field(discriminator="type"),
]


Tone = Literal["plain", "passed", "not-yet", "refused", "waiting", "lesson", "board"]
"""What a reply is, as a reader sees it before reading: a verdict or an answer that is right, one
that is not right yet, something that cannot be done, something that is under way, what is to be
read or done, or a survey of what there is. Each platform has its own sign for it, such as a colour;
plain replies have none."""


def buttons_of(blocks: Iterable[Block]) -> Iterator[Button]:
    """Yield the buttons of blocks, in their order."""
    for block in blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
        elif isinstance(block, ListItem):
            yield block.button


class Reply(BaseModel):
    """A reply, and who may see it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[AnyBlock, ...]
    tone: Tone = "plain"
    private: bool = True  # only the learner sees it; False shows it to the study group
    threadable: bool = False
    """Whether it may also be in the public thread below the message that asked for it: true only
    where it contains nothing about the learner but what they wrote there themselves."""
    pending: bool = False  # more comes: this reply will be edited in place
    trouble: bool = False  # it says that something failed; it never replaces a final reply
    is_end: bool = False  # nothing follows, because the learner has left
    ask_again: str = Field(default="", max_length=LONGEST_ACTION)
    """The action of a button that asks for the same reply again; empty where there is none."""
    shareable_exercise: str = ""
    """Id of the exercise whose passing code the learner may share; empty where there is none."""
    shown_again_by: str = Field(default="", max_length=LONGEST_ACTION)
    """The action that shows the same reply to its learner again; empty where there is none."""

    @property
    def is_confidential(self) -> bool:
        """Whether only the learner may see it, wherever they asked for it."""
        return self.private and not self.threadable


_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:@&/=])")
"""What has a meaning in CommonMark or in Discord's own Markdown: also a colon (bare addresses,
emoji), an at sign (mentions), an ampersand (entities) and a slash (names of commands)."""

_LONGEST_INLINE = 60


def escaped(text: str) -> str:
    """Return untrusted text as Markdown that shows it as it is, on one line.

    Everything that a user wrote (a name, say) goes through this or `inline` into a Text. All other
    blocks take plain text, which each platform escapes by itself.
    """
    return _MARKS.sub(r"\\\1", _on_one_line(text))


def inline(text: str) -> str:
    """Return untrusted text as inline code, on one line and cut short."""
    plain = _on_one_line(text).replace("`", "'")
    cut = plain if len(plain) <= _LONGEST_INLINE else plain[: _LONGEST_INLINE - 1] + "…"
    return f"`{cut or ' '}`"


def _on_one_line(text: str) -> str:
    return " ".join(without_breaks(text).split())
