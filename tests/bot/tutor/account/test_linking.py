"""Codes that link accounts: what is accepted, how often, and how long."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.storage.accounts.account_linking import MAX_TRIES
from bot.storage.models import LinkingRow
from bot.tutor.replies.model import Code, Form
from tests.support.study import Study, actions, blocks, person, text
from tests.support.two_chats import (
    AKI,
    AKI_T,
    CAI,
    code_for,
    confirms,
    count_learners,
    learner_of,
    ledger,
    link_answer,
    linked,
    passes,
    presses,
    types,
    yes,
)


async def test_whoever_types_the_code_with_the_other_account_is_one_learner_from_then_on(
    study: Study,
) -> None:
    await passes(study, AKI, "evens")
    await passes(study, AKI_T, "to_float")
    assert "You are one learner now" in text(await linked(study))
    assert await count_learners(study) == 1
    for who in (AKI, AKI_T):
        shown = text(await types(study, who, "/settings"))
        assert "**Aki** (Discord), **aki\\.t** (Slack)" in shown
        assert [each.subject for each in await ledger(study, who)] == [
            "tensors/evens",
            "tensors/to-float",
        ]


async def test_before_it_is_done_it_is_said_what_becomes_one(study: Study) -> None:
    await passes(study, AKI, "evens")
    await types(study, AKI_T, "/start")
    code = await code_for(study, AKI)
    sure = await types(study, AKI_T, f"/settings link {code}")
    assert "this account and **Aki** (Discord) one learner?" in text(sure)
    assert "cannot be undone" in text(sure)
    await presses(study, AKI_T, yes(sure))
    question = text(await types(study, AKI, "/settings link"))
    assert "**aki\\.t** (Slack) wants to become one learner with you" in question
    assert "**Aki** (Discord): 1 exercise, 0 quiz questions, 10 points" in question
    assert "**aki\\.t** (Slack): 0 exercises, 0 quiz questions, 0 points" in question
    assert "cannot be undone" in question
    assert await count_learners(study) == 2


async def test_the_same_is_said_in_japanese(study: Study) -> None:
    code = await code_for(study, AKI)
    aki_t = replace(AKI_T, locale="ja-JP")
    sure = await types(study, aki_t, f"/settings link {code}")
    assert "**Aki**（Discord）の記録を一つにまとめますか" in text(sure)
    assert "**Aki**（Discord）でも確認してください" in text(await presses(study, aki_t, yes(sure)))
    aki = replace(AKI, locale="ja")
    question = await types(study, aki, "/settings link")
    assert "**aki\\.t**（Slack）から、記録を一つにまとめたい" in text(question)
    assert "連携しました" in text(await presses(study, aki, link_answer(question, "yes")))


async def test_a_code_may_be_typed_small_without_its_dash_or_into_the_form(study: Study) -> None:
    offered = await types(study, AKI_T, "/settings link")
    (form,) = blocks(offered, Form)
    code = (await code_for(study, AKI)).replace("-", "").lower()
    assert "one learner?" in text(await presses(study, AKI_T, form.action, code))


async def test_settings_lead_to_linking_on_every_chat(study: Study) -> None:
    assert "settings:link" in actions(await types(study, AKI, "/settings"))
    assert blocks(await presses(study, AKI, "settings:link"), Code)


async def test_a_code_works_once(study: Study) -> None:
    code = await code_for(study, AKI)
    sure = await types(study, AKI_T, f"/settings link {code}")
    await types(study, CAI, f"/settings link {code}")
    await presses(study, AKI_T, yes(sure))
    assert "cannot be used" in text(await presses(study, CAI, yes(sure)))
    assert (await learner_of(study, CAI)).id != (await learner_of(study, AKI)).id


async def test_two_who_use_one_code_at_once_are_not_both_let_in(study: Study) -> None:
    code = await code_for(study, AKI)
    action = yes(await types(study, AKI_T, f"/settings link {code}"))
    await types(study, CAI, "/start")
    said = await asyncio.gather(*(presses(study, who, action) for who in (AKI_T, CAI)))
    assert sorted("One step more" in text(each) for each in said) == [False, True]
    await confirms(study, AKI)
    assert await count_learners(study) == 2


async def test_a_button_pressed_twice_at_once_links_once(study: Study) -> None:
    await passes(study, AKI, "evens")
    action = yes(await types(study, AKI_T, f"/settings link {await code_for(study, AKI)}"))
    asked = await asyncio.gather(*(presses(study, AKI_T, action) for _ in range(3)))
    assert all("One step more" in text(each) for each in asked)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    said = await asyncio.gather(*(presses(study, AKI, action) for _ in range(3)))
    assert sorted("one learner now" in text(each) for each in said) == [False, False, True]
    assert await count_learners(study) == 1
    assert len(await ledger(study, AKI_T)) == 1


async def test_two_accounts_that_use_each_others_codes_at_once_become_one(study: Study) -> None:
    codes = [await code_for(study, AKI), await code_for(study, AKI_T)]
    asked = [
        (AKI_T, yes(await types(study, AKI_T, f"/settings link {codes[0]}"))),
        (AKI, yes(await types(study, AKI, f"/settings link {codes[1]}"))),
    ]
    await asyncio.gather(*(presses(study, who, action) for who, action in asked))
    confirmed = [
        (who, link_answer(await types(study, who, "/settings link"), "yes")) for who in (AKI, AKI_T)
    ]
    await asyncio.gather(*(presses(study, who, action) for who, action in confirmed))
    assert await count_learners(study) == 1


async def test_a_code_ends_after_ten_minutes_and_with_the_next_one(study: Study) -> None:
    first = await code_for(study, AKI)
    second = await code_for(study, AKI)
    assert "cannot be used" in text(await types(study, AKI_T, f"/settings link {first}"))
    sure = await types(study, AKI_T, f"/settings link {second}")
    study.now += timedelta(minutes=10)
    assert "cannot be used" in text(await presses(study, AKI_T, yes(sure)))
    assert await count_learners(study) == 2


async def test_after_many_codes_one_has_to_wait_even_with_a_right_one(study: Study) -> None:
    for _ in range(MAX_TRIES):
        assert "cannot be used" in text(await types(study, AKI_T, "/settings link AAAAA-AAAAA"))
    line = f"/settings link {await code_for(study, AKI)}"
    assert "many codes" in text(await types(study, AKI_T, line))
    assert "one learner?" in text(await types(study, CAI, line))
    study.now += timedelta(minutes=10)
    line = f"/settings link {await code_for(study, AKI)}"
    assert "one learner?" in text(await types(study, AKI_T, line))


async def test_ones_own_code_links_nothing_nor_does_that_of_an_account_already_linked(
    study: Study,
) -> None:
    line = f"/settings link {await code_for(study, AKI)}"
    assert "your **other** account" in text(await types(study, AKI, line))
    await linked(study)
    line = f"/settings link {await code_for(study, AKI)}"
    assert "yours already" in text(await types(study, AKI_T, line))
    code = line.split()[-1].replace("-", "")
    assert "yours already" in text(await presses(study, AKI_T, f"settings:link-now-{code}"))


async def test_the_database_has_no_code_that_could_be_read_from_it(study: Study) -> None:
    code = await code_for(study, AKI)
    async with study.database.read_session() as session:
        (row,) = (await session.scalars(select(LinkingRow))).all()
    assert row.code_hash is not None
    assert len(row.code_hash) == 64
    assert code.replace("-", "") not in row.code_hash.upper()


async def test_a_third_account_can_be_linked_as_well(study: Study) -> None:
    await linked(study)
    await linked(study, AKI_T, CAI)
    assert await count_learners(study) == 1
    shown = text(await types(study, AKI, "/settings"))
    assert "**Aki** (Discord), **aki\\.t** (Slack), **Cai** (Slack)" in shown


async def test_in_the_local_chat_it_is_said_that_anybody_there_may_pick_the_name(
    study: Study,
) -> None:
    local = person("aki")
    assert "everyone at this computer" in text(await types(study, local, "/settings link"))
    assert "computer" not in text(await types(study, AKI, "/settings link"))
    line = f"/settings link {await code_for(study, local)}"
    assert "everyone at this computer" in text(await types(study, AKI, line))
