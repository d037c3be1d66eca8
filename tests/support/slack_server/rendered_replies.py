"""Replies as Slack receives them, checked against its limits."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk.models.blocks import Block

from bot.platforms.slack.rendering import RenderedReply, render
from bot.tutor.replies.model import Button, Reply, Tone
from tests.support.slack_server.workspace import JSON, FakeWorkspace, leaves, text_of


def rendered(*blocks: Any, tone: Tone = "plain") -> RenderedReply:
    """Render a reply, and check that Slack would accept each message of it."""
    reply = render(Reply(blocks=blocks, tone=tone))
    workspace = FakeWorkspace()
    for page in (*reply.pages, *reply.spoilers):
        workspace.check_blocks(page.blocks)
        # Slack's limits for the text of a message, and the checks of its models for every block.
        assert len(json.dumps(page.blocks)) < 200_000
        assert sum(len(leaf.get("text", "")) for leaf in rich_leaves(page.blocks)) <= 12_000
        assert [each.to_dict() for each in Block.parse_all(page.blocks)] == page.blocks
        assert 0 < len(page.text) <= 4000
        assert "<" not in page.text
    assert workspace.violations == []
    return reply


def rich_leaves(blocks: list[JSON]) -> list[JSON]:
    """Return the innermost elements of all rich text."""
    rich = [each for each in blocks if each["type"] == "rich_text"]
    return [leaf for block in rich for leaf in leaves(block)]


def shown(*blocks: Any) -> str:
    """Return the text of a reply of one message."""
    (page,) = rendered(*blocks).pages
    return text_of({"blocks": page.blocks})


def labelled_button(label: str) -> Button:
    """Return a button whose action tells its label."""
    return Button(label=label, action=f"do:{label}")
