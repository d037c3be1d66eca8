"""The page on a phone and in the dark: what covers code, what a finger hits, what glares."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.storage.engine.database import Database
from bot.tutor.replies.model import (
    Button,
    Buttons,
    Choice,
    Code,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
)
from tests.support.local_page import last_reply, log, message_box, send
from tests.support.scripted_tutor import ScriptedTutor, meet, small_png, text

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
FINGER_PX = 44
LONG_CODE = "\n".join(f"layer_{n} = nn.Linear({n}, {n})  # a line that fills it" for n in range(40))
BOARD = Reply(
    blocks=(
        Picture(png_base64=small_png(), alt="A board", is_drawing=True, density=2),
        Table(head=("Rank", "Name"), rows=(("1", "Aiko"), ("2", "נועה")), pictured=True),
    )
)
LESSON = Reply(
    blocks=(
        Code(text=LONG_CODE, language="python"),
        Code(text="1", caption="Output"),
        Buttons(buttons=(Button(label="▶", action="run:1"),)),
        Form(label="Answer", action="answer:1", submit="Go"),
        Menu(
            label="Choose one",
            action="answer:2",
            submit="Answer",
            choices=tuple(
                Choice(label=key, value=key, markdown=f"{key}. `x.{key}`") for key in "abc"
            ),
        ),
        Menu(
            label="Choose all",
            action="answer:3",
            submit="These",
            choices=tuple(
                Choice(label=key, value=key, markdown=f"{key}. `y.{key}`") for key in "abc"
            ),
            takes_several=True,
        ),
    )
)


@pytest.fixture
def lesson(tutor: ScriptedTutor) -> ScriptedTutor:
    tutor.replies |= {"lesson": LESSON, "board": BOARD, "answer:2": text("Right!")}
    tutor.replies["answer:3"] = text("Right!")
    return tutor


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desktop"])
async def test_no_button_covers_code_and_code_of_lessons_is_shown_whole(
    url: str, page_of: Any, options: dict[str, Any]
) -> None:
    page = await page_of(url, **options)
    await send(page, "/lesson")
    code = last_reply(page).locator(".code.python")
    pre = await code.locator("pre").bounding_box()
    assert pre is not None
    for button in await code.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= pre["y"] or box["y"] >= pre["y"] + pre["height"]
    hidden = await code.locator("pre").evaluate("each => each.scrollHeight - each.clientHeight")
    assert hidden == 0


@pytest.mark.usefixtures("lesson")
async def test_a_finger_hits_every_target(url: str, page_of: Any) -> None:
    page = await page_of(url, **PHONE)
    await send(page, "/lesson")
    await expect(last_reply(page)).to_contain_text("Choose one")
    small = await page.evaluate(
        """least => [...document.querySelectorAll(
                'button, select, textarea, label:has([type=radio], [type=checkbox])')]
            .filter(each => each.offsetParent !== null)
            .filter(each => each.getBoundingClientRect().height < least)
            .map(each => each.outerHTML)""",
        FINGER_PX,
    )
    assert small == []


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desktop"])
async def test_the_choice_of_a_menu_is_shown_whole(
    url: str, page_of: Any, tutor: ScriptedTutor, options: dict[str, Any]
) -> None:
    zones = ("6:50 · Asia/Tokyo", "18:50 · America/Argentina/Buenos_Aires")
    choices = tuple(Choice(label=each, value=each) for each in zones)
    menu = Menu(label="What time is it?", action="zone", submit="Set", choices=choices)
    tutor.replies["settings"] = Reply(blocks=(menu,))
    page = await page_of(url, **options)
    await send(page, "/settings")
    box = last_reply(page).get_by_role("combobox")
    await box.select_option(zones[1])
    needed = await box.evaluate(
        """each => {
            const line = document.createElement("span");
            line.textContent = each.selectedOptions[0].textContent;
            line.style.cssText = `font: ${getComputedStyle(each).font}; position: absolute`;
            each.after(line);
            return line.getBoundingClientRect().width - each.clientWidth;
        }"""
    )
    assert needed < 0


@pytest.mark.usefixtures("lesson")
async def test_options_are_radio_buttons_of_which_none_is_chosen_yet(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await send(page, "/lesson")
    options = last_reply(page).get_by_role("radio")
    await expect(options).to_have_count(3)
    assert not any([await each.is_checked() for each in await options.all()])
    codes = last_reply(page).get_by_role("group", name="Choose one").locator("label code")
    assert await codes.all_inner_texts() == ["x.a", "x.b", "x.c"]
    await last_reply(page).get_by_text("x.b").click()
    await last_reply(page).get_by_role("button", name="Answer").click()
    await expect(log(page)).to_contain_text("Right!")
    assert ("act", tutor.asked[-1][1], "answer:2", "b") == tutor.asked[-1]


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("chosen", ["", "b", "ac"])
async def test_several_options_are_checkboxes_that_the_keyboard_ticks(
    url: str, page_of: Any, tutor: ScriptedTutor, chosen: str
) -> None:
    page = await page_of(url)
    await send(page, "/lesson")
    group = last_reply(page).get_by_role("group", name="Choose all")
    boxes = group.get_by_role("checkbox")
    await expect(boxes).to_have_count(3)
    assert await group.locator("label code").all_inner_texts() == ["y.a", "y.b", "y.c"]
    for letter in chosen:
        await group.get_by_role("checkbox", name=f"{letter}. y.{letter}").press("Space")
    checked = [await each.is_checked() for each in await boxes.all()]
    assert checked == [letter in chosen for letter in "abc"]
    await last_reply(page).get_by_role("button", name="These").press("Enter")
    await expect(log(page)).to_contain_text("Right!")
    assert ("act", tutor.asked[-1][1], "answer:3", " ".join(chosen)) == tutor.asked[-1]


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("width", [320, 1280])
async def test_a_board_is_a_picture_or_a_table_and_screen_readers_find_the_table(
    url: str, page_of: Any, width: int, database: Database
) -> None:
    await meet(database, "learner")
    page = await page_of(url, viewport={"width": width, "height": 700})
    await send(page, "/board")
    board = last_reply(page)
    await expect(board.get_by_role("row")).to_have_count(3)
    shown = await board.locator(".table").evaluate("each => each.clientWidth > 1")
    assert shown == (width == 320)
    assert await board.locator(".picture").is_visible() == (width == 1280)


async def background(page: Page) -> str:
    return str(
        await last_reply(page)
        .locator(".picture")
        .evaluate("each => getComputedStyle(each).backgroundColor + getComputedStyle(each).filter")
    )


@pytest.mark.usefixtures("lesson")
async def test_drawings_are_dark_on_a_dark_page_and_have_no_white_corners(
    url: str, page_of: Any, database: Database
) -> None:
    await meet(database, "learner")
    page = await page_of(url, color_scheme="dark")
    await send(page, "/board")
    await expect(last_reply(page).locator(".picture")).to_be_visible()
    assert "invert" in await background(page)
    assert (await background(page)).startswith("rgba(0, 0, 0, 0)")
    await page.locator("#theme").click()
    assert "invert" not in await background(page)


async def test_a_double_click_posts_once_and_leaves_a_small_mark(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await send(page, "/lesson")
    await last_reply(page).get_by_role("button", name="▶ Run").dblclick()
    await expect(log(page).locator(".pressed")).to_have_count(1)
    await send(page, "hello")  # handled after all presses
    await expect(log(page).locator(".learner")).to_have_count(3)
    assert sum(each[0] == "act" for each in tutor.asked) == 1
    mark = log(page).locator(".learner:has(.pressed)")
    colour = await mark.evaluate("each => getComputedStyle(each).backgroundColor")
    assert colour == "rgba(0, 0, 0, 0)"


async def test_enter_on_a_fragment_takes_the_first_match(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await message_box(page).press_sequentially("/les")
    await message_box(page).press("Enter")
    await expect(message_box(page)).to_have_value("/lesson ")
    await message_box(page).press_sequentially("num")
    await expect(page.locator("#palette li")).to_have_count(1)
    await message_box(page).press("Enter")
    await expect(log(page)).to_contain_text("/lesson numpy")
    assert tutor.asked[-1][-2:] == ("lesson", "numpy")


async def test_a_photo_is_refused_in_words(url: str, page_of: Any, tutor: ScriptedTutor) -> None:
    page = await page_of(url)
    photo = {"name": "code.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" * 3_000_000}
    await page.locator("#file").set_input_files(photo)
    await expect(page.get_by_role("status")).to_contain_text("I cannot read code in a picture.")
    assert [each[0] for each in tutor.asked] == ["command"]  # /start alone
    assert await page.locator("#file").get_attribute("accept") == ".py,.ipynb,.txt,.md,.toml"


async def test_a_second_tab_follows_the_language(url: str, page_of: Any) -> None:
    first = await page_of(url)
    second = await page_of(url)
    await first.locator("#language").select_option("ja")
    for page in (first, second):
        await expect(page.get_by_role("button", name="送信")).to_be_visible()
        await expect(page.locator("#language")).to_have_value("ja")


async def test_a_learner_without_a_name_is_asked_for_one_and_can_begin_without(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    question = page.get_by_role("textbox", name="What may I call you?")
    await question.fill("Emi")
    await question.press("Enter")
    await expect(page.locator("#learner")).to_have_value("Emi")
    await expect(question).to_have_count(0)
    await expect(log(page)).to_contain_text("Welcome. Begin with the first lesson.")
    nameless = await page_of(url)
    await send(nameless, "/lesson")
    await expect(log(nameless)).to_contain_text("A tensor holds numbers.")
    await expect(nameless.get_by_role("textbox", name="What may I call you?")).to_be_hidden()


async def test_no_line_begins_with_a_full_stop_behind_a_command(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    tutor.replies["long"] = Reply(
        blocks=tuple(Text(markdown=f"{'あ' * n} **/leaderboard**。") for n in range(8, 24))
    )
    page = await page_of(url, viewport={"width": 320, "height": 700}, locale="ja-JP")
    await page.locator("#message").fill("/long")
    await page.locator("#message").press("Enter")
    await expect(last_reply(page).locator("p")).to_have_count(16)
    split = await last_reply(page).evaluate(
        """reply => [...reply.querySelectorAll('p')].filter(each => {
            const stop = document.createRange();
            stop.selectNodeContents(each);
            const text = each.lastChild;
            stop.setStart(text, text.length - 1);
            const button = each.querySelector('button').getBoundingClientRect();
            return stop.getBoundingClientRect().top > button.bottom;
        }).length"""
    )
    assert split == 0


async def test_output_is_hidden_until_run_and_edit_carries_what_runs(
    url: str, page_of: Any, tutor: ScriptedTutor
) -> None:
    tutor.replies["page"] = Reply(
        blocks=(
            Code(text="print(a)", language="python", editable="/run\na = 1\n\nprint(a)"),
            Code(text="1", caption="What it prints", awaits_run=True),
            Buttons(buttons=(Button(label="▶ Run it", action="run:2"),)),
        )
    )
    page = await page_of(url)
    await send(page, "/page")
    output = last_reply(page).get_by_text("1", exact=True)
    await expect(output).to_be_hidden()
    await last_reply(page).get_by_role("button", name="Edit").click()
    await expect(message_box(page)).to_have_value("/run\na = 1\n\nprint(a)")
    await last_reply(page).get_by_role("button", name="▶ Run it").click()
    await expect(log(page).get_by_text("1", exact=True).first).to_be_visible()
