"""The page with a screen reader, by keyboard, and in other colours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.tutor.replies.model import (
    Button,
    Buttons,
    Choice,
    Code,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
)
from tests.support.local_page import last_reply, log, message_box, send
from tests.support.scripted_tutor import PASSED, PENDING, ScriptedTutor, small_png, text

pytestmark = pytest.mark.browser

WIDE = "x = torch.tensor([" + ", ".join(str(n) for n in range(90)) + "])"
EVERYTHING = Reply(
    blocks=(
        Text(
            markdown="## Everything\n\nSee `x`, *this*, [docs](https://pytorch.org), **/help**.\n"
        ),
        Text(markdown="> quoted\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        Code(text=f"# why\ndef f(x):\n    return 'a' + str(1 @ x)\n{WIDE}", language="python"),
        Code(text=WIDE, caption="What it prints"),
        Table(head=("Rank", "Name"), rows=(("1", "Aiko"), ("2", "Ben")), highlighted=1),
        Picture(png_base64=small_png(), alt="Two pixels"),
        File(name="board.csv", base64="YQ=="),
        Buttons(
            buttons=(
                Button(label="First", action="a:1", style="primary"),
                Button(label="Done", action="a:2"),
                Button(label="Delete", action="a:3", style="danger"),
                Button(label="日本語", action="language:ja"),
            )
        ),
        Form(label="Your answer", action="answer:1", submit="Answer"),
        Form(label="Your code", action="answer:2", submit="Send it", multiline=True),
        Menu(
            label="Choose",
            action="answer:3",
            submit="Take",
            choices=(Choice(label="a", value="a"),),
        ),
        Menu(
            label="Choose all",
            action="answer:several",
            submit="Take",
            choices=(Choice(label="a", value="a"),),
            takes_several=True,
        ),
    )
)


async def news(page: Page) -> list[str]:
    """Return the announcements in the live region, oldest first."""
    return await page.locator("#news p").all_inner_texts()


async def violations(page: Page, **options: Any) -> str:
    found = await Axe().run(page, options=options or None)
    return found.generate_report() if found.violations_count else ""


@pytest.fixture
def reply_with_everything(tutor: ScriptedTutor) -> ScriptedTutor:
    tutor.replies["everything"] = EVERYTHING
    return tutor


@pytest.mark.usefixtures("reply_with_everything")
@pytest.mark.parametrize(
    ("scheme", "width", "locale"), [("light", 1280, "en-US"), ("dark", 320, "ja-JP")]
)
async def test_no_rule_for_accessible_pages_is_broken(
    url: str, page_of, scheme: str, width: int, locale: str
) -> None:
    """The rules are axe's: names, roles, landmarks, tables, languages, a contrast of 4.5 to 1."""
    size = {"width": width, "height": 800}
    page = await page_of(url, color_scheme=scheme, locale=locale, viewport=size)
    message = page.get_by_role("textbox", name=re.compile("^(Message|メッセージ)$"))
    await message.fill("everything")
    await message.press("Enter")
    await expect(log(page).get_by_role("heading", name="Everything")).to_be_visible()
    await message.fill("def f(x):\n    return x")
    assert await violations(page) == ""
    await message.fill("/l")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await message.press("ArrowDown")
    assert await violations(page) == ""
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await page.keyboard.press("Escape")
    await page.locator("#learner").select_option("\n")
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await violations(page) == ""


async def test_the_rules_would_notice_a_missing_name_and_faint_words(url: str, page_of) -> None:
    page = await page_of(url)
    await page.evaluate(
        """() => {
            document.getElementById("commands").removeAttribute("aria-label");
            document.getElementById("commands").removeAttribute("title");
            document.getElementById("commands").textContent = "";
            document.querySelector(".brand p").attributeStyleMap.set("color", "#aaa");
        }"""
    )
    report = await violations(page)
    assert "button-name" in report
    assert "color-contrast" in report


async def test_the_page_has_its_landmarks_and_a_name_for_everything_in_them(
    url: str, page_of
) -> None:
    page = await page_of(url)
    await expect(page.locator("body")).to_match_aria_snapshot(
        """
        - link "Skip to the message box"
        - link "Skip to the newest reply"
        - banner:
          - heading "Tensei" [level=1]
          - combobox "Learner"
          - combobox "Language"
          - button "Switch to dark colours"
        - main:
          - log "Conversation":
            - article "Tensei":
              - button "First lesson"
          - status
          - group "Things to try:"
          - button "Commands"
          - button "Send a file"
          - textbox "Message"
          - button "Send"
        """
    )


