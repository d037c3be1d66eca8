"""Replies as messages of Discord's components: text, pictures, files and rows of buttons."""

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
"""Characters of one piece of code that a message shows; the whole of it goes into a file."""

LONGEST_SPOILER = 3000  # a file could not be covered in the same place

LINE_FORM, TEXT_FORM = "form=", "area="
"""How the custom id of a button begins that opens a form; the form's action follows."""

_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the message; a picture where it has a description."""

    name: str
    content: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons beside each other, at most five."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Spoiler:
    """Text that is seen only once it is pressed."""

    text: str


FileRefusal = Literal["too-large", "forbidden", "refused"]
"""Why a place does not take a file."""

Part = str | AttachedFile | Row | Spoiler | Menu


@dataclass(slots=True)
class Page:
    """One message. What discord.py sends can be sent once only, so it is made anew each time."""

    parts: list[Part] = field(default_factory=list)
    explain: Callable[[FileRefusal], str] | None = None  # says why its files are missing

    def view(self, mark: int | None = None) -> ui.LayoutView:
        """What is sent. `mark` is the id of its first component, by which it is known again."""
        view = ui.LayoutView(timeout=None)
        for piece in self.parts:
            match piece:
                case str():
                    view.add_item(ui.TextDisplay(piece))
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
                    view.add_item(ui.ActionRow(*map(_drawn_button, buttons)))
                case Menu():
                    view.add_item(ui.ActionRow(_drawn_menu(piece)))
        view.children[0].id = mark
        # Stopped, it is not kept in memory: what is pressed is read from its custom id.
        view.stop()
        return view

    def files(self) -> list[discord.File]:
        """The attached files, made anew: discord.py can send each of them once."""
        return [
            discord.File(io.BytesIO(piece.content), piece.name)
            for piece in self.parts
            if isinstance(piece, AttachedFile)
        ]

    @property
    def has_files(self) -> bool:
        """Whether anything is to be uploaded with it."""
        return self.largest_file > 0

    @property
    def largest_file(self) -> int:
        """The size in bytes of the largest attached file; 0 without any."""
        files = (piece for piece in self.parts if isinstance(piece, AttachedFile))
        return max((len(file.content) for file in files), default=0)

    def without_files(self, why: str) -> Page:
        """Return the page with descriptions in place of its pictures, and why they are missing."""
        files = [piece for piece in self.parts if isinstance(piece, AttachedFile)]
        descriptions = dict.fromkeys(each.description or each.name for each in files)
        page = Page([piece for piece in self.parts if not isinstance(piece, AttachedFile)])
        words = "\n".join([*(f"🖼 {escaped(each)}" for each in descriptions), why])
        at = next((n for n, piece in enumerate(page.parts) if isinstance(piece, Row)), None)
        words = words if page.fits(words) else why
        if not page.fits(words):  # the rest of the page is as long as a message can be
            page.parts = [_shortened(piece, len(words)) for piece in page.parts]
        page.parts.insert(len(page.parts) if at is None else at, words)
        return page

    def fits(self, piece: Part) -> bool:
        """Whether a piece still fits."""
        pieces = [*self.parts, piece]
        text = sum(map(_text, pieces))
        files = sum(isinstance(each, AttachedFile) for each in pieces)
        return (
            text <= MOST_TEXT
            and files <= MOST_FILES
            and sum(map(_components, pieces)) <= MOST_COMPONENTS
        )

    def actions(self) -> set[str]:
        """The actions of all its buttons."""
        rows = (piece for piece in self.parts if isinstance(piece, Row))
        return {button.action for row in rows for button in row.buttons}


def render(reply: Reply, commands: Mentions) -> list[Page]:
    """The reply as one message, or as several where one cannot hold it; at least one."""
    pages = [Page()]
    for piece in _joined(_Drawing(commands).pieces(reply.blocks)):
        for part in _fitting(piece):
            _add(pages, part)
    if not pages[0].parts:
        pages[0].parts.append("…")
    return pages


def _add(pages: list[Page], piece: Part) -> None:
    if isinstance(piece, Row):
        # Discord refuses the same custom id twice; the same button twice helps nobody anyway.
        fresh = {each.action: each for each in piece.buttons}
        there = pages[-1].actions()
        piece = Row(tuple(each for action, each in fresh.items() if action not in there))
        if not piece.buttons:
            return
    if not pages[-1].fits(piece):
        pages.append(Page())
    pages[-1].parts.append(piece)


class _Drawing:
    def __init__(self, commands: Mentions) -> None:
        self._commands = commands
        self._files = 0

    def pieces(self, blocks: Iterable[AnyBlock]) -> Iterator[Part]:
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
                    yield AttachedFile(self._name("png"), base64.b64decode(png), description)
                case Buttons(buttons=buttons):
                    usable = [each for each in buttons if _is_usable(each.action)]
                    for at in range(0, len(usable), MOST_BUTTONS):
                        yield Row(tuple(usable[at : at + MOST_BUTTONS]))
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
        yield AttachedFile(self._name(language or "txt"), code.text.encode())

    def _form(self, form: Form) -> Iterator[Part]:
        action = (TEXT_FORM if form.multiline else LINE_FORM) + form.action
        if form.label:
            yield f"**{form.label}**"
        if _is_usable(action):
            label = f"✏️ {form.submit}"
            yield Row((Button.model_construct(label=label, action=action, style="primary"),))

    def _name(self, ending: str) -> str:
        self._files += 1
        return f"tensei-{self._files}.{ending}"


def _is_usable(action: str) -> bool:
    if len(action) <= LONGEST_CUSTOM_ID:
        return True
    log.error("the button %r is left out: its action is too long for Discord", action)
    return False


def _joined(pieces: Iterable[Part]) -> Iterator[Part]:
    """Texts that follow each other as one, as far as one message can hold them."""
    text = ""
    for piece in pieces:
        if not isinstance(piece, str):
            if text:
                yield text
            text = ""
            yield piece
            continue
        longer = text + _gap(text, piece) + piece if text else piece
        if len(longer) > MOST_TEXT and text:
            yield text
            text = piece
        else:
            text = longer
    if text:
        yield text


def _gap(before: str, after: str) -> str:
    """Code, lists and what stands below a heading keep close; paragraphs do not."""
    last = before.rpartition("\n")[2]
    is_list = after.startswith("- ") or last.startswith("- ")
    close = last.startswith(("#", "```")) or after.startswith("```") or is_list
    return "\n" if close else "\n\n"


def _fitting(piece: Part) -> Sequence[Part]:
    """A text too long for any message in parts, cut at a line's end; the code in it stays code."""
    if not isinstance(piece, str) or len(piece) <= MOST_TEXT:
        return [piece]
    parts, part, fence = [], "", ""
    for line in _short_lines(piece):
        room = MOST_TEXT - len("\n```")
        if part and len(part) + 1 + len(line) > room:
            parts.append(part + ("\n```" if fence else ""))
            part = f"{fence}\n{line}" if fence else line
        else:
            part = f"{part}\n{line}" if part else line
        if line.startswith("```"):
            fence = "" if fence else line
    return [*parts, part]


