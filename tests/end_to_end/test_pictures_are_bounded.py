"""Runs with many large pictures, through websocket, queue, real jail and SQLite."""

from __future__ import annotations

from bot.storage.accounts.attachments import MAX_BYTES_PER_LEARNER
from tests.support.bot_process import Bot, Learner, StartBot
from tests.support.few_lessons import FEW_LESSONS

MIB = 1 << 20

DRAWS = """
import os, struct, zlib
import json

def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

def picture(size):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 640, 480, 8, 2, 0, 0, 0))
    return (b"\\x89PNG\\r\\n\\x1a\\n" + head + chunk(b"IDAT", os.urandom(size))
            + chunk(b"IEND", b""))

blobs = [picture({size}) for _ in range(8)]
text = json.dumps({{"ending": "answered", "value": None, "blobs": list(map(len, blobs))}}).encode()
frame = b"TSJ1" + len(text).to_bytes(4, "big") + sum(map(len, blobs)).to_bytes(8, "big") + text
frame += b"".join(blobs)
while frame:
    frame = frame[os.write(3, frame):]
os._exit(0)
"""
"""Sends as many and as large pictures as the child of the jail can return."""


def size_of_database(bot: Bot) -> int:
    """Return the size of the database in bytes, including its write-ahead log."""
    ((pages,),) = bot.rows("PRAGMA page_count")
    ((page,),) = bot.rows("PRAGMA page_size")
    return int(pages) * int(page)


async def test_runs_full_of_pictures_never_add_more_than_a_learners_quota(
    start_bot: StartBot,
) -> None:
    bot = await start_bot(**FEW_LESSONS)
    async with Learner(bot) as aiko:
        await aiko.reply(await aiko.say("/run 1 + 1"))
        before = size_of_database(bot)
        for run in range(6):
            reply = await aiko.reply(await aiko.say("/run" + DRAWS.format(size=1_000_000 + run)))
            assert reply.count("data-content") == 4
            assert "4 more pictures were too large, or one too many" in reply
        grown = size_of_database(bot) - before
        ((stored,),) = bot.rows("SELECT sum(size) FROM attachments")
    assert 3 * MIB < stored <= MAX_BYTES_PER_LEARNER
    assert (
        grown < MAX_BYTES_PER_LEARNER + 4 * MIB
    )  # new pictures are written before old ones are deleted
