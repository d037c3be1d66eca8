"""Messages of Discord's components, within the limits of one message."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
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
from bot.tutor.replies.model import Button, Menu, escaped

_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the message; a picture if it has a description."""

    name: str
    content: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of at most five buttons."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Text that is hidden until it is pressed."""

    text: str


FileRefusal = Literal["too-large", "forbidden", "refused"]
"""Why Discord or a channel refuses a file."""

Part = str | AttachedFile | Row | Spoiler | Menu


@dataclass(slots=True)
class Page:
    """One message. Views and files of discord.py can be sent once, so each attempt builds them."""

    parts: list[Part] = field(default_factory=list)
    explain: Callable[[FileRefusal], str] | None = None  # the text in place of refused files

    def view(self, mark: int | None = None) -> ui.LayoutView:
        """Build the view; `mark` is the id of its first component, to find the message again."""
        view = ui.LayoutView(timeout=None)
        for part in self.parts:
            match part:
                case str():
                    view.add_item(ui.TextDisplay(part))
                case AttachedFile(name=name, description=None):
                    view.add_item(ui.File(f"attachment://{name}"))
                case AttachedFile(name=name, description=description):
                    item = discord.MediaGalleryItem(
                        f"attachment://{name}", description=description or None
                    )
                    view.add_item(ui.MediaGallery(item))
                case Spoiler(text=text):
                    view.add_item(ui.Container(ui.TextDisplay(text), spoiler=True))
                case Row(buttons=buttons):
                    view.add_item(ui.ActionRow(*map(_to_button, buttons)))
                case Menu():
                    view.add_item(ui.ActionRow(_to_select(part)))
        view.children[0].id = mark
        # Stopped, it is not kept in memory: presses are handled by their custom id.
        view.stop()
        return view

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
        descriptions = dict.fromkeys(each.description or each.name for each in files)
        page = Page([part for part in self.parts if not isinstance(part, AttachedFile)])
        text = "\n".join([*(f"🖼 {escaped(each)}" for each in descriptions), reason])
        first_row = next((n for n, part in enumerate(page.parts) if isinstance(part, Row)), None)
        text = text if page.fits(text) else reason
        if not page.fits(text):  # the other parts are as long as a message can be
            page.parts = [_shorten(part, len(text)) for part in page.parts]
        page.parts.insert(len(page.parts) if first_row is None else first_row, text)
        return page

    def fits(self, part: Part) -> bool:
        """Return whether another part fits into the message."""
        parts = [*self.parts, part]
        text = sum(map(_text_length, parts))
        files = sum(isinstance(each, AttachedFile) for each in parts)
        return (
            text <= MOST_TEXT
            and files <= MOST_FILES
            and sum(map(_component_count, parts)) <= MOST_COMPONENTS
        )

    def actions(self) -> set[str]:
        """Return the actions of all buttons."""
        rows = (part for part in self.parts if isinstance(part, Row))
        return {button.action for row in rows for button in row.buttons}


def _shorten(part: Part, by: int) -> Part:
    """Cut the end of a text that is long enough, and close a fence that the cut leaves open."""
    if not isinstance(part, str) or len(part) < 2 * by:
        return part
    kept = truncate(part, len(part) - by - len("\n```"))
    return f"{kept}\n```" if kept.count("```") % 2 else kept


def _component_count(part: Part) -> int:
    if isinstance(part, Row):
        return 1 + len(part.buttons)
    return 2 if isinstance(part, Spoiler | Menu) else 1


def _text_length(part: Part) -> int:
    if isinstance(part, Spoiler):
        return len(part.text)
    return len(part) if isinstance(part, str) else 0


def _to_select(menu: Menu) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=menu.action,
        placeholder=truncate(menu.label, LONGEST_PLACEHOLDER),
        options=[discord.SelectOption(label=each.label, value=each.value) for each in menu.choices],
    )


def _to_button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=truncate(button.label, LONGEST_BUTTON),
        custom_id=button.action,
        style=_STYLES[button.style],
    )
