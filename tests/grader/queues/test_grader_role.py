"""A grader's database role suffices for a whole round trip, and cannot read learners' data."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.cli.parser import main
from bot.platforms.local.interaction_handler import InteractionHandler
from bot.platforms.local.protocol import MessageSent
from bot.storage import DatabaseError, LocalMessages
from bot.storage.grading.grader_role import grant_grader_role, list_excess_rights
from tests.support.built_in import strict_translations
from tests.support.grader_fleet import BotHarness, Graders
from tests.support.polling import until


@pytest.fixture
async def role_url(bot: BotHarness, postgres_url: str) -> AsyncIterator[str]:
    """The database URL of a grader with the role grader_attic."""
    yield await grant_grader_role(postgres_url, "grader_attic")
    await bot.execute("DROP OWNED BY grader_attic")
    await bot.execute("DROP ROLE grader_attic")


def libpq_url(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def database_of(url: str) -> str:
    return str(make_url(url).database)


async def notify(url: str, channel: str, payload: str) -> None:
    async with await psycopg.AsyncConnection.connect(libpq_url(url)) as connection:
        await connection.execute("SELECT pg_notify(%s, %s)", [channel, payload])


async def until_listened(bot: BotHarness) -> None:
    async def is_listening() -> bool:
        listening = "datname = current_database() AND query = 'LISTEN tensei_local_chat'"
        return bool(await bot.query(f"SELECT 1 FROM pg_stat_activity WHERE {listening}"))

    await until(is_listening)


async def query(url: str, statement: str) -> list[tuple[object, ...]]:
    async with await psycopg.AsyncConnection.connect(libpq_url(url)) as connection:
        found = await connection.execute(statement.encode())
        return await found.fetchall()


async def test_a_grader_with_its_own_role_does_a_whole_round(
    bot: BotHarness, graders: Graders, role_url: str
) -> None:
    graders.start(role_url)
    reply_to = await bot.paste("nap 2")
    await bot.final_reply(reply_to)
    assert (await bot.row(reply_to)).status == "passed"
    leaving = graders.processes[0]
    leaving.terminate()
    assert await asyncio.to_thread(leaving.wait) == 0
    assert (await bot.queue.status()).graders == ()


async def test_no_table_of_learners_can_be_read_by_a_grader(bot: BotHarness, role_url: str) -> None:
    tables = await bot.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT LIKE 'procrastinate%' AND tablename <> 'graders'"
    )
    assert ("learners",) in tables
    assert ("submissions",) in tables
    for (table,) in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await query(role_url, f"SELECT 1 FROM {table}")


async def test_a_grader_sees_its_own_announcement_only(
    bot: BotHarness, graders: Graders, role_url: str
) -> None:
    graders.start()
    graders.start(role_url)
    await bot.wait_for_graders(2)
    assert await query(role_url, "SELECT role FROM graders") == [("grader_attic",)]
    assert await query(role_url, "UPDATE graders SET notice = '' RETURNING role") == [
        ("grader_attic",)
    ]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await query(
            role_url,
            "INSERT INTO graders SELECT 'x', 'postgres', announcement, '', now() FROM graders",
        )


async def test_a_grader_can_neither_make_tables_nor_roles(role_url: str) -> None:
    for statement in ("CREATE TABLE mine (id int)", "CREATE ROLE another LOGIN"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await query(role_url, statement)


async def test_asking_again_gives_a_new_password(role_url: str, postgres_url: str) -> None:
    again = await grant_grader_role(postgres_url, "grader_attic")
    assert make_url(again).password != make_url(role_url).password
    assert make_url(again).username == "grader_attic"


@pytest.mark.parametrize("name", ["", "Attic", "at-tic", "pg_attic", "postgres", "a" * 64])
async def test_a_name_that_cannot_be_a_role_is_refused(name: str, postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be a grader's name"):
        await grant_grader_role(postgres_url, name)


async def test_sqlite_has_no_roles(sqlite_url: str) -> None:
    with pytest.raises(DatabaseError, match="need Postgres"):
        await grant_grader_role(sqlite_url, "grader_attic")


async def test_a_database_without_tables_is_to_be_migrated_first(bare_postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="migrate"):
        await grant_grader_role(bare_postgres_url, "grader_cellar")


def test_the_command_prints_an_address_that_opens_the_queue_and_no_more(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENSEI_DATABASE_URL", postgres_url)
    try:
        assert main(["grader-role", "grader_cellar", "--json"]) == 0
        url = json.loads(capsys.readouterr().out)["TENSEI_DATABASE_URL"]
        with psycopg.connect(libpq_url(url)) as connection:
            assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM learners")
    finally:
        admin_url = make_url(postgres_url).set(drivername="postgresql")
        with psycopg.connect(admin_url.render_as_string(hide_password=False)) as connection:
            connection.execute("DROP OWNED BY grader_cellar")
            connection.execute("DROP ROLE grader_cellar")


def test_the_command_says_what_to_do_where_there_is_no_postgres(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENSEI_DATABASE_URL", sqlite_url)
    assert main(["grader-role", "grader_cellar"]) == 1
    assert "Graders of their own need Postgres" in capsys.readouterr().err


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE mine (id int)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_put(1, 0, 'x')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT pg_advisory_lock_shared(1, 2)",
        "LOCK TABLE alembic_version IN ACCESS SHARE MODE",
        "SELECT version_num FROM alembic_version FOR UPDATE",
    ],
)
async def test_a_grader_can_neither_fill_the_server_nor_take_a_lock_of_the_bots(
    statement: str, role_url: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await query(role_url, statement)


async def test_no_right_that_every_role_has_by_default_is_left_to_a_grader(
    role_url: str, postgres_url: str
) -> None:
    assert await list_excess_rights(postgres_url, "grader_attic") == []


@pytest.fixture
async def lesser_url(bot: BotHarness, postgres_url: str) -> AsyncIterator[str]:
    """The URL of a user who may create roles and grant rights on all tables, and is no superuser.

    The role grader_cellar, which tests create as that user, is dropped afterwards.
    """
    await bot.execute("CREATE ROLE lesser LOGIN CREATEROLE")
    await bot.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lesser"
        " WITH GRANT OPTION"
    )
    await bot.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO lesser WITH GRANT OPTION")
    yield make_url(postgres_url).set(username="lesser").render_as_string(hide_password=False)
    for role in ("lesser", "grader_cellar"):
        await bot.execute(f"DROP OWNED BY {role} CASCADE")
        await bot.execute(f"DROP ROLE {role}")


async def test_a_bot_that_is_no_superuser_is_told_what_its_administrator_should_revoke(
    bot: BotHarness,
    postgres_url: str,
    lesser_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await bot.execute(f"GRANT TEMPORARY ON DATABASE {database_of(postgres_url)} TO PUBLIC")
    await bot.execute("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC")
    monkeypatch.setenv("TENSEI_DATABASE_URL", lesser_url)
    assert await asyncio.to_thread(main, ["grader-role", "grader_cellar"]) == 0
    printed = capsys.readouterr()
    assert "TENSEI_DATABASE_URL=" in printed.out
    assert "Have an administrator of the server run" in printed.err
    assert "REVOKE TEMPORARY ON DATABASE" in printed.err
    (functions,) = re.findall(r"REVOKE EXECUTE ON FUNCTION [^;]*;", printed.err)
    await bot.execute(functions)
    await bot.execute(re.findall(r"REVOKE TEMPORARY [^;]*;", printed.err)[0])
    assert await list_excess_rights(postgres_url, "grader_cellar") == []


async def test_a_bot_that_is_no_superuser_renews_the_role_that_it_has_made(lesser_url: str) -> None:
    first = await grant_grader_role(lesser_url, "grader_cellar")
    assert await grant_grader_role(lesser_url, "grader_cellar") != first


async def test_a_role_that_somebody_else_has_made_is_renewed_after_what_the_message_says(
    bot: BotHarness, lesser_url: str
) -> None:
    await bot.execute("CREATE ROLE grader_cellar LOGIN CREATEDB")
    with pytest.raises(DatabaseError) as refused:
        await grant_grader_role(lesser_url, "grader_cellar")
    for statement in re.findall(r"(?:ALTER ROLE|GRANT) [^;]*;", str(refused.value)):
        await bot.execute(statement)
    await grant_grader_role(lesser_url, "grader_cellar")
    assert await bot.query(
        "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'grader_cellar'"
    ) == [(False, False, False)]


async def test_what_a_grader_can_hear_names_nobody(
    bot: BotHarness, graders: Graders, role_url: str
) -> None:
    messages = LocalMessages(bot.database)
    async with await psycopg.AsyncConnection.connect(
        libpq_url(role_url), autocommit=True
    ) as connection:
        for channel in ("tensei_local_chat", "procrastinate_any_queue_v1"):
            await connection.execute(f"LISTEN {channel}")
        await messages.append("hanako-yamada", "learner", "my words", message_id="m1")
        await messages.update("m1", "other words", final=True)
        await messages.delete_log("hanako-yamada")
        graders.start(role_url)
        await bot.final_reply(await bot.paste("nap 0", who="hanako-yamada"))
        notifications = [each async for each in connection.notifies(timeout=0.5)]
    assert {each.channel for each in notifications} == {
        "tensei_local_chat",
        "procrastinate_any_queue_v1",
    }
    assert "m1" in str(notifications)
    for personal in ("hanako", "words", "def "):
        assert personal not in str(notifications)


async def test_a_false_notice_changes_nothing(
    bot: BotHarness, graders: Graders, role_url: str
) -> None:
    messages, others = LocalMessages(bot.database), LocalMessages(bot.database)
    first = MessageSent(id="message-1", text="hello").model_dump_json()
    await messages.append("aki", "learner", first, message_id="message-1")
    chat = InteractionHandler(bot.tutor, messages, strict_translations(), "en")
    await chat.transcript.open("aki")
    before = chat.transcript.messages("aki")
    listening = asyncio.create_task(chat.follow_changes())
    try:
        await until_listened(bot)
        for payload in (
            "",
            "junk",
            "[]",
            '["x"]',
            '["x", 5]',
            '["x", "nobody"]',
            '["x", "message-1"]',
        ):
            await notify(role_url, "tensei_local_chat", payload)
            await notify(role_url, "procrastinate_any_queue_v1", payload)
            await notify(role_url, "procrastinate_queue_v1#bot-local", payload)
        query = MessageSent(id="message-2", text="after")
        content = query.model_dump_json()
        await others.append("aki", "learner", content, message_id="message-2")

        async def shown() -> bool:
            return any(line.id == "message-2" for line in chat.transcript.messages("aki"))

        await until(shown)
        assert chat.transcript.messages("aki")[:-1] == before
        assert not listening.done()
    finally:
        listening.cancel()
    graders.start(role_url)
    reply_to = await bot.paste("nap 0")

    async def passed() -> bool:
        return (await bot.row(reply_to)).status == "passed"

    await until(passed)


async def test_a_log_that_another_bot_forgets_is_gone_from_the_pages_here(bot: BotHarness) -> None:
    here, there = LocalMessages(bot.database), LocalMessages(bot.database)
    for number in range(3):
        content = MessageSent(id=f"message-{number}", text="hello").model_dump_json()
        await there.append("aki", "learner", content, message_id=f"message-{number}")
    chat = InteractionHandler(bot.tutor, here, strict_translations(), "en")
    await chat.transcript.open("aki")
    assert len(chat.transcript.messages("aki")) == 3
    listening = asyncio.create_task(chat.follow_changes())
    try:
        await until_listened(bot)
        await there.delete_log("aki")

        async def gone() -> bool:
            return chat.transcript.messages("aki") == ()

        await until(gone)
    finally:
        listening.cancel()
