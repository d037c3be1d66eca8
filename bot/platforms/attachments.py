"""Read what a message and its attached files hold, and say what was left aside."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.i18n import Translator
from bot.platforms.allowed_hosts import ForeignAddressError
from bot.tutor.replies.model import inline
from bot.tutor.text.code_reader import read_code, read_file, read_message
from bot.tutor.text.limits import LONGEST_FILE_NAME, LONGEST_MESSAGE
from common.message_reader.program import join_code
from common.message_reader.records import EncodingError, NotebookError, Part

LARGEST_FILE = 2 * 1024 * 1024  # bytes; enough for a notebook with pictures
MOST_FILES_READ = 5
FILE_EXTENSIONS = (".py", ".ipynb", ".txt", ".md", ".toml")
"""Includes .txt, because Discord turns a long paste into message.txt."""

PICTURE_EXTENSIONS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".tiff", ".svg")

DOWNLOAD_TIMEOUT_S = 30.0

FileProblem = Literal[
    "unknown",
    "picture",
    "large",
    "elsewhere",
    "unreadable",
    "empty",
    "web-page",
    "binary",
    "notebook",
    "notebook-no-code",
    "gone",
    "slow",
]
"""Why a file was not read; `file-KEY` in the catalogues has a sentence for each."""

_BY_ENCODING: dict[str, FileProblem] = {
    "picture": "picture",
    "web-page": "web-page",
    "binary": "binary",
    "unknown": "unreadable",
}

# Possessive quantifiers: with backtracking the time grows with the cube of the number of blanks.
_BAD_FENCE = re.compile(
    r"^[^\S\n]*+(?:'{3}|\"{3}|´{3}|‘{3}|’{3}|`´`)[^\S\n]*+(?:py(?:thon)?)?[^\S\n]*+$",
    re.M,
)

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, not downloaded yet."""

    name: str
    size: int  # bytes
    url: str  # empty where the platform does not store the file itself


class FileGoneError(Exception):
    """The platform does not serve a file any more, or not to us: its link is dead."""


class AttachmentError(Exception):
    """A file cannot be read; the message is the reason, translated for the learner."""

    reason: FileProblem

    def __init__(self, reason: FileProblem, name: str, t: Translator) -> None:
        most = LARGEST_FILE // 1024  # KiB
        super().__init__(t(f"file-{reason}", name=inline(name), most=most))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Contents:
    """What a message and its files hold."""

    text: str  # of the message
    files: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()  # translated sentences about files that were left aside

    async def code(self) -> str:
        """Return the code of the message and its files as one text; without files, the text."""
        if not self.files:
            return self.text
        message = [part for part in await read_message(self.text) if part.kind == "code"]
        return join_code([*message, *self.files]) or "\n\n".join(each.text for each in self.files)


async def has_bad_fence(text: str) -> bool:
    """Return whether a text puts its code between marks that only resemble a Markdown fence."""
    if len(text) > LONGEST_MESSAGE or not _BAD_FENCE.search(text):
        return False
    return not (await read_code(text)).is_code


async def read_contents(
    text: str, files: Sequence[Attachment], fetch: Fetch, t: Translator
) -> Contents:
    """Return what a message and its files hold.

    A file that cannot be read is a note if there is something else to reply to, and else an
    AttachmentError. Raise what `fetch` raises, other than ForeignAddressError, FileGoneError and
    TimeoutError.
    """
    parts: list[Part] = []
    problems: list[AttachmentError] = []
    read, others = _by_type(files)
    for file in read[:MOST_FILES_READ]:
        try:
            parts += await _read_file(file, fetch, t)
        except AttachmentError as problem:
            problems.append(problem)
    problems += [
        AttachmentError("picture" if _is_picture(each) else "unknown", _short_name(each), t)
        for each in others
    ]
    if problems and not parts and not text.strip():
        raise problems[0]
    has_code = any(part.kind == "code" for part in parts) or (
        bool(others) and (await read_code(text)).is_code
    )
    ignored = [_note(each, t) for each in others] if has_code else []
    failed = problems[: len(problems) - len(others)] if has_code else problems
    notes = [*(str(problem) for problem in failed), *ignored]
    if len(read) > MOST_FILES_READ:
        notes.append(t("file-more", most=MOST_FILES_READ))
    return Contents(text, tuple(parts), tuple(dict.fromkeys(notes)))


def _by_type(files: Sequence[Attachment]) -> tuple[list[Attachment], list[Attachment]]:
    """Return the files that may have code, and the others."""
    read = [each for each in files if _short_name(each).casefold().endswith(FILE_EXTENSIONS)]
    return read, [each for each in files if each not in read]


def _note(file: Attachment, t: Translator) -> str:
    key = "file-picture-ignored" if _is_picture(file) else "file-ignored"
    return t(key, name=inline(_short_name(file)))


def _is_picture(file: Attachment) -> bool:
    return _short_name(file).casefold().endswith(PICTURE_EXTENSIONS)


def _short_name(file: Attachment) -> str:
    return file.name[-LONGEST_FILE_NAME:]


async def _read_file(file: Attachment, fetch: Fetch, t: Translator) -> tuple[Part, ...]:
    name = _short_name(file)
    reason: FileProblem
    try:
        return await read_file(await _download(file, fetch), name)
    except EncodingError as problem:
        reason = _BY_ENCODING[problem.reason]
    except NotebookError as problem:
        reason = "notebook-no-code" if problem.reason == "no-code" else "notebook"
    except ForeignAddressError:
        reason = "elsewhere"
    except FileGoneError:
        reason = "gone"
    except TimeoutError:
        reason = "slow"
    except _RefusedError as refusal:
        reason = refusal.reason
    raise AttachmentError(reason, name, t)


class _RefusedError(Exception):
    """A file is not read because of its size."""

    def __init__(self, reason: FileProblem) -> None:
        super().__init__(reason)
        self.reason = reason


async def _download(file: Attachment, fetch: Fetch) -> bytes:
    if file.size > LARGEST_FILE:
        raise _RefusedError("large")
    async with asyncio.timeout(DOWNLOAD_TIMEOUT_S):
        raw = await fetch(file.url)
    if len(raw) > LARGEST_FILE:  # Slack does not always say the size
        raise _RefusedError("large")
    if not raw.strip():
        raise _RefusedError("empty")
    return raw
