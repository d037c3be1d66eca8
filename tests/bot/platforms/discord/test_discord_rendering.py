"""Replies as messages on Discord: nothing is too long, broken or repeated."""

from __future__ import annotations

import base64
from typing import Any, get_args

import pytest

from bot.platforms.discord.markdown import discord_blocks
from bot.platforms.discord.pages import ACCENTS, AttachedFile
from bot.platforms.discord.rendering import render
from bot.platforms.tables import MAX_WIDTH
from bot.tutor.replies.model import (
    Button,
    Buttons,
    Choice,
    Code,
    Details,
    File,
    Form,
    ListItem,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
    Tone,
    escaped,
    inline,
)
from tests.support.built_in import built_in_lessons
from tests.support.discord_server.checks import (
    ACTION_ROW,
    CONTAINER,
    SECTION,
    SEPARATOR,
    TEXT_DISPLAY,
    components_of,
    message_faults,
)
from tests.support.discord_server.world import COMPONENTS_V2, buttons_of, text_of

COMMANDS = {"help": "</help:77>", "lesson": "</lesson:78>", "daily show": "</daily show:79>"}


def rendered(*blocks: Any, tone: Tone = "plain") -> list[dict[str, Any]]:
    """Return the request bodies of a reply's messages, each of which Discord has to accept."""
    messages = []
    for page in render(Reply(blocks=blocks, tone=tone), COMMANDS):
        body = {"flags": COMPONENTS_V2, "components": page.view().to_components()}
        names = [each.filename for each in page.files()]
        assert message_faults(body, names, is_edit=False) == []
        messages.append({"content": "", "files": names, **body})
    return messages


def shown(*blocks: Any) -> str:
    (message,) = rendered(*blocks)
    return text_of(message)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("#### Deep", "### Deep"),
        ("one line\nand its rest", "one line and its rest"),
        ("日本語の文は\n空白なしで続く", "日本語の文は空白なしで続く"),
        ("first  \nsecond", "first\nsecond"),
        ("- a\n- b\n  - c", "- a\n- b\n  - c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> quoted\n> on", "> quoted on"),
        ("```python\nx = 1\n```", "```python\nx = 1\n```"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("Send **/help** now", "Send </help:77> now"),
        ("Send **/daily show** now", "Send </daily show:79> now"),
        ("There is no **/unknown**", "There is no **/unknown**"),
    ],
)
def test_markdown_becomes_what_discord_understands(markdown: str, text: str) -> None:
    assert "\n\n".join(discord_blocks(markdown, COMMANDS)) == text


def test_code_cannot_end_its_own_fence() -> None:
    text = shown(Code(text="print('```')\n@everyone", language="python"))
    assert text.count("```") == 2
    assert text.startswith("```py\n")
    assert text.endswith("\n```")


def test_details_are_a_button_whose_reply_has_the_text() -> None:
    details = Details(summary="Show the shapes", caption="Steps", text="x → (2,)", action="trace:1")
    (message,) = rendered(Text(markdown="Not yet"), details)
    assert buttons_of(message) == {"Show the shapes": "trace:1"}
    assert text_of(message) == "Not yet"


def test_what_a_learner_typed_cannot_end_the_inline_code_it_is_in() -> None:
    assert shown(Text(markdown=f"No {inline('`@everyone` **x**')}.")).count("`") == 2


def test_long_output_is_shown_in_part_and_whole_in_a_file() -> None:
    (message,) = rendered(Code(text="\n".join(map(str, range(2000)))))
    assert message["files"] == ["tensei-1.txt"]
    assert len(text_of(message)) < 2000
    page = render(Reply(blocks=(Code(text="7\n" * 2000),)), {})[0]
    assert page.files()[0].fp.read() == b"7\n" * 2000


def test_a_text_of_any_length_is_paged_and_its_code_stays_code() -> None:
    lines = "\n".join(f"line {number}" for number in range(1500))
    messages = rendered(Text(markdown=f"```python\n{lines}\n```"))
    assert len(messages) > 2
    for message in messages:
        assert text_of(message).count("```") == 2
    assert sum(text_of(each).count("line ") for each in messages) == 1500


