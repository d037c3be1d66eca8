"""Reads one text into its parts: fences, sessions, tracebacks, values, code and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from common.message_reader import notebooks
from common.message_reader.consoles import has_prompts, split_console
from common.message_reader.fences import Block
from common.message_reader.outputs import is_output, is_value, split_output, split_parsed
from common.message_reader.pieces import Piece, PieceKind
from common.message_reader.prose import (
    begins_or_ends_with_a_sentence,
    is_question,
    split_inline,
    split_prose,
)
from common.message_reader.quotes import split_blocks
from common.message_reader.records import NotebookError, Origin, Part, PartKind
from common.message_reader.repairs import repair
from common.message_reader.syntax import Trees
from common.message_reader.tracebacks import (
    is_bare_message,
    is_error_line,
    split_quoted_errors,
    split_tracebacks,
    strip_ansi,
)

_COPY_WORDS = (
    "Copy code|Copy|Edit|Copied!?|Always show details"
    "|コードをコピーする|コードをコピー|コピーする|コピー|編集する|編集"
)
_COPIED_HEADER = re.compile(
    rf"^(?:(?:python3?|py)[ \t]*+\n?)?(?:(?:{_COPY_WORDS})[ \t]*+\n)++",
    re.MULTILINE | re.IGNORECASE,
)
_HEADER_WORD = re.compile(rf"(?:python3?|py)|(?:{_COPY_WORDS})", re.IGNORECASE)
_HEADER_FIRST = re.compile(rf"\A\s*+(?:{_COPIED_HEADER.pattern})", _COPIED_HEADER.flags)
_LANGUAGE_LINE = re.compile(r"\A(?:python3?|py)[ \t]*+\n", re.IGNORECASE)
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")


def with_repairs(parts: Sequence[Part], repairs: Sequence[str]) -> tuple[Part, ...]:
    """Return the parts; those of code with these repairs as well, which were made before."""
    return tuple(
        replace(part, repairs=tuple(dict.fromkeys((*repairs, *part.repairs))))
        if part.kind == "code"
        else part
        for part in parts
    )


def normalize_newlines(text: str) -> str:
    """Return the text with one kind of line end, and without byte order marks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


