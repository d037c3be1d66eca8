"""Writes the sheet: all scenes, on both platforms, as one HTML page of phones side by side."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Literal

from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.replies.model import AnyBlock, Picture, Reply
from bot.tutor.text.commands import COMMANDS
from tests.support.discord_server.checks import COMPONENTS_V2
from tests.support.reply_sheet import discord_html, slack_html
from tests.support.reply_sheet.play import Scene

Platform = Literal["discord", "slack"]
Scheme = Literal["light", "dark"]

PHONE_WIDTH = 390
"""Pixels of a page of CSS that a phone shows."""

SCENES_TOGETHER = 12
"""Scenes of one section, which is one picture: as many as can be looked at."""

COMMAND_LINKS: Mapping[str, str] = {each.name: f"</{each.name}:77>" for each in COMMANDS}


def discord_messages(reply: Reply) -> list[tuple[dict[str, Any], Mapping[str, bytes]]]:
    """Return the request bodies of a reply's messages on Discord, and the files of each."""
    messages: list[tuple[dict[str, Any], Mapping[str, bytes]]] = []
    for page in discord_rendering.render(reply, COMMAND_LINKS):
        components = page.view().to_components()  # type: ignore[no-untyped-call]
        body = {"flags": COMPONENTS_V2, "components": components}
        files = {each.filename: each.fp.read() for each in page.files()}
        messages.append((body, files))
    return messages


def with_uploaded_pictures(reply: Reply) -> tuple[Reply, Mapping[str, bytes]]:
    """Return the reply after its pictures were uploaded to Slack, and the pictures by their ids."""
    pictures: dict[str, bytes] = {}
    blocks: list[AnyBlock] = []
    for block in reply.blocks:
        if not isinstance(block, Picture):
            blocks.append(block)
            continue
        file = f"F{len(pictures) + 1:08}"
        pictures[file] = base64.b64decode(block.png_base64)
        blocks.append(block.model_copy(update={"png_base64": "", "digest": file}))
    return reply.model_copy(update={"blocks": tuple(blocks)}), pictures


def scene_html(scene: Scene, platform: Platform) -> str:
    """Return what was done, and the messages of the reply."""
    did = f'<div class="did"><b>{escape(scene.who)}</b> {escape(scene.did[:300])}</div>'
    marks = [f"tone: {scene.reply.tone}"]
    marks += ["pending"] if scene.reply.pending else []
    marks += ["public"] if not scene.reply.private else []
    note = f'<div class="note">{" · ".join(marks)}</div>'
    return did + note + "".join(_messages(scene.reply, platform))


def _messages(reply: Reply, platform: Platform) -> Iterator[str]:
    name = '<div class="name">Tensei <span class="app">APP</span> <small>18:00</small></div>'
    if platform == "discord":
        shown = [discord_html.message_html(*each) for each in discord_messages(reply)]
    else:
        uploaded, pictures = with_uploaded_pictures(reply)
        rendered = slack_rendering.render(uploaded)
        shown = [slack_html.message_html(each.blocks, pictures) for each in rendered.pages]
        shown[-1] += "".join(map(slack_html.file_html, rendered.files))
        shown += [slack_html.message_html(each.blocks, pictures) for each in rendered.spoilers]
    for each in shown:
        yield f'<div class="{platform}"><div class="message">{name}{each}</div></div>'


def _section(name: str, scenes: Sequence[Scene], platform: Platform) -> str:
    shown = "".join(scene_html(each, platform) for each in scenes)
    return f"<section><h1>{escape(name)}</h1>{shown}</section>"


def sheet_html(
    parts: Mapping[str, Sequence[Scene]], platform: Platform, scheme: Scheme, language: str
) -> str:
    """Return the page: its parts below each other, in columns of a phone's width."""
    sections = "".join(
        _section(name, scenes[at : at + SCENES_TOGETHER], platform)
        for name, scenes in parts.items()
        for at in range(0, len(scenes), SCENES_TOGETHER)
    )
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>All replies on {platform}</title><style>{_STYLE}{discord_html.STYLE}"
        f'{slack_html.STYLE}</style><body class="{scheme}">{sections}</body></html>'
    )


def replies_html(
    replies: Sequence[Reply], platform: Platform, scheme: Scheme, language: str
) -> str:
    """Return a page with some replies alone, of a phone's width."""
    shown = "".join(each for reply in replies for each in _messages(reply, platform))
    style = f"* {{ box-sizing: border-box; }} body {{ margin: 0; width: {PHONE_WIDTH}px; }}"
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{style}'
        f"{discord_html.STYLE}{slack_html.STYLE}</style>"
        f'<body class="{scheme}">{shown}</body></html>'
    )


_COLUMNS, _GAP = 4, 16

_STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; width: max-content; background: #e9eaee;
  font: 13px/1.4 "DejaVu Sans", "Noto Sans CJK JP", sans-serif; }}
body.dark {{ background: #111214; color: #ddd; }}
section {{ columns: {_COLUMNS}; column-gap: {_GAP}px; padding: {_GAP}px;
  width: {_COLUMNS * PHONE_WIDTH + (_COLUMNS + 1) * _GAP}px; }}
section > h1 {{ font-size: 20px; margin: 0; }}
.did {{ margin: 14px 0 2px; white-space: pre-wrap; overflow-wrap: anywhere;
  max-height: 120px; overflow: hidden; break-after: avoid; }}
.note {{ color: #888; font-size: 11px; margin-bottom: 4px; break-after: avoid; }}
.row, .section, pre {{ break-inside: avoid; }}
"""
