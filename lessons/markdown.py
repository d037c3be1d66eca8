"""Reads an author's Markdown into blocks that know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

# Only where blocks begin and end matters here, so spans of text are left unparsed: that is most
# of the time that parsing takes, and the bot loads every lesson at its start.
_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_COMMAND = re.compile(r"\[(?P<label>[^\]]*)\]\(command:(?P<name>[^)\s]*)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins with "#"."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A block between ``` lines."""

    line: int  # of the opening ```
    info: str  # what follows it, such as "python"
    content: str  # without a final newline


@dataclass(frozen=True, slots=True)
class Image:
    """A paragraph that is one image and nothing else."""

    line: int
    alt: str
    target: str


@dataclass(frozen=True, slots=True)
class CommandLink:
    """A paragraph that is one link to a command of the tutor and nothing else."""

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
    """A block of HTML, which no lesson may hold."""

    line: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Any other block: a paragraph, a list, a quotation, as it stands in the file."""

    line: int
    markdown: str


Block = Heading | Fence | Image | CommandLink | TableBlock | HtmlBlock | TextBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it up to the next one of its level, and that as source."""

    heading: Heading
    parse_blocks: tuple[Block, ...]
    source: str


def parse_blocks(text: str) -> Iterator[Block]:
    """The outermost blocks of a Markdown text, in order."""
    lines = text.splitlines()
    tokens = _PARSER.parse(text)
    for at, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        first, end = token.map
        line = first + 1
        if token.type == "heading_open":
            yield Heading(line, int(token.tag[1:]), tokens[at + 1].content.strip())
        elif token.type == "fence":
            yield Fence(line, token.info.strip(), token.content.removesuffix("\n"))
        elif token.type == "html_block":
            yield HtmlBlock(line)
        elif token.type == "table_open":
            yield _grid(line, lines[first:end])
        else:
            yield _paragraph(line, "\n".join(lines[first:end]).rstrip())


def _paragraph(line: int, source: str) -> Image | CommandLink | TextBlock:
    if image := _IMAGE.fullmatch(source.strip()):
        return Image(line, image["alt"], image["target"])
    if link := _COMMAND.fullmatch(source.strip()):
        return CommandLink(line, link["label"], link["name"])
    return TextBlock(line, source)


def split_sections(text: str, level: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks before the first heading of that level, and a section for each such heading."""
    before: list[Block] = []
    headed: list[tuple[Heading, list[Block]]] = []
    for block in parse_blocks(text):
        if isinstance(block, Heading) and block.level == level:
            headed.append((block, []))
        else:
            (headed[-1][1] if headed else before).append(block)
    lines = text.splitlines()
    ends = [heading.line - 1 for heading, _ in headed[1:]] + [len(lines)]
    return tuple(before), tuple(
        Section(heading, tuple(rest), "\n".join(lines[heading.line : end]).strip())
        for (heading, rest), end in zip(headed, ends, strict=True)
    )


def _grid(line: int, lines: list[str]) -> TableBlock:
    head, _rule, *rows = [_cells(each) for each in lines]
    return TableBlock(line, head, tuple(rows))


def _cells(row: str) -> tuple[str, ...]:
    """A row's cells; a bar inside a cell is written \\|."""
    bare = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", row)
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare))
