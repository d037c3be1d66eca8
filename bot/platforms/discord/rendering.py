"""Render replies as messages of Discord's components: text, pictures, files and buttons."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.platforms.discord.limits import (
    LONGEST_CUSTOM_ID,
    LONGEST_DESCRIPTION,
    MOST_BUTTONS,
    MOST_TEXT,
)
from bot.platforms.discord.markdown import Mentions, discord_blocks, fenced
from bot.platforms.discord.pages import (
    DIVIDER,
    AttachedFile,
    Page,
    Part,
    Row,
    Section,
    Spoiler,
)
from bot.platforms.discord.tables import table_text
from bot.platforms.meters import meter_bar
from bot.platforms.narrow_code import narrow_code, narrow_output
from bot.platforms.tables import align_columns, rows_in_words
from bot.platforms.text_width import truncate
from bot.tutor.replies.buttons import Style, with_draft_buttons
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Details,
    File,
    Form,
    ListItem,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
    Tone,
    buttons_of,
    escaped,
)

log = logging.getLogger(__name__)

LONGEST_CODE = 1500
"""Characters of a code block in a message; of longer code the whole is attached as a file."""

LONGEST_SPOILER = 3000  # longer code is cut, because an attached file would not be hidden

_PARTS_TO_DIVIDE = 2
"""Parts of a message above its last buttons from which on a line is between them."""

LINE_FORM, TEXT_FORM = "form=", "area="
"""Prefixes of the custom ids of buttons that open a form; the form's action follows."""


def render(reply: Reply, commands: Mentions) -> list[Page]:
    """Return a reply as one message, or as several if it exceeds the limits of one."""
    shown = tuple(with_draft_buttons(reply.blocks))
    has_primary = any(each.style == "primary" for each in buttons_of(shown))
    parts = list(_Renderer(commands, has_primary=has_primary).parts(shown))
    pages = _pages(parts, reply.tone)
    if reply.tone == "plain":
        return pages
    divided = _pages(_divided(parts), reply.tone)
    return divided if len(divided) == len(pages) else pages  # lines are not worth a message


def _pages(parts: Iterable[Part], tone: Tone) -> list[Page]:
    pages = [Page(tone=tone)]
    for merged in _merge_texts(parts):
        for part in _split_text(merged):
            _append(pages, part)
    if not pages[0].parts:
        pages[0].parts.append("…")
    return [page.without_outer_dividers() for page in pages]


