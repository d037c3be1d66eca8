"""Replies and learners' lines as HTML that is safe to put into the page.

Everything that a learner or a lesson wrote is escaped here, once; the page adds it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from bot.i18n import Translator
from bot.platforms.local.highlighting import LONGEST_HIGHLIGHTED, highlighted
from bot.platforms.local.language_detection import language_of
from bot.tutor.replies.model import (
    AnyBlock,
    Buttons,
    Code,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
)
from bot.tutor.text.code_reader import paste_if_quick

__all__ = ["LONGEST_HIGHLIGHTED", "code_in", "draw_file", "draw_line", "draw_press", "draw_reply"]

_PYTHON_TAGS = frozenset({"", "py", "python", "python3", "torch"})
_COMMAND = re.compile(r"/[a-z]+(?: [^<>]*)?")
_SHORT_CELL = 10  # characters; a cell that is no longer stays on one line
_FENCED = re.compile(r"^```([^\n`]*)\n(.*?)(?:^```[ \t]*$\n?|\Z)", re.MULTILINE | re.DOTALL)


def draw_reply(reply: Reply, t: Translator) -> str:
    """The reply's blocks, one after the other."""
    return "".join(_draw_block(block, t) for block in reply.blocks)


def draw_line(text: str, t: Translator) -> str:
    """What a learner wrote, as they wrote it; code in it is drawn as code.

    A long text that was not read lately is drawn as words: see `code_reader.read_code`.
    """
    return "".join(
        _draw_words(part) if kind is None else _draw_code(part, kind, "", t)
        for part, kind in _parts(text)
    )


def code_in(text: str) -> list[str]:
    """The pieces of Python code in what a learner wrote, as `draw_line` draws them."""
    return [part for part, kind in _parts(text) if kind is not None and _is_python(kind)]


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """What a learner wrote, in parts, each with the language it is in; None for words."""
    if "```" not in text and not text.startswith("/"):
        paste = paste_if_quick(text)
        if paste is not None and paste.is_code:
            yield text.strip("\n"), "python"
            return
    start = 0
    for fenced in _FENCED.finditer(text):
        yield text[start : fenced.start()], None
        yield fenced[2].rstrip("\n"), fenced[1].strip()
        start = fenced.end()
    yield text[start:], None


def draw_plainly(text: str) -> str:
    """A text in which nothing is looked for."""
    return _draw_words(text)


def draw_file(name: str, code: str, t: Translator) -> str:
    """Code that came in a file, below the file's name."""
    return _draw_code(code.strip("\n"), "python", name, t)


def draw_press(label: str, text: str) -> str:
    """A button that was pressed, with what was filled in beside it."""
    words = f"<p class='pressed'>{escape(label)}</p>"
    return words + _draw_words(text)


def _draw_words(text: str) -> str:
    return f"<p class='words'>{escape(text.strip())}</p>" if text.strip() else ""


def _draw_block(block: AnyBlock, t: Translator) -> str:
    match block:
        case Text():
            return f"<div class='prose'>{_MARKDOWN.render(block.markdown, {'say': t})}</div>"
        case Code():
            return _draw_code(block.text, block.language, block.caption, t)
        case Table():
            return _draw_table(block, t)
        case Picture():
            return _draw_picture(block)
        case File():
            return _draw_file(block)
        case Menu():
            return _draw_menu(block)
        case Buttons():
            return _draw_buttons(block, t)
        case Form():
            return _draw_form(block)


def _draw_code(text: str, language: str, caption: str, t: Translator) -> str:
    said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    kind = "python" if _is_python(language) else "text"
    tools = ("edit", "copy") if kind == "python" else ("copy",)
    buttons = "".join(
        f"<button type='button' class='{tool}'>{escape(t(f'local-{tool}'))}</button>"
        for tool in tools
    )
    label = escape(caption or t(f"local-code-{kind}"))
    return (
        f"<figure class='code {kind}'>{said}<pre role='group' aria-label='{label}'>"
        f"<code translate='no'>{highlighted(text) if kind == 'python' else escape(text)}</code>"
        f"</pre><div class='tools'>{buttons}</div></figure>"
    )


def _is_python(language: str) -> bool:
    return language.lower() in _PYTHON_TAGS


