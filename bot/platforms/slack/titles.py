"""Finds the titles in texts, which Slack shows as blocks of their own."""

from __future__ import annotations

from dataclasses import replace

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
        title = "".join(span.text for span in inline_spans(node))
        return (title, []) if len(title) <= LONGEST_HEADER else ("", [])
    if node.type != "paragraph" or not leads:
        return "", []
    first, *rest = inline_spans(node) or [Span("")]
    following = "".join(span.text for span in rest)
    whole = first.text + following
    if not first.bold or any(
        span.moment or span.url or "\n" in span.text for span in (first, *rest)
    ):
        return "", []
    goes_on = first.text.rstrip().endswith((":", "：")) or following.lstrip().startswith("·")
    if (goes_on or not following.strip()) and len(whole) <= LONGEST_LEAD:
        return whole.strip(), []
    if first.text.rstrip().endswith(_SENTENCE_ENDS) and len(first.text) <= LONGEST_LEAD:
        return first.text.strip(), [replace(rest[0], text=rest[0].text.lstrip()), *rest[1:]]
    return "", []
