"""The page in a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect
from sqlalchemy import delete

from bot.platforms.local.protocol import LARGEST_MESSAGE
from bot.storage.engine.database import Database
from bot.storage.models import AttachmentRow
from bot.tutor.replies.model import Button, Buttons, Choice, Menu, Reply, Text
from bot.tutor.replies.moments import moment
from tests.support.local_page import (
    last_reply,
    last_reply_id,
    log,
    message_box,
    send,
    stop_timers,
)
from tests.support.ports import reserved
from tests.support.scripted_tutor import PASSED, PENDING, ScriptedTutor, meet, text

pytestmark = pytest.mark.browser

WIDE_CODE = "x = torch.tensor([" + ", ".join(str(n) for n in range(60)) + "])"


async def test_a_lesson_is_opened_and_its_snippet_run_by_keyboard_alone(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["run:1"] = text("tensor([1., 1.])")
    page = await page_of(url)
    await expect(message_box(page)).to_be_focused()
    await page.keyboard.type("/lesson tensors")
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_role("heading", name="Tensors")).to_be_visible()
    run = log(page).get_by_role("button", name="▶ Run")
    await run.focus()
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_text("tensor([1., 1.])")).to_be_visible()
    await expect(run).to_be_focused()


async def test_the_first_visit_offers_a_first_step_to_click(url: str, page_of) -> None:
    page = await page_of(url)
    await expect(log(page).get_by_role("button", name="First lesson")).to_be_visible()


async def test_a_pending_reply_is_edited_in_place(url: str, page_of, tutor: ScriptedTutor) -> None:
    tutor.replies["def f(): ..."] = PENDING
    page = await page_of(url)
    await send(page, "def f(): ...")
    reply = last_reply(page)
    await expect(reply).to_contain_text("Grading…")
    await expect(reply).to_have_attribute("aria-busy", "true")
    await tutor.deliver(await last_reply_id(page), PASSED)
    await expect(reply).to_contain_text("Passed.")
    await expect(reply).to_have_attribute("aria-busy", "false")
    await expect(log(page).get_by_text("Grading…")).to_have_count(0)


async def test_enter_in_an_open_fence_begins_a_line_and_after_it_sends(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    for line in ("```python", "x = 1", "```"):
        await page.keyboard.type(line)
        await page.keyboard.press("Enter")
    await expect(log(page).locator("pre", has_text="x = 1").first).to_be_visible()
    await expect(message_box(page)).to_have_value("")
    assert tutor.asked_messages() == ["```python\nx = 1\n```"]


async def test_shift_enter_begins_a_line(url: str, page_of) -> None:
    page = await page_of(url)
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await expect(message_box(page)).to_have_value("one\ntwo")


async def test_enter_while_an_input_method_composes_does_not_send(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await message_box(page).fill("てんそる")
    for key in ({"isComposing": True}, {"keyCode": 229}):
        await message_box(page).dispatch_event("keydown", {"key": "Enter", **key})
    await expect(message_box(page)).to_have_value("てんそる")
    await message_box(page).press("Enter")
    await expect(log(page).get_by_text("You said: てんそる")).to_be_visible()
    assert tutor.asked_messages() == ["てんそる"]


async def test_commands_are_suggested_and_chosen_with_arrows(url: str, page_of) -> None:
    page = await page_of(url)
    await page.keyboard.type("/l")
    options = page.get_by_role("listbox").get_by_role("option")
    await expect(options).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await expect(message_box(page)).to_have_attribute("aria-activedescendant", "suggestion-1")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(message_box(page)).to_have_value("/lesson ")
    await expect(options).to_have_text(["tensors", "operations", "numpy"])
    await page.keyboard.type("n")
    await expect(options).to_have_text(["numpy"])
    await page.keyboard.press("Tab")
    await expect(message_box(page)).to_have_value("/lesson numpy")
    await expect(options).to_have_count(0)


async def test_escape_closes_the_suggestions_and_enter_sends_what_was_typed(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await page.keyboard.type("/le")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_text("You said: le")).to_be_visible()
    assert tutor.asked[-1] == ("command", "learner", "le", "")


async def test_a_menu_is_chosen_from_and_sent(url: str, page_of, tutor: ScriptedTutor) -> None:
    choices = (Choice(label="a. short", value="a"), Choice(label="b. long", value="b"))
    menu = Menu(label="Choose", action="answer:q", submit="Answer", choices=choices)
    tutor.replies["quiz?"] = Reply(blocks=(menu,))
    page = await page_of(url)
    await send(page, "quiz?")
    await page.get_by_label("Choose").select_option("b. long")
    await log(page).get_by_role("button", name="Answer").click()
    await expect(log(page).get_by_text("You said: answer:q")).to_be_visible()
    assert tutor.asked[-1] == ("act", "learner", "answer:q", "b")


async def test_an_answer_turns_the_question_in_place_and_keeps_the_keyboards_focus(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    answers = Buttons(buttons=(Button(label="A", action="answer:tensors/1:a"),))
    tutor.replies["quiz?"] = Reply(blocks=(Text(markdown="What is printed?"), answers))
    tutor.replies["answer:tensors/1:a"] = text("Correct!")
    page = await page_of(url)
    await send(page, "quiz?")
    question = log(page).locator(".tutor", has_text="What is printed?")
    await question.get_by_role("button", name="A", exact=True).focus()
    messages = await log(page).locator(".message").count()
    await page.keyboard.press("Enter")
    await expect(log(page).locator(".tutor").last).to_have_text("Correct!")
    await expect(log(page).locator(".tutor").last).to_be_focused()
    assert await log(page).locator(".message").count() == messages


async def test_a_form_is_filled_in_and_sent(url: str, page_of, tutor: ScriptedTutor) -> None:
    page = await page_of(url)
    await send(page, "/quiz")
    await log(page).get_by_label("What is printed?").fill("tensor(2)")
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_text("You said: answer:1")).to_be_visible()
    assert tutor.asked[-1] == ("act", "learner", "answer:1", "tensor(2)")


async def test_tables_and_pictures_are_there_for_a_screen_reader(
    url: str, page_of, database: Database
) -> None:
    await meet(database, "learner")
    page = await page_of(url)
    await send(page, "/leaderboard")
    await expect(log(page).get_by_role("row", name="2 Ben")).to_have_attribute(
        "aria-current", "true"
    )
    await send(page, "/picture")
    picture = log(page).get_by_role("img", name="Two pixels")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 2
    async with database.write_session() as session:
        await session.execute(delete(AttachmentRow))
    await page.reload()
    await expect(log(page)).to_contain_text("Two pixels (not kept any more")
    await expect(picture).to_have_count(0)


async def test_code_is_copied_whole(url: str, page_of) -> None:
    page = await page_of(url, permissions=["clipboard-read", "clipboard-write"])
    await send(page, "def f(x):\n    return x < 1")
    figure = log(page).locator("figure").first
    await figure.hover()
    await stop_timers(page)
    await figure.get_by_role("button", name="Copy").click()
    await expect(figure.get_by_role("button", name="Copied")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == "def f(x):\n    return x < 1"


async def test_the_whole_page_changes_its_language(url: str, page_of) -> None:
    page = await page_of(url)
    await page.get_by_label("Language").select_option("日本語")
    await expect(page.get_by_role("button", name="送信")).to_be_visible()
    await expect(page.get_by_role("textbox", name="メッセージ")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "ja"
    await page.reload()
    await expect(page.get_by_role("button", name="送信")).to_be_visible()


async def test_learners_are_switched_by_name_and_find_their_own_log(url: str, page_of) -> None:
    page = await page_of(url)
    learner = page.get_by_role("combobox", name="Learner")
    await send(page, "from the first")
    await expect(log(page).get_by_text("You said: from the first")).to_be_visible()
    await learner.select_option("New learner…")
    await page.get_by_role("dialog").get_by_label("Name").fill("田中 愛子")
    await page.keyboard.press("Enter")
    await expect(learner.locator("option:checked")).to_have_text("田中 愛子")
    await expect(log(page).get_by_text("from the first")).to_have_count(0)
    await send(page, "from the second")
    await expect(log(page).get_by_role("article", name="田中 愛子")).to_have_text("from the second")
    await learner.select_option("Learner")
    await expect(log(page).get_by_text("You said: from the first")).to_be_visible()
    await expect(log(page).get_by_text("from the second")).to_have_count(0)


async def test_a_page_comes_back_by_itself_and_sends_once_what_waited(serve, page_of) -> None:
    before, after = ScriptedTutor(), ScriptedTutor()
    async with serve(before) as url:
        page = await page_of(url)
        await send(page, "before")
        await expect(log(page).get_by_text("You said: before")).to_be_visible()
        await message_box(page).fill("half a thought")
    with reserved(urlsplit(url).port or 0) as port:
        await expect(page.get_by_role("status")).to_contain_text("Reconnecting")
        await message_box(page).fill("while it was away")
        await message_box(page).press("Enter")
        await expect(log(page).get_by_text("Waiting to be sent")).to_be_visible()
        await message_box(page).fill("half a thought")
        async with serve(after, port=port):
            await expect(log(page).get_by_text("You said: while it was away")).to_be_visible()
            await expect(log(page).get_by_text("Waiting to be sent")).to_have_count(0)
            await expect(log(page).get_by_text("You said: before")).to_have_count(1)
            await expect(page.get_by_role("status")).to_have_text("")
            await expect(message_box(page)).to_have_value("half a thought")
            await page.reload()
            await expect(message_box(page)).to_have_value("half a thought")
            await expect(log(page).get_by_text("while it was away", exact=True)).to_have_count(1)
    assert after.asked_messages() == ["while it was away"]


async def test_a_message_too_large_to_send_is_told_and_kept(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await message_box(page).evaluate(
        "(box, size) => { box.value = 'x'.repeat(size) }", LARGEST_MESSAGE
    )
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("too large")
    assert await message_box(page).evaluate("box => box.value.length") == LARGEST_MESSAGE
    await send(page, "short")
    await expect(log(page).get_by_text("You said: short")).to_be_visible()
    assert tutor.asked_messages() == ["short"]


async def test_half_a_character_does_not_stop_the_conversation(url: str, page_of) -> None:
    page = await page_of(url)
    await message_box(page).evaluate("box => { box.value = 'broken \\ud83d'; }")
    await message_box(page).press("Enter")
    await expect(log(page).get_by_text("You said: broken")).to_be_visible()


async def test_typing_after_a_button_was_pressed_goes_into_the_message(url: str, page_of) -> None:
    page = await page_of(url)
    await log(page).get_by_role("button", name="First lesson").focus()
    await page.keyboard.type("hello")
    await expect(message_box(page)).to_have_value("hello")


async def test_each_learner_has_their_own_unsent_text(url: str, page_of) -> None:
    page = await page_of(url)
    await message_box(page).fill("half a thought")
    learner = page.get_by_role("combobox", name="Learner")
    await learner.select_option("New learner…")
    await page.get_by_role("dialog").get_by_label("Name").fill("Ben")
    await page.keyboard.press("Enter")
    await expect(message_box(page)).to_have_value("")
    await learner.select_option("Learner")
    await expect(message_box(page)).to_have_value("half a thought")


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
async def test_nothing_is_wider_than_a_phone(
    url: str, page_of, tutor: ScriptedTutor, locale: str
) -> None:
    tutor.replies["lesson"] = tutor.replies["lesson"].model_copy(
        update={
            "blocks": (
                *tutor.replies["lesson"].blocks,
                *text(f"`{WIDE_CODE}`\n\n```python\n{WIDE_CODE}\n```").blocks,
                tutor.replies["leaderboard"]
                .blocks[0]
                .model_copy(update={"head": ("A rather long head",) * 6, "rows": (("cell",) * 6,)}),
            )
        }
    )
    page = await page_of(url, viewport={"width": 360, "height": 740}, locale=locale)
    message = page.get_by_role("textbox", name=re.compile("Message|メッセージ"))
    for words in ("/lesson tensors", "/quiz", WIDE_CODE):
        await message.fill(words)
        await message.press("Enter")
        await expect(log(page).get_by_role("article").last).not_to_contain_text("Working")
    await expect(log(page).get_by_role("article")).to_have_count(7)
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await log(page).evaluate("log => log.scrollWidth <= log.clientWidth")
    await expect(page.locator("#theme")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_colours_follow_the_system_until_they_are_chosen(
    url: str, page_of, scheme: str
) -> None:
    page = await page_of(url, color_scheme=scheme)
    brightness = "parseInt(getComputedStyle(document.documentElement).backgroundColor.slice(4))"
    assert (await page.evaluate(brightness) < 128) == (scheme == "dark")
    await page.get_by_role("button", name=re.compile("Switch to")).click()
    assert (await page.evaluate(brightness) < 128) == (scheme == "light")
    await page.reload()
    assert (await page.evaluate(brightness) < 128) == (scheme == "light")


def test_every_file_of_the_page_fits_in_one_reading() -> None:
    static = Path(__file__).parents[4] / "bot/platforms/local/static"
    files = list(static.iterdir())
    assert len(files) > 5
    assert {file.name for file in files if len(file.read_text().splitlines()) > 400} == set()


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Tokyo", "3:40"), ("America/New_York", "1:40")])
async def test_a_moment_is_shown_in_the_time_zone_of_the_browser(
    zone: str, shown: str, url: str, page_of, tutor: ScriptedTutor
) -> None:
    at = moment(datetime(2026, 11, 28, 6, 40, tzinfo=UTC), "time", "UTC")
    tutor.replies["when?"] = text(f"until {at}")
    page = await page_of(url, timezone_id=zone)
    await send(page, "when?")
    await expect(last_reply(page).locator("time")).to_contain_text(shown)
