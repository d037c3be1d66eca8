"""Parses Markdown into blocks with their line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

# Only the limits of blocks matter here. Inline parsing would take most of the time, and the bot
# loads every lesson when it starts.
_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_FORMULA = re.compile(r"\$\$(?P<tex>[^$]+)\$\$")
_COMMAND = re.compile(r"\[(?P<label>[^\]]*)\]\(command:(?P<name>[^)\s]*)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that starts with "#"."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A block between ``` lines."""

    line: int  # of the opening ```
    info: str  # the text after the opening ```, such as "python"
    content: str  # without a final newline


@dataclass(frozen=True, slots=True)
class Image:
    """A paragraph that consists of one image."""

    line: int
    alt: str
    target: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A paragraph that consists of one formula between $$ and $$."""

    line: int
    tex: str  # in LaTeX, on one line


@dataclass(frozen=True, slots=True)
class CommandLink:
    """A paragraph that consists of one link to a command of the tutor."""

    line: int
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; cells are Markdown."""

    line: int
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block of HTML, which lessons must not contain."""

    line: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Any other block: a paragraph, a list or a quotation, as its source."""

    line: int
    markdown: str


Block = Heading | Fence | Image | Formula | CommandLink | TableBlock | HtmlBlock | TextBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it up to the next one of its level, as blocks and as source."""

    heading: Heading
    blocks: tuple[Block, ...]
    source: str


def parse_blocks(text: str) -> Iterator[Block]:
    """Yield the outermost blocks of a Markdown text, in order."""
    lines = text.splitlines()
    tokens = _PARSER.parse(text)
    for index, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        first, end = token.map
        line = first + 1
        if token.type == "heading_open":
            yield Heading(line, int(token.tag[1:]), tokens[index + 1].content.strip())
        elif token.type == "fence":
            yield Fence(line, token.info.strip(), token.content.removesuffix("\n"))
        elif token.type == "html_block":
            yield HtmlBlock(line)
        elif token.type == "table_open":
            yield _parse_table(line, lines[first:end])
        else:
            yield _parse_paragraph(line, "\n".join(lines[first:end]).rstrip())


def _parse_paragraph(line: int, source: str) -> Image | Formula | CommandLink | TextBlock:
    if image := _IMAGE.fullmatch(source.strip()):
        return Image(line, image["alt"], image["target"])
    if formula := _FORMULA.fullmatch(source.strip()):
        return Formula(line, " ".join(formula["tex"].split()))
    if link := _COMMAND.fullmatch(source.strip()):
        return CommandLink(line, link["label"], link["name"])
    return TextBlock(line, source)


def split_pictures(text: str) -> Iterator[str | Image | Formula]:
    """Yield the images and formulas that are paragraphs, and the source of what is between them."""
    if "![" not in text and "$$" not in text:
        yield text
        return
    lines, begin = text.splitlines(), 0
    for token in _PARSER.parse(text):
        if token.level or token.type != "paragraph_open" or token.map is None:
            continue
        first, end = token.map
        block = _parse_paragraph(first + 1, "\n".join(lines[first:end]))
        if isinstance(block, Image | Formula):
            if before := "\n".join(lines[begin:first]).strip():
                yield before
            yield block
            begin = end
    if rest := "\n".join(lines[begin:]).strip():
        yield rest


def split_sections(text: str, level: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return the blocks before the first heading of `level`, and a section for each of these."""
    before: list[Block] = []
    headed: list[tuple[Heading, list[Block]]] = []
    for block in parse_blocks(text):
        if isinstance(block, Heading) and block.level == level:
            headed.append((block, []))
        else:
            (headed[-1][1] if headed else before).append(block)
    lines = text.splitlines()
    ends = [heading.line - 1 for heading, _ in headed[1:]] + ([len(lines)] if headed else [])
    return tuple(before), tuple(
        Section(heading, tuple(following), "\n".join(lines[heading.line : end]).strip())
        for (heading, following), end in zip(headed, ends, strict=True)
    )


def _parse_table(line: int, lines: list[str]) -> TableBlock:
    head, _rule, *rows = [_cells(row) for row in lines]
    return TableBlock(line, head, tuple(rows))


def _cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row. A bar inside a cell is written \\|."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", row)
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))
