"""Renders replies and learners' messages as HTML that is safe to insert into the page.

Everything that a learner or a lesson wrote is escaped here, once; the page does not escape it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from bot.i18n import Translator
from bot.platforms.local.controls import render_buttons, render_form, render_menu, submit_style
from bot.platforms.local.highlighting import LONGEST_HIGHLIGHTED, highlight
from bot.platforms.local.inline_html import (
    inline_html,
    keep_numbers,
    kept_on_one_line,
    marked_html,
    split_closing,
)
from bot.tutor.replies.buttons import Style
from bot.tutor.replies.model import (
    AnyBlock,
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
)
from bot.tutor.replies.moments import Moment, split_moments
from bot.tutor.text.code_reader import has_code_if_quick

__all__ = [
    "LONGEST_HIGHLIGHTED",
    "python_blocks",
    "render_button_press",
    "render_code_file",
    "render_message",
    "render_reply",
]

_PYTHON_TAGS = frozenset({"", "py", "python", "python3", "torch"})
_COMMAND = re.compile(r"/[a-z]+(?: [^<>]*)?")
_SHORT_CELL = 10  # characters; a cell up to this length does not wrap
_FENCED = re.compile(r"^```([^\n`]*)\n(.*?)(?:^```[ \t]*$\n?|\Z)", re.MULTILINE | re.DOTALL)


def render_reply(reply: Reply, t: Translator) -> str:
    """Render the blocks of a reply."""
    style = submit_style(reply)
    return "".join(_render_block(block, t, style) for block in reply.blocks)


def render_message(text: str, t: Translator) -> str:
    """Render a learner's message: fenced code and unfenced Python as code, the rest as plain text.

    Unfenced code in a long message is recognized only if `code_reader.read_code` has parsed it.
    """
    return "".join(
        _render_text(part) if kind is None else _render_code(part, kind, "", t)
        for part, kind in _parts(text)
    )


def python_blocks(text: str) -> list[str]:
    """Return the pieces of Python code that `render_message` finds in a message."""
    return [part for part, kind in _parts(text) if kind is not None and _is_python(kind)]


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Split a message in parts, each with the language of its code; None for plain text."""
    if "```" not in text and not text.startswith("/") and has_code_if_quick(text):
        yield text.strip("\n"), "python"
        return
    start = 0
    for fenced in _FENCED.finditer(text):
        yield text[start : fenced.start()], None
        yield fenced[2].rstrip("\n"), fenced[1].strip()
        start = fenced.end()
    yield text[start:], None


def render_plain_text(text: str) -> str:
    """Render text without parsing it."""
    return _render_text(text)


def render_code_file(name: str, code: str, t: Translator) -> str:
    """Render code from a file, below the file's name."""
    return _render_code(code.strip("\n"), "python", name, t)


def render_button_press(label: str, text: str) -> str:
    """Render a pressed button, with the text of its form."""
    pressed = f"<p class='pressed'>{escape(label)}</p>"
    return pressed + _render_text(text)


def _render_text(text: str) -> str:
    return f"<p class='words'>{escape(text.strip())}</p>" if text.strip() else ""


def _render_block(block: AnyBlock, t: Translator, submit: Style) -> str:
    match block:
        case Text():
            return _render_prose(block.markdown, t, is_small=block.is_small)
        case ListItem():
            prose = _render_prose(block.markdown, t)
            return f"<div class='item'>{prose}{render_buttons(block, t)}</div>"
        case Meter():
            return _render_meter(block)
        case Code():
            return _render_code_block(block, t)
        case Details():
            return _render_details(block, t)
        case Table():
            return _render_table(block, t)
        case Picture():
            return _render_picture(block)
        case File():
            return _render_file(block)
        case Menu():
            return render_menu(block, t, submit)
        case Buttons():
            return render_buttons(block, t)
        case Form():
            return render_form(block, submit)


def _render_prose(markdown: str, t: Translator, *, is_small: bool = False) -> str:
    small = " small" if is_small else ""
    prose = _with_moments(_MARKDOWN.render(markdown, {"t": t}))
    return f"<div class='prose{small}'>{prose}</div>"


def _render_meter(meter: Meter) -> str:
    """Render a bar with its label."""
    label = escape(meter.label)
    return (
        f"<div class='meter'><meter aria-label='{label}' value='{meter.share:.3f}'></meter> "
        f"<span>{label}</span></div>"
    )


def _with_moments(html: str) -> str:
    """Return HTML with its moments as elements, which the page shows in the browser's zone."""
    return "".join(
        f"<time datetime='{each.iso}' data-style='{each.style}'>{each.fallback}</time>"
        if isinstance(each, Moment)
        else each
        for each in split_moments(html)
    )


def _render_code_block(code: Code, t: Translator) -> str:
    html = _render_code(
        code.text,
        code.language,
        code.caption,
        t,
        marked=code.marked,
        is_editable=not code.is_excerpt,
    )
    if code.editable:
        html = html.replace("<figure ", f"<figure data-edit='{escape(code.editable)}' ", 1)
    if code.awaits_run:
        summary = escape(t("local-output-folded"))
        html = f"<details class='awaits-run'><summary>{summary}</summary>{html}</details>"
    return html


