"""Finds the titles in texts, which Slack shows as blocks of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from markdown_it.tree import SyntaxTreeNode

from bot.platforms.slack.limits import LONGEST_HEADER
from bot.platforms.slack.markdown import (
    JSON,
    Span,
    elements_of,
    inline_spans,
    parse_markdown,
    section,
)

LONGEST_LEAD = 75
"""Characters of bold words that become a title; more of them would fill a phone's screen."""

_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")


def titled_parts(markdown: str, *, leads: bool) -> list[str | list[JSON]]:
    """Return the titles of a text as strings, and what is between them as rich text elements.

    Titles are headings of the first two levels, and the bold words with which the first text of a
    reply begins (`leads`). A title longer than LONGEST_HEADER stays bold text.
    """
    parts: list[str | list[JSON]] = []
    nodes: list[SyntaxTreeNode] = []
    for number, node in enumerate(parse_markdown(markdown)):
        title, rest = _title(node, leads=leads and number == 0)
        if not title:
            nodes.append(node)
            continue
        parts += [elements_of(nodes), title, [section(*rest)] if rest else []]
        nodes = []
    parts.append(elements_of(nodes))
    return [each for each in parts if each]


def _title(node: SyntaxTreeNode, *, leads: bool) -> tuple[str, list[Span]]:
    """Return the title that a block has or begins with, and what follows it in the same block."""
    if node.type == "heading" and node.tag in {"h1", "h2"}:
        title = _text(inline_spans(node))
        return (title, []) if len(title) <= LONGEST_HEADER else ("", [])
    if node.type != "paragraph" or not leads:
        return "", []
    spans = inline_spans(node)
    bold = list(takewhile(lambda span: span.bold, spans))  # several where some of it is code
    rest = spans[len(bold) :]
    lead, following = (_text(part) for part in (bold, rest))
    if not lead or any(span.moment or span.url or "\n" in span.text for span in spans):
        return "", []
    goes_on = lead.rstrip().endswith((":", "：")) or following.lstrip().startswith("·")
    if (goes_on or not following.strip()) and len(lead + following) <= LONGEST_LEAD:
        return (lead + following).strip(), []
    if lead.rstrip().endswith(_SENTENCE_ENDS) and len(lead) <= LONGEST_LEAD:
        return lead.strip(), [replace(rest[0], text=rest[0].text.lstrip()), *rest[1:]]
    return "", []


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