class PartReader:
    """Reads one text; its parses are counted together."""

    def __init__(self, length: int, origin: Origin, name: str) -> None:
        self._trees = Trees(length)
        self._origin = origin
        self._name = name
        self._split: dict[str, list[Piece]] = {}

    def message(self, text: str) -> tuple[Part, ...]:
        """Return the parts of a message's text."""
        if notebooks.is_notebook(text):
            try:
                return self.notebook(text)
            except NotebookError:
                return (self._part("output", text),)
        if is_bare_message(text):
            return (self._part("traceback", text.strip()),)
        if is_question(text):
            return _merge(list(self._prose(text.strip())))
        has_separators = _LINE_SEPARATORS.search(text) is not None
        is_marked = (
            has_separators
            or text.startswith("```")
            or _HEADER_FIRST.match(text) is not None
            or begins_or_ends_with_a_sentence(text)
        )
        if not is_marked and self._trees.is_meaningful(text.strip("\n")):
            return _merge(list(self._code_or_output(text)))
        plain = _LINE_SEPARATORS.sub("\n", text)
        parts = _merge([part for block in split_blocks(plain) for part in self._block(block)])
        return with_repairs(parts, ("characters",)) if has_separators else parts

    def notebook(self, text: str) -> tuple[Part, ...]:
        """Return the parts of a notebook's code cells. Raise NotebookError."""
        cells = notebooks.read_cells(text)
        return tuple(part for source, outputs in cells for part in self._cell(source, outputs))

    def file(self, text: str) -> tuple[Part, ...]:
        """Return the parts of a program, which may be an exported notebook."""
        cells = notebooks.split_cells(text)
        if not _is_readable(self._trees, text) and re.search(r"^```", text, re.MULTILINE):
            return self.message(text)
        return _merge([part for cell in cells for part in self._code_block(cell, tag="python")])

    def _cell(self, source: str, outputs: Sequence[object]) -> Iterator[Part]:
        """Yield the parts of a notebook's cell; one in another language has none."""
        if notebooks.is_foreign_cell(source):
            return
        yield from self._code_block(normalize_newlines(source), tag="python")
        for kind, text in notebooks.output_texts(list(outputs)):
            if strip_ansi(text).strip():
                yield self._part(kind, strip_ansi(text))

    def _block(self, block: Block) -> Iterator[Part]:
        if block.is_fenced:
            yield from self._code_block(block.text, block.tag)
            return
        text, count = _COPIED_HEADER.subn("\n", block.text)
        parts = tuple(self._text(text.strip("\n")))
        yield from with_repairs(parts, ("words",)) if count else parts

    def _code_block(self, text: str, tag: str) -> Iterator[Part]:
        """Yield the parts of fenced text, a cell or a program."""
        repairs: tuple[str, ...] = ()
        if not text.strip():
            yield self._part("code" if tag != "other" else "output", "")
            return
        if tag == "other":
            is_error = any(kind == "traceback" for kind, _ in split_tracebacks(text))
            yield self._part("traceback" if is_error else "output", text)
            return
        if notebooks.is_foreign_cell(text):
            yield self._part("output", text)
            return
        header = _HEADER_FIRST.match(text) or _LANGUAGE_LINE.match(text)
        if header is not None:
            text, repairs = text[header.end() :], ("words",)
        if tag == "console" and is_value(self._trees[text.strip("\n")]):
            yield self._part("output", text.strip("\n"))
            return
        if self._trees.is_meaningful(text.strip("\n")):
            yield from with_repairs(tuple(self._code_or_output(text)), repairs)
            return
        if tag == "python" and self._trees[text.strip("\n")] is not None:
            yield self._part("code", text.strip("\n"))
            return
        for kind, piece in self._pieces(text):
            yield from self._fenced_piece(kind, piece, tag, repairs)

    def _fenced_piece(
        self, kind: PieceKind, text: str, tag: str, repairs: tuple[str, ...]
    ) -> Iterator[Part]:
        text = text.strip("\n")
        if kind == "traceback":
            yield self._part("traceback", text)
        elif kind == "output" or (tag != "python" and is_output(text, beside_code=True)):
            yield self._part("output", text)
        elif kind == "prose":
            yield self._part("prose", text)
        else:
            yield from self._repaired(text, repairs, is_certain=tag != "console")

    def _repaired(
        self, text: str, repairs: tuple[str, ...] = (), *, is_certain: bool
    ) -> Iterator[Part]:
        """Yield repaired code; text that does not look like code is output, unless it is certain
        to be code."""
        code, more = repair(text, self._trees)
        tree = self._trees[code]
        if tree is None:
            cut = list(self._split_prose(code))
            has_code = any(kind == "code" for kind, _ in cut)
            if not has_code and not is_certain:
                yield self._part("output", text)
                return
            if has_code and self._trees.is_meaningful(_only_code(cut)):
                code, more = _only_code(cut), (*more, "words")
        code, repairs = self._finished(code, (*repairs, *more))
        yield self._part("code", code, repairs)

    def _code_or_output(self, text: str) -> Iterator[Part]:
        """Yield the parts of text that parses."""
        text = text.strip("\n")
        if is_output(text, beside_code=False):
            yield self._part("output", text)
            return
        tree = self._trees[text]
        if tree is None:
            return
        cells = notebooks.split_cells(text)
        if len(cells) > 1 and all(self._trees[cell] is not None for cell in cells):
            pieces: list[Piece] = [("code", cell) for cell in cells]
        else:
            pieces = split_parsed(text, tree)
        for kind, piece in pieces:
            if kind == "code":
                yield self._part("code", *self._finished(*repair(piece, self._trees)))
            else:
                yield self._part(kind, piece)

    def _finished(self, code: str, repairs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        left_out = notebooks.leave_out_notebook_calls(code, self._trees)
        if left_out != code:
            repairs = (*repairs, "notebook")
        return left_out, tuple(dict.fromkeys(repairs))

    def _text(self, text: str) -> Iterator[Part]:
        """Yield the parts of text outside of fences."""
        if not text.strip():
            return
        dedented = text.strip("\n")
        tree = None if begins_or_ends_with_a_sentence(text) else self._trees[dedented]
        if tree is not None and self._trees.is_meaningful(dedented):
            yield from self._code_or_output(dedented)
            return
        is_error = is_error_line(dedented.partition("\n")[0])
        if tree is not None and tree.body and not is_error:  # words that happen to parse
            yield self._part("prose", text.strip())
            return
        if is_bare_message(text):
            yield self._part("traceback", text.strip())
            return
        if "`" in text and text.count("`") == 2 and text.strip()[0] == text.strip()[-1] == "`":
            yield from self._code_block(text.strip().strip("`"), tag="")
            return
        pieces = self._pieces(text)
        if not self._is_undamaged(text, pieces):
            code, repairs = repair(dedented, self._trees)
            if self._trees.is_meaningful(code):
                yield from with_repairs(tuple(self._code_or_output(code)), repairs)
                return
        for kind, piece in pieces:
            if kind == "code":
                yield from self._repaired(piece, ("prompts",), is_certain=True)
            elif kind == "unknown":
                yield from self._prose_or_code(piece)
            else:
                yield self._part(kind, piece.strip("\n"))

    def _is_undamaged(self, text: str, pieces: Sequence[Piece]) -> bool:
        """Return whether text is a session, or has code that parses: then no repair is tried."""
        if has_prompts(text) or notebooks.has_magics(text):
            return has_prompts(text)
        codes = [
            code.strip("\n")
            for kind, piece in pieces
            if kind == "unknown"
            for found, code in self._split_prose(piece)
            if found == "code"
        ]
        return bool(codes) and all(self._trees.is_meaningful(code) for code in codes)

    def _prose_or_code(self, text: str) -> Iterator[Part]:
        pieces = self._split_prose(text)
        for kind, piece in pieces:
            if kind == "prose":
                yield from self._prose(piece)
                continue
            code, repairs = repair(piece, self._trees)
            if len(pieces) > 1:
                repairs = (*repairs, "words")
            if self._trees.is_meaningful(code):
                yield from with_repairs(tuple(self._code_or_output(code)), repairs)
            else:
                yield self._part("code", code, repairs)

    def _prose(self, text: str) -> Iterator[Part]:
        """Yield the parts of prose, which may quote an error or a definition."""
        for kind, piece in split_quoted_errors(text):
            if kind == "traceback":
                yield self._part("traceback", piece)
                continue
            for found, each in split_inline(piece):
                yield self._part(found, each.strip(), ("words",) if found == "code" else ())

    def _split_prose(self, text: str) -> list[Piece]:
        if text not in self._split:
            self._split[text] = split_prose(text, self._trees)
        return self._split[text]

    def _pieces(self, text: str) -> list[Piece]:
        """Return what is certain by its marks, and what is left to be classified."""
        if has_prompts(text):
            return split_console(text)
        found: list[Piece] = []
        for kind, piece in split_tracebacks(text):
            found += split_output(piece) if kind == "unknown" else [(kind, piece)]
        return found

    def _part(self, kind: PieceKind, text: str, repairs: tuple[str, ...] = ()) -> Part:
        known: PartKind = "prose" if kind == "unknown" else kind
        return Part(known, text, self._origin, self._name, repairs)


def _is_readable(trees: Trees, text: str) -> bool:
    return trees[text] is not None


def _only_code(pieces: Sequence[Piece]) -> str:
    return "\n".join(text for kind, text in pieces if kind == "code").strip("\n")


def _merge(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts, with neighbours that are prose joined.

    Blank parts are left out, and what pages write above the code that is copied from them.
    """
    merged: list[Part] = []
    for part in parts:
        is_header = len(parts) > 1 and _HEADER_WORD.fullmatch(part.text.strip())
        if part.kind != "code" and (not part.text.strip() or is_header):
            continue
        if merged and part.kind == merged[-1].kind == "prose":
            merged[-1] = replace(part, text=f"{merged[-1].text}\n{part.text}")
        else:
            merged.append(part)
    return tuple(merged)
