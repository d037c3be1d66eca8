"""What learners send: the text of a message, and the code in the files that come with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.platforms.allowed_hosts import ForeignAddressError
from bot.tutor.replies.model import inline
from bot.tutor.text.code_reader import code_of_file, read_code
from bot.tutor.text.limits import LONGEST_FILE_NAME, LONGEST_MESSAGE

LARGEST_FILE = 2 * 1024 * 1024  # bytes; a notebook with pictures in it fits
MOST_FILES_READ = 5
FILE_EXTENSIONS = (".py", ".ipynb", ".txt")
"""Discord turns a long paste into message.txt, so that ending is read as well."""

# Blanks but for the line's end, possessive: without that the time grows with their number's cube.
_BAD_FENCE = re.compile(
    r"^[^\S\n]*+(?:'{3}|\"{3}|´{3}|‘{3}|’{3}|`´`|`{2}(?!`))[^\S\n]*+(?:py(?:thon)?)?[^\S\n]*+$",
    re.M,
)

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a message, which is not downloaded yet."""

    name: str
    size: int  # bytes
    url: str  # empty where the platform does not hold the file itself


class AttachmentError(Exception):
    """A file that cannot be taken as code; says why, in words for the learner."""


async def has_bad_fence(text: str) -> bool:
    """Whether a text puts its code between marks that look like a fence's and are none."""
    if len(text) > LONGEST_MESSAGE or not _BAD_FENCE.search(text):
        return False
    return not (await read_code(text)).is_code


async def extract_code(text: str, files: Sequence[Attachment], fetch: Fetch, t: Translator) -> str:
    """The code of a message and its files as one text; the message's words where there is none.

    Raises ScheduleParseError when a file is none that we read, and what `fetch` raises. A file that
    `fetch` does not get because it lies elsewhere (ForeignAddressError) is none that we read.
    """
    code = [await _code_of(each, fetch, t) for each in files[:MOST_FILES_READ]]
    if not code:
        return text
    own = await read_code(text)
    return "\n\n".join([own.code, *code] if own.is_code else code)


async def _code_of(file: Attachment, fetch: Fetch, t: Translator) -> str:
    called = file.name[-LONGEST_FILE_NAME:]
    name = called.casefold()
    if not name.endswith(FILE_EXTENSIONS):
        raise AttachmentError(t("file-unknown", name=inline(called)))
    if file.size > LARGEST_FILE:
        most = LARGEST_FILE // 1024
        raise AttachmentError(t("file-large", name=inline(called), most=most))
    try:
        return await code_of_file(await fetch(file.url), notebook=name.endswith(".ipynb"))
    except ForeignAddressError:
        raise AttachmentError(t("file-elsewhere", name=inline(called))) from None
    except UnicodeDecodeError:
        raise AttachmentError(t("file-unreadable", name=inline(called))) from None
