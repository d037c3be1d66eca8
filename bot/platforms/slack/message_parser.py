"""What learners send on Slack, as they wrote it: Slack's own marks and entities are undone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from bot.platforms.attachments import Attachment
from bot.tutor.text.limits import LONGEST_FILE_NAME

JSON = dict[str, Any]

# No mark of Slack's holds a "<": where it did, each would be looked for up to the text's end.
_LINK = re.compile(r"<((?:https?|ftp|mailto|tel):[^|<>]*)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]++\|?([^<>]*)>")
_SPECIAL = re.compile(r"<!([^|<>]*)(?:\|([^<>]*))?>")
_ENDINGS = {"python": ".py", "text": ".txt", "ipynb": ".ipynb"}
_MARKS = (("code", "`"), ("bold", "*"), ("italic", "_"), ("strike", "~"))
"""What Slack's editor takes for formatting and swallows; in code it was meant."""


def message_text(message: JSON) -> str:
    """What a message says, from its rich text where it has some: code is kept as it is there."""
    rich = [each for each in message.get("blocks") or [] if each.get("type") == "rich_text"]
    if rich:
        return "\n".join(_rich(part) for block in rich for part in block.get("elements", []))
    return mrkdwn_to_text(message.get("text") or "")


def mrkdwn_to_text(mrkdwn: str) -> str:
    """Slack's text as it was typed, but that people are still mentioned as <@U…>."""
    text = _LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:"), mrkdwn)
    text = _CHANNEL.sub(lambda found: f"#{found[1]}", text)
    text = _SPECIAL.sub(lambda found: found[2] or f"@{found[1]}", text)
    # Slack escapes these three and no others.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def parse_attachments(message: JSON) -> tuple[Attachment, ...]:
    """The files of a message or of a modal's field, by the names that their kind gives them."""
    return tuple(
        Attachment(_name(each), int(each.get("size") or 0), _address(each))
        for each in message.get("files") or []
        if each.get("mode") != "tombstone"
    )


def _address(file: JSON) -> str:
    """Where Slack holds the file; empty for a file that it only refers to.

    The URL of such a remote file is its owner's choice and may name any host.
    https://docs.slack.dev/reference/methods/files.remote.info
    """
    is_remote = file.get("is_external") or file.get("mode") == "external"
    return "" if is_remote else str(file.get("url_private_download") or "")


def _name(file: JSON) -> str:
    """Long pastes become snippets without an ending, which only their kind tells."""
    name = html.unescape((file.get("name") or "")[-LONGEST_FILE_NAME:])
    ending = _ENDINGS.get(file.get("filetype", ""), "")
    known = name.casefold().endswith(tuple(_ENDINGS.values()))
    is_snippet = file.get("mode") == "snippet"
    if known or not ending or (ending == ".txt" and not is_snippet):
        return name
    return f"{name}{ending}"


def _rich(element: JSON) -> str:
    inner = element.get("elements", [])
    match element.get("type"):
        case "rich_text_preformatted":
            return f"```\n{_words(inner, styled=False)}\n```"
        case "rich_text_list":
            return "\n".join(f"- {_rich(item)}" for item in inner)
        case _:
            return _words(inner, styled=True)


def _words(elements: Iterable[JSON], *, styled: bool) -> str:
    return "".join(_word(each, styled=styled) for each in elements)


def _word(element: JSON, *, styled: bool) -> str:
    match element.get("type"):
        case "text":
            word = str(element.get("text", ""))
        case "link":
            word = str(element.get("text") or element.get("url", "").removeprefix("mailto:"))
        case "user":
            return f"<@{element.get('user_id', '')}>"
        case "emoji":
            word = f":{element.get('name', '')}:"
        case "color":
            word = str(element.get("value", ""))
        case "broadcast":
            word = f"@{element.get('range', '')}"
        case _:
            word = str(element.get("fallback") or "")
    style = element.get("style") or {}
    for name, mark in _MARKS if styled else ():
        if style.get(name):
            word = f"{mark}{word}{mark}"
    return word
