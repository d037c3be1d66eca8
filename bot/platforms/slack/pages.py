"""Puts blocks into messages within Slack's limits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.platforms.slack.limits import LONGEST_FALLBACK, MOST_BLOCKS, MOST_MESSAGE_TEXT
from bot.platforms.slack.markdown import (
    JSON,
    Span,
    escape_mrkdwn,
    plain_text,
    section,
    text_length,
)
from bot.platforms.text_width import truncate

_LINK = re.compile(r"<[^|<>]*\|([^<>]*)>")
_MARK = re.compile("[*`]")


@dataclass(frozen=True, slots=True)
class Page:
    """One message: its blocks, and its text for notifications and screen readers."""

    blocks: list[JSON]
    text: str


def rich_text(elements: list[JSON]) -> JSON:
    """Return elements as a block."""
    return {"type": "rich_text", "elements": elements}


def paged(blocks: list[JSON]) -> Iterator[Page]:
    """Yield messages within Slack's limits; at least one."""
    page: list[JSON] = []
    for block in blocks or [rich_text([section(Span("…"))])]:
        is_full = len(page) == MOST_BLOCKS
        if page and (is_full or sum(map(text_length, (*page, block))) > MOST_MESSAGE_TEXT):
            yield _page(page)
            page = []
        page.append(block)
    yield _page(page)


def _page(blocks: list[JSON]) -> Page:
    shown = " ".join(each["alt_text"] for each in blocks if each["type"] == "image")
    text = " ".join(" ".join(map(_block_text, blocks)).split()) or shown
    return Page(blocks, escape_mrkdwn(truncate(text or "…", LONGEST_FALLBACK)))


def _block_text(block: JSON) -> str:
    """Return the text of a block without its styles and buttons."""
    match block["type"]:
        case "rich_text":
            return "".join(map(plain_text, block["elements"]))
        case "header" | "section":
            return _plain(block["text"])
        case "context":
            return " ".join(map(_plain, block["elements"]))
        case "input":
            texts = (block["label"], *(each["text"] for each in block["element"]["options"]))
            return "\n".join(map(_plain, texts))
        case _:
            return ""


def _plain(text: JSON) -> str:
    if text["type"] == "plain_text":
        return str(text["text"])
    return html.unescape(_MARK.sub("", _LINK.sub(r"\1", text["text"])))