def _render_code(
    text: str,
    language: str,
    caption: str,
    t: Translator,
    *,
    marked: bool = False,
    is_editable: bool = True,
) -> str:
    said = escape(keep_numbers(caption, t.language))
    figcaption = f"<figcaption>{said}</figcaption>" if caption else ""
    kind = "python" if _is_python(language) else "text"
    render_text = marked_html if marked else escape
    html = highlight(text) if kind == "python" else render_text(text)
    tools = ("edit", "copy") if kind == "python" and is_editable else ("copy",)
    buttons = "".join(
        f"<button type='button' class='{tool}'>{escape(t(f'local-{tool}'))}</button>"
        for tool in tools
    )
    label = escape(caption or t(f"local-code-{kind}"))
    return (
        f"<figure class='code {kind}'>{figcaption}<pre role='group' aria-label='{label}'>"
        f"<code translate='no'>{html}</code>"
        f"</pre><div class='tools'>{buttons}</div></figure>"
    )


def _render_details(details: Details, t: Translator) -> str:
    code = _render_code(details.text, "text", details.caption, t)
    return f"<details><summary>{escape(details.summary)}</summary>{code}</details>"


def _is_python(language: str) -> bool:
    return language.lower() in _PYTHON_TAGS


def _render_table(table: Table, t: Translator) -> str:
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in table.head)
    rows = "".join(
        _render_row(row, t, table, highlighted=index == table.highlighted)
        for index, row in enumerate(table.markdown or table.rows)
    )
    label = escape(t("local-table"))
    pictured = " pictured" if table.pictured else ""
    return (
        f"<div class='table{pictured}' role='group' aria-label='{label}'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _render_row(cells: Sequence[str], t: Translator, table: Table, *, highlighted: bool) -> str:
    mark = " aria-current='true'" if highlighted else ""
    html = "".join(
        _render_cell(
            cell, t, is_command=table.of_commands and at == 0, is_markdown=bool(table.markdown)
        )
        for at, cell in enumerate(cells)
    )
    return f"<tr{mark}>{html}</tr>"


def _render_cell(cell: str, t: Translator, *, is_command: bool, is_markdown: bool) -> str:
    short = " class='short'" if len(cell) <= _SHORT_CELL else ""
    if is_command:
        html = _render_command(cell)
    elif is_markdown:
        html = inline_html(cell, t.language)
    else:
        # A name in a right-to-left script must not turn the cells around it.
        html = f"<bdi>{escape(keep_numbers(cell, t.language))}</bdi>"
    return f"<td{short}>{html}</td>"


def _render_command(command: str) -> str:
    """Render a button that inserts a command into the message box."""
    return (
        f"<button type='button' class='command' data-command='{escape(command)}'>"
        f"{escape(command)}</button>"
    )


def _render_picture(picture: Picture) -> str:
    # The size avoids a layout shift when the picture loads.
    width, height = (math.ceil(each / picture.density) for each in (picture.width, picture.height))
    size = f" width='{width}' height='{height}'" if picture.width else ""
    drawing = " drawing" if picture.is_drawing else ""
    return (
        f"<img class='picture{drawing}' data-content='{escape(picture.digest)}'"
        f" alt='{escape(picture.alt)}'{size}>"
    )


def _render_file(file: File) -> str:
    name = escape(file.name)
    link = f"<a download='{name}' data-content='{escape(file.digest)}'>⬇ {name}</a>"
    return f"<p class='file'>{link}</p>"


def _render_fence(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    token = tokens[index]
    return _render_code(token.content.rstrip("\n"), token.info.strip(), "", env["t"])


def _render_strong_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    command = _command_in_bold(tokens, index)
    if command is None:
        return self.renderToken(tokens, index, options, env)
    tokens[index + 1].content = tokens[index + 2].tag = ""  # the command's button replaces both
    before = tokens[index - 1].content if index else ""
    closing = ""
    if index + 3 < len(tokens) and tokens[index + 3].type == "text":
        closing, tokens[index + 3].content = split_closing(tokens[index + 3].content)
    return kept_on_one_line(_render_command(command), before, closing)


def _render_strong_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    return self.renderToken(tokens, index, options, env) if tokens[index].tag else ""


def _command_in_bold(tokens: Sequence[Token], index: int) -> str | None:
    """Return the command of `**/help**`, by which the tutor's texts name a command; else None."""
    inside = tokens[index + 1 : index + 3]
    if [token.type for token in inside] != ["text", "strong_close"]:
        return None
    return inside[0].content if _COMMAND.fullmatch(inside[0].content) else None


def _render_words(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    return escape(keep_numbers(tokens[index].content, env["t"].language))


def _render_text_special(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    return escape(tokens[index].content)


def _render_link_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, index, options, env)


def _markdown_parser() -> MarkdownIt:
    """Return a parser of CommonMark and tables, without HTML and without images."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    # Escaped text stays a token of its own: an escaped "/help" is a name, not a command.
    markdown.disable("text_join").add_render_rule("text_special", _render_text_special)
    markdown.add_render_rule("text", _render_words)
    markdown.add_render_rule("fence", _render_fence)
    markdown.add_render_rule("link_open", _render_link_open)
    markdown.add_render_rule("strong_open", _render_strong_open)
    markdown.add_render_rule("strong_close", _render_strong_close)
    return markdown


_MARKDOWN = _markdown_parser()