def test_one_line_without_an_end_is_cut_as_well() -> None:
    messages = rendered(Text(markdown="あ" * 9000))
    assert sum(text_of(each).count("あ") for each in messages) == 9000


def test_more_buttons_than_a_message_takes_go_on_in_the_next() -> None:
    buttons = tuple(Button(label=str(n), action=f"do:{n}") for n in range(60))
    messages = rendered(Buttons(buttons=buttons))
    labels = [label for message in messages for label in buttons_of(message)]
    assert labels == [str(n) for n in range(60)]


def test_the_same_button_twice_is_drawn_once() -> None:
    again = Buttons(buttons=(Button(label="Next", action="next"),))
    (message,) = rendered(again, Text(markdown="and"), again)
    assert list(buttons_of(message)) == ["Next"]


def test_a_picture_stands_where_it_belongs_and_says_what_it_shows() -> None:
    png = base64.b64encode(b"\x89PNG").decode()
    (message,) = rendered(Text(markdown="a"), Picture(png_base64=png, alt="two boxes"))
    (gallery,) = [each for each in message["components"] if each["type"] == 12]
    assert gallery["items"][0]["description"] == "two boxes"
    assert message["files"] == ["tensei-1.png"]


def test_a_table_whose_picture_is_shown_is_said_by_the_picture() -> None:
    picture = Picture(png_base64=base64.b64encode(b"\x89PNG").decode(), alt="the board")
    table = Table(head=("Name", "Points"), rows=(("Aiko", "15"), ("Ben", "10")), pictured=True)
    (message,) = rendered(Text(markdown="a"), picture, table, Text(markdown="b"))
    (gallery,) = [each for each in message["components"] if each["type"] == 12]
    assert gallery["items"][0]["description"] == "the board: Name, Points; Aiko, 15; Ben, 10"
    assert "Aiko" not in text_of(message)
    (page,) = render(Reply(blocks=(picture, table)), {})
    (said,) = page.without_files("No files here.").parts
    assert isinstance(said, str)
    assert said.endswith("Ben   10\n```\nNo files here.")
    without = Table(head=table.head, rows=table.rows)
    assert "Aiko" in shown(without)
    assert "Aiko" in text_of(rendered(table)[0])


def test_a_narrow_table_is_aligned_also_with_wide_characters() -> None:
    table = Table(head=("順位", "名前"), rows=(("1", "花子"), ("2", "Bo")), highlighted=1)
    lines = shown(table).split("\n")
    assert lines[0] == "```"
    assert lines[1] == "  順位  名前"
    assert lines[3] == "  1     花子"
    assert lines[4] == "> 2     Bo"


def test_a_wide_table_becomes_a_line_a_row_with_commands_as_links() -> None:
    rows = (("/help", "x" * 50), ("/no", "y_"))
    table = Table(head=("Command", "What it does"), rows=rows, of_commands=True)
    assert shown(table) == f"</help:77> · {'x' * 50}\n**/no** · y\\_"


def test_a_name_in_a_wide_table_cannot_mark_up_anything() -> None:
    table = Table(head=("Rank", "Name", "Points"), rows=(("1", "**x** ||y||" * 4, "3"),))
    assert "||" not in shown(table).replace("\\|", "")


def test_a_name_that_looks_like_a_command_is_drawn_as_a_name() -> None:
    for name in ("/help", "/[results](http://evil.example)"):
        table = Table(head=("Name", "What"), rows=((name, "x" * 50),))
        assert shown(table).startswith(f"**{escaped(name)}** · ")


def test_a_form_is_a_button_that_opens_it() -> None:
    (message,) = rendered(Form(label="Your answer", action="answer:q", submit="Answer"))
    assert message["components"][0]["type"] == SECTION
    assert buttons_of(message) == {"✏️ Answer": "form=answer:q"}
    (message,) = rendered(Form(label="Code", action="command:run", submit="Run", multiline=True))
    assert buttons_of(message) == {"✏️ Run": "area=command:run"}


TONES = tuple(each for each in get_args(Tone) if each != "plain")


@pytest.mark.parametrize("tone", TONES)
def test_each_tone_has_a_container_of_its_own_colour(tone: Tone) -> None:
    (message,) = rendered(Text(markdown="Not yet"), tone=tone)
    (container,) = message["components"]
    assert (container["type"], container["accent_color"]) == (CONTAINER, ACCENTS[tone])
    assert len(set(ACCENTS.values())) == len(TONES)


