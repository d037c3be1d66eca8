"""Draws Slack's messages from their blocks, as its app shows them on a phone."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.platforms.slack.markdown import DATE_FORMATS
from bot.platforms.slack.rendering import OutgoingFile

JSON = dict[str, Any]

_BOLD = re.compile(r"\*([^*\n]+)\*")
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"&lt;(?:https?:)?[^|&]*\|([^&]+)&gt;")


_SHOWN_TIMES = {DATE_FORMATS["time"]: "18:00", DATE_FORMATS["moment"]: "2026-05-03, 18:00"}
"""How a reader's Slack shows a moment, by its format."""


def message_html(blocks: Sequence[JSON], pictures: Mapping[str, bytes]) -> str:
    """Return the HTML of one message, whose pictures are given by the ids of their files."""
    return "".join(_block(each, pictures) for each in blocks)


def file_html(file: OutgoingFile) -> str:
    """Return the HTML of a file that is sent with a message."""
    return f'<div class="file">📄 <b>{escape(file.name)}</b></div>'


def _block(block: JSON, pictures: Mapping[str, bytes]) -> str:
    match block["type"]:
        case "rich_text":
            return "".join(map(_rich, block["elements"]))
        case "actions":
            return f'<div class="row">{"".join(map(_element, block["elements"]))}</div>'
        case "header":
            return f"<h2>{escape(block['text']['text'])}</h2>"
        case "section":
            fields = "".join(f"<div>{_text(each)}</div>" for each in block.get("fields") or ())
            text = _text(block["text"]) if block.get("text") else ""
            accessory = _element(block["accessory"]) if block.get("accessory") else ""
            return f'<div class="section"><div>{text}{fields}</div>{accessory}</div>'
        case "input":
            label = escape(block["label"]["text"])
            return f'<div class="input"><b>{label}</b>{_element(block["element"])}</div>'
        case "context":
            return f'<div class="context">{" ".join(map(_element, block["elements"]))}</div>'
        case "divider":
            return "<hr>"
        case "image":
            alt = escape(block["alt_text"], quote=True)
            data = base64.b64encode(pictures[block["slack_file"]["id"]]).decode()
            return f'<img src="data:image/png;base64,{data}" alt="{alt}">'
        case "markdown":
            return f"<p>{escape(block['text'])}</p>"
        case kind:
            raise ValueError(f"a block of type {kind} cannot be drawn yet")


def _element(element: JSON) -> str:
    match element["type"]:
        case "button":
            style = element.get("style") or "plain"
            return f'<button class="{style}">{escape(element["text"]["text"])}</button>'
        case "static_select" | "overflow":
            shown = escape((element.get("placeholder") or {}).get("text", "⋯"))
            options = "".join(map(_option, element["options"]))
            return f'<div class="select">{shown}<span>⌄</span></div><ul>{options}</ul>'
        case "checkboxes":
            boxes = (f"<li>☐ {_text(each['text'])}</li>" for each in element["options"])
            return f'<ul class="boxes">{"".join(boxes)}</ul>'
        case "mrkdwn" | "plain_text":
            return _text(element)
        case "image":
            return f'<span class="file">{escape(element["alt_text"])}</span>'
        case kind:
            raise ValueError(f"an element of type {kind} cannot be drawn yet")


def _option(option: JSON) -> str:
    detail = (option.get("description") or {}).get("text", "")
    small = f" <small>{escape(detail)}</small>" if detail else ""
    return f"<li>{escape(option['text']['text'])}{small}</li>"


def _text(text: JSON) -> str:
    if text["type"] == "plain_text":
        return escape(text["text"]).replace("\n", "<br>")
    html = text["text"].replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    html = _LINK.sub(r'<span class="mention">\1</span>', html)
    html = _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", html))
    return html.replace("\n", "<br>")


def _rich(element: JSON) -> str:
    inner = "".join(map(_leaf, element.get("elements") or ()))
    match element["type"]:
        case "rich_text_section":
            return f"<p>{inner}</p>"
        case "rich_text_preformatted":
            return f"<pre><code>{inner}</code></pre>"
        case "rich_text_quote":
            return f"<blockquote>{inner}</blockquote>"
        case "rich_text_list":
            items = "".join(f"<li>{_rich(each)}</li>" for each in element["elements"])
            tag = "ol" if element.get("style") == "ordered" else "ul"
            first = f' start="{element["offset"] + 1}"' if element.get("offset") else ""
            return f'<{tag}{first} class="indent-{element.get("indent", 0)}">{items}</{tag}>'
        case kind:
            raise ValueError(f"rich text of type {kind} cannot be drawn yet")


