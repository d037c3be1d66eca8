"""Splits the text of a message, or of a file, into typed parts."""

from __future__ import annotations

from common.message_reader import encodings, notebooks
from common.message_reader.part_reader import PartReader, normalize_newlines, with_repairs
from common.message_reader.records import NotebookError, Origin, Part
from common.message_reader.syntax import MAX_CHARACTERS
from common.message_reader.tracebacks import strip_ansi


def read_parts(text: str, origin: Origin = "message", name: str = "") -> tuple[Part, ...]:
    """Return the parts of a text in their order in the text; empty for blank text.

    Text that is too long to be graded is one part of code. All but Python's parser take time linear
    in the text, and no more is parsed than `syntax.MAX_PARSED` times its length.
    """
    text = strip_ansi(normalize_newlines(text))
    if not text.strip():
        return ()
    if len(text) > MAX_CHARACTERS:
        return (Part("code", text, origin, name),)
    return PartReader(len(text), origin, name).message(text)


def read_code(text: str, origin: Origin = "message", name: str = "") -> tuple[Part, ...]:
    """Return the parts of a text that is known to be code, such as that of a .py file."""
    text = strip_ansi(normalize_newlines(text))
    if not text.strip():
        return ()
    if len(text) > MAX_CHARACTERS:
        return (Part("code", text, origin, name),)
    return PartReader(len(text), origin, name).file(text)


def read_file(raw: bytes, name: str = "", origin: Origin = "attachment") -> tuple[Part, ...]:
    """Return the parts of a file: a notebook, a program, or text with code in it.

    Raise NotebookError if a file named .ipynb is none, and EncodingError if it is no text.
    """
    text, repairs = encodings.decode(raw)
    return with_repairs(read_file_text(text, name, origin), repairs)


def read_file_text(text: str, name: str = "", origin: Origin = "attachment") -> tuple[Part, ...]:
    """Return the parts of a file's text, like `read_file`."""
    folded = name.casefold()
    if folded.endswith(".ipynb"):
        return PartReader(len(text), origin, name).notebook(text)
    if folded.endswith(".toml"):  # the file of a course, which is not Python
        return (Part("code", normalize_newlines(text), origin, name),)
    if folded.endswith((".txt", ".md")):
        return read_parts(text, origin, name)
    if notebooks.is_notebook(text):
        try:
            return PartReader(len(text), origin, name).notebook(text)
        except NotebookError:
            pass  # it may be a program that begins with a dict
    return read_code(text, origin, name)


def parts_without_parsing(text: str, origin: Origin = "message") -> tuple[Part, ...]:
    """Return the whole text as code. Use this if Python takes too long to parse the text."""
    return (Part("code", normalize_newlines(text), origin),)
