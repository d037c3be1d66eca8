"""Pasted code, files of code, and what code prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.i18n import Translations
from bot.platforms import attachments
from bot.tutor.text import (
    code_reader,
)
from common.error_explanations.explain import explain_message
from common.error_explanations.pasted_traceback import parse_traceback
from common.message_reader import characters, encodings, reader, syntax
from common.message_reader.program import assemble, paste_without_parsing, read_paste
from common.message_reader.records import EncodingError, NotebookError, Part
from common.message_reader.shape import shape
from common.message_reader.syntax import Trees
from grader.judge import own_paths, printed_output
from grader.judge.explain_exception import explain
from grader.protocol import rejection_reason
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import to_async, without_parsing


def of_code(study: Study, words: Translations) -> Mapping[str, Process]:
    """Pasted code and files of code."""
    t = words.translator("en")

    async def has_bad_fence(text: str) -> object:
        return await attachments.has_bad_fence(text)

    def file_named(name: str) -> Process:
        async def process(text: str) -> object:
            async def fetch(_: str) -> bytes:
                return text.encode("utf-8", "replace")

            return await read_file(name, fetch)

        return process

    async def read_file(name: str, fetch: attachments.Fetch) -> object:
        try:
            file = attachments.Attachment(name, 1, "")
            return await attachments.read_contents("", [file], fetch, t)
        except attachments.AttachmentError as problem:
            return problem

    async def name_of_file(text: str) -> object:
        async def fetch(_: str) -> bytes:
            return b"x = 1"

        return await read_file(text, fetch)

    def notebook(text: str) -> object:
        cells = [{"cell_type": "code", "source": [text]}]
        try:
            return reader.read_file_text(json.dumps({"cells": cells}), "a.ipynb")
        except NotebookError as problem:
            return problem

    def shaped(text: str) -> object:
        code = f"import jaxtyping\nclass Solution:\n    def evens(self, stop):\n        {text}"
        return shape(code, ("evens",), Trees(len(code)))

    def assembled(text: str) -> object:
        blocks = [
            Part("code", text),
            Part("code", "def evens(stop):\n    # why\n"),
            Part("code", text),
        ]
        return assemble(blocks, ("evens",))

    def bytes_of(encoding: str) -> Callable[[str], object]:
        def decode(text: str) -> object:
            try:
                return encodings.decode(text.encode(encoding, "replace"))
            except EncodingError as problem:
                return problem

        return decode

    return {
        "code in a message": code_reader.read_code,
        "the parts of a message": code_reader.read_message,
        "a pasted notebook": code_reader.code_of_notebook,
        "marks that are no fence": has_bad_fence,
        "a file of code": file_named("a.py"),
        "a notebook's file": file_named("a.ipynb"),
        "a text file": file_named("message.txt"),
        "a file's name": name_of_file,
        "the patterns of a program": without_parsing(reader.read_code),
        "the patterns of an exported notebook": without_parsing(
            lambda text: reader.read_code(f"# In[1]:\n{text}\n# %%\n%%time\n{text}")
        ),
        "the patterns of a console": without_parsing(
            lambda text: reader.read_parts(f"Look\n>>> {text}\n{text}\nIn [1]: {text}")
        ),
        "the patterns of a traceback": without_parsing(
            lambda text: reader.read_parts(f"Traceback (most recent call last):\n{text}\n{text}")
        ),
        "the patterns of a fence": without_parsing(
            lambda text: reader.read_parts(f"ok? ||```python {text}\n{text}\n```||{text}")
        ),
        "the patterns of a quotation": without_parsing(
            lambda text: reader.read_parts("> " + text.replace("\n", "\n> "))
        ),
        "the program in a message": without_parsing(read_paste),
        "blocks that are joined": without_parsing(assembled),
        "a method in a class": without_parsing(shaped),
        "bytes of Shift_JIS": to_async(bytes_of("cp932")),
        "bytes of UTF-16": to_async(bytes_of("utf-16-le")),
        "bytes of EUC-JP": to_async(bytes_of("euc_jp")),
        "a paste that takes too long to parse": to_async(paste_without_parsing),
        "typographic characters": to_async(characters.normalize_characters),
        "names in code with mistakes": without_parsing(syntax.defined_names),
        "what code printed": to_async(lambda text: printed_output.printed_for(text, 1, 1)),
        "warnings on stderr": to_async(printed_output.read_stderr),
        "warnings of the playground": to_async(printed_output.without_paths),
        "paths of this machine": to_async(_without_own_paths),
        "the message of an exception": to_async(_explain_message),
        "the line of an exception": to_async(_explain_line),
        "a pasted traceback": to_async(parse_traceback),
        "a traceback's message": to_async(lambda text: parse_traceback(f"RuntimeError: {text}")),
        "the meaning of a message": to_async(lambda text: explain_message(None, text, text)),
        "a notebook's cell": without_parsing(notebook),
        "whether code fits": to_async(rejection_reason),
    }


def _without_own_paths(text: str) -> str:
    # A frame of ours, because texts without one are not taken apart.
    own_paths.without_ignored_errors(text.replace("\n", "\nException ignored in: "))
    return own_paths.without_own_paths(f'File "{own_paths.__file__}", line 1\n{text}')


def _explain_message(text: str) -> object:
    return explain({"type": "TypeError", "message": text, "facts": {"left": text, "called": text}})


def _explain_line(text: str) -> object:
    name = {"type": "NameError", "message": "name 'dim' is not defined", "source": text}
    number = {"type": "SyntaxError", "message": "invalid decimal literal", "source": text}
    return explain(name), explain(number)
