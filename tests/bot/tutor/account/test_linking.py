"""Linking accounts: codes, confirmations, and what is shared afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.storage.accounts.account_linking import MAX_TRIES
from bot.storage.models import LinkingRow, LinkRequestRow, SubmissionRow
from bot.tutor.replies.model import Code, Form, Table, escaped
from tests.support.announcement_channels import Channels
from tests.support.study import Study, actions, blocks, person, text
from tests.support.two_chats import (
    AKI,
    AKI_T,
    BEN,
    CAI,
    code_for,
    confirms,
    count_learners,
    judged,
    learner_of,
    ledger,
    link_answer,
    linked,
    passes,
    presses,
    requests_link,
    types,
    yes,
)

HOSTILE = ["[click](http://evil.example)", "<@1>", "@everyone", "# big", "`a` **b**"]


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
    assert "**Aki**（Discord） を一人の学習者にまとめますか" in text(sure)
    assert "**Aki**（Discord） でも確認してください" in text(await presses(study, aki_t, yes(sure)))
    aki = replace(AKI, locale="ja")
    question = await types(study, aki, "/settings link")
    assert "**aki\\.t**（Slack） が" in text(question)
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


async def test_replies_go_where_they_were_asked_for(study: Study) -> None:
    delivered: list[tuple[str, str]] = []
    for platform in ("discord", "slack"):

        async def deliver(reply_to: str, _reply: object, platform: str = platform) -> None:
            delivered.append((platform, reply_to))

        study.connect(platform, deliver=deliver)
    await linked(study)
    for who in (AKI, AKI_T, AKI):
        await passes(study, who, "evens")
    assert [platform for platform, _ in delivered] == ["discord", "slack", "discord"]


async def test_a_submission_that_is_open_when_they_are_linked_counts_for_both(
    study: Study,
) -> None:
    await types(study, AKI, "/start")
    await types(study, AKI_T, "def evens(x):\n    return x")
    await linked(study)
    await judged(study)
    assert [each.subject for each in await ledger(study, AKI)] == ["tensors/evens"]
    async with study.database.read_session() as session:
        (row,) = (await session.scalars(select(SubmissionRow))).all()
    assert (row.platform, row.points) == ("slack", 10)


async def test_boards_show_one_name_the_one_last_spoken_with(study: Study) -> None:
    await passes(study, AKI, "evens")
    await types(study, BEN, "/start")
    await linked(study)
    (board,) = blocks(await types(study, BEN, "/leaderboard"), Table)
    assert [row[1] for row in board.rows] == ["Aki"]
    await types(study, AKI_T, "/start")
    (board,) = blocks(await types(study, BEN, "/leaderboard"), Table)
    assert [row[1] for row in board.rows] == ["aki.t"]


async def test_a_reminder_goes_to_the_account_last_written_from(study: Study) -> None:
    chats = {"discord": Channels(), "slack": Channels()}
    for platform, channels in chats.items():
        study.connect(platform, announcer=channels)
    await presses(study, AKI, "answer:tensors/1:a")
    await linked(study)
    chats["slack"].told.clear()  # that they are linked
    chats["discord"].told.clear()
    for day, who, platform in ((2, AKI_T, "slack"), (3, AKI, "discord")):
        study.now = datetime(2026, 4, day, 19, 0, tzinfo=UTC)
        await types(study, who, "/start")
        await types(study, who, "/review remind 20")
        study.now = datetime(2026, 4, day, 20, 0, tzinfo=UTC)
        await study.tutor.scheduler.run_due()
        assert [account for account, _ in chats[platform].told] == [who.account]
        other = chats["discord" if platform == "slack" else "slack"]
        other.told.clear()


async def test_a_language_that_was_never_chosen_is_each_chats_own(study: Study) -> None:
    await linked(study)
    in_japan = replace(AKI_T, locale="ja")
    assert "設定" in text(await types(study, in_japan, "/settings"))
    assert await study.tutor.language(AKI) == "en"
    assert "Your settings" in text(await types(study, AKI, "/settings"))


async def test_somebody_new_whom_two_processes_meet_at_once_is_one_learner(study: Study) -> None:
    other = study.started()
    await asyncio.gather(
        *(tutor.message(AKI, "/start", study.next_place()) for tutor in (study.tutor, other) * 3)
    )
    assert await count_learners(study) == 1


async def test_an_account_that_is_taken_out_begins_anew_and_the_others_keep_all(
    study: Study,
) -> None:
    await passes(study, AKI, "evens")
    await linked(study)
    sure = await types(study, AKI_T, "/settings unlink")
    assert "stay with **Aki** (Discord)" in text(sure)
    assert len(await ledger(study, AKI_T)) == 1
    assert "begins anew" in text(await presses(study, AKI_T, yes(sure)))
    assert await ledger(study, AKI_T) == []
    assert len(await ledger(study, AKI)) == 1
    assert (await learner_of(study, AKI)).name == "Aki"
    assert "aki" not in text(await types(study, AKI, "/settings"))
    await types(study, AKI_T, "/start")
    await linked(study)
    assert len(await ledger(study, AKI_T)) == 1


async def test_whoever_is_hidden_stays_so_in_an_account_that_is_taken_out(study: Study) -> None:
    await types(study, AKI, "/settings hide")
    await linked(study)
    await presses(study, AKI_T, "settings:unlink-now")
    assert (await learner_of(study, AKI_T)).hidden


async def test_an_only_account_cannot_be_taken_out_and_is_told_what_can_be_done(
    study: Study,
) -> None:
    alone = await types(study, AKI, "/settings unlink")
    assert "your only account" in text(alone)
    assert actions(alone) == ["privacy:delete"]
    assert "your only account" in text(await presses(study, AKI, "settings:unlink-now"))


@pytest.mark.parametrize(
    "typed", ["link-now-", "link-now", "link-ever-AAAAAAAAAA", "link-yes-2", "link-yes-x"]
)
async def test_a_button_that_nobody_wrote_links_nothing(study: Study, typed: str) -> None:
    await code_for(study, AKI)
    await presses(study, AKI_T, f"settings:{typed}")
    assert await count_learners(study) == 2


async def test_a_code_that_another_has_read_links_nothing_until_its_owner_confirms(
    study: Study,
) -> None:
    await passes(study, AKI, "evens")
    await requests_link(study, AKI, CAI)
    assert await count_learners(study) == 2
    assert await ledger(study, CAI) == []
    question = await types(study, AKI, "/settings link")
    assert "**Cai** (Slack) wants" in text(question)
    said = await presses(study, AKI, link_answer(question, "no"))
    assert "Nothing was linked" in text(said)
    over = await presses(study, AKI, link_answer(question, "yes"))
    assert "question is over" in text(over)
    assert await count_learners(study) == 2
    assert blocks(await types(study, AKI, "/settings link"), Code)


async def test_nobody_confirms_for_another(study: Study) -> None:
    await requests_link(study)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    await types(study, CAI, "/start")
    for who in (CAI, AKI_T):
        for answer in (action, action.replace("yes", "no")):
            assert "question is over" in text(await presses(study, who, answer))
    assert await count_learners(study) == 3
    assert "one learner now" in text(await presses(study, AKI, action))
    assert await count_learners(study) == 2


async def test_the_owner_of_a_code_is_asked_where_they_wrote_from_and_the_other_told_the_answer(
    study: Study,
) -> None:
    chats = {"discord": Channels(), "slack": Channels()}
    for platform, channels in chats.items():
        study.connect(platform, announcer=channels)
    await requests_link(study)
    ((account, question),) = chats["discord"].told
    assert account == AKI.account
    assert "**aki\\.t** (Slack) wants" in text(question)
    await presses(study, AKI, link_answer(question, "no"))
    await requests_link(study)
    await presses(study, AKI, link_answer(chats["discord"].told[-1][1], "yes"))
    assert [account for account, _ in chats["slack"].told] == [AKI_T.account] * 2
    refused, done = (text(reply) for _, reply in chats["slack"].told)
    assert "said no" in refused
    assert "one learner now" in done
    assert await count_learners(study) == 1


async def test_where_the_owner_of_a_code_cannot_be_told_they_confirm_by_the_command(
    study: Study,
) -> None:
    discord = Channels()
    discord.is_down = True
    study.connect("discord", announcer=discord)
    asked = text(await requests_link(study))
    assert "confirm it with **Aki** (Discord) as well" in asked
    assert "/settings link" in asked
    study.started()  # the request outlives the process
    assert "one learner now" in text(await confirms(study, AKI))


async def test_a_request_that_is_not_confirmed_in_time_ends(study: Study) -> None:
    await requests_link(study)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    study.now += timedelta(minutes=10)
    assert "question is over" in text(await presses(study, AKI, action))
    assert blocks(await types(study, AKI, "/settings link"), Code)
    assert await count_learners(study) == 2


async def test_a_request_goes_with_either_of_its_learners(study: Study) -> None:
    await requests_link(study)
    await presses(study, AKI_T, "privacy:delete-now")
    assert blocks(await types(study, AKI, "/settings link"), Code)
    await requests_link(study)
    await presses(study, AKI, "privacy:delete-now")
    async with study.database.read_session() as session:
        assert (await session.scalars(select(LinkRequestRow))).all() == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_in_a_request_is_shown_as_it_is(study: Study, name: str) -> None:
    await requests_link(study, AKI, replace(AKI_T, name=name))
    question = text(await types(study, AKI, "/settings link"))
    assert escaped(name) in question
