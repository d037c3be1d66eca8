"""The local chat served to a network: its addresses, host names and secure contexts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.i18n import Translations
from bot.platforms.local import LocalChat, LocalChatError
from bot.platforms.local.urls import page_url
from bot.storage.local_chat.messages import LocalMessages
from tests.support.local_page import (
    LOCAL_HOSTNAME,
    NETWORK_ADDRESS,
    TIMEOUT_MS,
    TOKEN,
    last_reply,
    log,
    send,
    stop_timers,
)
from tests.support.local_page_client import cookie_session
from tests.support.scripted_tutor import ScriptedTutor


@pytest_asyncio.fixture(loop_scope="session")
async def network_url(
    tutor: ScriptedTutor, history: LocalMessages, words: Translations
) -> AsyncIterator[str]:
    chat = LocalChat(tutor, history, host=NETWORK_ADDRESS, port=0, token=TOKEN, translations=words)
    yield await chat.start()
    await chat.stop()


async def status(url: str, host: str) -> int:
    async with (
        cookie_session() as session,
        session.get(url, headers={"Host": host}) as response,
    ):
        return response.status


async def test_the_address_that_is_printed_is_the_one_that_was_set(network_url: str) -> None:
    assert network_url.startswith(f"http://{NETWORK_ADDRESS}:")
    assert await status(network_url, urlsplit(network_url).netloc) == 200


async def test_without_its_token_nobody_is_let_in(network_url: str) -> None:
    assert await status(network_url.partition("?")[0], urlsplit(network_url).netloc) == 403


@pytest.mark.parametrize("host", ["192.168.1.20:8765", "[fd00::1]:80", "localhost", LOCAL_HOSTNAME])
async def test_any_address_and_the_machines_own_name_are_let_in(
    network_url: str, host: str
) -> None:
    assert await status(network_url, host) == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[half"])
async def test_a_foreign_name_that_was_made_to_point_here_is_refused(
    network_url: str, host: str
) -> None:
    assert await status(network_url, host) == 403


@pytest.mark.parametrize("host", ["192.168.1.20:8765", LOCAL_HOSTNAME])
async def test_a_chat_for_this_machine_alone_knows_no_name_but_loopback(
    url: str, host: str
) -> None:
    assert await status(url, host) == 403


@pytest.mark.parametrize("host", ["203.0.113.9", "no such host"])
async def test_an_address_that_the_machine_has_not_is_told_with_the_next_step(
    host: str, history: LocalMessages, words: Translations
) -> None:
    chat = LocalChat(ScriptedTutor(), history, host=host, port=0, translations=words)
    with pytest.raises(LocalChatError, match=rf"no address {host}.*TENSEI_LOCAL_HOST"):
        await chat.start()


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_all_addresses_are_printed_as_one_that_can_be_opened(host: str) -> None:
    name = urlsplit(page_url(host, 8765, "secret")).hostname
    assert name not in {None, "", host}


def test_an_address_of_the_longer_kind_stands_in_brackets() -> None:
    assert page_url("fd00::1", 8765, "secret") == "http://[fd00::1]:8765/?token=secret"


@pytest_asyncio.fixture(loop_scope="session")
async def newcomer(browser: Browser, network_url: str) -> AsyncIterator[Page]:
    """A page without a stored learner, which takes its host for another machine."""
    context = await browser.new_context(locale="en-US")
    page = await context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    await page.goto(network_url.replace(NETWORK_ADDRESS, LOCAL_HOSTNAME))
    yield page
    await context.close()


@pytest.mark.browser
async def test_a_newcomer_from_another_machine_is_asked_for_a_name_first(
    newcomer: Page, tutor: ScriptedTutor
) -> None:
    await expect(newcomer.get_by_role("dialog", name="Who is learning?")).to_be_visible()
    assert tutor.asked == []
    await newcomer.get_by_label("Name").fill("Chie")
    await newcomer.get_by_role("button", name="Start", exact=True).click()
    await expect(log(newcomer)).to_contain_text("Welcome")
    assert {note[1] for note in tutor.asked} == {"chie"}


@pytest.mark.browser
async def test_whoever_gives_no_name_is_the_unnamed_learner(newcomer: Page) -> None:
    await newcomer.get_by_role("button", name="Cancel").click()
    await expect(log(newcomer)).to_contain_text("Welcome")


@pytest.mark.browser
async def test_a_page_without_a_secure_connection_sends_and_copies_all_the_same(
    newcomer: Page,
) -> None:
    await expect(newcomer.get_by_role("dialog")).to_be_visible()
    await newcomer.keyboard.press("Escape")
    await expect(log(newcomer)).to_contain_text("Welcome")
    assert not await newcomer.evaluate("isSecureContext")
    await send(newcomer, "/lesson")
    await expect(last_reply(newcomer)).to_contain_text("torch.ones(2)")
    await stop_timers(newcomer)
    await last_reply(newcomer).get_by_role("button", name="Copy").click()
    await expect(last_reply(newcomer)).to_contain_text("Copied")
