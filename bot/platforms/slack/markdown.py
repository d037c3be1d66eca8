"""Converts CommonMark to Slack's rich text.

Slack never interprets the text in rich text, unlike mrkdwn: nothing a learner wrote can mention a
whole channel, and bold type needs no spaces around it, which Japanese does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.platforms.slack.limits import MOST_TEXT
from bot.platforms.text_width import width
from bot.tutor.replies.moments import Moment, Style, split_moments

JSON = dict[str, Any]

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_SOFT_BREAK = "\x00"  # a line break that only wraps the source
DATE_FORMATS: dict[Style, str] = {"time": "{time}", "moment": "{date_short_pretty}, {time}"}
"""Slack shows both in the reader's zone and language.
https://docs.slack.dev/messaging/formatting-message-text#date-formatting"""

LINK_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str = ""
    moment: Moment | None = None  # which `text` shows where Slack does not


def rich_elements(markdown: str) -> list[JSON]:
    """Return Markdown as elements of rich text blocks, none longer than MOST_TEXT characters."""
    return elements_of(parse_markdown(markdown))


def parse_markdown(markdown: str) -> Sequence[SyntaxTreeNode]:
    """Return the blocks of a text in CommonMark."""
    return SyntaxTreeNode(_MARKDOWN.parse(markdown)).children


def elements_of(nodes: Iterable[SyntaxTreeNode]) -> list[JSON]:
    """Return blocks of CommonMark as elements, none longer than MOST_TEXT characters."""
    elements: list[JSON] = []
    for node in nodes:
        for element in _block(node, 0):
            _add_paragraph_gap(elements, element)
            elements.append(element)
    return [part for each in elements for part in _split(each)]


def section(*spans: Span) -> JSON:
    """Return a paragraph of these spans, or of a space, because Slack rejects an empty one."""
    elements = [_element(span) for span in spans if span.text]
    return {"type": "rich_text_section", "elements": elements or [{"type": "text", "text": " "}]}


def preformatted(text: str) -> list[JSON]:
    """Return code as elements, each within the limit of characters."""
    plain = text.replace("\x00", "\u2400").rstrip("\n") or " "
    return list(_split(_preformatted(plain)))


def plain_text(element: JSON) -> str:
    """Return the text of an element without its styles."""
    text = "".join(
        plain_text(each)
        if "elements" in each
        else each.get("text") or each.get("fallback") or each.get("url", "")
        for each in element.get("elements", [])
    )
    return text + "\n"


def escape_mrkdwn(text: str) -> str:
    """Escape text for fields that Slack reads as mrkdwn, so that it has no mentions or links.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _add_paragraph_gap(before: list[JSON], after: JSON) -> None:
    """Add an empty line between two paragraphs; Slack sets lists and code apart by itself."""
    if not before or before[-1]["type"] != "rich_text_section":
        return
    if after["type"] == "rich_text_section" and not _is_heading(before[-1]):
        before[-1]["elements"].append({"type": "text", "text": "\n"})


def _is_heading(element: JSON) -> bool:
    styles = [each.get("style", {}) for each in element["elements"]]
    return len(styles) == 1 and bool(styles[0].get("bold"))


def _block(node: SyntaxTreeNode, depth: int) -> Iterator[JSON]:
    match node.type:
        case "paragraph":
            yield section(*inline_spans(node))
        case "heading":
            yield section(*_merged([replace(span, bold=True) for span in inline_spans(node)]))
        case "fence" | "code_block":
            yield _preformatted(node.content.rstrip("\n") or " ")
        case "bullet_list" | "ordered_list":
            yield from _list(node, depth)
        case "blockquote":
            spans = [span for child in node.children for span in (*inline_spans(child), Span("\n"))]
            yield {"type": "rich_text_quote", "elements": [_element(span) for span in spans[:-1]]}
        case "table":
            yield from _table(node)
        case _:  # a horizontal rule is left out
            return


def _list(node: SyntaxTreeNode, depth: int) -> Iterator[JSON]:
    """Yield a list. Blocks inside its items, which Slack's lists cannot have, split it in parts."""
    style = "bullet" if node.type == "bullet_list" else "ordered"
    number = int(node.attrs.get("start", 1)) - 1
    items: list[JSON] = []
    item_count = 0
    for item in node.children:
        paragraphs = [child for child in item.children if child.type == "paragraph"]
        spans = [span for at, each in enumerate(paragraphs) for span in _paragraph(each, at)]
        items.append(section(*spans))
        item_count += 1
        others = [child for child in item.children if child.type != "paragraph"]
        if others:
            yield _list_part(style, depth, number, items)
            number, items = number + item_count, []
            item_count = 0
            for child in others:
                yield from _block(child, depth + 1)
    if items:
        yield _list_part(style, depth, number, items)


