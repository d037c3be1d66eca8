"""A fake workspace: users, channels, messages, files, and what Slack would reject.

Users and channels of two workspaces have equal ids here, because Slack does not exclude it.
"""

from __future__ import annotations

import html
import itertools
import re
import time
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

JSON = dict[str, Any]

TEAM, BOT, BOT_ID, CHANNEL = "T0STUDY", "U0TENSEI", "B0TENSEI", "C0STUDY"
BOT_TOKEN, APP_TOKEN = "xoxb-for-tests", "xapp-for-tests"
_MARKUP = re.compile(r"<(?:!date\^\d+\^[^<>|^]*|https?://[^<>|]*)\|[^<>|]*>")
"""Dates and links, the only markup that a text of ours has."""

MOST_BLOCKS, MOST_TEXT, MOST_USES = 50, 3000, 5


class ApiError(Exception):
    """A request failed; the message is Slack's error code."""


_NUMBERS = itertools.count()


@dataclass
class FakeWorkspace:
    """A workspace, as the bot sees it."""

    team: str = TEAM
    name: str = "Study"
    bot: str = BOT
    bot_id: str = BOT_ID
    token: str = BOT_TOKEN  # empty if the bot is not installed
    users: dict[str, JSON] = field(default_factory=dict)
    members: set[str] = field(default_factory=lambda: {CHANNEL})  # channels the bot is in
    messages: dict[str, list[JSON]] = field(default_factory=lambda: {CHANNEL: []})
    ephemerals: list[JSON] = field(default_factory=list)  # posted, or sent to response URLs
    urls: dict[str, JSON] = field(default_factory=dict)  # name in a response URL -> its state
    modals: dict[str, JSON] = field(default_factory=dict)  # by trigger
    home_tabs: dict[str, JSON] = field(default_factory=dict)  # by user
    files: dict[str, JSON] = field(default_factory=dict)
    processing: int = 0  # how often a new file is said not to be processed yet
    withdrawn: dict[str, int] = field(default_factory=dict)  # HTTP statuses by name of a file
    dms_closed: set[str] = field(default_factory=set)  # users who accept no direct messages
    violations: list[str] = field(default_factory=list)
    page_size: int = 1000  # messages; 15 for commercially distributed apps

    def new_ts(self) -> str:
        return f"{time.time():.0f}.{next(_NUMBERS):06d}"

    def new_id(self, kind: str) -> str:
        return f"{kind}{next(_NUMBERS):08d}"

    def add_user(self, name: str, locale: str) -> str:
        user = f"U{len(self.users):08d}"
        self.users[user] = {
            "id": user,
            "team_id": self.team,
            "name": name.lower(),
            "locale": locale,
            "tz": "Asia/Tokyo",
            "is_admin": False,
            "profile": {"display_name": name, "real_name": name},
        }
        return user

    def direct(self, user: str) -> str:
        channel = f"D{user[1:]}"
        self.messages.setdefault(channel, [])
        return channel

    def add(self, channel: str, **facts: Any) -> JSON:
        message = {"type": "message", "ts": self.new_ts(), **facts}
        self.messages[channel].append(message)
        return message

    def event(self, event: JSON, id: str = "") -> JSON:
        """Return an event as it is delivered."""
        return {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A0",
            "event": event,
            "event_id": id or self.new_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [{"team_id": self.team, "user_id": self.bot, "is_bot": True}],
        }

    def add_bot_message(self, channel: str, **facts: Any) -> JSON:
        return self.add(channel, user=self.bot, bot_id=self.bot_id, **facts)

    def find(self, channel: str, ts: str) -> JSON | None:
        return next((m for m in self.messages.get(channel, []) if m["ts"] == ts), None)

    def bot_messages(self, channel: str) -> list[JSON]:
        return [each for each in self.messages[channel] if each.get("bot_id") == self.bot_id]

    def check_blocks(self, blocks: list[JSON], most: int = MOST_BLOCKS) -> None:
        """Record what Slack would reject, most of which slack_sdk's models check."""
        if not 0 < len(blocks) <= most:
            self.violations.append(f"{len(blocks)} blocks")
        for block in blocks:
            self._check(block)
        ids = [each["action_id"] for each in pressable(blocks)]
        ids += [each["block_id"] for each in blocks if "block_id" in each]
        if len(ids) != len(set(ids)):
            self.violations.append(f"an id twice: {ids}")

    def _check(self, block: JSON) -> None:
        try:
            parsed = Block.parse(block)
            again = parsed.to_dict() if parsed else None
        except SlackObjectFormationError as problem:
            self.violations.append(f"{problem}: {block}")
            return
        if again != block:
            self.violations.append(f"unknown to the models: {block}")
        if block["type"] == "rich_text":
            self._check_rich(block)
        elif block["type"] == "image":
            if not 0 < len(block["alt_text"]) <= 2000:
                self.violations.append(f"a picture without a fitting description: {block}")
        elif block["type"] in {"header", "section", "context"}:
            self._check_texts(block)
        elif block["type"] not in {"actions", "input", "divider"}:
            self.violations.append(f"a block of another type: {block}")
        if block["type"] == "input" and "options" in block["element"]:
            self._check_options(block)
        for each in block.get("elements", []) if block["type"] == "actions" else []:
            long = each["type"] == "static_select" and [
                o for o in each["options"] if len(o["text"]["text"]) > 75 or len(o["value"]) > 150
            ]
            if long or not len(each["action_id"]) <= 255:
                self.violations.append(f"too long: {each}")

    def _check_options(self, block: JSON) -> None:
        """Record checkboxes that are too many, too long, or in which others could be mentioned.

        https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
        """
        options = block["element"]["options"]
        values = {each["value"] for each in options}
        if not 1 <= len(options) <= 10 or len(values) != len(options):
            self.violations.append(f"options that cannot be: {options}")
        if len(block["block_id"]) > 255 or any(len(each) > 150 for each in values):
            self.violations.append(f"too long: {block}")
        for text in (each["text"] for each in options):
            if not 0 < len(text["text"]) <= 75:
                self.violations.append(f"an option of {len(text['text'])} characters: {text}")
            if text["type"] == "mrkdwn":
                self._check_mrkdwn(text)

    def _check_texts(self, block: JSON) -> None:
        """Record texts that are empty or too long, or in which a learner could mention others."""
        texts = block["elements"] if block["type"] == "context" else [block["text"]]
        most = 150 if block["type"] == "header" else MOST_TEXT
        for text in texts:
            if not 0 < len(text["text"].strip()) <= most:
                self.violations.append(f"a text of {len(text['text'])} characters: {block}")
            if text["type"] == "plain_text" and text["emoji"]:
                self.violations.append(f"a learner's :name: would be an emoji: {block}")
            if text["type"] == "mrkdwn":
                self._check_mrkdwn(text)

    def _check_mrkdwn(self, text: JSON) -> None:
        if not text["verbatim"]:
            self.violations.append(f"names would be linked: {text}")
        if "<" in _MARKUP.sub("", text["text"]):
            self.violations.append(f"not escaped: {text}")

    def _check_rich(self, block: JSON) -> None:
        texts = list(leaves(block))
        if sum(len(each.get("text", "")) for each in texts) > MOST_TEXT:
            self.violations.append("more text than one block should hold")
        for each in texts:
            if each["type"] == "date":
                if set(each) - {"style"} != {"type", "timestamp", "format", "fallback"}:
                    self.violations.append(f"no date: {each}")
                continue
            if each["type"] not in {"text", "link"} or not each.get("text"):
                self.violations.append(f"no text: {each}")

    def check_view(self, view: JSON) -> None:
        self.check_blocks(view["blocks"], 100)
        try:
            View(**view).validate_json()
        except SlackObjectFormationError as problem:
            self.violations.append(f"{problem}: {view}")
        for block in view["blocks"]:
            size = block.get("element", {}).get("max_length", 0)
            if size > 3000:
                self.violations.append("a field of more than 3,000 characters")


