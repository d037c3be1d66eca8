"""The preview of a lesson: both languages side by side, each for a learner of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.i18n import Translations
from bot.platforms.local import LocalChat
from bot.storage.local_chat.messages import LocalMessages
from tests.support.local_page import TIMEOUT_MS, TOKEN
from tests.support.local_page_client import PageClient, cookie_session
from tests.support.scripted_tutor import ScriptedTutor


@pytest_asyncio.fixture(loop_scope="session")
async def preview_url(
    tutor: ScriptedTutor, history: LocalMessages, words: Translations
) -> AsyncIterator[str]:
    chat = LocalChat(tutor, history, port=0, token=TOKEN, translations=words, preview="tensors")
    yield await chat.start()
    await chat.stop()


async def test_the_page_shows_the_lesson_in_both_languages_without_typing(
    preview_url: str, tutor: ScriptedTutor, browser: Browser
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("pageerror", lambda error: refused.append(str(error)))
    await page.goto(preview_url)
    for pane, language in (("English", "en"), ("日本語", "ja")):
        frame = page.frame_locator(f"iframe[title='{pane}']")
        await expect(frame.locator("#log")).to_contain_text("A tensor holds numbers.")
        await expect(frame.locator("html")).to_have_attribute("lang", language)
        await expect(frame.locator(".settings label").first).to_be_hidden()
        await frame.locator("#message").fill("/help")
        await frame.locator("#message").press("Enter")
        await expect(frame.locator("#log")).to_contain_text("/help")
    first = [each for each in tutor.asked if "tensors" in each]
    assert len(first) == 2
    assert len(set(first)) == 2, "each language has a learner of its own"
    # After a change, a reload shows the page that was read last.
    await page.reload()
    frame = page.frame_locator("iframe[title='English']")
    await expect(frame.locator("#log").get_by_text("A tensor holds numbers.")).to_have_count(2)
    assert refused == []
    await context.close()


async def test_only_a_preview_may_be_shown_in_frames_and_only_by_itself(
    preview_url: str, url: str
) -> None:
    policies = []
    for address in (url, preview_url):
        async with cookie_session() as session, session.get(address) as response:
            assert response.status == 200
            policies.append(response.headers["Content-Security-Policy"])
            assert ("<iframe" in await response.text()) is (address == preview_url)
    assert "frame-ancestors 'none'" in policies[0]
    assert "frame-ancestors 'self'; frame-src 'self'" in policies[1]


async def test_a_pane_needs_the_token_as_every_page_does(preview_url: str) -> None:
    parts = urlsplit(preview_url)
    address = f"http://{parts.netloc}/?pane=ja"
    async with cookie_session() as session, session.get(address) as response:
        assert response.status == 403


async def test_a_learner_of_a_usual_chat_is_welcomed_as_before(
    url: str, tutor: ScriptedTutor
) -> None:
    async with PageClient(url, learner="日本語", locale="ja") as page:
        await page.receive("message")
    assert [each for each in tutor.asked if "lesson" in each] == []
