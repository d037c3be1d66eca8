"""Titles, lines and the places of buttons in Block Kit."""

from __future__ import annotations

from typing import Any

import pytest

from bot.tutor.replies.model import (
    Button,
    Buttons,
    Code,
    Details,
    Form,
    ListItem,
    Text,
    Tone,
    escaped,
)
from tests.support.slack_server.rendered_replies import labelled_button, rendered
from tests.support.slack_server.workspace import buttons_of, text_of


def block_kinds(*blocks: Any, tone: Tone = "plain") -> list[str]:
    (page,) = rendered(*blocks, tone=tone).pages
    return [each["type"] for each in page.blocks]


@pytest.mark.parametrize(
    ("markdown", "title", "rest"),
    [
        ("**Passed!** `evens` does it.", "✅ Passed!", "evens does it."),
        ("**合格です！** `evens` は動いています。", "✅ 合格です！", "evens は動いています。"),
        ("**Not yet:** `evens`", "✅ Not yet: evens", ""),
        ("**`evens` を見直しましょう**", "✅ evens を見直しましょう", ""),
        ("**News about `evens`.** It is right.", "✅ News about evens.", "It is right."),
        ("**Quiz: tensors** · question 1 of 6", "✅ Quiz: tensors · question 1 of 6", ""),
        ("## A *title*\n\nand more", "✅ A title", "and more"),
    ],
)
def test_the_words_a_reply_begins_with_are_its_title_with_the_sign_of_its_tone(
    markdown: str, title: str, rest: str
) -> None:
    (page,) = rendered(Text(markdown=markdown), tone="passed").pages
    first, *others = page.blocks
    assert (first["type"], first["text"]["text"]) == ("header", title)
    assert text_of({"blocks": others}) == rest
    assert page.text == f"{title} {rest}".strip()


@pytest.mark.parametrize(
    "markdown",
    [
        "**Ben** has passed. Well done!",
        "A plain sentence.",
        f"**{'long ' * 20}.** and more",
        "**Learn [here](https://pytorch.org).** Now.",
    ],
)
def test_a_reply_that_begins_without_a_title_has_the_sign_in_its_text(markdown: str) -> None:
    (page,) = rendered(Text(markdown=markdown), tone="waiting").pages
    assert [each["type"] for each in page.blocks] == ["rich_text"]
    assert text_of({"blocks": page.blocks}).startswith("⏳ ")


def test_a_reply_that_begins_with_code_has_the_sign_above_it() -> None:
    assert block_kinds(Code(text="x = 1"), tone="refused") == ["context", "rich_text"]
    assert block_kinds(Code(text="x = 1"), tone="lesson") == ["rich_text"]


def test_a_heading_longer_than_slack_takes_stays_bold_text() -> None:
    assert block_kinds(Text(markdown="## " + "a" * 150)) == ["header"]
    assert block_kinds(Text(markdown="## " + "a" * 151)) == ["rich_text"]


def test_lines_are_above_titles_and_above_the_last_buttons() -> None:
    text, buttons = Text(markdown="a"), Buttons(buttons=(labelled_button("Next"),))
    shown = (Text(markdown="## A"), text, Text(markdown="## B"), text, buttons)
    with_lines = ["header", "rich_text", "divider", "header", "rich_text", "divider", "actions"]
    assert block_kinds(*shown, tone="lesson") == with_lines
    assert "divider" not in block_kinds(*shown)


def test_lines_are_not_worth_a_message() -> None:
    most = [Text(markdown=f"## {number}") for number in range(50)]
    assert len(rendered(*most, tone="lesson").pages) == 1


def test_a_button_is_beside_the_line_that_it_belongs_to() -> None:
    item = ListItem(
        markdown=f"**4.** {escaped('<!channel> & @here')} `x_y`", button=labelled_button("Do")
    )
    (page,) = rendered(item).pages
    (line,) = page.blocks
    assert line["accessory"]["value"] == "do:Do"
    assert line["text"]["text"] == "*4.* &lt;!channel&gt; &amp; @here `x_y`"
    assert page.text == "4. &lt;!channel&gt; &amp; @here x_y"


@pytest.mark.parametrize(
    ("line", "said"), [("4. I can do it", "4. I can do it"), ("- **It**", "• *It*")]
)
def test_an_item_of_a_list_keeps_its_button_beside_it(line: str, said: str) -> None:
    (page,) = rendered(ListItem(markdown=line, button=labelled_button("Do"))).pages
    assert [each["text"]["text"] for each in page.blocks] == [said]


def test_a_heading_with_a_button_is_a_bold_line() -> None:
    (page,) = rendered(ListItem(markdown="### Basics", button=labelled_button("Do"))).pages
    assert [each["text"]["text"] for each in page.blocks] == ["*Basics*"]


@pytest.mark.parametrize("line", ["**太字**の続き", r"\*not bold\*", r"a \~ b", r"\> said", "> a"])
def test_a_line_that_slack_would_show_otherwise_has_its_button_below(line: str) -> None:
    assert block_kinds(ListItem(markdown=line, button=labelled_button("Do"))) == [
        "rich_text",
        "actions",
    ]


def test_one_button_of_a_reply_is_primary() -> None:
    first = Button(label="a", action="do:a", style="primary")
    second = Button(label="b", action="do:b", style="primary")
    form = Form(label="", action="command:run", submit="Run")
    (page,) = rendered(Buttons(buttons=(first, second)), form).pages
    buttons = buttons_of({"blocks": page.blocks}).values()
    assert [each.get("style") for each in buttons] == ["primary", None, None]


def test_details_stand_behind_the_buttons_of_the_reply() -> None:
    details = Details(summary="Show the shapes", caption="Steps", text="x", action="trace:1")
    (page,) = rendered(details, Buttons(buttons=(labelled_button("Try again"),))).pages
    assert list(buttons_of({"blocks": page.blocks})) == ["Try again", "Show the shapes"]


def test_buttons_below_code_are_not_parted_from_it_by_a_line() -> None:
    run, following = (
        Buttons(buttons=(labelled_button("Run"),)),
        Buttons(buttons=(labelled_button("Next"),)),
    )
    shown = (Text(markdown="a"), Code(text="x = 1"), run, following)
    with_line = ["rich_text", "rich_text", "actions", "divider", "actions"]
    assert block_kinds(*shown, tone="lesson") == with_line
    alone = ["rich_text", "rich_text", "divider", "actions"]
    assert block_kinds(*shown[:3], tone="lesson") == alone