def _leaf(leaf: JSON) -> str:
    match leaf["type"]:
        case "text":
            html = escape(leaf["text"])
        case "link":
            html = f'<span class="mention">{escape(leaf.get("text") or leaf["url"])}</span>'
        case "emoji":
            html = f":{escape(leaf['name'])}:"
        case "date":
            html = _SHOWN_TIMES[leaf["format"]]
        case "user" | "channel":
            shown = leaf.get("user_id") or leaf.get("channel_id") or ""
            html = f'<span class="mention">{escape(str(shown))}</span>'
        case "rich_text_section":
            return _rich(leaf)
        case kind:
            raise ValueError(f"a leaf of type {kind} cannot be drawn yet")
    style = leaf.get("style") or {}
    for name, tag in (("code", "code"), ("bold", "b"), ("italic", "i"), ("strike", "s")):
        if style.get(name):
            html = f"<{tag}>{html}</{tag}>"
    return html


STYLE = """
.slack { font: 15px/1.46 Lato, "Noto Sans", "Noto Sans CJK JP", "DejaVu Sans", sans-serif;
  --bg: #fff; --text: #1d1c1d; --muted: #616061; --line: #dddddd; --code: #f8f8f8;
  --coded: #c01343; --link: #1264a3; }
.dark .slack { --bg: #1a1d21; --text: #d1d2d3; --muted: #9a9b9e; --line: #424447; --code: #222529;
  --coded: #e8912d; --link: #1d9bd1; }
.slack .message { background: var(--bg); color: var(--text); padding: 8px 14px 8px 60px;
  position: relative; }
.slack .message::before { content: "T"; position: absolute; left: 14px; top: 10px; width: 36px;
  height: 36px; border-radius: 6px; background: #611f69; color: #fff; text-align: center;
  line-height: 36px; font-weight: 700; }
.slack .name { font-weight: 900; } .slack .name small { color: var(--muted); font-weight: 400; }
.slack .app { background: var(--line); color: var(--muted); font-size: 10px; border-radius: 2px;
  padding: 1px 4px; vertical-align: 2px; }
.slack p { margin: 0 0 6px; white-space: pre-wrap; } .slack ul, .slack ol { margin: 0 0 6px;
  padding-left: 22px; } .slack li p { margin: 0; } .slack h2 { font-size: 18px; margin: 8px 0; }
.slack .indent-1 { margin-left: 20px; } .slack .indent-2 { margin-left: 40px; }
.slack code { background: var(--code); border: 1px solid var(--line); border-radius: 3px;
  color: var(--coded); font-size: 12px; padding: 1px 3px; }
.slack pre { background: var(--code); border: 1px solid var(--line); border-radius: 4px;
  padding: 8px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.slack pre code { border: 0; padding: 0; color: var(--text); font-size: 12px; line-height: 1.5; }
.slack .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0; }
.slack .section { display: flex; justify-content: space-between; gap: 12px; margin: 6px 0; }
.slack .context { color: var(--muted); font-size: 13px; margin: 4px 0; }
.slack hr { border: 0; border-top: 1px solid var(--line); margin: 8px 0; }
.slack button { border: 1px solid var(--line); background: none; color: var(--text); font: inherit;
  font-size: 13px; font-weight: 700; border-radius: 8px; min-height: 36px; padding: 0 12px;
  max-width: 100%; }
.slack button.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.slack button.danger { background: #e01e5a; border-color: #e01e5a; color: #fff; }
.slack .section button { flex-shrink: 0; max-width: 50%; }
.slack .select { border: 1px solid var(--line); border-radius: 8px; padding: 7px 12px; flex: 1;
  display: flex; justify-content: space-between; font-size: 13px; font-weight: 700; }
.slack .select + ul { font-size: 12px; color: var(--muted); width: 100%; }
.slack .input { margin: 6px 0; } .slack .boxes { list-style: none; padding: 0; margin: 4px 0; }
.slack img { max-width: 100%; border-radius: 8px; display: block; margin: 6px 0; }
.slack .file { border: 1px solid var(--line); border-radius: 8px; padding: 10px; }
.slack .mention { color: var(--link); }
.slack blockquote { border-left: 4px solid var(--line); margin: 4px 0; padding-left: 10px; }
"""
