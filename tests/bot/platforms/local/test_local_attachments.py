"""Pictures and files of the local chat: by addresses of their own, behind the same door."""

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


async def fetched(url: str, digest: str, query: str | None = None) -> tuple[int, str, bytes]:
    """The status, the type and the body of what is served under a digest."""
    parts = urlsplit(url)
    given = parts.query if query is None else query
    address = f"http://{parts.netloc}/content/{digest}?{given}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, response.content_type, await response.read()


async def shown(url: str, words: str) -> str:
    """The digest of what the reply to these words shows."""
    async with PageClient(url) as aiko:
        await aiko.say(words, ID)
        reply = await aiko.receive_reply(ID, "data-content")
    found = re.search(r"data-content='([0-9a-f]{64})'", reply["html"])
    assert found is not None
    assert len(reply["html"]) < 300
    return found[1]


async def test_a_picture_is_sent_by_its_own_address_and_only_with_the_token(
    url: str, database: Database
) -> None:
    await meet(database, "aiko")
    digest = await shown(url, "/picture")
    assert await fetched(url, digest) == (200, "image/png", base64.b64decode(small_png()))
    assert (await fetched(url, digest, query=""))[0] == 403
    assert (await fetched(url, digest, query="token=guessed"))[0] == 403


async def test_a_file_is_sent_to_be_saved(
    url: str, database: Database, tutor: ScriptedTutor
) -> None:
    await meet(database, "aiko")
    file = File(name="board.csv", base64=base64.b64encode(CSV).decode())
    tutor.replies["table?"] = Reply(blocks=(file,))
    digest = await shown(url, "table?")
    assert await fetched(url, digest) == (200, "application/octet-stream", CSV)


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%2e%2e%2fchat.py"])
async def test_what_is_not_kept_any_more_is_said_to_be_so(url: str, digest: str) -> None:
    status, _, body = await fetched(url, digest)
    assert status == 404
    assert "not kept any more" in body.decode()
