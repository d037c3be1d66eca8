"""Detects the language of a message, which a page needs for screen readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.platforms.local.protocol import (
    ButtonPressed,
    CodeFile,
    LanguageChosen,
    LearnerMessage,
    MessageSent,
)
from bot.tutor.replies.model import (
    AnyBlock,
    Buttons,
    Code,
    Details,
    File,
    Form,
    ListItem,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
)
from bot.tutor.text.code_reader import has_code_if_quick
from lessons.curriculum import Language

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_JAPANESE_SHARE = 0.3
"""Least share of Japanese letters in a Japanese text. It may have names such as `torch.Tensor`, as
an English one may have names such as 田中."""


def language_of(text: str) -> Language | None:
    """Return the language of a text without its code; None if it has no letters."""
    letters = _LETTER.findall(_CODE.sub(" ", text))
    if not letters:
        return None
    japanese = sum(1 for letter in letters if _JAPANESE.match(letter))
    return "ja" if japanese >= _JAPANESE_SHARE * len(letters) else "en"


def language_of_message(message: LearnerMessage | Reply) -> Language | None:
    """Return the language of a message; None for code and commands, which have none."""
    match message:
        case Reply(blocks=blocks):
            return language_of("\n".join(text for block in blocks for text in _texts(block)))
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
    """Return whether a text is code, as far as `read_code` has parsed it if it is long."""
    return has_code_if_quick(text)


def _texts(block: AnyBlock) -> Iterator[str]:
    """Yield the texts of a block, without what learners wrote, such as names in a leaderboard."""
    match block:
        case Text(markdown=markdown):
            yield markdown
        case Code(caption=caption):
            yield caption
        case Details(summary=summary, caption=caption):
            yield from (summary, caption)
        case Table(head=head):
            yield from head
        case ListItem(markdown=markdown, button=button):
            yield from (markdown, button.label)
        case Meter(label=label):
            yield label
        case Picture(alt=alt):
            yield alt
        case Buttons(buttons=buttons):
            yield from (button.label for button in buttons)
        case Form(label=label, submit=submit) | Menu(label=label, submit=submit):
            yield from (label, submit)
        case File():
            return
