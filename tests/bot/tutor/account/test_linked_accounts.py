"""What linked accounts share: name, replies, reminders, language; and how one is unlinked."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from bot.storage.models import SubmissionRow
from bot.tutor.replies.model import Table
from tests.support.announcement_channels import Channels
from tests.support.study import Study, actions, blocks, text
from tests.support.two_chats import (
    AKI,
    AKI_T,
    BEN,
    count_learners,
    judged,
    learner_of,
    ledger,
    linked,
    passes,
    presses,
    types,
    yes,
)


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
    assert "starts over" in text(await presses(study, AKI_T, yes(sure)))
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
