"""Blocks of text other than rich text: titles, lines with a button, small print and dividers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode
from slack_sdk.models.blocks import (
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.platforms.slack.limits import MOST_TEXT
from bot.platforms.slack.markdown import (
    DATE_FORMATS,
    JSON,
    Span,
    escape_mrkdwn,
    inline_spans,
    parse_markdown,
)

_LEAST_ABOVE_BUTTONS = 2
"""Blocks above the last buttons from which on a line is between them."""

_FORMATTED = re.compile(r"[*_~`]|^[ \t]*[>•-]|:[\w+-]+:", re.MULTILINE)
"""What Slack would read as formatting; mrkdwn has no way to escape it."""


def header(title: str) -> JSON:
    """Return a title of at most LONGEST_HEADER characters, which Slack never interprets."""
    return HeaderBlock(text=PlainTextObject(text=title, emoji=False)).to_dict()


def note(text: str) -> JSON:
    """Return plain text as small print."""
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=False)]).to_dict()


def small_print(markdown: str) -> JSON | None:
    """Return a text as small print; None if Slack's mrkdwn cannot say the same."""
    text = mrkdwn(markdown)
    if text is None:
        return None
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)]).to_dict()


def line_with_button(markdown: str, button: ButtonElement) -> JSON | None:
    """Return a line with its button beside it; None if Slack's mrkdwn cannot say the same."""
    text = mrkdwn(markdown)
    if text is None:
        return None
    shown = MarkdownTextObject(text=text, verbatim=True)
    return SectionBlock(text=shown, accessory=button).to_dict()


def mrkdwn(markdown: str) -> str | None:
    """Return paragraphs and headings as mrkdwn; None if they would look otherwise."""
    number, nodes = _without_number(parse_markdown(markdown))
    if any(node.type not in {"paragraph", "heading"} for node in nodes):
        return None
    paragraphs = [_formatted(_spans(node)) for node in nodes]
    text = number + "\n".join(each or "" for each in paragraphs)
    return text if text and None not in paragraphs and len(text) <= MOST_TEXT else None


def divided(blocks: Sequence[JSON]) -> Iterator[JSON]:
    """Yield the blocks with lines above titles, and above the buttons at the end."""
    last = len(blocks)
    while last and blocks[last - 1]["type"] in {"actions", "input"}:
        last -= 1
    if last and last < len(blocks) - 1 and _ends_with_code(blocks[last - 1]):
        last += 1  # these buttons belong to the code above them, such as "Run"
    for at, block in enumerate(blocks):
        is_end = at == last and last >= _LEAST_ABOVE_BUTTONS
        if at and (block["type"] == "header" or is_end):
            yield DividerBlock().to_dict()
        yield block


def _ends_with_code(block: JSON) -> bool:
    elements = block.get("elements") or [{}]
    return bool(elements[-1].get("type") == "rich_text_preformatted")


def _without_number(nodes: Sequence[SyntaxTreeNode]) -> tuple[str, Sequence[SyntaxTreeNode]]:
    """Return the number or bullet of a list with one item, and the item's nodes."""
    match nodes:
        case [SyntaxTreeNode(type="ordered_list", children=[item]) as found]:
            return f"{found.attrs.get('start', 1)}. ", item.children
        case [SyntaxTreeNode(type="bullet_list", children=[item])]:
            return "• ", item.children
        case _:
            return "", nodes


def _spans(node: SyntaxTreeNode) -> list[Span]:
    if node.type == "heading":
        return [Span("".join(span.text for span in inline_spans(node)), bold=True)]
    return inline_spans(node)


def _formatted(spans: Sequence[Span]) -> str | None:
    parts: list[str] = []
    for at, span in enumerate(spans):
        if ("`" in span.text) if span.code else _FORMATTED.search(span.text):
            return None
        before = spans[at - 1].text[-1:] if at else ""
        after = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
        is_apart = (not before or before.isspace()) and (not after or after.isspace())
        if (span.bold or span.italic or span.code) and not is_apart:
            return None  # Slack wants spaces around what is bold, which Japanese does not have
        parts.append(_formatted_span(span))
    return "".join(parts)


def _formatted_span(span: Span) -> str:
    text = escape_mrkdwn(span.text)
    if span.moment is not None:
        form = DATE_FORMATS[span.moment.style]
        return f"<!date^{span.moment.seconds}^{form}|{text}>"
    if span.url and not set(span.url) & set("<>| "):
        text = f"<{escape_mrkdwn(span.url)}|{text}>"
    for is_so, mark in ((span.code, "`"), (span.bold, "*"), (span.italic, "_")):
        text = f"{mark}{text}{mark}" if is_so and text.strip() == text else text
    return text
