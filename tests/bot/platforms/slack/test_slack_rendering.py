"""Replies as Block Kit: within Slack's limits, complete, and without markup by learners."""

from __future__ import annotations

import base64

import pytest

from bot.platforms.slack.markdown import rich_elements
from bot.platforms.slack.rendering import FormButton, render
from bot.tutor.replies.model import (
    Buttons,
    Choice,
    Code,
    Details,
    File,
    Form,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
    inline,
)
from lessons.curriculum import Prose
from tests.support.built_in import built_in_lessons
from tests.support.slack_server.rendered_replies import (
    labelled_button,
    rendered,
    rich_leaves,
    shown,
)
from tests.support.slack_server.workspace import JSON, buttons_of, text_of

PNG = base64.b64encode(b"\x89PNG").decode()


def kinds(markdown: str) -> list[tuple[str, str]]:
    """Return the type and the text of each element."""
    return [
        (each["type"].removeprefix("rich_text_"), text_of({"blocks": [_rich(each)]}))
        for each in rich_elements(markdown)
    ]


def _rich(element: JSON) -> JSON:
    return {"type": "rich_text", "elements": [element]}


def test_details_are_a_button_whose_reply_has_the_text() -> None:
    details = Details(summary="Show the shapes", caption="Steps", text="x → (2,)", action="trace:1")
    (page,) = rendered(Text(markdown="Not yet"), details).pages
    assert text_of({"blocks": page.blocks}) == "Not yet"
    (button,) = page.blocks[1]["elements"]
    assert (button["text"]["text"], button["value"]) == ("Show the shapes", "trace:1")


@pytest.mark.parametrize(
    ("markdown", "elements"),
    [
        ("one line\nand its rest", [("section", "one line and its rest")]),
        ("日本語の文は\n空白なしで続く", [("section", "日本語の文は空白なしで続く")]),
        ("first  \nsecond", [("section", "first\nsecond")]),
        ("a\n\n---\n\nb", [("section", "a\n"), ("section", "b")]),
        ("> quoted\n> on", [("quote", "quoted on")]),
        ("```python\nx = 1\n```", [("preformatted", "x = 1")]),
        ("- a\n- b", [("list", "ab")]),
        ("# Title\n\nbelow", [("section", "Title"), ("section", "below")]),
        ("3. c\n   ```\n   x\n   ```\n4. d", [("list", "c"), ("preformatted", "x"), ("list", "d")]),
    ],
)
def test_markdown_becomes_rich_text(markdown: str, elements: list[tuple[str, str]]) -> None:
    assert kinds(markdown) == elements


def test_a_list_that_code_interrupts_goes_on_counting() -> None:
    first, _, second = rich_elements("3. c\n   ```\n   x\n   ```\n4. d")
    assert (first["offset"], second["offset"]) == (2, 3)


def test_styles_and_links_are_kept_and_other_addresses_are_only_words() -> None:
    text = "**bold** *slanted* `code` [docs](https://pytorch.org) [bad](javascript:alert)"
    (section,) = rich_elements(text)
    said = {leaf["text"]: leaf.get("style") or leaf.get("url") for leaf in section["elements"]}
    assert said["bold"] == {"bold": True}
    assert said["slanted"] == {"italic": True}
    assert said["code"] == {"code": True}
    assert said["docs"] == "https://pytorch.org"
    assert not any("javascript" in str(value) for value in said.values())


@pytest.mark.parametrize("rude", ["<!channel>", "<@U1>", "@here", "<https://x|y>", "*b* _i_ `c`"])
def test_what_a_learner_wrote_is_never_interpreted(rude: str) -> None:
    (page,) = rendered(Text(markdown=f"No {inline(rude)}."), Code(text=rude)).pages
    assert {leaf["type"] for leaf in rich_leaves(page.blocks)} == {"text"}
    assert text_of({"blocks": page.blocks}).count(rude.strip("`")) >= 1


def test_long_code_is_shown_in_part_and_whole_in_a_file() -> None:
    made = rendered(Code(text="\n".join(map(str, range(2000))), language="python"))
    (page,), (file,) = made.pages, made.files
    assert len(text_of({"blocks": page.blocks})) < 3000
    assert file.name == "tensei-1.py"
    assert file.content.decode() == "\n".join(map(str, range(2000)))


def test_a_text_of_any_length_is_paged_and_its_code_stays_code() -> None:
    lines = "\n".join(f"line {number}" for number in range(3000))
    pages = rendered(Text(markdown=f"```python\n{lines}\n```")).pages
    assert len(pages) > 2
    elements = [element for page in pages for b in page.blocks for element in b["elements"]]
    assert {each["type"] for each in elements} == {"rich_text_preformatted"}
    assert sum(text_of({"blocks": page.blocks}).count("line ") for page in pages) == 3000