def pictures_of(message: JSON) -> list[str]:
    """Return the descriptions of the pictures in a message's blocks."""
    return [b["alt_text"] for b in message.get("blocks") or [] if b["type"] == "image"]


def leaves(element: JSON) -> Any:
    if "elements" not in element:
        yield element
    for each in element.get("elements", []):
        yield from leaves(each)


def pressable(blocks: list[JSON]) -> list[JSON]:
    rows = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    return [*rows, *(each["accessory"] for each in blocks if each.get("accessory"))]


def text_of(message: JSON) -> str:
    """Return the text of a message without its buttons."""
    lines = [_text_of_block(each) for each in message.get("blocks") or []]
    return "\n".join(each for each in lines if each) or message.get("text", "")


def _text_of_block(block: JSON) -> str:
    match block["type"]:
        case "rich_text":
            return "".join(leaf.get("text") or leaf.get("fallback", "") for leaf in leaves(block))
        case "header" | "section":
            return html.unescape(block["text"]["text"])
        case "context":
            return "\n".join(html.unescape(each["text"]) for each in block["elements"])
        case "input":
            options = block["element"].get("options") or []
            shown = [block["label"], *(each["text"] for each in options)]
            return "\n".join(html.unescape(each["text"]) for each in shown)
        case _:
            return ""


def buttons_of(message: JSON) -> dict[str, JSON]:
    """Return the buttons of a message by their labels."""
    found = pressable(message["blocks"])
    return {each["text"]["text"]: each for each in found if each["type"] == "button"}