def _draw_table(table: Table, t: Translator) -> str:
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in table.head)
    rows = "".join(
        _draw_row(row, highlighted=index == table.highlighted, of_command=table.of_commands)
        for index, row in enumerate(table.rows)
    )
    label = escape(t("local-table"))
    return (
        f"<div class='table' role='group' aria-label='{label}'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _draw_row(cells: Sequence[str], *, highlighted: bool, of_command: bool) -> str:
    mark = " aria-current='true'" if highlighted else ""
    drawn = "".join(
        _draw_cell(cell, is_command=of_command and at == 0) for at, cell in enumerate(cells)
    )
    return f"<tr{mark}>{drawn}</tr>"


def _draw_cell(cell: str, *, is_command: bool) -> str:
    short = " class='short'" if len(cell) <= _SHORT_CELL else ""
    return f"<td{short}>{_draw_command(cell) if is_command else escape(cell)}</td>"


def _draw_command(command: str) -> str:
    """A command that a click puts into the message box."""
    return (
        f"<button type='button' class='command' data-command='{escape(command)}'>"
        f"{escape(command)}</button>"
    )


def _draw_picture(picture: Picture) -> str:
    # With its size the log keeps room for it before it has arrived.
    size = f" width='{picture.width}' height='{picture.height}'" if picture.width else ""
    return (
        f"<img class='picture' data-content='{escape(picture.digest)}'"
        f" alt='{escape(picture.alt)}'{size}>"
    )


def _draw_file(file: File) -> str:
    name = escape(file.name)
    link = f"<a download='{name}' data-content='{escape(file.digest)}'>⬇ {name}</a>"
    return f"<p class='file'>{link}</p>"


def _draw_buttons(block: Buttons, t: Translator) -> str:
    drawn = "".join(
        f"<button type='button' class='{button.style}' data-action='{escape(button.action)}'"
        f"{_lang(button.label, t)}>{escape(button.label)}</button>"
        for button in block.buttons
    )
    return f"<div class='buttons'>{drawn}</div>"


def _lang(label: str, t: Translator) -> str:
    """A `lang` for a label in another language than what stands around it, such as 日本語."""
    language = language_of(label) or t.language
    return "" if language == t.language else f" lang='{language}'"


def _draw_form(form: Form) -> str:
    # A newline right after <textarea> is dropped by HTML, so one is given for it to drop.
    value = escape(form.value)
    field = (
        f"<textarea name='text' rows='4'>\n{value}</textarea>"
        if form.multiline
        else f"<input name='text' autocomplete='off' value='{value}'>"
    )
    return (
        f"<form class='form' data-action='{escape(form.action)}'>"
        f"<label><span>{escape(form.label)}</span>{field}</label>"
        f"<button type='submit' class='primary'>{escape(form.submit)}</button></form>"
    )


def _draw_menu(menu: Menu) -> str:
    options = "".join(
        f"<option value='{escape(each.value)}'>{escape(each.label)}</option>"
        for each in menu.choices
    )
    return (
        f"<form class='form' data-action='{escape(menu.action)}'>"
        f"<label><span>{escape(menu.label)}</span><select name='text'>{options}</select></label>"
        f"<button type='submit' class='primary'>{escape(menu.submit)}</button></form>"
    )


def _fence(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    token = tokens[index]
    return _draw_code(token.content.rstrip("\n"), token.info.strip(), "", env["say"])


def _strong_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    command = _command_in_bold(tokens, index)
    if command is None:
        return self.renderToken(tokens, index, options, env)
    tokens[index + 1].content = tokens[index + 2].tag = ""  # it is drawn here, whole
    return _draw_command(command)


def _strong_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    return self.renderToken(tokens, index, options, env) if tokens[index].tag else ""


def _command_in_bold(tokens: Sequence[Token], index: int) -> str | None:
    """`**/help**` is how the tutor's sentences name a command."""
    inside = tokens[index + 1 : index + 3]
    if [token.type for token in inside] != ["text", "strong_close"]:
        return None
    return inside[0].content if _COMMAND.fullmatch(inside[0].content) else None


def _text_special(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    return escape(tokens[index].content)


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, index, options, env)


def _markdown() -> MarkdownIt:
    """CommonMark and tables, without HTML and without pictures from elsewhere."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    # What was escaped stays a token of its own: an escaped "/help" is a name, and no command.
    markdown.disable("text_join").add_render_rule("text_special", _text_special)
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("link_open", _link_open)
    markdown.add_render_rule("strong_open", _strong_open)
    markdown.add_render_rule("strong_close", _strong_close)
    return markdown


_MARKDOWN = _markdown()