def test_plain_talk_is_in_no_container() -> None:
    (message,) = rendered(Text(markdown="Hello"))
    assert [each["type"] for each in message["components"]] == [TEXT_DISPLAY]


def test_all_messages_of_a_long_reply_have_its_colour() -> None:
    messages = rendered(Text(markdown="word " * 2000), tone="not-yet")
    assert len(messages) > 2
    assert {each["components"][0]["accent_color"] for each in messages} == {ACCENTS["not-yet"]}


def test_a_spoiler_stands_between_containers_as_none_can_hold_it() -> None:
    blocks = (Text(markdown="a"), Code(text="b", hidden=True), Text(markdown="c"))
    (message,) = rendered(*blocks, tone="passed")
    hidden = [each.get("spoiler", False) for each in message["components"]]
    assert hidden == [False, True, False]


def test_a_line_has_its_button_beside_it() -> None:
    item = ListItem(markdown="**Evens** · open", button=Button(label="Show", action="tries:e"))
    (message,) = rendered(item, tone="board")
    (section,) = message["components"][0]["components"]
    assert section["components"][0]["content"] == "**Evens** · open"
    assert section["accessory"]["custom_id"] == "tries:e"


def test_more_lines_than_a_message_takes_go_on_in_the_next() -> None:
    items = tuple(
        ListItem(markdown=f"line {n}", button=Button(label=f"Show {n}", action=f"tries:{n}"))
        for n in range(30)
    )
    messages = rendered(*items, tone="board")
    assert len(messages) > 2
    assert sum(text_of(each).count("line ") for each in messages) == 30
    assert sum(len(buttons_of(each)) for each in messages) == 30


def test_a_meter_is_full_only_where_everything_is_done() -> None:
    bars = [shown(Meter(label="x", done=done, total=1000)) for done in (0, 1, 999, 1000)]
    assert [bar.count("▰") for bar in bars] == [0, 1, 9, 10]


def test_a_line_is_drawn_above_a_heading_and_above_the_last_buttons() -> None:
    go = Buttons(buttons=(Button(label="Go", action="go"),))
    code = Code(text="x = 1", language="python")
    (message,) = rendered(
        Text(markdown="## A\n\na"), code, Text(markdown="## B"), go, tone="lesson"
    )
    kinds = [each["type"] for each in message["components"][0]["components"]]
    assert kinds == [TEXT_DISPLAY, SEPARATOR, TEXT_DISPLAY, SEPARATOR, ACTION_ROW]


def test_lines_between_parts_never_cost_a_message() -> None:
    titles = [Text(markdown=f"## Title {n}") for n in range(20)]
    rows = [Buttons(buttons=(Button(label="Go", action=f"go:{n}"),)) for n in range(12)]
    blocks = [block for pair in zip(titles, rows, strict=False) for block in pair]
    (message,) = rendered(*blocks, tone="board")
    assert SEPARATOR not in {each["type"] for each in components_of(message["components"])}


def test_a_wide_table_with_a_menu_is_the_menu() -> None:
    choices = tuple(Choice(label=f"Lesson {n}", value=str(n), detail="open") for n in range(11))
    menu = Menu(label="Choose", action="lesson-of:a", submit="Open", choices=choices)
    rows = tuple((f"A lesson with a long title, number {n}", "6 min") for n in range(11))
    (message,) = rendered(Table(head=("Lesson", "Time"), rows=rows, menu=menu))
    (row,) = message["components"]
    options = row["components"][0]["options"]
    assert [each["label"] for each in options] == [each.label for each in choices]
    assert {each["description"] for each in options} == {"open"}


def test_what_is_said_beside_the_matter_is_small() -> None:
    assert shown(Text(markdown="page 1 of 6", is_small=True)) == "-# page 1 of 6"


def test_long_lines_of_code_are_broken_and_the_file_has_them_as_they_were() -> None:
    line = "x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)"
    text = shown(Code(text=line, language="python"))
    assert max(len(each) for each in text.split("\n")) <= MAX_WIDTH
    (page,) = render(Reply(blocks=(Code(text=f"{line}\n" * 100, language="python"),)), {})
    assert page.files()[0].fp.read() == f"{line}\n".encode() * 100