def _paragraph(paragraph: SyntaxTreeNode, at: int) -> list[Span]:
    """Return the spans of an item's paragraph, on a line of its own behind the first one."""
    return ([Span("\n")] if at else []) + inline_spans(paragraph)


def _list_part(style: str, depth: int, offset: int, items: list[JSON]) -> JSON:
    part: JSON = {"type": "rich_text_list", "style": style, "indent": depth, "elements": items}
    if style == "ordered" and offset > 0:
        part["offset"] = offset
    return part


def _table(node: SyntaxTreeNode) -> Iterator[JSON]:
    rows = [row for part in node.children for row in part.children]
    items = []
    for row in rows:
        cells = [inline_spans(cell) for cell in row.children]
        spans = [
            span for at, cell in enumerate(cells) for span in ([Span(" · ")] * bool(at) + cell)
        ]
        items.append(section(*spans))
    yield {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items}


def inline_spans(node: SyntaxTreeNode) -> list[Span]:
    """Return the text of a paragraph, a heading or a cell in its styles."""
    spans = [span for child in node.children for span in _spans(child, Span(""))]
    return _merged(spans)


def _spans(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    match node.type:
        case "text":
            for part in split_moments(node.content):
                if isinstance(part, Moment):
                    yield replace(style, text=part.fallback, moment=part)
                else:
                    yield replace(style, text=part)
        case "code_inline":
            yield replace(style, text=node.content, code=True)
        case "softbreak":
            yield replace(style, text=_SOFT_BREAK)
        case "hardbreak":
            yield replace(style, text="\n")
        case "strong":
            yield from _children(node, replace(style, bold=True))
        case "em":
            yield from _children(node, replace(style, italic=True))
        case "link":
            url = str(node.attrs.get("href", ""))
            yield from _children(
                node, replace(style, url=url if url.startswith(LINK_SCHEMES) else "")
            )
        case "image":
            yield replace(style, text=node.content)
        case _:
            yield from _children(node, style)


def _children(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    for child in node.children:
        yield from _spans(child, style)


def _merged(spans: list[Span]) -> list[Span]:
    """Merge adjacent spans of one style. A soft break becomes a space, or nothing in Japanese."""
    merged: list[Span] = []
    for at, span in enumerate(spans):
        text = span.text
        if text == _SOFT_BREAK:
            before = merged[-1].text[-1:] if merged else ""
            after = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
            wide = before and after and width(before) == width(after) == 2
            text = "" if wide else " "
        if merged and replace(merged[-1], text="") == replace(span, text=""):
            merged[-1] = replace(merged[-1], text=merged[-1].text + text)
        elif text:
            merged.append(replace(span, text=text))
    return merged


def _element(span: Span) -> JSON:
    style = {name: True for name in ("bold", "italic", "code") if getattr(span, name)}
    element: JSON = {"type": "text", "text": span.text}
    if span.url:
        element = {"type": "link", "url": span.url, "text": span.text}
    if span.moment is not None:
        element = {
            "type": "date",
            "timestamp": span.moment.seconds,
            "format": DATE_FORMATS[span.moment.style],
            "fallback": span.text,
        }
    return element | {"style": style} if style else element


def _preformatted(text: str) -> JSON:
    return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}


def text_length(element: JSON) -> int:
    """Return how many characters a block, or an element of one, shows."""
    if "elements" in element:
        return sum(map(text_length, element["elements"]))
    if isinstance(element.get("text"), dict):
        return text_length(element["text"])
    return len(element.get("text") or element.get("fallback", ""))


def _split(element: JSON) -> Iterator[JSON]:
    """Yield an element in parts of at most MOST_TEXT characters, split at line ends if possible."""
    if text_length(element) <= MOST_TEXT:
        yield element
        return
    part: list[JSON] = []
    for child in _split_children(element["elements"]):
        if part and text_length({"elements": part}) + text_length(child) > MOST_TEXT:
            yield element | {"elements": part}
            part = []
        part.append(child)
    yield element | {"elements": part}


def _split_children(children: list[JSON]) -> Iterator[JSON]:
    for child in children:
        text = child.get("text", "")
        if "elements" in child or len(text) <= MOST_TEXT:
            yield child if text_length(child) <= MOST_TEXT else next(_split(child))
            continue
        rest = text
        while len(rest) > MOST_TEXT:
            end = rest.rfind("\n", 0, MOST_TEXT) + 1 or MOST_TEXT
            yield child | {"text": rest[:end].rstrip("\n") or " "}
            rest = rest[end:]
        if rest:
            yield child | {"text": rest}
