"""Writing code in the message box, in a real browser."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Page, expect

from bot.platforms.local.transcript import Transcript
from bot.tutor.replies.model import Button, Buttons, Code, Reply, Table, Text
from tests.support.local_page import last_reply, log, message_box, send
from tests.support.scripted_tutor import ScriptedTutor, text

pytestmark = pytest.mark.browser

STARTER = "import torch\n\n\ndef ones(n):\n    ..."
FUNCTION = "def ones(n):\n    return torch.ones(n)"


async def paste(page: Page, text: str) -> None:
    await page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await page.keyboard.press("Control+V")


def key_hints(page: Page):
    return page.locator("#keys")


@pytest.fixture
def clipboard_permissions() -> dict[str, list[str]]:
    return {"permissions": ["clipboard-read", "clipboard-write"]}


FILLED = """() => [...document.querySelectorAll("main button")]
    .filter((each) => {
        const style = getComputedStyle(each);
        return style.backgroundColor === style.borderTopColor;
    })
    .map((each) => each.textContent)"""
"""The labels of the buttons that are filled with the colour of their border."""


async def test_one_button_is_filled_at_a_time(url: str, page_of, tutor: ScriptedTutor) -> None:
    for label in ("Next", "Further"):
        step = Button(label=label, action=f"go:{label}", style="primary")
        tutor.replies[label] = Reply(blocks=(Text(markdown=label), Buttons(buttons=(step,))))
    page = await page_of(url)
    await expect(log(page).get_by_role("button", name="First lesson")).to_be_visible()
    assert await page.evaluate(FILLED) == ["First lesson"]
    for label in ("Next", "Further"):
        await message_box(page).fill(label)
        assert await page.evaluate(FILLED) == ["Send"]
        await message_box(page).press("Enter")
        await expect(last_reply(page).get_by_role("button", name=label)).to_be_visible()
        assert await page.evaluate(FILLED) == [label]


async def test_suggestions_for_what_has_been_sent_are_not_shown(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    asked, may_complete = asyncio.Event(), asyncio.Event()

    async def complete_late() -> None:
        asked.set()
        await may_complete.wait()

    tutor.completion.before_completing = complete_late
    page = await page_of(url)
    await message_box(page).fill("/lesson t")
    await asked.wait()
    await message_box(page).press("Enter")
    await expect(message_box(page)).to_have_value("")
    may_complete.set()
    await expect(last_reply(page)).to_contain_text("A tensor holds")  # sent after them
    await expect(page.get_by_role("listbox")).to_be_hidden()


async def test_code_is_written_line_by_line_and_sent_with_ctrl_enter(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    page = await page_of(url)
    await expect(key_hints(page)).to_be_hidden()
    await page.keyboard.type("def ones(n):")
    await expect(key_hints(page)).to_contain_text("Enter: new line")
    await page.keyboard.press("Enter")
    await page.keyboard.type("if n:")
    await page.keyboard.press("Enter")
    await page.keyboard.type("return 1")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Backspace")
    await page.keyboard.type("return 0")
    written = "def ones(n):\n    if n:\n        return 1\n    return 0"
    await expect(message_box(page)).to_have_value(written)
    assert tutor.asked_messages() == []
    await page.keyboard.press("Control+Enter")
    await expect(message_box(page)).to_have_value("")
    await expect(key_hints(page)).to_be_hidden()
    await expect(log(page).get_by_text("You said: def ones(n)")).to_be_visible()
    assert tutor.asked_messages() == [written]


async def test_pasted_code_is_sent_with_enter_unless_it_is_changed(
    url: str, page_of, tutor: ScriptedTutor, clipboard_permissions: dict[str, list[str]]
) -> None:
    page = await page_of(url, **clipboard_permissions)
    await paste(page, FUNCTION)
    await expect(key_hints(page)).to_contain_text("Enter: send")
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_text("You said: def ones(n)")).to_be_visible()
    await paste(page, FUNCTION)
    await page.keyboard.type(" ")
    await expect(key_hints(page)).to_contain_text("Enter: new line")
    await page.keyboard.press("Enter")
    await expect(message_box(page)).to_have_value(FUNCTION + " \n    ")
    assert tutor.asked_messages() == [FUNCTION]


async def test_tab_indents_code_and_after_escape_it_leaves_the_box(url: str, page_of) -> None:
    page = await page_of(url)
    await message_box(page).fill("a = 1\nb = 2")
    await page.keyboard.press("Tab")
    await expect(message_box(page)).to_have_value("a = 1\nb = 2   ")
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Tab")
    await expect(message_box(page)).to_have_value("    a = 1\n    b = 2   ")
    await page.keyboard.press("Shift+Tab")
    await expect(message_box(page)).to_have_value("a = 1\nb = 2   ")
    await expect(message_box(page)).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused()
    await expect(message_box(page)).to_have_value("a = 1\nb = 2   ")


async def test_tab_moves_on_where_no_code_is_written(url: str, page_of) -> None:
    page = await page_of(url)
    await page.keyboard.type("hello")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Send a file")).to_be_focused()


async def test_a_starter_is_edited_with_its_gap_selected_and_undo_brings_the_draft_back(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["exercise?"] = Reply(blocks=(Code(text=STARTER, language="python"),))
    page = await page_of(url)
    await send(page, "exercise?")
    edit = log(page).get_by_role("button", name="Edit").last
    await expect(edit).to_be_visible()
    await message_box(page).fill("half a thought")
    await edit.focus()
    await page.keyboard.press("Enter")
    await expect(message_box(page)).to_be_focused()
    await page.keyboard.type("return torch.ones(n)")
    await expect(message_box(page)).to_have_value(STARTER.replace("...", "return torch.ones(n)"))
    await page.keyboard.press("Control+Z")  # undo: what was typed
    await page.keyboard.press("Control+Z")  # undo: the starter code
    await expect(message_box(page)).to_have_value("half a thought")


async def test_a_learners_own_code_can_be_taken_up_again(url: str, page_of) -> None:
    page = await page_of(url)
    await send(page, FUNCTION)
    await log(page).get_by_role("button", name="Edit").first.click()
    await expect(message_box(page)).to_have_value(FUNCTION)


async def test_a_command_in_a_sentence_or_table_is_put_into_the_box_by_a_click(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["help?"] = Reply(
        blocks=(
            Text(markdown="Try **/daily set 9 Asia/Tokyo mon-fri**, **boldly**."),
            Table(head=("Command",), rows=(("/lesson",),), of_commands=True),
        )
    )
    page = await page_of(url)
    await send(page, "help?")
    reply = last_reply(page)
    await reply.get_by_role("button", name="/daily set 9 Asia/Tokyo mon-fri").click()
    await expect(message_box(page)).to_have_value("/daily set 9 Asia/Tokyo mon-fri")
    await reply.get_by_role("button", name="/lesson").click()
    await expect(message_box(page)).to_have_value("/lesson")
    await expect(message_box(page)).to_be_focused()
    await expect(reply.get_by_role("button")).to_have_count(2)


async def test_whoever_has_sent_nothing_is_offered_examples_to_click(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["run"] = text("tensor([0, 1, 4, 9, 16, 25])")
    page = await page_of(url)
    examples = page.get_by_role("group", name="Things to try:")
    await examples.get_by_role("button", name="Run some PyTorch").click()
    await expect(log(page).get_by_text("tensor([0, 1, 4, 9, 16, 25])")).to_be_visible()
    assert tutor.asked[-1] == ("command", "learner", "run", "import torch\n\ntorch.arange(6) ** 2")
    await expect(examples).to_be_hidden()
    await page.reload()
    await expect(log(page).get_by_text("tensor([0, 1, 4, 9, 16, 25])")).to_be_visible()
    await expect(examples).to_be_hidden()


async def test_the_box_fits_what_stands_in_it_again_after_a_reload(url: str, page_of) -> None:
    page = await page_of(url)
    await message_box(page).fill(STARTER)
    height = (await message_box(page).bounding_box() or {})["height"]
    await page.reload()
    await expect(message_box(page)).to_have_value(STARTER)
    assert (await message_box(page).bounding_box() or {})["height"] == height
    await expect(key_hints(page)).to_contain_text("Enter: new line")


async def test_a_message_that_the_bot_cannot_take_is_put_back_into_the_box(
    url: str, page_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await page_of(url)

    async def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Transcript, "add_learner_message", fail)
    await send(page, "precious words")
    await expect(page.get_by_role("status")).to_contain_text("went wrong on our side")
    await expect(message_box(page)).to_have_value("precious words")
