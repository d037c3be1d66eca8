"""Authentication of the local chat: token, cookie, Host and Origin."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio

from bot.i18n import Translations
from bot.platforms.local import LocalChat, LocalChatError, load_or_create_token
from bot.storage.local_chat.messages import LocalMessages
from tests.support.local_page_client import cookie_session
from tests.support.scripted_tutor import ScriptedTutor


def socket_url(url: str) -> str:
    parts = urlsplit(url)
    return f"ws://{parts.netloc}/socket?{parts.query}"


async def status(url: str, **headers: str) -> int:
    async with cookie_session() as session, session.get(url, headers=headers) as response:
        return response.status


async def socket_status(url: str, **headers: str) -> int:
    async with cookie_session() as session:
        try:
            async with session.ws_connect(socket_url(url), headers=headers):
                return 101
        except aiohttp.WSServerHandshakeError as error:
            return error.status


async def test_the_address_that_is_printed_opens_the_page(url: str) -> None:
    assert await status(url) == 200


@pytest.mark.parametrize("query", ["", "?token=", "?token=guessed", "?token=%C3%A9"])
async def test_without_its_token_the_page_is_refused_and_says_what_to_open(
    url: str, query: str
) -> None:
    address = url.split("?", maxsplit=1)[0] + query
    async with cookie_session() as session, session.get(address) as response:
        assert response.status == 403
        assert "the whole address" in await response.text()


@pytest.mark.parametrize(
    ("asks_for", "language", "title"),
    [
        ("ja,en-US;q=0.9", "ja", "トークンがありません"),
        ("fr, en;q=0.5", "en", "The token is missing"),
        ("fr", "en", "The token is missing"),
    ],
)
async def test_the_refusal_is_a_page_in_the_language_that_the_browser_asks_for(
    url: str, asks_for: str, language: str, title: str
) -> None:
    address, headers = url.split("?", maxsplit=1)[0], {"Accept-Language": asks_for}
    async with (
        cookie_session(headers=headers) as session,
        session.get(address) as response,
    ):
        page = await response.text()
    assert response.content_type == "text/html"
    assert f'<html lang="{language}">' in page
    assert f"<h1>{title}</h1>" in page


async def test_the_page_has_its_words_before_it_is_connected(url: str, words: Translations) -> None:
    async with (
        cookie_session(headers={"Accept-Language": "ja"}) as session,
        session.get(url) as response,
    ):
        page = await response.text()
    given = re.search(r'<script id="words" type="application/json">(.*?)</script>', page)
    assert given is not None
    assert json.loads(given[1])["away"] == words.translate("ja", "local-away")
    assert words.translate("en", "local-scriptless") in page
    assert words.translate("ja", "local-scriptless") in page


async def test_without_its_token_the_websocket_is_refused(url: str) -> None:
    bare, origin = url.split("?", maxsplit=1)[0], url.split("/?", maxsplit=1)[0]
    assert await socket_status(bare, Origin=origin) == 403


@pytest.mark.parametrize("query", ["?token=guessed", "?token=%C3%A9"])
async def test_a_wrong_token_is_said_to_be_wrong_and_which_one_to_use(
    url: str, query: str, words: Translations
) -> None:
    address = url.split("?", maxsplit=1)[0] + query
    async with cookie_session() as session, session.get(address) as response:
        assert response.status == 403
        assert "set-cookie" not in response.headers
        assert words.translate("en", "local-wrong-token-title") in await response.text()


async def test_the_tokens_first_use_makes_it_a_cookie_and_leaves_the_address(url: str) -> None:
    async with cookie_session() as session, session.get(url, allow_redirects=False) as response:
        assert response.status == 303
        assert response.headers["Location"] == "/"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        (cookie,) = response.cookies.values()
    assert cookie.key == f"tensei-{urlsplit(url).port}"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"


async def test_a_browser_that_was_here_comes_back_without_the_token(url: str) -> None:
    bare, origin = url.split("?", maxsplit=1)[0], url.split("/?", maxsplit=1)[0]
    async with cookie_session() as session:
        for address in (url, bare, f"{bare}?token=of-before"):
            async with session.get(address) as response:
                assert response.status == 200
                assert str(response.url) == bare
        async with session.ws_connect(socket_url(bare), headers={"Origin": origin}) as socket:
            assert not socket.closed


async def test_the_cookie_opens_nothing_to_another_page_or_by_a_foreign_name(url: str) -> None:
    bare, port = url.split("?", maxsplit=1)[0], urlsplit(url).port
    cookie = {"Cookie": f"tensei-{port}={urlsplit(url).query.removeprefix('token=')}"}
    origin = url.split("/?", maxsplit=1)[0]
    assert await socket_status(bare, Origin=origin, **cookie) == 101
    assert await socket_status(bare, Origin="https://evil.example", **cookie) == 403
    assert await socket_status(bare, Origin="http://127.0.0.1:1", **cookie) == 403
    assert await socket_status(bare, **cookie) == 403
    assert await status(bare, Host=f"evil.example:{port}", **cookie) == 403


async def test_two_chats_on_one_host_keep_their_tokens_apart(serve_without_token) -> None:
    first, second = await serve_without_token(), await serve_without_token()
    async with cookie_session() as session:
        for address in (first, second, first.split("?")[0], second.split("?")[0]):
            async with session.get(address) as response:
                assert response.status == 200


async def test_whoever_comes_by_another_sites_link_is_let_in_with_the_cookie(url: str) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    async with (
        cookie_session() as session,
        session.get(url, headers=elsewhere, allow_redirects=False) as response,
    ):
        assert response.status == 200
        assert response.cookies
        assert 'http-equiv="refresh" content="0; url=/"' in await response.text()


async def test_a_name_that_was_made_to_point_here_is_refused(url: str) -> None:
    assert await status(url, Host="evil.example") == 403
    assert await status(url, Host="127.0.0.1.evil.example") == 403
    assert await status(url, Host="[half") == 403


async def test_another_pages_websocket_is_refused(url: str) -> None:
    assert await socket_status(url, Origin="https://evil.example") == 403
    assert await socket_status(url, Origin="http://127.0.0.1:1") == 403
    assert await socket_status(url, Origin="null") == 403
    assert await socket_status(url) == 403


async def test_the_pages_own_websocket_is_let_in(url: str) -> None:
    assert await socket_status(url, Origin=url.split("/?", maxsplit=1)[0]) == 101


async def test_the_page_may_run_no_script_but_its_own_files(url: str) -> None:
    async with cookie_session() as session, session.get(url) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "http" not in (await response.text()).replace('content="width', "")


async def test_files_outside_the_pages_own_are_not_served(url: str) -> None:
    base = url.split("/?", maxsplit=1)[0]
    assert await status(f"{base}/static/../auth.py") in {403, 404}
    assert await status(f"{base}/static/%2e%2e/auth.py") in {403, 404}


async def test_a_port_in_use_is_told_with_the_next_step(
    url: str, history: LocalMessages, words: Translations
) -> None:
    port = urlsplit(url).port
    assert port is not None
    with pytest.raises(LocalChatError, match=rf"Port {port} is in use.*TENSEI_LOCAL_PORT"):
        await LocalChat(ScriptedTutor(), history, port=port, translations=words).start()


async def test_a_token_is_kept_for_the_next_start_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "token"
    token = load_or_create_token(path)
    assert len(token) >= 32
    assert load_or_create_token(path) == token
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_token_file_that_everybody_can_read_is_closed_and_keeps_its_token(
    tmp_path: Path,
) -> None:
    path = tmp_path / "token"
    token = load_or_create_token(path)
    path.chmod(0o644)
    assert load_or_create_token(path) == token
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_damaged_token_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(b"\xff\xfe")
    token = load_or_create_token(path)
    assert len(token) >= 32
    assert path.read_text() == token


async def test_two_chats_have_different_tokens(serve_without_token) -> None:
    assert (
        urlsplit(await serve_without_token()).query != urlsplit(await serve_without_token()).query
    )


@pytest_asyncio.fixture(loop_scope="session")
async def serve_without_token(history: LocalMessages, words: Translations):
    chats: list[LocalChat] = []

    async def serve_without_token() -> str:
        chats.append(LocalChat(ScriptedTutor(), history, port=0, translations=words))
        return await chats[-1].start()

    yield serve_without_token
    for chat in chats:
        await chat.stop()
