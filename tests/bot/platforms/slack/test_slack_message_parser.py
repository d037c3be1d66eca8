"""Messages are parsed back to what learners typed, whatever Slack made of it."""

from __future__ import annotations

import pytest

from bot.platforms.slack.message_parser import message_text, mrkdwn_to_text, parse_attachments
from tests.support.slack_server.workspace import JSON


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("see <https://pytorch.org|pytorch.org> now", "see pytorch.org now"),
        ("<https://pytorch.org/docs>", "https://pytorch.org/docs"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("<#C1|general> and <#C2>", "#general and #"),
        ("<!here> <!subteam^S1|@team>", "@here @team"),
        ("<@U1> stays", "<@U1> stays"),
        ("x &quot;y&quot;", "x &quot;y&quot;"),
    ],
)
def test_slacks_own_marks_are_undone(sent: str, typed: str) -> None:
    assert mrkdwn_to_text(sent) == typed


def rich(*elements: JSON) -> JSON:
    return {"text": "not this", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def section(*elements: JSON) -> JSON:
    return {"type": "rich_text_section", "elements": list(elements)}


@pytest.mark.parametrize(
    ("element", "typed"),
    [
        ({"type": "text", "text": "x * y", "style": {"bold": True}}, "*x * y*"),
        ({"type": "text", "text": "init", "style": {"italic": True}}, "_init_"),
        ({"type": "text", "text": "n", "style": {"code": True}}, "`n`"),
        ({"type": "text", "text": "a", "style": {"strike": True}}, "~a~"),
        ({"type": "emoji", "name": "x"}, ":x:"),
        ({"type": "user", "user_id": "U1"}, "<@U1>"),
        ({"type": "link", "url": "mailto:me@x.example"}, "me@x.example"),
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "color", "value": "#ffffff"}, "#ffffff"),
        ({"type": "date", "timestamp": 1, "fallback": "Monday"}, "Monday"),
    ],
)
def test_what_the_editor_took_for_formatting_is_written_out_again(
    element: JSON, typed: str
) -> None:
    assert message_text(rich(section(element))) == typed


def test_code_in_a_block_is_kept_to_the_letter_and_lists_are_lines() -> None:
    code = {"type": "text", "text": "def f(x):\n    return x['*_`']"}
    block = {"type": "rich_text_preformatted", "elements": [code]}
    items = {"type": "rich_text_list", "elements": [section({"type": "text", "text": "a"})]}
    assert message_text(rich(block, items)) == f"```\n{code['text']}\n```\n- a"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ({"name": "answer.py", "filetype": "python"}, "answer.py"),
        ({"name": "Untitled", "filetype": "python", "mode": "snippet"}, "Untitled.py"),
        ({"name": "Untitled", "filetype": "text", "mode": "snippet"}, "Untitled.txt"),
        ({"name": "notes", "filetype": "text", "mode": "hosted"}, "notes"),
        ({"name": "a&amp;b.ipynb", "filetype": "ipynb"}, "a&b.ipynb"),
        ({"name": "cat.png", "filetype": "png"}, "cat.png"),
    ],
)
def test_files_have_the_name_that_their_kind_gives_them(file: JSON, name: str) -> None:
    (found,) = parse_attachments(
        {"files": [file | {"size": 3, "url_private_download": "https://x"}]}
    )
    assert (found.name, found.size, found.url) == (name, 3, "https://x")


def test_a_file_that_was_deleted_is_none() -> None:
    assert parse_attachments({"files": [{"name": "a.py", "mode": "tombstone"}]}) == ()