def test_one_line_without_an_end_is_cut_as_well() -> None:
    pages = rendered(Text(markdown="あ" * 20_000)).pages
    assert sum(text_of({"blocks": page.blocks}).count("あ") for page in pages) == 20_000


def test_more_buttons_and_blocks_than_a_message_takes_go_on_in_the_next() -> None:
    rows = [
        Buttons(buttons=tuple(labelled_button(f"{row}-{n}") for n in range(30)))
        for row in range(30)
    ]
    pages = rendered(*rows).pages
    labels = [label for page in pages for label in buttons_of({"blocks": page.blocks})]
    assert labels == [f"{row}-{n}" for row in range(30) for n in range(30)]
    assert len(pages) == 2


def test_the_same_button_twice_has_two_ids_of_its_own() -> None:
    (page,) = rendered(Buttons(buttons=(labelled_button("Next"), labelled_button("Next")))).pages
    first, second = page.blocks[0]["elements"]
    assert first["value"] == second["value"] == "do:Next"
    assert first["action_id"] != second["action_id"]


def test_a_label_that_is_too_long_is_cut_and_what_it_opens_is_not() -> None:
    form = Form(label="Code", action="command:run", submit="あ" * 75)
    (page,) = rendered(form).pages
    ((label, button),) = buttons_of({"blocks": page.blocks}).items()
    assert (len(label), label[-1]) == (75, "…")
    assert FormButton.parse(button["value"]).title == "あ" * 75


def test_a_picture_and_a_file_go_beside_the_message_with_what_they_show() -> None:
    made = rendered(
        Text(markdown="a"),
        Picture(png_base64=PNG, alt="two boxes"),
        File(name="group.csv", base64=PNG),
    )
    assert [(file.name, file.description) for file in made.files] == [
        ("tensei-1.png", "two boxes"),
        ("group.csv", ""),
    ]


def test_what_gives_an_answer_away_is_kept_for_the_thread() -> None:
    made = rendered(Text(markdown="Passed"), Code(text="return n", hidden=True))
    (page,), (covered,) = made.pages, made.spoilers
    assert "return n" not in text_of({"blocks": page.blocks}) + page.text
    assert "return n" in text_of({"blocks": covered.blocks})


def test_a_narrow_table_is_aligned_also_with_wide_characters() -> None:
    table = Table(head=("順位", "名前"), rows=(("1", "花子"), ("2", "Bo")), highlighted=1)
    assert shown(table).split("\n") == [
        "  順位  名前",
        "  ----------",
        "  1     花子",
        "> 2     Bo",
    ]


def test_a_wide_table_becomes_a_line_a_row() -> None:
    table = Table(head=("Command", "What it does"), rows=(("/help", "x" * 50),))
    assert shown(table) == f"/help · {'x' * 50}"


def test_a_form_is_a_button_that_carries_what_it_opens_as_far_as_there_is_room() -> None:
    form = Form(label="Your code", action="command:run", submit="Run", multiline=True, value="x=1")
    (page,) = rendered(form).pages
    (button,) = buttons_of({"blocks": page.blocks}).values()
    assert FormButton.parse(button["value"]) == FormButton(
        "command:run", "Run", True, "x=1", "Your code"
    )
    long = form.model_copy(update={"value": "x" * 5000})
    (page,) = rendered(long).pages
    (button,) = buttons_of({"blocks": page.blocks}).values()
    assert FormButton.parse(button["value"]) == FormButton(
        "command:run", "Run", True, "", "Your code"
    )


def test_a_forms_button_of_an_older_version_still_opens_its_form() -> None:
    packed = '["answer:tensors/3", "Answer", 0, ""]'
    assert FormButton.parse(packed) == FormButton("answer:tensors/3", "Answer", False)


def test_a_menu_is_drawn_with_its_choices() -> None:
    menu = Menu(
        label="Choose",
        action="answer:q",
        submit="Go",
        choices=tuple(Choice(label="あ" * 90, value=str(n)) for n in range(4)),
    )
    (page,) = rendered(menu).pages
    (select,) = page.blocks[0]["elements"]
    assert select["action_id"].endswith("=answer:q")
    assert [option["value"] for option in select["options"]] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("text", ["`x` " + "あ" * 90, "1. *x*\n2. y"], ids=["long", "a list"])
