"""Extract code from messages and their attached files."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.platforms.allowed_hosts import ForeignAddressError
from bot.tutor.replies.model import inline
from bot.tutor.text.code_reader import code_of_file, read_code
from bot.tutor.text.limits import LONGEST_FILE_NAME, LONGEST_MESSAGE

LARGEST_FILE = 2 * 1024 * 1024  # bytes; enough for a notebook with pictures
MOST_FILES_READ = 5
FILE_EXTENSIONS = (".py", ".ipynb", ".txt")
"""Includes .txt, because Discord turns a long paste into message.txt."""

# Possessive quantifiers: with backtracking the time grows with the cube of the number of blanks.
_BAD_FENCE = re.compile(
    r"^[^\S\n]*+(?:'{3}|\"{3}|´{3}|‘{3}|’{3}|`´`|`{2}(?!`))[^\S\n]*+(?:py(?:thon)?)?[^\S\n]*+$",
    re.M,
)

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, not downloaded yet."""

    name: str
    size: int  # bytes
    url: str  # empty where the platform does not store the file itself


class AttachmentError(Exception):
    """A file cannot be read as code; the message is the reason, translated for the learner."""


async def has_bad_fence(text: str) -> bool:
    """Return whether a text puts its code between marks that only resemble a Markdown fence."""
    if len(text) > LONGEST_MESSAGE or not _BAD_FENCE.search(text):
        return False
    return not (await read_code(text)).is_code


async def extract_code(text: str, files: Sequence[Attachment], fetch: Fetch, t: Translator) -> str:
    """Return the code of a message and its files as one text; without files, the whole text.

    Raise AttachmentError for a file of an unknown type, one that is too large, not UTF-8 or not on
    the platform's servers (`fetch` raises ForeignAddressError); and what else `fetch` raises.
    """
    file_codes = [await _read_file(each, fetch, t) for each in files[:MOST_FILES_READ]]
    if not file_codes:
        return text
    message = await read_code(text)
    return "\n\n".join([message.code, *file_codes] if message.is_code else file_codes)


async def _read_file(file: Attachment, fetch: Fetch, t: Translator) -> str:
    name = file.name[-LONGEST_FILE_NAME:]
    folded_name = name.casefold()
    if not folded_name.endswith(FILE_EXTENSIONS):
        raise AttachmentError(t("file-unknown", name=inline(name)))
    if file.size > LARGEST_FILE:
        max_kib = LARGEST_FILE // 1024
        raise AttachmentError(t("file-large", name=inline(name), most=max_kib))
    try:
        return await code_of_file(await fetch(file.url), notebook=folded_name.endswith(".ipynb"))
    except ForeignAddressError:
        raise AttachmentError(t("file-elsewhere", name=inline(name))) from None
    except UnicodeDecodeError:
        raise AttachmentError(t("file-unreadable", name=inline(name))) from None
