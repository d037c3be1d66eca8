"""Avatars are requested from the platform's own servers alone, bounded, and remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.platforms.avatars import LARGEST_AVATAR, MOST_AVATARS, Avatars

PNG = b"\x89PNG\r\n\x1a\n"


class FileServer:
    """A server of files on loopback, which notes what is requested."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.requested: list[str] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.requested.append(name)
        if name == "moved":
            raise web.HTTPFound(f"{self.url}/a")
        if name not in self.files:
            raise web.HTTPNotFound
        response = web.StreamResponse()  # without a length
        await response.prepare(request)
        await response.write(self.files[name])
        return response


@pytest.fixture
async def server() -> AsyncIterator[FileServer]:
    server = FileServer()
    application = web.Application()
    application.router.add_get("/{name}", server.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


def avatars(server: FileServer, domains: tuple[str, ...] = ()) -> Avatars:
    async def locate(account: str) -> str:
        return account if "/" in account or not account else f"{server.url}/{account}"

    return Avatars(locate, domains, lambda: server.url)


async def test_an_avatar_is_requested_once(server: FileServer) -> None:
    server.files["a"] = PNG
    found = avatars(server)
    assert [await found.fetch("a") for _ in range(3)] == [PNG] * 3
    assert [await found.fetch("none") for _ in range(3)] == [b""] * 3
    assert server.requested == ["a", "none"]


async def test_who_has_no_avatar_costs_no_request(server: FileServer) -> None:
    assert await avatars(server).fetch("") == b""
    assert server.requested == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a",
        "http://127.0.0.1:1/a",
        "http://cdn.example/a",
        "https://cdn.example.evil.com/a",
        "https://user@cdn.example/a",
        "file:///etc/passwd",
    ],
)
async def test_no_other_server_is_asked(
    server: FileServer, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assert await avatars(server, ("cdn.example",)).fetch(url) == b""
    assert "is not on a server of the platform" in caplog.text


async def test_a_redirect_is_not_followed(server: FileServer) -> None:
    server.files["a"] = PNG
    assert await avatars(server).fetch("moved") == b""
    assert server.requested == ["moved"]


async def test_what_is_too_large_is_no_avatar(server: FileServer) -> None:
    server.files = {"fits": b"x" * LARGEST_AVATAR, "large": b"x" * (LARGEST_AVATAR + 1)}
    found = avatars(server)
    assert len(await found.fetch("fits")) == LARGEST_AVATAR
    assert await found.fetch("large") == b""


async def test_the_memory_has_a_bound(server: FileServer) -> None:
    names = [f"n{number}" for number in range(MOST_AVATARS + 1)]
    server.files = dict.fromkeys(names, PNG)
    found = avatars(server)
    for each in (*names, names[-1], names[0]):
        await found.fetch(each)
    assert server.requested == [*names, names[0]]
