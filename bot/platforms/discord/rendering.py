"""Render replies as messages of Discord's components: text, pictures, files and buttons."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import discord
from discord import ui

from bot.platforms.discord.limits import (
    LONGEST_BUTTON,
    LONGEST_CUSTOM_ID,
    LONGEST_DESCRIPTION,
    LONGEST_PLACEHOLDER,
    MOST_BUTTONS,
    MOST_COMPONENTS,
    MOST_FILES,
    MOST_TEXT,
)
from bot.platforms.discord.markdown import Mentions, discord_blocks, fenced
from bot.platforms.discord.tables import table_text
from bot.platforms.text_width import truncate
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
    escaped,
)

log = logging.getLogger(__name__)

LONGEST_CODE = 1500
"""Characters of a code block in a message; of longer code the whole is attached as a file."""

LONGEST_SPOILER = 3000  # longer code is cut, because an attached file would not be hidden

LINE_FORM, TEXT_FORM = "form=", "area="
"""Prefixes of the custom ids of buttons that open a form; the form's action follows."""

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


def render(reply: Reply, commands: Mentions) -> list[Page]:
    """Return a reply as one message, or as several if it exceeds the limits of one."""
    pages = [Page()]
    for merged in _merge_texts(_Renderer(commands).parts(reply.blocks)):
        for part in _split_text(merged):
            _append(pages, part)
    if not pages[0].parts:
        pages[0].parts.append("…")
    return pages


def _append(pages: list[Page], part: Part) -> None:
    if isinstance(part, Row):
        # Discord refuses a message with the same custom id twice.
        unique = {each.action: each for each in part.buttons}
        existing = pages[-1].actions()
        part = Row(tuple(each for action, each in unique.items() if action not in existing))
        if not part.buttons:
            return
    if not pages[-1].fits(part):
        pages.append(Page())
    pages[-1].parts.append(part)


class _Renderer:
    def __init__(self, commands: Mentions) -> None:
        self._commands = commands
        self._file_count = 0

    def parts(self, blocks: Iterable[AnyBlock]) -> Iterator[Part]:
        for block in blocks:
            match block:
                case Text(markdown=markdown):
                    yield from discord_blocks(markdown, self._commands)
                case Code():
                    yield from self._code(block)
                case Table():
                    yield table_text(block, self._commands)
                case Picture(png_base64=png, alt=alt):
                    description = truncate(alt, LONGEST_DESCRIPTION)
                    yield AttachedFile(self._file_name("png"), base64.b64decode(png), description)
                case Buttons(buttons=buttons):
                    usable = [each for each in buttons if _is_usable(each.action)]
                    for start in range(0, len(usable), MOST_BUTTONS):
                        yield Row(tuple(usable[start : start + MOST_BUTTONS]))
                case Form():
                    yield from self._form(block)
                case Menu():
                    yield block
                case File(name=name, base64=content):
                    yield AttachedFile(name, base64.b64decode(content))

    def _code(self, code: Code) -> Iterator[Part]:
        language = "py" if code.language == "python" else ""
        if code.caption:
            yield f"**{code.caption}**"
        if code.hidden:
            yield Spoiler(fenced(truncate(code.text, LONGEST_SPOILER), language))
            return
        if len(code.text) <= LONGEST_CODE:
            yield fenced(code.text, language)
            return
        shown = code.text[:LONGEST_CODE].rpartition("\n")[0] or code.text[:LONGEST_CODE]
        yield fenced(f"{shown}\n…", language)
        yield AttachedFile(self._file_name(language or "txt"), code.text.encode())

    def _form(self, form: Form) -> Iterator[Part]:
        action = (TEXT_FORM if form.multiline else LINE_FORM) + form.action
        if form.label:
            yield f"**{form.label}**"
        if _is_usable(action):
            label = f"✏️ {form.submit}"
            yield Row((Button.model_construct(label=label, action=action, style="primary"),))

    def _file_name(self, extension: str) -> str:
        self._file_count += 1
        return f"tensei-{self._file_count}.{extension}"


def _is_usable(action: str) -> bool:
    if len(action) <= LONGEST_CUSTOM_ID:
        return True
    log.error("the button %r is left out: its action is too long for Discord", action)
    return False


def _merge_texts(parts: Iterable[Part]) -> Iterator[Part]:
    """Merge consecutive texts, up to the length of a message."""
    text = ""
    for part in parts:
        if not isinstance(part, str):
            if text:
                yield text
            text = ""
            yield part
            continue
        merged = text + _separator(text, part) + part if text else part
        if len(merged) > MOST_TEXT and text:
            yield text
            text = part
        else:
            text = merged
    if text:
        yield text


def _separator(before: str, after: str) -> str:
    """Return a line break next to code, in lists and below headings, else a blank line."""
    last = before.rpartition("\n")[2]
    is_list = after.startswith("- ") or last.startswith("- ")
    is_close = last.startswith(("#", "```")) or after.startswith("```") or is_list
    return "\n" if is_close else "\n\n"


def _split_text(part: Part) -> Sequence[Part]:
    """Split a text that exceeds a message at line ends; fences are closed and opened again."""
    if not isinstance(part, str) or len(part) <= MOST_TEXT:
        return [part]
    texts, text, fence = [], "", ""
    limit = MOST_TEXT - len("\n```")
    for line in _split_long_lines(part):
        if text and len(text) + 1 + len(line) > limit:
            texts.append(text + ("\n```" if fence else ""))
            text = f"{fence}\n{line}" if fence else line
        else:
            text = f"{text}\n{line}" if text else line
        if line.startswith("```"):
            fence = "" if fence else line
    return [*texts, text]


def _split_long_lines(text: str) -> Iterator[str]:
    length = MOST_TEXT // 2
    for line in text.split("\n"):
        yield from (line[at : at + length] for at in range(0, max(len(line), 1), length))


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
