"""Messages of Discord's components, within the limits of one message."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

import discord
from discord import ui

from bot.platforms.discord.limits import (
    LONGEST_BUTTON,
    LONGEST_PLACEHOLDER,
    MOST_COMPONENTS,
    MOST_FILES,
    MOST_TEXT,
)
from bot.platforms.text_width import truncate
from bot.tutor.replies.model import Button, Menu, Tone, escaped

ACCENTS: Mapping[Tone, int] = {
    "passed": 0x2F9E58,
    "not-yet": 0xE3A32E,
    "refused": 0xC24A4A,
    "waiting": 0x8B919B,
    "lesson": 0x4A80D8,
    "board": 0x8A6BD6,
}
"""Colours of the line at the left of a message, which are seen on the light and the dark theme."""

_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the message; a picture if it has a description."""

    name: str
    content: bytes
    description: str | None = None
    instead: str = ""
    """Markdown that says the same as a picture, for where Discord refuses it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of at most five buttons."""

    buttons: tuple[Button, ...]
    is_aside: bool = False  # the next row comes first, and takes these where it has room


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Text that is hidden until it is pressed."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Text with a button beside it."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between what is above and below it."""


FileRefusal = Literal["too-large", "forbidden", "refused"]
"""Why Discord or a channel refuses a file."""

Part = str | AttachedFile | Row | Section | Divider | Spoiler | Menu

DIVIDER = Divider()


@dataclass(slots=True)
class Page:
    """One message. Views and files of discord.py can be sent once, so each attempt builds them."""

    parts: list[Part] = field(default_factory=list)
    explain: Callable[[FileRefusal], str] | None = None  # the text in place of refused files
    tone: Tone = "plain"

    def view(self, mark: int | None = None) -> ui.LayoutView:
        """Build the view; `mark` is the id of its first component, to find the message again."""
        view = ui.LayoutView(timeout=None)
        for is_spoiler, parts in self._runs():
            items = [_to_item(part) for part in parts]
            if is_spoiler or self.tone == "plain":
                for item in items:
                    view.add_item(item)
            else:
                view.add_item(ui.Container(*items, accent_colour=ACCENTS[self.tone]))
        view.children[0].id = mark
        # Stopped, it is not kept in memory: presses are handled by their custom id.
        view.stop()
        return view

    def _runs(self) -> Iterator[tuple[bool, list[Part]]]:
        """Yield the parts that are drawn together: no container can hold that of a spoiler."""
        for is_spoiler, parts in groupby(self.parts, lambda part: isinstance(part, Spoiler)):
            yield is_spoiler, list(parts)

    def files(self) -> list[discord.File]:
        """Build the attached files, each of which discord.py can send once."""
        return [
            discord.File(io.BytesIO(part.content), part.name)
            for part in self.parts
            if isinstance(part, AttachedFile)
        ]

    @property
    def has_files(self) -> bool:
        """Whether the message has files to upload."""
        return self.largest_file > 0

    @property
    def largest_file(self) -> int:
        """The size in bytes of the largest attached file; 0 without any."""
        files = (part for part in self.parts if isinstance(part, AttachedFile))
        return max((len(file.content) for file in files), default=0)

    def without_files(self, reason: str) -> Page:
        """Return the page with descriptions in place of its files, and the reason."""
        files = [part for part in self.parts if isinstance(part, AttachedFile)]
        said = dict.fromkeys(
            each.instead or f"🖼 {escaped(each.description or each.name)}" for each in files
        )
        kept: list[Part] = [part for part in self.parts if not isinstance(part, AttachedFile)]
        page = Page(kept, tone=self.tone)
        text = "\n".join([*said, reason])
        first_row = next((n for n, part in enumerate(page.parts) if isinstance(part, Row)), None)
        text = text if page.fits(text) else reason
        if not page.fits(text):  # the other parts are as long as a message can be
            page.parts = [_shorten(part, len(text)) for part in page.parts]
        page.parts.insert(len(page.parts) if first_row is None else first_row, text)
        return page

    def fits(self, part: Part) -> bool:
        """Return whether another part fits into the message."""
        parts = [*self.parts, part]
        containers = 1 + 2 * sum(isinstance(each, Spoiler) for each in parts)  # at most
        text = sum(map(_text_length, parts))
        files = sum(isinstance(each, AttachedFile) for each in parts)
        return (
            text <= MOST_TEXT
            and files <= MOST_FILES
            and containers + sum(map(_component_count, parts)) <= MOST_COMPONENTS
        )

    def actions(self) -> set[str]:
        """Return the actions of all buttons."""
        rows = (part for part in self.parts if isinstance(part, Row))
        beside = {part.button.action for part in self.parts if isinstance(part, Section)}
        return beside | {button.action for row in rows for button in row.buttons}

    def without_outer_dividers(self) -> Page:
        """Return the page without the lines at its beginning and at its end."""
        parts = list(self.parts)
        while parts and isinstance(parts[-1], Divider):
            parts.pop()
        while parts and isinstance(parts[0], Divider):
            del parts[0]
        return Page(parts, self.explain, self.tone)


def _shorten(part: Part, by: int) -> Part:
    """Cut the end of a text that is long enough, and close a fence that the cut leaves open."""
    if not isinstance(part, str) or len(part) < 2 * by:
        return part
    kept = truncate(part, len(part) - by - len("\n```"))
    return f"{kept}\n```" if kept.count("```") % 2 else kept


def _to_item(part: Part) -> ui.Item[ui.LayoutView]:
    match part:
        case str():
            return ui.TextDisplay(part)
        case AttachedFile(name=name, description=None):
            return ui.File(f"attachment://{name}")
        case AttachedFile(name=name, description=description):
            media = f"attachment://{name}"
            return ui.MediaGallery(discord.MediaGalleryItem(media, description=description or None))
        case Spoiler(text=text):
            return ui.Container(ui.TextDisplay(text), spoiler=True)
        case Section(text=text, button=button):
            return ui.Section(text, accessory=_to_button(button))
        case Divider():
            return ui.Separator()
        case Row(buttons=buttons):
            return ui.ActionRow(*map(_to_button, buttons))
        case Menu():
            return ui.ActionRow(_to_select(part))


def _component_count(part: Part) -> int:
    if isinstance(part, Section):
        return 3
    if isinstance(part, Row):
        return 1 + len(part.buttons)
    return 2 if isinstance(part, Spoiler | Menu) else 1


def _text_length(part: Part) -> int:
    if isinstance(part, Spoiler | Section):
        return len(part.text)
    return len(part) if isinstance(part, str) else 0


def _to_select(menu: Menu) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=menu.action,
        placeholder=truncate(menu.label, LONGEST_PLACEHOLDER),
        min_values=1,
        max_values=len(menu.choices) if menu.takes_several else 1,
        options=[
            discord.SelectOption(
                label=each.label, value=each.value, description=each.detail or None
            )
            for each in menu.choices
        ],
    )


def _to_button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=truncate(button.label, LONGEST_BUTTON),
        custom_id=button.action,
        style=_STYLES[button.style],
    )
