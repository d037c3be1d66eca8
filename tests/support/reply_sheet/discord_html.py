"""Draws Discord's messages from their payloads, as its app shows them on a phone."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

JSON = dict[str, Any]
Files = Mapping[str, bytes]

ROW, BUTTON, SELECT, SECTION, TEXT = 1, 2, 3, 9, 10
THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 11, 12, 13, 14, 17
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})
_COMMAND = re.compile(r"&lt;(/[^:<>&]+):\d+&gt;")
_CHANNEL = re.compile(r"&lt;#(\w+)&gt;")
_USER = re.compile(r"&lt;@!?(\w+)&gt;")
_ROLE = re.compile(r"&lt;@&amp;(\w+)&gt;")
_TIME = re.compile(r"&lt;t:(\d+)(?::\w)?&gt;")
_LIST_END = re.compile(r"^((?:[-*]|\d+\.) .*)\n(?![-*] |\d+\. |\s)", re.MULTILINE)
"""The end of a list, which on Discord needs no empty line."""

_SUBTEXT = re.compile(r"(<p>|<br />\n)-# (.*?)(?=</p>|<br />)", re.DOTALL)


def message_html(body: JSON, files: Files) -> str:
    """Return the HTML of one message."""
    return "".join(_component(each, files) for each in body["components"])


def markdown_html(text: str) -> str:
    """Return Discord's Markdown as HTML."""
    html = _MARKDOWN.render(_LIST_END.sub(r"\1\n\n", text))
    html = _COMMAND.sub(r'<span class="mention">\1</span>', html)
    html = _CHANNEL.sub(r'<span class="mention"># \1</span>', html)
    html = _USER.sub(r'<span class="mention">@\1</span>', html)
    html = _ROLE.sub('<span class="mention">@a role</span>', html)
    html = _TIME.sub(_time, html)
    return _SUBTEXT.sub(r'\1<span class="subtext">\2</span>', html)


def _time(found: re.Match[str]) -> str:
    """Return the moment as a reader in Tokyo sees it, without words of any language."""
    moment = datetime.fromtimestamp(int(found[1]), ZoneInfo("Asia/Tokyo"))
    return f'<span class="time">{moment:%Y/%m/%d %H:%M}</span>'


def _component(component: JSON, files: Files) -> str:
    match component["type"]:
        case 17:
            return _container(component, files)
        case 10:
            return f'<div class="text">{markdown_html(component["content"])}</div>'
        case 9:
            texts = "".join(_component(each, files) for each in component["components"])
            accessory = _component(component["accessory"], files)
            return f'<div class="section"><div>{texts}</div>{accessory}</div>'
        case 14:
            size = "large" if component.get("spacing") == 2 else "small"
            line = " line" if component.get("divider", True) else ""
            return f'<div class="separator {size}{line}"></div>'
        case 1:
            inner = "".join(_component(each, files) for each in component["components"])
            return f'<div class="row">{inner}</div>'
        case 2:
            off = " off" if component.get("disabled") else ""
            emoji = (component.get("emoji") or {}).get("name") or ""
            label = escape(f"{emoji} {component.get('label') or ''}".strip())
            return f'<button class="{_STYLES[component["style"]]}{off}">{label}</button>'
        case 3:
            shown = escape(component.get("placeholder") or "")
            options = "".join(_option(each) for each in component["options"])
            return (
                f'<div class="select">{shown}<span>⌄</span></div><ul class="options">{options}</ul>'
            )
        case 12:
            return "".join(_picture(each, files) for each in component["items"])
        case 13:
            name = component["file"]["url"].removeprefix("attachment://")
            count = len(files.get(name, b""))
            return (
                f'<div class="file">📄 <b>{escape(name)}</b><br><small>{count} bytes</small></div>'
            )
        case kind:
            raise ValueError(f"a component of type {kind} cannot be drawn yet")


def _option(option: JSON) -> str:
    detail = option.get("description")
    shown = f" <small>{escape(detail)}</small>" if detail else ""
    return f"<li>{escape(option['label'])}{shown}</li>"


def _container(component: JSON, files: Files) -> str:
    inner = "".join(_component(each, files) for each in component["components"])
    colour = component.get("accent_color")
    style = f' style="border-left-color:#{colour:06x}"' if colour is not None else ""
    spoiler = " spoiler" if component.get("spoiler") else ""
    return f'<div class="container{spoiler}"{style}>{inner}</div>'