def test_of_several_forms_one_button_is_the_primary_one() -> None:
    forms = [Form(label=f"Name {n}", action=f"group-create:{n}", submit=f"Go {n}") for n in "ab"]
    (message,) = rendered(*forms)
    assert [each["accessory"]["style"] for each in message["components"]] == [1, 2]
    step = Buttons(buttons=(Button(label="Next", action="next", style="primary"),))
    (message,) = rendered(*forms, step)
    buttons = [each for each in components_of(message["components"]) if each["type"] == 2]
    assert [each["style"] for each in buttons] == [2, 2, 1]


def test_a_reply_without_anything_is_still_a_message() -> None:
    assert shown() == "…"


def test_every_page_of_every_lesson_is_one_message() -> None:
    from lessons.curriculum import Prose

    for lesson in built_in_lessons().lessons():
        for pages in lesson.pages.values():
            for page in pages:
                prose = [part.markdown for part in page.parts if isinstance(part, Prose)]
                (message,) = rendered(*(Text(markdown=each) for each in prose), Text(markdown="."))
                assert list(components_of(message["components"]))


@pytest.mark.parametrize(
    ("name", "attached"),
    [
        ("gradebook-Night-owls-2026-04-01.csv", "gradebook-Night-owls-2026-04-01.csv"),
        ("gradebook-火曜の勉強会-2026-04-01.csv", "gradebook-2026-04-01.csv"),
        ("gradebook-火曜A組-2026-04-01.csv", "gradebook-A-2026-04-01.csv"),
        ("記録.json", "file.json"),
        ("記録", "file"),
    ],
)
def test_a_files_name_is_one_to_which_a_message_can_refer(name: str, attached: str) -> None:
    content = base64.b64encode(b"a,b").decode()
    (page,) = render(Reply(blocks=(File(name=name, base64=content),)), COMMANDS)
    (file,) = [part for part in page.parts if isinstance(part, AttachedFile)]
    assert (file.name, file.content) == (attached, b"a,b")


def test_buttons_below_code_are_not_parted_from_it_by_a_line() -> None:
    run = Buttons(buttons=(Button(label="Run", action="do:run"),))
    following = Buttons(buttons=(Button(label="Next", action="do:next"),))
    (message,) = rendered(Text(markdown="a"), Code(text="x = 1"), run, following, tone="lesson")
    (container,) = message["components"]
    kinds = [each["type"] for each in container["components"]]
    assert kinds == [TEXT_DISPLAY, ACTION_ROW, SEPARATOR, ACTION_ROW]


def test_a_line_is_above_all_buttons_of_a_reply_that_ends_with_code() -> None:
    many = Buttons(buttons=tuple(Button(label=f"{n}", action=f"do:{n}") for n in range(7)))
    details = Details(summary="Shapes", caption="Steps", text="x", action="trace:1")
    (message,) = rendered(Text(markdown="a"), Code(text="x = 1"), details, many, tone="not-yet")
    (container,) = message["components"]
    kinds = [each["type"] for each in container["components"]]
    assert kinds[:2] == [TEXT_DISPLAY, SEPARATOR]
    assert SEPARATOR not in kinds[2:]


def test_a_row_of_a_wide_table_names_its_columns_and_leaves_out_empty_cells() -> None:
    rows = (("1", "Mon 7 Sep", "x" * 40), ("2", "", "y"))
    table = Table(head=("Week", "Days", "Lessons"), rows=rows)
    first, second = shown(table).split("\n")
    assert (
        first
        == f"**Week 1** · {escaped('Days: Mon 7 Sep')} · {escaped(f'Lessons: {chr(120) * 40}')}"
    )
    assert second == f"**Week 2** · {escaped('Lessons: y')}"


def test_captions_and_labels_are_plain_text() -> None:
    code = Code(text="1", caption="いまの結果（* で囲んだ値）")
    form = Form(label="*name*", submit="Send", action="settings:zone")
    texts = str(rendered(code, form))
    assert r"**いまの結果（\\* で囲んだ値）**" in texts
    assert r"**\\*name\\***" in texts
