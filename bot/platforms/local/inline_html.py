"""Renders short texts as HTML: code in labels and cells, marked elements, Japanese numbers.

Every function takes time linear in its text.
"""

from __future__ import annotations

import re
from html import escape

from lessons.curriculum import Language

WORD_JOINER = "\u2060"
"""Forbids a line break."""

_CODE_OR_BOLD = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")
_MARKED = re.compile(r"(?<=[\[\s])\*([^\s*,\[\]]{1,40})\*(?=[\],\s])")
"""A number between asterisks, as the judge marks an element of a tensor that differs."""

_BEFORE_COUNTER = re.compile(r"(?<=[0-9]) (?=[\u3041-\u30ff\u4e00-\u9fff])")
_BESIDE_SLASH = re.compile(r"(?<=[0-9]) / (?=[0-9])")
_BEHIND_PREFIX = re.compile(r"(?<=[\u30a1-\u30fe第約全残計各]) (?=[0-9])")
_OPENING, _CLOSING = "「『（([【〈《", "」』）)]】〉》。、．，.,:：;；!！?？…・"


def inline_html(markdown: str, language: Language) -> str:
    """Return a text with `code` and **bold** as HTML; nothing else in it is Markdown."""
    html, end = "", 0
    for found in _CODE_OR_BOLD.finditer(markdown):
        html += escape(keep_numbers(markdown[end : found.start()], language))
        code, bold = found[1], found[2]
        html += f"<code>{escape(code)}</code>" if code else f"<b>{escape(bold)}</b>"
        end = found.end()
    return html + escape(keep_numbers(markdown[end:], language))


def marked_html(text: str) -> str:
    """Return output as HTML, in which the elements between asterisks are highlighted."""
    return _MARKED.sub(r"<mark>*\1*</mark>", escape(text, quote=False))


def keep_numbers(text: str, language: Language) -> str:
    """Return a Japanese text with no line break between a number and its counter (3 分, 第 2 回).

    A text in another language is returned as it is.
    """
    if language != "ja":
        return text
    text = _BESIDE_SLASH.sub("\u00a0/\u00a0", text)
    return _BEHIND_PREFIX.sub("\u00a0", _BEFORE_COUNTER.sub("\u00a0", text))


def split_closing(text: str) -> tuple[str, str]:
    """Return the punctuation and closing brackets at the start of a text, and what follows."""
    rest = text.lstrip(_CLOSING)
    return text[: len(text) - len(rest)], rest


def kept_on_one_line(html: str, before: str, closing: str) -> str:
    """Return a button's HTML that stays on the line of the brackets and punctuation around it.

    A browser may break lines before and after a button. `before` is the text before it, and
    `closing` the punctuation behind it, which the result includes.
    """
    opening = WORD_JOINER if before[-1:] and before[-1] in _OPENING else ""
    return (
        f"{opening}<span class='kept'>{html}{escape(closing)}</span>" if closing else opening + html
    )