def _divided(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts with lines above their headings, and above the buttons at the end."""
    last = len(parts)
    while last and isinstance(parts[last - 1], Row | Menu):
        last -= 1
    if last and last < len(parts) - 1 and _is_row_of_code(parts[last - 1], parts[last]):
        last += 1
    for at, part in enumerate(parts):
        text = part.text if isinstance(part, Section) else part
        is_heading = isinstance(text, str) and text.startswith("#")
        if at and (is_heading or (at == last and last >= _PARTS_TO_DIVIDE)):
            yield DIVIDER
        yield part


def _is_row_of_code(before: Part, part: Part) -> bool:
    """Return whether buttons belong to the code above them, such as "Run".

    A full row may be the first of those at the end of the reply.
    """
    is_below_code = isinstance(before, str) and before.endswith("```")
    return (
        is_below_code
        and isinstance(part, Row)
        and not part.is_aside
        and len(part.buttons) < MOST_BUTTONS
    )


def _append(pages: list[Page], part: Part) -> None:
    if isinstance(part, Section) and part.button.action in pages[-1].actions():
        part = part.text
    if isinstance(part, Row):
        # Discord refuses a message with the same custom id twice.
        unique = {each.action: each for each in part.buttons}
        existing = pages[-1].actions()
        new = tuple(each for action, each in unique.items() if action not in existing)
        if not new:
            return
        part = Row(new, part.is_aside)
        last = pages[-1].parts[-1] if pages[-1].parts else None
        if isinstance(last, Row) and last.is_aside and not part.is_aside:
            has_room = len(last.buttons + new) <= MOST_BUTTONS
            if has_room and pages[-1].parts.pop():
                part = Row(new + last.buttons)
    if not pages[-1].fits(part):
        pages.append(Page(tone=pages[-1].tone))
    pages[-1].parts.append(part)


_NOT_ATTACHABLE = re.compile(r"[^A-Za-z0-9._-]+")


def attachable_name(name: str) -> str:
    """Return a file's name as messages can refer to it: in ASCII, with its extension.

    A message with `attachment://` and another character in the name is refused:
    https://github.com/discord/discord-api-docs/issues/7890
    """
    stem, dot, extension = name.rpartition(".")
    parts = (_NOT_ATTACHABLE.sub("-", each) for each in (stem if dot else extension).split("-"))
    kept = "-".join(filter(None, (each.strip("-.") for each in parts))) or "file"
    return f"{kept}.{_NOT_ATTACHABLE.sub('', extension)}" if dot else kept


class _Renderer:
    def __init__(self, commands: Mentions, *, has_primary: bool) -> None:
        self._commands = commands
        self._has_primary = has_primary
        self._file_count = 0

    def parts(self, blocks: Iterable[AnyBlock]) -> Iterator[Part]:
        waiting: Picture | None = None  # the next block may be a table of the same
        for block in blocks:
            table = block if isinstance(block, Table) and block.pictured else None
            if waiting is not None:
                yield self._picture(waiting, table)
            was_shown = waiting is not None and table is not None
            waiting = block if isinstance(block, Picture) else None
            if waiting is None and not was_shown:
                yield from self._parts(block)
        if waiting is not None:
            yield self._picture(waiting, None)

    def _picture(self, picture: Picture, table: Table | None) -> AttachedFile:
        """Return a picture, with the table of the same for where it cannot be shown.

        Whoever cannot see the picture hears the table's rows in its description.
        """
        alt, instead = picture.alt, ""
        if table is not None:
            instead = table_text(table, self._commands)
            alt = f"{alt}: {rows_in_words(table)}"
        content = base64.b64decode(picture.png_base64)
        name = self._file_name("png")
        return AttachedFile(name, content, truncate(alt, LONGEST_DESCRIPTION), instead)

    def _parts(self, block: AnyBlock) -> Iterator[Part]:
        match block:
            case Text():
                yield from self._text(block)
            case Code():
                yield from self._code(block)
            case Details(summary=summary, action=action):
                yield from _rows((Button(label=summary, action=action),), is_aside=True)
            case Table(menu=Menu() as menu) if align_columns(block) is None:
                yield menu
            case Table():
                yield table_text(block, self._commands)
            case ListItem(markdown=markdown, button=button):
                text = "\n".join(discord_blocks(markdown, self._commands))
                yield Section(text, button) if _is_usable(button.action) else text
            case Meter(label=label):
                yield f"{meter_bar(block)} {escaped(label)}"
            case Picture():
                yield self._picture(block, None)
            case File(name=name, base64=content):
                yield AttachedFile(attachable_name(name), base64.b64decode(content))
            case Buttons(buttons=buttons):
                yield from _rows(buttons)
            case Form():
                yield from self._form(block)
            case Menu():
                yield from self._menu(block)

    def _text(self, text: Text) -> Iterable[str]:
        texts = discord_blocks(text.markdown, self._commands)
        return map(_small, texts) if text.is_small else texts

    def _code(self, code: Code) -> Iterator[Part]:
        language = "py" if code.language == "python" else ""
        if code.caption:
            yield f"**{escaped(code.caption)}**"
        if code.hidden:
            yield Spoiler(fenced(truncate(code.text, LONGEST_SPOILER), language))
            return
        narrow = narrow_code if code.language == "python" else narrow_output
        if len(code.text) <= LONGEST_CODE:
            yield fenced(narrow(code.text), language)
            return
        shown = narrow(code.text[:LONGEST_CODE])[:LONGEST_CODE]
        shown = shown.rpartition("\n")[0] or shown
        yield fenced(f"{shown}\n…", language)
        yield AttachedFile(self._file_name(language or "txt"), code.text.encode())

    def _menu(self, menu: Menu) -> Iterator[Part]:
        listed = menu.listed()
        if listed is not None:
            yield from discord_blocks(listed.markdown, self._commands)
        yield menu

    def _form(self, form: Form) -> Iterator[Part]:
        action = (TEXT_FORM if form.multiline else LINE_FORM) + form.action
        label = f"**{escaped(form.label)}**" if form.label else ""
        if not _is_usable(action):
            yield from (label,) if label else ()
            return
        style: Style = "plain" if self._has_primary else "primary"
        self._has_primary = True
        button = Button.model_construct(label=f"✏️ {form.submit}", action=action, style=style)
        yield Section(label, button) if label else Row((button,))

    def _file_name(self, extension: str) -> str:
        self._file_count += 1
        return f"tensei-{self._file_count}.{extension}"


def _rows(buttons: Iterable[Button], *, is_aside: bool = False) -> Iterator[Row]:
    usable = [each for each in buttons if _is_usable(each.action)]
    for start in range(0, len(usable), MOST_BUTTONS):
        yield Row(tuple(usable[start : start + MOST_BUTTONS]), is_aside)


def _small(text: str) -> str:
    """Return a paragraph in Discord's small print; a list or code as it is."""
    if text.startswith(("- ", "#", "```", ">", "1. ")):
        return text
    return "\n".join(f"-# {line}" for line in text.split("\n"))


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
    is_close = last.startswith(("#", "```", "-# ")) or after.startswith("```") or is_list
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
