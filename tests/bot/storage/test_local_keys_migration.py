"""The migration of the local chat's accounts to keys with every character, and its downgrade."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text

import migrations
from bot.platforms.local.account_keys import account_of
from common.sql_engine import new_engine

OLD = (  # account, name last typed for it
    ("aiko", "Aiko"),
    ("c", "C++"),
    ("さくら", "さくら🌸"),
    ("田中-愛子", "田中 愛子"),
    ("x2", "x²"),
    ("ben-o-neil", "Ben O'Neil"),
    ("ai-ko", "Ai\u202eko"),
)
NEW = ("aiko", "c++", "さくら🌸", "田中 愛子", "x²", "ben o'neil", "aiko")


async def write(url: str, statements: Sequence[tuple[str, dict[str, object]]]) -> None:
    engine = new_engine(url)
    async with engine.begin() as connection:
        for statement, values in statements:
            await connection.execute(text(statement), values)
    await engine.dispose()


def learner(number: int, account: str, name: str) -> Sequence[tuple[str, dict[str, object]]]:
    values = {"id": number, "account": account, "name": name}
    met = "'2026-04-01 12:00:00+00:00'"
    return [
        (
            "INSERT INTO learners (id, platform, account, name, met_at)"
            f" VALUES (:id, 'local', :account, :name, {met})",
            values,
        ),
        (
            "INSERT INTO accounts (learner_id, platform, account, name, met_at)"
            f" VALUES (:id, 'local', :account, :name, {met})",
            values,
        ),
        (
            "INSERT INTO local_messages (number, id, account, author, content, final, created_at)"
            f" VALUES (:id, :name, :account, 'learner', '{{}}', true, {met})",
            values,
        ),
    ]


async def keys(url: str) -> dict[int, set[str]]:
    """Return the accounts that each learner has in any table."""
    engine = new_engine(url)
    found: dict[int, set[str]] = {}
    async with engine.connect() as connection:
        for query in (
            "SELECT id, account FROM learners",
            "SELECT learner_id, account FROM accounts",
            "SELECT number, account FROM local_messages",
        ):
            for number, account in await connection.execute(text(query)):
                found.setdefault(number, set()).add(account)
    await engine.dispose()
    return found


@pytest.fixture
def old_url(bare_database_url: str) -> str:
    migrations.upgrade(bare_database_url, "0016")
    return bare_database_url


async def test_each_account_goes_to_the_name_that_it_bears_with_its_whole_log(
    old_url: str,
) -> None:
    for number, (account, name) in enumerate(OLD[:-1]):
        await write(old_url, learner(number, account, name))
    await asyncio.to_thread(migrations.upgrade, old_url)
    assert await keys(old_url) == {number: {key} for number, key in enumerate(NEW[:-1])}
    for (_, name), key in zip(OLD[:-1], NEW, strict=False):
        assert account_of(name) == key  # the same name finds it again
    for similar in ("C", "C#", "さくら", "さくら!", "田中-愛子", "x2"):
        assert account_of(similar) not in NEW


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Learner", "learner"),  # the unnamed learner, in English and in Japanese
        ("学習者", "learner"),
        ("\u200b", "learner"),
        ("😀", "😀"),
        ("!!!", "!!!"),
        ("learner", "LEARNER"),
    ],
)
async def test_the_unnamed_learners_account_is_a_named_ones_where_it_bears_a_name(
    old_url: str, name: str, key: str
) -> None:
    await write(old_url, learner(1, "learner", name))
    await asyncio.to_thread(migrations.upgrade, old_url)
    assert await keys(old_url) == {1: {key}}


async def test_a_name_with_invisible_characters_is_found_by_typing_it_without(
    old_url: str,
) -> None:
    await write(old_url, learner(1, *OLD[-1]))
    await asyncio.to_thread(migrations.upgrade, old_url)
    assert await keys(old_url) == {1: {account_of("Aiko")}}


async def test_two_accounts_never_become_one(old_url: str) -> None:
    await write(old_url, [*learner(1, *OLD[0]), *learner(2, *OLD[-1])])
    await asyncio.to_thread(migrations.upgrade, old_url)
    found = await keys(old_url)
    assert found[1] == {"aiko"}
    assert found[2] == {"ai-ko"}


async def test_accounts_of_other_platforms_stay_as_they_are(old_url: str) -> None:
    await write(
        old_url,
        [
            (statement.replace("'local'", "'slack'"), values)
            for statement, values in learner(1, "c", "C++")
            if "local_messages" not in statement
        ],
    )
    await asyncio.to_thread(migrations.upgrade, old_url)
    assert await keys(old_url) == {1: {"c"}}


async def test_on_the_way_back_each_has_its_old_account_again(old_url: str) -> None:
    for number, (account, name) in enumerate(OLD[:-1]):
        await write(old_url, learner(number, account, name))
    await asyncio.to_thread(migrations.upgrade, old_url)
    await asyncio.to_thread(migrations.downgrade, old_url, "0016")
    assert await keys(old_url) == {number: {key} for number, (key, _) in enumerate(OLD[:-1])}


async def test_on_the_way_back_similar_names_do_not_share_an_account(old_url: str) -> None:
    await asyncio.to_thread(migrations.upgrade, old_url)
    await write(old_url, [*learner(1, "c", "C"), *learner(2, "c++", "C++")])
    await asyncio.to_thread(migrations.downgrade, old_url, "0016")
    assert await keys(old_url) == {1: {"c"}, 2: {"c++"}}
