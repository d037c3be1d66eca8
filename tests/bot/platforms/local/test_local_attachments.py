"""Pictures and files of the local chat have URLs of their own, which need the token."""

from __future__ import annotations

import base64
import re
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.storage import Database
from bot.tutor.replies.model import File, Reply
from tests.support.local_page_client import PageClient
from tests.support.scripted_tutor import ScriptedTutor, meet, small_png

ID = "0b0c6f1e-0001"
CSV = b"name;points\n"


async def fetch(url: str, digest: str, query: str | None = None) -> tuple[int, str, bytes]:
    """Return the status, content type and body of the response for a digest."""
    parts = urlsplit(url)
    url_query = parts.query if query is None else query
    address = f"http://{parts.netloc}/content/{digest}?{url_query}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, response.content_type, await response.read()


async def digest_in_reply(url: str, text: str) -> str:
    """Return the digest in the reply to a message."""
    async with PageClient(url) as aiko:
        await aiko.say(text, ID)
        reply = await aiko.receive_reply(ID, "data-content")
    found = re.search(r"data-content='([0-9a-f]{64})'", reply["html"])
    assert found is not None
    assert len(reply["html"]) < 300
    return found[1]


async def test_a_picture_is_sent_by_its_own_address_and_only_with_the_token(
    url: str, database: Database
) -> None:
    await meet(database, "aiko")
    digest = await digest_in_reply(url, "/picture")
    assert await fetch(url, digest) == (200, "image/png", base64.b64decode(small_png()))
    assert (await fetch(url, digest, query=""))[0] == 403
    assert (await fetch(url, digest, query="token=guessed"))[0] == 403


async def test_a_file_is_sent_to_be_saved(
    url: str, database: Database, tutor: ScriptedTutor
) -> None:
    await meet(database, "aiko")
    file = File(name="board.csv", base64=base64.b64encode(CSV).decode())
    tutor.replies["table?"] = Reply(blocks=(file,))
    digest = await digest_in_reply(url, "table?")
    assert await fetch(url, digest) == (200, "application/octet-stream", CSV)


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%2e%2e%2fplatform.py"])
async def test_what_is_not_kept_any_more_is_said_to_be_so(url: str, digest: str) -> None:
    status, _, body = await fetch(url, digest)
    assert status == 404
    assert "not kept any more" in body.decode()
