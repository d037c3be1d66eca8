"""Parses messages back to what their authors typed, without Slack's markup and entities."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from bot.platforms.attachments import Attachment
from bot.tutor.text.limits import LONGEST_FILE_NAME

JSON = dict[str, Any]

# Excluding "<" keeps the search linear: else each "<" would be scanned to the end of the text.
_LINK = re.compile(r"<((?:https?|ftp|mailto|tel):[^|<>]*)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]++\|?([^<>]*)>")
_SPECIAL = re.compile(r"<!([^|<>]*)(?:\|([^<>]*))?>")
_EXTENSIONS = {"python": ".py", "text": ".txt", "ipynb": ".ipynb"}
_MARKS = (("code", "`"), ("bold", "*"), ("italic", "_"), ("strike", "~"))
"""Characters that Slack's editor converts to formatting; in code they are meant literally."""


def message_text(message: JSON) -> str:
    """Return a message's text, from its rich text if it has any: that keeps code unchanged."""
    rich = [each for each in message.get("blocks") or [] if each.get("type") == "rich_text"]
    if rich:
        return "\n".join(_rich_text(part) for block in rich for part in block.get("elements", []))
    return mrkdwn_to_text(message.get("text") or "")


def mrkdwn_to_text(mrkdwn: str) -> str:
    """Return mrkdwn as it was typed, except that mentions of users stay <@U…>."""
    text = _LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:"), mrkdwn)
    text = _CHANNEL.sub(lambda found: f"#{found[1]}", text)
    text = _SPECIAL.sub(lambda found: found[2] or f"@{found[1]}", text)
    # Slack escapes only these three characters.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def parse_attachments(message: JSON) -> tuple[Attachment, ...]:
    """Return the files of a message or of a modal's field, with names that tell their type."""
    return tuple(
        Attachment(_file_name(each), int(each.get("size") or 0), _download_url(each))
        for each in message.get("files") or []
        if each.get("mode") != "tombstone"
    )


def shared_messages(message: JSON) -> tuple[JSON, ...]:
    """Return the messages that a message shares, which Slack sends among its attachments.

    Each is returned as a message, with its `user`. Previews of websites are left out.
    https://docs.slack.dev/reference/events/message
    """
    found = []
    for each in message.get("attachments") or []:
        if each.get("is_share") or each.get("is_msg_unfurl"):
            blocks = [
                block
                for part in each.get("message_blocks") or []
                for block in (part.get("message") or {}).get("blocks") or []
            ]
            shared = {"user": str(each.get("author_id") or ""), "text": each.get("text") or ""}
            found.append({**shared, "blocks": blocks, "files": each.get("files") or []})
    return tuple(found)


def _download_url(file: JSON) -> str:
    """Return the file's URL on Slack's servers; empty for a remote file.

    The owner of a remote file chooses its URL, which may name any host.
    https://docs.slack.dev/reference/methods/files.remote.info
    """
    is_remote = file.get("is_external") or file.get("mode") == "external"
    return "" if is_remote else str(file.get("url_private_download") or "")


def _file_name(file: JSON) -> str:
    """Return the file's name, with an extension for snippets: Slack names them without one."""
    name = html.unescape((file.get("name") or "")[-LONGEST_FILE_NAME:])
    extension = _EXTENSIONS.get(file.get("filetype", ""), "")
    known = name.casefold().endswith(tuple(_EXTENSIONS.values()))
    is_snippet = file.get("mode") == "snippet"
    if known or not extension or (extension == ".txt" and not is_snippet):
        return name
    return f"{name}{extension}"


def _rich_text(element: JSON) -> str:
    children = element.get("elements", [])
    match element.get("type"):
        case "rich_text_preformatted":
            return f"```\n{_inline_text(children, with_marks=False)}\n```"
        case "rich_text_list":
            return "\n".join(f"- {_rich_text(item)}" for item in children)
        case _:
            return _inline_text(children, with_marks=True)


def _inline_text(elements: Iterable[JSON], *, with_marks: bool) -> str:
    return "".join(_element_text(each, with_marks=with_marks) for each in elements)


def _element_text(element: JSON, *, with_marks: bool) -> str:
    match element.get("type"):
        case "text":
            text = str(element.get("text", ""))
        case "link":
            text = str(element.get("text") or element.get("url", "").removeprefix("mailto:"))
        case "user":
            return f"<@{element.get('user_id', '')}>"
        case "emoji":
            text = f":{element.get('name', '')}:"
        case "color":
            text = str(element.get("value", ""))
        case "broadcast":
            text = f"@{element.get('range', '')}"
        case _:
            text = str(element.get("fallback") or "")
    style = element.get("style") or {}
    for name, mark in _MARKS if with_marks else ():
        if style.get(name):
            text = f"{mark}{text}{mark}"
    return text