async def test_a_reply_is_announced_once_and_so_is_every_state_of_a_submission(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING
    page = await page_of(url)
    await expect(page.locator("#news")).to_contain_text("Begin with the first lesson.")
    assert await news(page) == ["Tensei: Welcome. Begin with the first lesson."]
    await send(page, "def f(): ...")
    await expect(page.locator("#news")).to_contain_text("Grading…")
    element = await last_reply(page).get_attribute("id")
    await tutor.deliver(str(element).removeprefix("message-"), PASSED)
    await expect(page.locator("#news")).to_contain_text("Passed.")
    assert await news(page) == [
        "Tensei: Welcome. Begin with the first lesson.",
        "Tensei: Grading…",
        "Tensei: Passed. +10 points",
    ]
    await expect(log(page)).to_have_attribute("aria-live", "off")
    await expect(page.locator("#news")).to_have_attribute("aria-live", "polite")
    await page.reload()
    await expect(log(page).get_by_text("Passed.")).to_be_visible()
    assert await news(page) == []


async def test_a_long_reply_is_announced_by_its_beginning(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["long"] = text("# Beginning\n\n" + "word " * 500)
    page = await page_of(url)
    await send(page, "long")
    await expect(page.locator("#news")).to_contain_text("Tensei: Beginning word word")
    assert len((await news(page))[-1]) < 330


async def test_old_replies_keep_their_language_and_say_which_it_is(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["code?"] = Reply(
        blocks=(
            Text(markdown="Some code:"),
            Code(text="x = 1", language="python"),
            Buttons(buttons=(Button(label="日本語", action="language:ja"),)),
        )
    )
    tutor.replies["language"] = text("これからは日本語でお話しします。")
    page = await page_of(url)
    await send(page, "code?")
    old = last_reply(page)
    await expect(old.get_by_role("button", name="日本語")).to_have_attribute("lang", "ja")
    await page.get_by_label("Language").select_option("日本語")
    await expect(page.get_by_role("button", name="送信", exact=True)).to_be_visible()
    await expect(last_reply(page)).to_have_attribute("lang", "ja")
    old = log(page).get_by_role("article").filter(has_text="Some code:")
    await expect(old).to_have_attribute("lang", "en")
    await expect(old.get_by_role("button", name="Edit")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "ja")


@pytest.mark.usefixtures("reply_with_everything")
async def test_everything_is_reached_by_tab_in_the_order_it_is_read(url: str, page_of) -> None:
    page = await page_of(url)
    await send(page, "everything")
    await expect(log(page).get_by_role("heading", name="Everything")).to_be_visible()
    await page.get_by_role("link", name="Skip to the message box").focus()
    stops: list[str] = []
    while (stop := await _focused(page)) is not None and len(stops) < 60:
        stops.append(stop)
        await page.keyboard.press("Tab")
    assert len(stops) == len(set(stops)), "the focus goes in circles"
    focusable = await page.evaluate(
        """() => [...document.querySelectorAll(
            "a[href], button, input, select, textarea, [tabindex]")]
            .filter((each) => each.tabIndex >= 0 && each.checkVisibility()).length"""
    )
    assert len(stops) == focusable > 20
    places = [int(stop.split(":", 1)[0]) for stop in stops]
    assert places == sorted(places)


async def _focused(page: Page) -> str | None:
    """Return the focused element with its position in the document; None after the last one.

    Fail if the focus is not visible.
    """
    stop: dict[str, Any] | None = await page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("*")];
            const here = document.activeElement;
            if (!here || here === document.body) return null;
            const style = getComputedStyle(here);
            const around = getComputedStyle(document.getElementById("composer"));
            const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
                || (here.id === "message" && around.boxShadow !== "none");
            return { place: all.indexOf(here), what: here.outerHTML.slice(0, 80), isSeen };
        }"""
    )
    if stop is None:
        return None
    assert stop["isSeen"], stop["what"]
    return f"{stop['place']}: {stop['what']}"


async def test_the_skip_links_lead_to_the_message_and_to_the_newest_reply(
    url: str, page_of
) -> None:
    page = await page_of(url)
    await send(page, "/lesson tensors")
    await expect(log(page).get_by_role("heading", name="Tensors")).to_be_visible()
    to_message = page.get_by_role("link", name="Skip to the message box")
    await to_message.focus()
    await expect(to_message).to_have_css("clip-path", "none")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the newest reply")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(last_reply(page)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(last_reply(page).get_by_role("button").first).to_be_focused()
    await to_message.press("Enter")
    await expect(message_box(page)).to_be_focused()


async def test_a_reply_does_not_take_the_focus_from_what_is_being_done(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING
    page = await page_of(url)
    await send(page, "def f(): ...")
    await expect(log(page).get_by_text("Grading…")).to_be_visible()
    element = await last_reply(page).get_attribute("id")
    form = page.get_by_role("combobox", name="Language")
    await form.focus()
    await tutor.deliver(str(element).removeprefix("message-"), EVERYTHING)
    await expect(log(page).get_by_role("heading", name="Everything")).to_be_visible()
    await expect(form).to_be_focused()


async def test_escape_closes_the_dialog_and_the_focus_is_back_where_it_was(
    url: str, page_of
) -> None:
    page = await page_of(url)
    learner = page.get_by_role("combobox", name="Learner")
    await learner.focus()
    await page.keyboard.press("End")
    await expect(page.get_by_role("dialog", name="Who is learning?")).to_be_visible()
    await expect(page.get_by_label("Name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(learner).to_be_focused()
    await expect(learner.locator("option:checked")).to_have_text("Learner")


async def test_only_what_scrolls_by_itself_is_a_stop_of_its_own(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["code?"] = Reply(
        blocks=(Code(text="x = 1", caption="Narrow"), Code(text=WIDE, caption="Wide"))
    )
    page = await page_of(url)
    await send(page, "code?")
    await expect(log(page).get_by_role("group", name="Wide")).to_have_attribute("tabindex", "0")
    narrow = log(page).get_by_role("group", name="Narrow")
    assert await narrow.get_attribute("tabindex") is None


async def test_what_is_chosen_can_be_seen_without_colours_of_ours(url: str, page_of) -> None:
    page = await page_of(url, forced_colors="active")
    await page.keyboard.type("/l")
    await page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("listbox").get_by_role("option", selected=True)
    await expect(chosen).to_have_css("outline-style", "solid")
    await send(page, "/leaderboard")
    own = log(page).get_by_role("row", name="2 Ben")
    await expect(own).to_have_css("outline-style", "solid")


async def test_nothing_moves_for_whoever_wants_no_motion(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING
    page = await page_of(url, reduced_motion="reduce")
    await send(page, "def f(): ...")
    await expect(log(page).get_by_text("Grading…")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0
