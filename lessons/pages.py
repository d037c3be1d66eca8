"""Parses a lesson's Markdown into pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lessons import markdown
from lessons.curriculum import (
    BUTTON_COMMANDS,
    CommandButton,
    Illustration,
    MarkdownTable,
    Page,
    Part,
    Prose,
    Snippet,
)
from lessons.diagnostics import Faults
from lessons.markdown import (
    Block,
    CommandLink,
    Fence,
    Formula,
    Heading,
    HtmlBlock,
    Image,
    TextBlock,
    split_sections,
)
from lessons.pictures import picture_problems, to_illustration


def pages_path(folder: Path, language: str) -> Path:
    """Return the path of a lesson's pages in that language."""
    return folder / f"lesson.{language}.md"


def read_pages(path: Path, faults: Faults) -> tuple[str, tuple[Page, ...]] | None:
    """Return a lesson's title and pages in one language. If invalid, add faults and return None."""
    text = faults.read(path)
    if text is None:
        return None
    before = len(faults)
    opening, sections = split_sections(text, level=2)
    title = opening[0] if opening and isinstance(opening[0], Heading) else None
    if title is None or title.level != 1 or title.line != 1:
        faults.add(path, 1, 'the first line must be the title: "# Title"')
    elif len(opening) > 1:
        faults.add(path, opening[1].line, 'this stands before the first page; begin one with "##"')
    if not sections:
        faults.add(path, 1, 'there are no pages; begin each with "## Page title"')
    pages = tuple(
        Page(section.heading.text, tuple(_PageReader(path, faults).read(section.blocks)))
        for section in sections
    )
    if title is None or len(faults) > before:
        return None
    return title.text, pages


class _PageReader:
    """Turns the blocks of one page into parts, and adds faults for what is wrong with them."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self.path = path
        self.faults = faults
        self.earlier_code: list[str] = []

    def read(self, blocks: tuple[Block, ...]) -> Iterator[Part]:
        prose: list[str] = []
        for index, block in enumerate(blocks):
            if isinstance(block, TextBlock):
                self._check_links(block)
                prose.append(block.markdown)
                continue
            if prose:
                yield Prose("\n\n".join(prose))
                prose = []
            part = self._part(block, blocks[index + 1] if index + 1 < len(blocks) else None)
            if part is not None:
                yield part
            elif isinstance(block, Fence):
                self._check_output(block, blocks[index - 1] if index else None)
        if prose:
            yield Prose("\n\n".join(prose))

    def _part(self, block: Block, following: Block | None) -> Part | None:
        if isinstance(block, Fence) and block.info == "python":
            return self._snippet(block, following)
        if isinstance(block, Image | Formula):
            return self._illustration(block)
        if isinstance(block, CommandLink):
            return self._button(block)
        if isinstance(block, markdown.TableBlock):
            return MarkdownTable(block.head, block.rows)
        if isinstance(block, HtmlBlock):
            self.faults.add(self.path, block.line, "HTML is not shown anywhere; use Markdown")
        if isinstance(block, Heading):
            message = 'a page has no headings of its own; begin a page with "##"'
            self.faults.add(self.path, block.line, message)
        return None

    def _snippet(self, block: Fence, following: Block | None) -> Snippet:
        output = following if isinstance(following, Fence) and _is_output(following) else None
        snippet = Snippet(
            code=block.content,
            output=output.content if output else "",
            line=block.line + 1,
            before=tuple(self.earlier_code),
            sample=output is not None and output.info == "output sample",
        )
        self.earlier_code.append(block.content)
        return snippet

    def _illustration(self, picture: Image | Formula) -> Illustration:
        folder = self.path.parent
        for problem in picture_problems(folder, picture):
            self.faults.add(self.path, picture.line, problem)
        return to_illustration(folder, picture)

    def _button(self, link: CommandLink) -> CommandButton:
        if link.name not in BUTTON_COMMANDS:
            message = f'a page cannot offer the command "{link.name}"; it can offer '
            self.faults.add(self.path, link.line, message + " or ".join(BUTTON_COMMANDS))
        if not link.label.strip():
            message = "say in words what the button does: [these words](command:…)"
            self.faults.add(self.path, link.line, message)
        return CommandButton(link.label.strip(), link.name)

    def _check_links(self, block: TextBlock) -> None:
        if "](command:" in block.markdown:
            message = "a link to a command becomes a button; give it a paragraph of its own"
            self.faults.add(self.path, block.line, message)

    def _check_output(self, block: Fence, preceding: Block | None) -> None:
        if not _is_output(block):
            message = f'a "{block.info or "bare"}" fence; only ```python and ```output are shown'
            self.faults.add(self.path, block.line, message)
        elif not (isinstance(preceding, Fence) and preceding.info == "python"):
            message = "an output must directly follow the ```python fence that prints it"
            self.faults.add(self.path, block.line, message)


def _is_output(block: Fence) -> bool:
    return block.info in {"output", "output sample"}
