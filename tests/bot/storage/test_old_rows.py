"""Rows from before a migration, and their values after it."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence

from sqlalchemy import select, text

import migrations
from bot.storage import open_database
from bot.storage.models import AttachmentRow, LocalMessageRow, RunRow, SubmissionRow
from bot.tutor.replies.model import File, Picture, Reply
from common.sql_engine import new_engine

A_LEARNER = (
    "INSERT INTO learners (id, platform, account, name, met_at)"
    " VALUES (1, 'discord', 'aki', 'Aki', '2026-04-01 12:00:00')"
)
A_RUN = (
    "INSERT INTO runs (id, learner_id, code, received_at, attempts)"
    " VALUES ('r', 1, 'print(1)', '2026-04-01 12:00:00', 0)"
)
A_SUBMISSION = (
    "INSERT INTO submissions (id, learner_id, exercise, code, reply_to, received_at, attempts)"
    " VALUES ('s', 1, 'x', 'x = 1', 'm1', '2026-04-01 12:00:00', 0)"
)


async def with_rows_of(url: str, revision: str, statements: Sequence[str]) -> None:
    await asyncio.to_thread(migrations.upgrade, url, revision)
    engine = new_engine(url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()


async def test_a_run_from_before_there_were_kinds_is_one_of_code(bare_database_url: str) -> None:
    await with_rows_of(bare_database_url, "0001", [A_LEARNER, A_RUN])
    database = await open_database(bare_database_url)
    async with database.read_session() as session:
        run = await session.get(RunRow, "r")
    await database.close()
    assert run is not None
    assert (run.kind, run.code) == ("code", "print(1)")


async def test_work_from_before_it_had_a_platform_is_answered_on_its_learners(
    bare_database_url: str,
) -> None:
    await with_rows_of(bare_database_url, "0008", [A_LEARNER, A_RUN, A_SUBMISSION])
    database = await open_database(bare_database_url)
    async with database.read_session() as session:
        found = [await session.get(RunRow, "r"), await session.get(SubmissionRow, "s")]
    await database.close()
    assert [row.platform for row in found if row is not None] == ["discord", "discord"]


DISCORD = "e:11:12:13:14"
SLACK = "i|T1|C1|U1|trigger|1775044800|||01"
ADDRESSES = (
    ("s1", "discord", f"{DISCORD}:a-token", None),
    ("s2", "slack", f"{SLACK}|https://hooks.slack.com/actions/T1/1/x", None),
    ("s3", "discord", "e:21:22:23:24:another-token", "2026-04-01 12:00:01"),
    ("s4", "slack", "below|T1|C1|U1|1775044800.1||", None),
    ("s5", "local", "e:1:2:3:4:5", None),
)


async def test_addresses_from_before_lose_their_secrets_but_for_replies_that_are_still_to_come(
    bare_database_url: str,
) -> None:
    rows = [
        "INSERT INTO submissions (id, learner_id, exercise, code, reply_to, platform, received_at,"
        f" attempts, delivered_at) VALUES ('{id}', 1, 'x', '', '{address}', '{platform}',"
        f" '2026-04-01 12:00:00', 0, {'NULL' if delivered is None else repr(delivered)})"
        for id, platform, address, delivered in ADDRESSES
    ]
    await with_rows_of(bare_database_url, "0016", [A_LEARNER, *rows])
    database = await open_database(bare_database_url)
    async with database.read_session() as session:
        found = {row.id: row for row in await session.scalars(select(SubmissionRow))}
    await database.close()
    assert {id: (row.reply_to, row.reply_secret) for id, row in found.items()} == {
        "s1": (DISCORD, "a-token"),
        "s2": (SLACK, "https://hooks.slack.com/actions/T1/1/x"),
        "s3": ("e:21:22:23:24", None),
        "s4": ("below|T1|C1|U1|1775044800.1||", None),
        "s5": ("e:1:2:3:4:5", None),
    }
    expiring = {id for id, row in found.items() if row.reply_secret_until is not None}
    assert expiring == {"s1", "s2"}
    await asyncio.to_thread(migrations.downgrade, bare_database_url, "0016")
    engine = new_engine(bare_database_url)
    async with engine.connect() as connection:
        back = await connection.exec_driver_sql("SELECT id, reply_to FROM submissions")
        assert dict(map(tuple, back.all())) == {
            id: address if id != "s3" else "e:21:22:23:24:" for id, _, address, _ in ADDRESSES
        }
    await engine.dispose()


async def test_pictures_that_stood_in_runs_and_messages_are_stored_once_and_go_back(
    bare_database_url: str,
) -> None:
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\2\0\0\0\1").decode()
    result = json.dumps({"status": "passed", "figures": [picture, picture]})
    shown = {"type": "picture", "png_base64": picture, "alt": "a plot"}
    file = {"type": "file", "name": "a.csv", "base64": base64.b64encode(b"a").decode()}
    blocks = [{"type": "text", "markdown": "Here:"}, shown, file]
    reply = json.dumps({"blocks": blocks, "private": True, "pending": False})
    rows = [
        A_LEARNER.replace("discord", "local"),
        "INSERT INTO accounts (learner_id, platform, account, name, met_at)"
        " VALUES (1, 'local', 'aki', 'Aki', '2026-04-01 12:00:00')",
        A_RUN,
        f"UPDATE runs SET status = 'passed', result = '{result}'",
        "INSERT INTO local_messages (id, account, author, content, final, created_at) VALUES"
        f" ('m', 'aki', 'tutor', '{reply}', true, '2026-04-01 12:00:00')",
    ]
    await with_rows_of(bare_database_url, "0016", rows)
    database = await open_database(bare_database_url)
    async with database.read_session() as session:
        run = await session.get(RunRow, "r")
        message = await session.scalar(select(LocalMessageRow))
        stored = (await session.scalars(select(AttachmentRow))).all()
    await database.close()
    assert run is not None
    assert message is not None
    contents = {each.digest: each.content for each in stored}
    assert len(contents) == 2
    assert [contents[each] for each in run.result["figures"]] == [base64.b64decode(picture)] * 2
    assert picture not in message.content
    _, moved, table = Reply.model_validate_json(message.content).blocks
    assert isinstance(moved, Picture)
    assert isinstance(table, File)
    assert (moved.digest, moved.width, moved.height) == (run.result["figures"][0], 2, 1)
    assert contents[table.digest] == b"a"
    await asyncio.to_thread(migrations.downgrade, bare_database_url, "0016")
    engine = new_engine(bare_database_url)
    async with engine.connect() as connection:
        again = json.loads(str(await connection.scalar(text("SELECT content FROM local_messages"))))
        figures = await connection.scalar(text("SELECT CAST(result AS TEXT) FROM runs"))
    await engine.dispose()
    assert again == json.loads(reply)
    assert json.loads(str(figures)) == json.loads(result)
