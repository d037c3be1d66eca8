"""What learners send: the text of a message, and the code in the files that come with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.i18n import Voice
from bot.platforms.hosts import ForeignAddressError
from bot.tutor.replies import inline
from lessons.paste import code_in_file, read_paste

LARGEST_FILE = 2 * 1024 * 1024  # bytes; a notebook with pictures in it fits
MOST_FILES_READ = 5
ENDINGS = (".py", ".ipynb", ".txt")
"""Discord turns a long paste into message.txt, so that ending is read as well."""

_BAD_FENCE = re.compile(
    r"^\s*(?:'{3}|\"{3}|´{3}|‘{3}|’{3}|`´`|`{2}(?!`))\s*(?:py(?:thon)?)?\s*$", re.M
)

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file beside a message, which is not downloaded yet."""

    name: str
    size: int  # bytes
    url: str  # empty where the platform does not hold the file itself


class Unreadable(Exception):
    """A file that cannot be taken as code; says why, in words for the learner."""


def has_bad_fence(text: str) -> bool:
    """Whether a text puts its code between marks that look like a fence's and are none."""
    return bool(_BAD_FENCE.search(text)) and not read_paste(text).is_code


async def text_of(text: str, files: Sequence[FileSent], fetch: Fetch, say: Voice) -> str:
    """The code of a message and its files as one text; the message's words where there is none.

    Raises Unreadable when a file is none that we read, and what `fetch` raises. A file that
    `fetch` does not get because it lies elsewhere (ForeignAddressError) is none that we read.
    """
    code = [await _code_of(each, fetch, say) for each in files[:MOST_FILES_READ]]
    if not code:
        return text
    own = read_paste(text)
    return "\n\n".join([own.code, *code] if own.is_code else code)


async def _code_of(file: FileSent, fetch: Fetch, say: Voice) -> str:
    name = file.name.casefold()
    if not name.endswith(ENDINGS):
        raise Unreadable(say("file-unknown", name=inline(file.name)))
    if file.size > LARGEST_FILE:
        most = LARGEST_FILE // 1024
        raise Unreadable(say("file-large", name=inline(file.name), most=most))
    try:
        return code_in_file(await fetch(file.url), notebook=name.endswith(".ipynb"))
    except ForeignAddressError:
        raise Unreadable(say("file-elsewhere", name=inline(file.name))) from None
    except UnicodeDecodeError:
        raise Unreadable(say("file-unreadable", name=inline(file.name))) from None
