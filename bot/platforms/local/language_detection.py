"""In which language a message is written: what a page has to know to have it read out well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.platforms.local.protocol import Ask, ButtonPressed, CodeFile, LanguageChosen, MessageSent
from bot.tutor.replies.model import (
    AnyBlock,
    Buttons,
    Code,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
)
from bot.tutor.text.code_reader import paste_if_quick
from lessons.curriculum import Language

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_ENOUGH = 0.3
"""Share of Japanese letters from which a text is Japanese: it may name `torch.Tensor` and PyTorch,
as an English one may name a learner, 田中."""


def language_of(text: str) -> Language | None:
    """The language of a text without its code; None when it has no letters."""
    letters = _LETTER.findall(_CODE.sub(" ", text))
    if not letters:
        return None
    japanese = sum(1 for letter in letters if _JAPANESE.match(letter))
    return "ja" if japanese >= _ENOUGH * len(letters) else "en"


def language_of_message(said: Ask | Reply) -> Language | None:
    """The language of what was said; None for code and commands, which have none."""
    match said:
        case Reply(blocks=blocks):
            return language_of("\n".join(word for block in blocks for word in _words(block)))
        case MessageSent(text=text) if text.startswith("/") or _is_code(text):
            return None
        case MessageSent(text=text):
            return language_of(text)
        case CodeFile():
            return None
        case ButtonPressed(label=label):
            return language_of(label)
        case LanguageChosen(language=language):
            return language


def _is_code(text: str) -> bool:
    """Whether a text is known to be code; a long one has to be read before."""
    paste = paste_if_quick(text)
    return paste is not None and paste.is_code


def _words(block: AnyBlock) -> Iterator[str]:
    """A block's own words: what learners wrote, as the names on a board, is none of them."""
    match block:
        case Text(markdown=markdown):
            yield markdown
        case Code(caption=caption):
            yield caption
        case Table(head=head):
            yield from head
        case Picture(alt=alt):
            yield alt
        case Buttons(buttons=buttons):
            yield from (button.label for button in buttons)
        case Form(label=label, submit=submit) | Menu(label=label, submit=submit):
            yield from (label, submit)
        case File():
            return