def test_options_that_checkboxes_cannot_show_are_listed_above_them(text: str) -> None:
    short = Choice(label="a. (3,)", value="a", markdown="a. `(3,)`")
    other = Choice(label="b. other", value="b", markdown=text)
    menu = Menu(
        label="Choose", action="answer:q", submit="Go", choices=(short, other), takes_several=True
    )
    (page,) = rendered(menu).pages
    assert [each["type"] for each in page.blocks] == ["rich_text", "input", "actions"]
    texts = [each["text"] for each in page.blocks[1]["element"]["options"]]
    assert [(each["type"], each["text"]) for each in texts] == [
        ("mrkdwn", "a. `(3,)`"),
        ("plain_text", "b. other"),
    ]
    whole = menu.model_copy(update={"choices": (short, short.model_copy(update={"value": "b"}))})
    (page,) = rendered(whole).pages
    assert [each["type"] for each in page.blocks] == ["input", "actions"]


def test_a_reply_without_anything_is_still_a_message() -> None:
    assert shown() == "…"


def test_every_page_of_every_lesson_is_one_message() -> None:
    for lesson in built_in_lessons().lessons():
        for pages in lesson.pages.values():
            for page in pages:
                prose = [part.markdown for part in page.parts if isinstance(part, Prose)]
                assert shown(*(Text(markdown=each) for each in prose), Text(markdown="."))


def test_a_command_to_copy_is_one_that_every_installation_has() -> None:
    assert shown(Code(text="/group join ABC")) == "/tensei group join ABC"
    assert shown(Code(text="/group join ABC\n1")) == "/group join ABC\n1"
    assert shown(Code(text="/groups")) == "/groups"
    assert shown(Code(text="/settings link ABC")) == "/settings link ABC"  # sent from elsewhere


def test_notes_and_meters_are_small() -> None:
    (page,) = rendered(
        Text(markdown="See **/help** or [the docs](https://pytorch.org).", is_small=True),
        Meter(label="2 of 4", done=2, total=4),
    ).pages
    note, meter = page.blocks
    (words,), (bar,) = note["elements"], meter["elements"]
    assert words["text"] == "See */tensei help* or <https://pytorch.org|the docs>."
    assert bar["text"] == "▰▰▰▰▰▱▱▱▱▱ 2 of 4"
    assert page.text == "See /tensei help or the docs. ▰▰▰▰▰▱▱▱▱▱ 2 of 4"


def test_a_table_too_wide_for_a_phone_is_the_menu_that_stands_for_it() -> None:
    choice = Choice(label="1. Tensors", value="tensors", detail="6 min · to do")
    menu = Menu(label="Choose", action="answer:q", submit="Go", choices=(choice,))
    table = Table(head=("Lesson", "State"), rows=(("1. Tensors", "x" * 50),), menu=menu)
    (page,) = rendered(table).pages
    ((select,),) = [each["elements"] for each in page.blocks]
    (option,) = select["options"]
    assert (option["text"]["text"], option["description"]["text"]) == (choice.label, choice.detail)


def test_code_is_broken_where_a_phone_would_break_it() -> None:
    code = "x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dtype=torch.float32)"
    lines = shown(Code(text=code, language="python")).split("\n")
    assert max(map(len, lines)) <= 40
    assert "".join(line.strip() for line in lines).replace(" ", "") == code.replace(" ", "")


def test_a_table_whose_uploaded_picture_is_shown_is_said_by_the_picture() -> None:
    picture = Picture(png_base64="", digest="F1", alt="the board")
    table = Table(head=("Name", "Points"), rows=(("Aiko", "15"), ("Ben", "10")), pictured=True)
    (page,) = render(Reply(blocks=(picture, table, Text(markdown="b")))).pages
    image, text = page.blocks
    assert image["alt_text"] == "the board: Name, Points; Aiko, 15; Ben, 10"
    assert "Aiko" not in text_of({"blocks": [text]})
    not_uploaded = Picture(png_base64=PNG, alt="the board")
    assert "Aiko" in shown(not_uploaded, table)


def test_a_row_of_a_wide_table_names_its_columns_and_leaves_out_empty_cells() -> None:
    rows = (("1", "Mon 7 Sep", "x" * 40), ("2", "–", "y"))
    table = Table(head=("Week", "Days", "Lessons"), rows=rows)
    first = f"Week 1 · Days: Mon 7 Sep · Lessons: {'x' * 40}"
    assert shown(table) == f"{first}Week 2 · Lessons: y"
    japanese = Table(head=("週", "日程", "レッスン"), rows=(("1", "9/7", "あ" * 20),))
    assert shown(japanese) == f"週 1 · 日程：9/7 · レッスン：{'あ' * 20}"
