"""Names in the local chat: their accounts, and which names are allowed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from bot.i18n import Translations
from bot.platforms.local.account_keys import UNNAMED, account_of, is_presentable
from tests.support.local_page import last_reply, log, send
from tests.support.local_page_client import PageClient
from tests.support.scripted_tutor import ScriptedTutor

DIFFERENT = (
    "😀",
    "!!!",
    "-",
    "_",
    "C",
    "C++",
    "C#",
    "さくら",
    "さくら🌸",
    "さくら!",
    "x2",
    "x²",
    "①",
    "1",
    "田中 愛子",
    "田中-愛子",
    "田中愛子",
    "Weiß",
    "Weiss",
    "José",
    "Jose",
    "Learner",
    "学習者",
    "UNNAMED",
    "SHA256:0",
    "👩‍💻",
    "👩💻",
    "ﷺ" * 40,
    "ﷺ" * 39,
)
SAME = (
    ("Aiko", "  AIKO ", "ａｉｋｏ", "aiko"),
    ("田中 愛子", "田中　愛子", "田中  愛子"),
    ("José", "Jose\u0301", "JOSÉ"),
    ("パンダ", "ﾊﾟﾝﾀﾞ"),
    ("C++", "Ｃ＋＋", "c++"),
)
SHOWING_NOTHING = (
    "",
    " ",
    "\u3000",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\u2060\ufeff",
    "\u0301",
    "\u0301\u0302",
    "\ufe0f",
    "\u3164",
    "\u2800",
    "\u00ad",
    "\u202e",
)
HIDING_SOMETHING = ("Aiko\u200b", "Ai\u202eko", "\u2066Aiko\u2069", "Ai\x07ko", "Ai\u00adko")


def test_no_two_names_have_the_same_account() -> None:
    by_account: dict[str, list[str]] = {}
    for name in DIFFERENT:
        by_account.setdefault(account_of(name), []).append(name)
    assert [names for names in by_account.values() if len(names) > 1] == []


@pytest.mark.parametrize("names", SAME)
def test_what_people_take_for_the_same_name_has_one_account(names: tuple[str, ...]) -> None:
    assert len({account_of(name) for name in names}) == 1


@pytest.mark.parametrize("name", [*DIFFERENT, "learner", "LEARNER", "ｌｅａｒｎｅｒ"])
def test_no_name_that_can_be_typed_has_the_unnamed_learners_account(name: str) -> None:
    assert account_of(name) != UNNAMED


@pytest.mark.parametrize("name", ["ﷺ" * 40, "\U0001d160" * 40, "İ" * 40, "😀" * 40])
def test_the_longest_names_account_fits_into_the_database(name: str) -> None:
    assert len(account_of(name)) <= 64


@pytest.mark.parametrize("name", [*DIFFERENT, *(name for names in SAME for name in names)])
def test_a_name_that_shows_something_can_be_used(name: str) -> None:
    assert is_presentable(name.strip())


@pytest.mark.parametrize("name", [*SHOWING_NOTHING, *HIDING_SOMETHING])
def test_a_name_that_shows_nothing_or_hides_something_cannot_be_used(name: str) -> None:
    assert not is_presentable(name)


async def test_nobody_sees_the_log_of_a_similar_name(url: str, tutor: ScriptedTutor) -> None:
    async with PageClient(url, learner=None) as page:
        await page.say("a secret of the unnamed", "0b0c6f1e-0001")
        await page.receive_reply("0b0c6f1e-0001", "You said")
    for number, name in enumerate(DIFFERENT):
        async with PageClient(url, learner=name) as page:
            assert all("a secret of" not in each["html"] for each in page.messages.values())
            await page.say(f"a secret of {name}", f"0b0c6f1e-1{number:03}")
            await page.receive_reply(f"0b0c6f1e-1{number:03}", "You said")
    assert len({note[1] for note in tutor.asked}) == len(DIFFERENT) + 1


@pytest.mark.parametrize("name", ["", "\u200b", "Ai\u202eko"])
@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("ja", "ja")])
async def test_such_a_name_is_refused_in_the_browsers_language_and_nothing_is_opened(
    url: str, tutor: ScriptedTutor, words: Translations, name: str, *, locale: str, language: Any
) -> None:
    parts = url.removeprefix("http://").partition("/?")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            f"ws://{parts[0]}/socket?{parts[2]}", origin=f"http://{parts[0]}"
        ) as socket,
    ):
        await socket.send_json({"kind": "hello", "learner": name, "locale": locale})
        async with asyncio.timeout(120):
            said = json.loads(await socket.receive_str())
    assert said == {"kind": "name-refused", "text": words.translate(language, "local-name-refused")}
    assert tutor.asked == []


@pytest.mark.browser
async def test_the_page_asks_for_another_name_and_cancel_goes_back_to_the_learner_from_before(
    page_of, url: str, words: Translations
) -> None:
    page = await page_of(url)
    await send(page, "said by the unnamed")
    await expect(last_reply(page)).to_contain_text("You said")
    await page.get_by_role("combobox", name="Learner").select_option(label="New learner…")
    await page.get_by_label("Name").fill("\u200b\u2060")
    await page.get_by_role("button", name="Start", exact=True).click()
    dialog = page.get_by_role("dialog", name="Who is learning?")
    refusal = dialog.get_by_role("alert")
    await expect(refusal).to_have_text(words.translate("en", "local-name-refused"))
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(log(page)).to_contain_text("said by the unnamed")
    options = page.get_by_role("combobox", name="Learner").locator("option")
    await expect(options).to_have_text(["Learner", "New learner…"])


@pytest.mark.browser
async def test_the_page_goes_on_with_the_name_that_is_typed_after_a_refusal(
    page_of, url: str
) -> None:
    page = await page_of(url)
    await send(page, "said by the unnamed")
    await expect(last_reply(page)).to_contain_text("You said")
    await page.get_by_role("combobox", name="Learner").select_option(label="New learner…")
    for name in ("   ", "😀"):
        await page.get_by_label("Name").fill(name)
        await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(log(page)).to_contain_text("Welcome")
    await expect(log(page)).not_to_contain_text("said by the unnamed")
    await expect(page.get_by_role("combobox", name="Learner")).to_have_value("😀")


@pytest.mark.browser
async def test_the_page_leaves_the_token_out_of_its_address_and_lives_through_a_reload(
    page_of, url: str
) -> None:
    page = await page_of(url)
    bare = url.split("?", maxsplit=1)[0]
    assert page.url == bare
    await send(page, "before the reload")
    await expect(last_reply(page)).to_contain_text("You said")
    await page.reload()
    await expect(log(page)).to_contain_text("before the reload")
    assert page.url == bare
    assert await page.evaluate("document.cookie") == ""
