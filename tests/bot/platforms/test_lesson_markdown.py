"""What the check of lessons allows is shown on every platform."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.platforms.discord.markdown import discord_blocks
from bot.platforms.local.rendering import render_reply
from bot.platforms.slack.markdown import rich_elements
from bot.tutor.replies.model import Reply, Text
from lessons.markdown_rules import Place, unseen_markdown
from tests.support.built_in import strict_translations

ALLOWED = {
    "marks": "*one* **two** `three` ***four***",
    "links": "[one](https://example.org/two) <https://example.org/three>",
    "breaks": "one  \ntwo\\\nthree\nfour",
    "lists": "- one\n  - two\n    - three\n\n      four\n- five",
    "numbers": "1. one\n2. two\n   - three",
    "code in a list": "- one\n\n  ```python\n  two = 3\n  ```\n\n  four",
    "a quotation": "> one `two`\n>\n> three",
    "a table": "| one | two |\n|---|---|\n| `three` | **four** |",
    "headings": "# one\n\n## two\n\n### three\n\nfour",
    "escapes": "one \\* two \\_ three",
}

SHOWN: dict[str, Callable[[str], str]] = {
    "discord": lambda text: "\n".join(discord_blocks(text, {})),
    "slack": lambda text: json.dumps(rich_elements(text)),
    "local": lambda text: render_reply(
        Reply(blocks=(Text(markdown=text),)), strict_translations().translator("en")
    ),
}


@pytest.mark.parametrize("platform", SHOWN)
@pytest.mark.parametrize("name", ALLOWED)
def test_all_words_of_allowed_markdown_are_shown_everywhere(platform: str, name: str) -> None:
    text = ALLOWED[name]
    assert list(unseen_markdown(text, Place.TEXT)) == []
    shown = SHOWN[platform](text)
    words = [
        word for word in ("one", "two", "three", "four", "five", "example.org/two") if word in text
    ]
    assert [word for word in words if word not in shown] == []
