"""Finds Markdown in lessons that learners would not see as the author wrote it.

Discord, Slack and the local chat each show a part of Markdown only. What all three show is allowed;
the rest is a fault, whose message says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_COLUMNS = 4
"""Columns of a table that fit on a phone."""

MOST_LEVELS = 3
"""Levels of nested lists that every platform indents."""

# Text that is escaped or written as an entity stays a token of its own without "text_join".
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")

_TASK = re.compile(r"\[[ xX]\]\s")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_SPOILER = re.compile(r"\|\|[^|]+\|\|")
_LATEX = re.compile(r"\\[A-Za-z]+")
_BARE_ADDRESS = re.compile(r"https?://\S+")
_WHOLE_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]+\)")
_WHOLE_FORMULA = re.compile(r"\$\$[^$]+\$\$")

_WRITE_FORMULA = "write code, or a formula in a paragraph of its own, between $$ and $$"


class Place(Enum):
    """Where a text is shown, which decides what it may contain."""

    PAGE = "page"  # of a lesson: blocks become parts of their own
    TEXT = "text"  # of an exercise or a question: shown as one text, with pictures between
    PLAIN = "plain"  # an explanation of a mistake, or an answer: one text without pictures
    LINE = "line"  # one line, such as an option of a question


def unseen_markdown(text: str, place: Place) -> Iterator[tuple[int, str]]:
    """Yield line (1-based) and message for what some platform does not show as it is written."""
    environment: dict[str, dict[str, dict[str, list[int]]]] = {}
    tokens = _PARSER.parse(text, environment)
    for label, reference in environment.get("references", {}).items():
        yield reference["map"][0] + 1, _reference_message(label)
    yield from _Walk(tokens, place).faults()


def _reference_message(label: str) -> str:
    if label.startswith("^"):
        return f"[{label.lower()}] is a footnote, which no platform shows; put it into the text"
    return "a link's address at another place is not shown everywhere; write [words](https://…)"


class _Walk:
    """Goes through the tokens of a text, with the blocks around each."""

    def __init__(self, tokens: Sequence[Token], place: Place) -> None:
        self._tokens = tokens
        self._place = place
        self._around: list[str] = []  # types of the open blocks, without "_open"

    def faults(self) -> Iterator[tuple[int, str]]:
        line = 1
        for index, token in enumerate(self._tokens):
            if token.map is not None:
                line = token.map[0] + 1
            if token.nesting < 0:
                self._around.pop()
                continue
            if token.type == "inline":
                yield from self._inline(token, line)
            elif (message := self._block(token, index)) is not None:
                yield line, message
            if token.nesting > 0:
                self._around.append(token.type.removesuffix("_open"))

    def _block(self, token: Token, index: int) -> str | None:
        """Return why a block is not shown as written, or None."""
        kind = token.type.removesuffix("_open")
        in_list = "list_item" in self._around
        in_quote = "blockquote" in self._around
        if self._place is Place.LINE and kind != "paragraph":
            return "this is one line of text; write it without headings, lists, tables and fences"
        if kind == "hr":
            return "a horizontal rule is not shown everywhere; leave it out, or begin a new page"
        if kind == "heading" and (in_list or in_quote):
            return "a heading inside a list or quotation is not shown as one; write it in bold"
        if kind == "heading" and int(token.tag[1:]) > 3:
            return f"a heading of level {token.tag[1:]} looks like one of level 3; write it in bold"
        if kind == "html_block":
            return "HTML is not shown anywhere; use Markdown"
        if kind == "code_block":
            return "indented code is not run by the check; write it between ``` lines"
        if kind == "blockquote" and (in_list or in_quote):
            return "a quotation inside a list or quotation is not shown as one; put it outside"
        if kind in {"bullet_list", "ordered_list", "fence", "table"} and in_quote:
            return "a quotation has paragraphs only; put the list, table or code below it"
        if kind in {"table", "fence"} and in_list and (kind == "table" or self._is_page):
            return f"a {'table' if kind == 'table' else 'snippet'} inside a list; put it below it"
        if kind in {"bullet_list", "ordered_list"}:
            level = 1 + sum(each in {"bullet_list", "ordered_list"} for each in self._around)
            if level > MOST_LEVELS:
                return f"a list of level {level}; {MOST_LEVELS} levels are shown on every platform"
        if kind == "table":
            return self._table(index)
        return None

    @property
    def _is_page(self) -> bool:
        return self._place is Place.PAGE

    def _table(self, index: int) -> str | None:
        columns = 0
        for token in self._tokens[index:]:
            if token.type == "tr_close":
                break
            columns += token.type == "th_open"
        if columns > MOST_COLUMNS:
            return (
                f"a table with {columns} columns does not fit on a phone; write at most "
                f"{MOST_COLUMNS}, or two tables"
            )
        return None

    def _inline(self, token: Token, line: int) -> Iterator[tuple[int, str]]:
        in_table = "table" in self._around
        children = token.children or []
        source = token.content.strip()
        is_outermost = self._around == ["paragraph"]
        may_draw = self._place in {Place.PAGE, Place.TEXT} and is_outermost
        if may_draw and (_WHOLE_IMAGE.fullmatch(source) or _WHOLE_FORMULA.fullmatch(source)):
            return
        if self._around[-2:] == ["list_item", "paragraph"] and _TASK.match(source):
            yield line, "a task list has no boxes anywhere; write a plain list"
        has_html = False  # one tag is reported, and not its end as well
        for child in children:
            is_html = child.type == "html_inline"
            message = None if is_html and has_html else self._child(child)
            has_html = has_html or is_html
            if message is None and in_table and self._is_page:
                message = _plain(child, "a table on a page")
            if message is None and self._place is Place.LINE:
                message = _plain(child, "an option")
            if message is not None:
                yield line, message
            line += child.type in {"softbreak", "hardbreak"}
        # A formula may contain marks, such as $a_i * b_i$, so all text is put together again.
        for offset, text in enumerate(_text_lines(children)):
            for message in _text(text):
                yield (token.map[0] + 1 if token.map else line) + offset, message

    def _child(self, child: Token) -> str | None:
        """Return why a mark within a paragraph is not shown everywhere, or None."""
        match child.type:
            case "s_open":
                return "~~struck out~~ is not shown everywhere; leave the words out"
            case "strong_open" if child.markup == "__":
                return "__bold__ is underlined on Discord; write **bold**"
            case "html_inline":
                return f"{child.content} is HTML, which is not shown anywhere; use Markdown"
            case "image":
                if self._place in {Place.PAGE, Place.TEXT}:
                    return "an image inside a paragraph is not shown; give it one of its own"
                return "an image is not shown here; put it on a page or in the prompt"
            case "text_special" if child.info == "entity":
                return f'{child.markup} is not shown everywhere; write "{child.content}" itself'
            case "link_open":
                return self._link(child)
        return None

    def _link(self, link: Token) -> str | None:
        address = str(link.attrs.get("href", ""))
        if address.startswith("command:") and self._is_page:
            return None  # pages report these themselves
        if not address.startswith(("https://", "http://")):
            return f'"{address}" cannot be opened from a chat; link to an https:// address'
        if link.attrs.get("title"):
            return "the title of a link is not shown everywhere; put it into the text"
        return None


def _plain(child: Token, where: str) -> str | None:
    """Return why a mark is not shown where text is plain, without marks of its own, or None."""
    if child.type == "text_special" and child.content != child.markup:
        return f"{where} shows {child.markup} with its backslash; write it as code"
    if child.type in {"text", "text_special", "code_inline"} or child.nesting < 0:
        return None
    if child.type == "strong_open" and where == "a table on a page":
        return None  # the marks are taken away
    return f"{where} shows words and code only; put links, emphasis and breaks elsewhere"


def _text_lines(children: Sequence[Token]) -> list[str]:
    """Return the text of a paragraph by its lines, without code, links and escaped characters."""
    lines, in_link = [""], False
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                lines.append("")
            case "link_open":
                in_link = True
            case "link_close":
                in_link = False
            case "text":
                lines[-1] += "" if in_link else child.content
            case "text_special" if child.content == child.markup:  # a letter cannot be escaped
                lines[-1] += child.content
            case "em_open" | "em_close" | "strong_open" | "strong_close":
                lines[-1] += child.markup
            case _:
                lines[-1] += " "
    return lines


def _text(text: str) -> Iterator[str]:
    """Yield why a line of text is not shown everywhere as it is written."""
    if (formula := _formula(text)) is not None:
        yield f"{formula} is LaTeX, which is not shown; {_WRITE_FORMULA}"
    elif (found := _LATEX.search(text)) is not None:
        yield f"{found[0]} is LaTeX, which is not shown; {_WRITE_FORMULA}"
    if (found := _FOOTNOTE.search(text)) is not None:
        yield f"{found[0]} is a footnote, which no platform shows; put it into the text"
    if (found := _SPOILER.search(text)) is not None:
        yield f"{found[0]} is hidden on Discord until it is clicked; write it as code"
    if (found := _BARE_ADDRESS.search(text)) is not None:
        yield f"{found[0]} is a link on Discord only; write <{found[0]}>"


def _formula(text: str) -> str | None:
    """Return the first formula between $ and $; two prices, "$5 or $6", are none."""
    if "$$" in text:
        return "$$"
    for inner in text.split("$")[1:-1]:
        is_tight = inner == inner.strip() != ""
        if is_tight and (not inner[0].isdigit() or set(inner) & set("\\^_=+")):
            return f"${inner}$"
    return None