def _picture(item: JSON, files: Files) -> str:
    name = item["media"]["url"].removeprefix("attachment://")
    data = base64.b64encode(files[name]).decode()
    alt = escape(item.get("description") or "", quote=True)
    return f'<img src="data:image/png;base64,{data}" alt="{alt}">'


STYLE = """
.discord { font: 16px/1.32 "gg sans", "Noto Sans", "Noto Sans CJK JP", "DejaVu Sans", sans-serif; }
.discord { --bg: #fff; --text: #2e3338; --muted: #5c5e66; --card: #f2f3f5; --line: #dcdee2;
  --code: #f2f3f5; --codeline: #e3e5e8; --link: #006ce7; --mention: #e6e8fd; --second: #e3e5e8; }
.dark .discord { --bg: #313338; --text: #dbdee1; --muted: #949ba4; --card: #2b2d31;
  --line: #3f4147; --code: #2b2d31; --codeline: #1e1f22; --link: #00a8fc; --mention: #3c4270;
  --second: #4e5058; }
.discord .message { background: var(--bg); color: var(--text); padding: 6px 12px 6px 60px;
  position: relative; }
.discord .message::before { content: "T"; position: absolute; left: 14px; top: 8px; width: 38px;
  height: 38px; border-radius: 50%; background: #5865f2; color: #fff; text-align: center;
  line-height: 38px; font-weight: 700; }
.discord .name { font-weight: 600; } .discord .name small { color: var(--muted); }
.discord .app { background: #5865f2; color: #fff; font-size: 10px; border-radius: 3px;
  padding: 1px 4px; vertical-align: 2px; }
.discord .container { background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--line); border-radius: 8px; padding: 10px; margin: 4px 0; }
.discord .container > * + * { margin-top: 8px; }
.discord .spoiler { outline: 2px dashed var(--muted); }
.discord p, .discord ul, .discord ol { margin: 0 0 4px; }
.discord ul, .discord ol { padding-left: 20px; }
.discord h1, .discord h2, .discord h3 { margin: 6px 0 4px; line-height: 1.25; font-weight: 700; }
.discord h1 { font-size: 24px; } .discord h2 { font-size: 20px; } .discord h3 { font-size: 16px; }
.discord code { background: var(--codeline); border-radius: 3px; padding: 0 3px; font-size: 85%; }
.discord pre { background: var(--code); border: 1px solid var(--codeline); border-radius: 4px;
  padding: 7px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.discord .container pre { background: var(--bg); }
.discord pre code { background: none; padding: 0; font-size: 12.5px; line-height: 17px; }
.discord .subtext { font-size: 13px; color: var(--muted); }
.discord .mention { background: var(--mention); color: var(--link); border-radius: 3px;
  padding: 0 2px; }
.discord .time { background: var(--codeline); border-radius: 3px; padding: 0 2px; }
.discord .row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.discord .row:empty { display: none; }
.discord .section { display: flex; gap: 12px; align-items: flex-start;
  justify-content: space-between; }
.discord button { border: 0; border-radius: 8px; padding: 0 14px; min-height: 34px; font: inherit;
  font-size: 14px; font-weight: 500; color: #fff; flex-shrink: 0; max-width: 100%; }
.discord .section button { max-width: 50%; }
.discord .secondary { background: var(--second); color: var(--text); }
.discord .primary { background: #5865f2; } .discord .success { background: #248046; }
.discord .danger { background: #da373c; } .discord .off { opacity: .5; }
.discord .select { width: 100%; background: var(--code); border: 1px solid var(--line);
  border-radius: 8px; padding: 9px 12px; color: var(--muted); display: flex;
  justify-content: space-between; }
.discord .options { font-size: 12px; color: var(--muted); width: 100%; }
.discord .separator { height: 8px; position: relative; } .discord .separator.large { height: 18px; }
.discord .separator.line::after { content: ""; position: absolute; left: 0; right: 0; top: 50%;
  border-top: 1px solid var(--line); }
.discord img { max-width: 100%; border-radius: 8px; display: block; margin: 6px 0; }
.discord .file { border: 1px solid var(--line); border-radius: 8px; padding: 10px; }
.discord blockquote { border-left: 4px solid var(--line); margin: 4px 0; padding-left: 10px; }
"""
