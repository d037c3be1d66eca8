"""Privacy of a learner with several accounts: exports and deletion include all of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage.accounts import installations
from bot.storage.models import AccountRow, InstallationRow, LinkingRow
from bot.tutor.replies.model import File, Reply
from tests.support.personal_data import FakeDataStore
from tests.support.study import Study, blocks
from tests.support.two_chats import (
    AKI,
    AKI_T,
    BEN,
    CAI,
    code_for,
    count_learners,
    linked,
    passes,
    presses,
    types,
)


@pytest.fixture
def stores(study: Study) -> Mapping[str, FakeDataStore]:
    stores = {"discord": FakeDataStore(), "slack": FakeDataStore()}
    for platform, store in stores.items():
        study.connect(platform, personal_data=store)
    return stores


def exported(reply: Reply) -> dict[str, list[dict[str, Any]]]:
    (file,) = blocks(reply, File)
    held: dict[str, list[dict[str, Any]]] = json.loads(base64.b64decode(file.base64))
    return held


async def test_the_export_has_every_account_and_what_each_platform_keeps_of_it(
    study: Study, stores: Mapping[str, FakeDataStore]
) -> None:
    await types(study, BEN, "/start")
    await linked(study)
    await code_for(study, AKI)
    held = exported(await types(study, AKI_T, "/privacy export"))
    assert {each["account"] for each in held["accounts"]} == {"77", "U1"}
    assert len(held["linking"]) == 1
    assert held["messages"] == [{"said": "hello from 77"}, {"said": "hello from U1"}]


async def install(study: Study, place: str, installer: str) -> None:
    async with study.database.write_session() as session:
        await installations.upsert(
            session,
            "slack",
            place,
            name=place,
            bot_user="U0",
            bot_id="B0",
            installer=installer,
            sealed_token="sealed",
            now=study.now,
        )


async def test_what_a_learner_has_installed_is_exported_and_stays_without_their_name(
    study: Study,
) -> None:
    for place, installer in (("team", AKI_T.account), ("other", CAI.account)):
        await install(study, place, installer)
    await linked(study)
    (mine,) = exported(await types(study, AKI, "/privacy export"))["installations"]
    assert (mine["place"], mine["installer"]) == ("team", AKI_T.account)
    assert "sealed" not in str(mine)
    await presses(study, AKI, "privacy:delete-now")
    async with study.database.read_session() as session:
        found = (await session.scalars(select(InstallationRow))).all()
    assert {row.place: row.installer for row in found} == {"team": "", "other": CAI.account}
    assert {row.sealed_token for row in found} == {"sealed"}


async def test_deleting_from_one_account_leaves_nothing_of_any(
    study: Study, stores: Mapping[str, FakeDataStore]
) -> None:
    await passes(study, AKI, "evens")
    await linked(study)
    await code_for(study, AKI)
    await presses(study, AKI_T, "privacy:delete-now")
    assert await count_learners(study) == 0
    async with study.database.read_session() as session:
        for table in (AccountRow, LinkingRow):
            assert (await session.scalars(select(table))).all() == []
    assert {name: store.forgotten for name, store in stores.items()} == {
        "discord": ["77"],
        "slack": ["U1"],
    }
    await types(study, AKI, "/start")
    await types(study, AKI_T, "/start")
    assert await count_learners(study) == 2
