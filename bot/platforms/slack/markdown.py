"""CommonMark as Slack's rich text.

Rich text and not mrkdwn: its words are never interpreted, so that nothing a learner wrote can
mention a whole channel, and bold type needs no spaces around it, which Japanese has none of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.platforms.slack.limits import MOST_TEXT
from bot.platforms.text_width import width

JSON = dict[str, Any]

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_SOFT = "\x00"  # a line break of the source that its author did not mean
_LINKED = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str = ""


def rich_elements(markdown: str) -> list[JSON]:
    """The blocks of a text as elements of a rich text block, none longer than one may be."""
    root = SyntaxTreeNode(_MARKDOWN.parse(markdown))
    elements: list[JSON] = []
    for node in root.children:
        for element in _block(node, 0):
            _set_apart(elements, element)
            elements.append(element)
    return [short for each in elements for short in _short(each)]


def section(*runs: Span) -> JSON:
    """One paragraph; a space where there are no words, because Slack refuses an empty one."""
    elements = [_element(run) for run in runs if run.text]
    return {"type": "rich_text_section", "elements": elements or [{"type": "text", "text": " "}]}


def preformatted(text: str) -> list[JSON]:
    """Code, in as many elements as its length needs; none is interpreted."""
    plain = text.replace("\x00", "\u2400").rstrip("\n") or " "
    return list(_short(_preformatted(plain)))


def plain_text(element: JSON) -> str:
    """The words of an element, without their styles."""
    words = "".join(
        plain_text(each) if "elements" in each else each.get("text") or each.get("url", "")
        for each in element.get("elements", [])
    )
    return words + "\n"


def escape_mrkdwn(text: str) -> str:
    """Words for where Slack reads mrkdwn: nothing in them is a mention or a link.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _set_apart(before: list[JSON], after: JSON) -> None:
    """An empty line between two paragraphs; lists and code have room of their own."""
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
            yield section(*_inline(node))
        case "heading":
            yield section(*_joined([replace(run, bold=True) for run in _inline(node)]))
        case "fence" | "code_block":
            yield _preformatted(node.content.rstrip("\n") or " ")
        case "bullet_list" | "ordered_list":
            yield from _list(node, depth)
        case "blockquote":
            runs = [run for child in node.children for run in (*_inline(child), Span("\n"))]
            yield {"type": "rich_text_quote", "elements": [_element(run) for run in runs[:-1]]}
        case "table":
            yield from _table(node)
        case _:  # a rule: between blocks there is room enough
            return


def _list(node: SyntaxTreeNode, depth: int) -> Iterator[JSON]:
    """A list, with what its items hold besides their words put between its parts."""
    style = "bullet" if node.type == "bullet_list" else "ordered"
    number = int(node.attrs.get("start", 1)) - 1
    items: list[JSON] = []
    counted = 0
    for item in node.children:
        words = [child for child in item.children if child.type == "paragraph"]
        runs = [run for at, each in enumerate(words) for run in _lines(each, at)]
        items.append(section(*runs))
        counted += 1
        others = [child for child in item.children if child.type != "paragraph"]
        if others:
            yield _list_part(style, depth, number, items)
            number, items = number + counted, []
            counted = 0
            for child in others:
                yield from _block(child, depth + 1)
    if items:
        yield _list_part(style, depth, number, items)


def _lines(paragraph: SyntaxTreeNode, at: int) -> list[Span]:
    return ([Span("\n")] if at else []) + _inline(paragraph)


def _list_part(style: str, depth: int, offset: int, items: list[JSON]) -> JSON:
    part: JSON = {"type": "rich_text_list", "style": style, "indent": depth, "elements": items}
    if style == "ordered" and offset > 0:
        part["offset"] = offset
    return part


def _table(node: SyntaxTreeNode) -> Iterator[JSON]:
    rows = [row for part in node.children for row in part.children]
    items = []
    for row in rows:
        cells = [_inline(cell) for cell in row.children]
        runs = [run for at, cell in enumerate(cells) for run in ([Span(" · ")] * bool(at) + cell)]
        items.append(section(*runs))
    yield {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items}


def _inline(node: SyntaxTreeNode) -> list[Span]:
    runs = [run for child in node.children for run in _runs(child, Span(""))]
    return _joined(runs)


def _runs(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    match node.type:
        case "text":
            yield replace(style, text=node.content)
        case "code_inline":
            yield replace(style, text=node.content, code=True)
        case "softbreak":
            yield replace(style, text=_SOFT)
        case "hardbreak":
            yield replace(style, text="\n")
        case "strong":
            yield from _inside(node, replace(style, bold=True))
        case "em":
            yield from _inside(node, replace(style, italic=True))
        case "link":
            url = str(node.attrs.get("href", ""))
            yield from _inside(node, replace(style, url=url if url.startswith(_LINKED) else ""))
        case "image":
            yield replace(style, text=node.content)
        case _:
            yield from _inside(node, style)


def _inside(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    for child in node.children:
        yield from _runs(child, style)


def _joined(runs: list[Span]) -> list[Span]:
    """Runs of one style as one, and every soft break as a space, or as nothing in Japanese."""
    done: list[Span] = []
    for at, run in enumerate(runs):
        text = run.text
        if text == _SOFT:
            before = done[-1].text[-1:] if done else ""
            after = runs[at + 1].text[:1] if at + 1 < len(runs) else ""
            wide = before and after and width(before) == width(after) == 2
            text = "" if wide else " "
        if done and replace(done[-1], text="") == replace(run, text=""):
            done[-1] = replace(done[-1], text=done[-1].text + text)
        elif text:
            done.append(replace(run, text=text))
    return done


def _element(run: Span) -> JSON:
    style = {name: True for name in ("bold", "italic", "code") if getattr(run, name)}
    element: JSON = {"type": "text", "text": run.text}
    if run.url:
        element = {"type": "link", "url": run.url, "text": run.text}
    return element | {"style": style} if style else element


def _preformatted(text: str) -> JSON:
    return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}


def text_length(element: JSON) -> int:
    """Characters that an element shows."""
    if "elements" in element:
        return sum(map(text_length, element["elements"]))
    return len(element.get("text", ""))


def _short(element: JSON) -> Iterator[JSON]:
    """An element that is too long for a block in parts; code and paragraphs end at a line's end."""
    if text_length(element) <= MOST_TEXT:
        yield element
        return
    part: list[JSON] = []
    for child in _small(element["elements"]):
        if part and text_length({"elements": part}) + text_length(child) > MOST_TEXT:
            yield element | {"elements": part}
            part = []
        part.append(child)
    yield element | {"elements": part}


def _small(children: list[JSON]) -> Iterator[JSON]:
    for child in children:
        text = child.get("text", "")
        if "elements" in child or len(text) <= MOST_TEXT:
            yield child if text_length(child) <= MOST_TEXT else next(_short(child))
            continue
        rest = text
        while len(rest) > MOST_TEXT:
            end = rest.rfind("\n", 0, MOST_TEXT) + 1 or MOST_TEXT
            yield child | {"text": rest[:end].rstrip("\n") or " "}
            rest = rest[end:]
        if rest:
            yield child | {"text": rest}