def _short_lines(text: str) -> Iterator[str]:
    most = MOST_TEXT // 2
    for line in text.split("\n"):
        yield from (line[at : at + most] for at in range(0, max(len(line), 1), most))


def _shortened(piece: Part, by: int) -> Part:
    """A text without its end, where it is long enough; code in it stays code."""
    if not isinstance(piece, str) or len(piece) < 2 * by:
        return piece
    kept = truncate(piece, len(piece) - by - len("\n```"))
    return f"{kept}\n```" if kept.count("```") % 2 else kept


def _components(piece: Part) -> int:
    if isinstance(piece, Row):
        return 1 + len(piece.buttons)
    return 2 if isinstance(piece, Spoiler | Menu) else 1


def _text(piece: Part) -> int:
    if isinstance(piece, Spoiler):
        return len(piece.text)
    return len(piece) if isinstance(piece, str) else 0


def _drawn_menu(menu: Menu) -> ui.Select[ui.LayoutView]:
    return ui.Select(
        custom_id=menu.action,
        placeholder=truncate(menu.label, LONGEST_PLACEHOLDER),
        options=[discord.SelectOption(label=each.label, value=each.value) for each in menu.choices],
    )


def _drawn_button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=truncate(button.label, LONGEST_BUTTON),
        custom_id=button.action,
        style=_STYLES[button.style],
    )
