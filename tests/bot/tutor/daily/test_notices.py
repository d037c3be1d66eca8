"""Notices: direct messages that no request asks for are sent once, despite crashes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.storage.accounts import notices
from bot.storage.grading.disputes import DECISION_NOTICE
from bot.storage.groups.daily import LEASE
from bot.storage.models import DisputeRow, NoticeRow, SubmissionRow
from bot.tutor.daily.notices import SENT_FOR
from bot.tutor.scheduler import RETRY_AFTER
from tests.support.announcement_channels import Channels, ProcessDied
from tests.support.clock import restarted
from tests.support.study import Study, text


async def with_a_notice(study: Study, kind: str = DECISION_NOTICE) -> None:
    """Store a decided dispute of Aki's, and the notice that tells them."""
    await study.say("def evens(x):\n    return 0")
    async with study.database.write_session() as session:
        submission = (await session.scalars(select(SubmissionRow.id))).one()
        now = study.now
        session.add(
            DisputeRow(
                learner_id=1,
                submission_id=submission,
                created_at=now,
                decision="right",
                decided_by="operator",
                decided_at=now,
            )
        )
        assert await notices.queue(session, 1, kind, "1", now)
        assert not await notices.queue(session, 1, kind, "1", now)


async def unsent(study: Study) -> int:
    async with study.database.read_session() as session:
        return (
            await session.scalar(
                select(func.count()).select_from(NoticeRow).where(NoticeRow.sent_at.is_(None))
            )
            or 0
        )


async def test_a_notice_is_sent_once_and_its_row_stays_so_that_it_is_not_queued_again(
    study: Study, channels: Channels
) -> None:
    await with_a_notice(study)
    for _ in range(3):
        await study.tutor.scheduler.run_due()
    ((account, message),) = channels.told
    assert account == "aki"
    assert "You were right" in text(message)
    async with study.database.write_session() as session:
        assert not await notices.queue(session, 1, DECISION_NOTICE, "1", study.now)


async def test_a_notice_of_a_process_that_died_is_sent_by_another_and_seen_once(
    study: Study, channels: Channels
) -> None:
    await with_a_notice(study)
    channels.dies_after = True
    with pytest.raises(ProcessDied):
        await study.tutor.scheduler.run_due()
    channels.dies_after = False
    restarted(study, channels)
    await study.tutor.scheduler.run_due()
    assert await unsent(study) == 1  # the claim is still respected
    study.now += LEASE
    await study.tutor.scheduler.run_due()
    assert (len(channels.told), len(channels.nonces), await unsent(study)) == (1, 2, 0)


async def test_a_notice_waits_for_a_platform_that_is_out_of_reach_for_some_days(
    study: Study, channels: Channels
) -> None:
    await with_a_notice(study)
    channels.is_down = True
    await study.tutor.scheduler.run_due()
    channels.is_down = False
    await study.tutor.scheduler.run_due()
    assert channels.told == []  # others have their turn first
    study.now += RETRY_AFTER
    await study.tutor.scheduler.run_due()
    assert len(channels.told) == 1


async def test_a_notice_that_never_arrives_is_given_up(study: Study, channels: Channels) -> None:
    await with_a_notice(study)
    channels.is_down = True
    await study.tutor.scheduler.run_due()
    study.now += SENT_FOR
    await study.tutor.scheduler.run_due()
    assert await unsent(study) == 0
    channels.is_down = False
    await study.tutor.scheduler.run_due()
    assert channels.told == []


async def test_a_notice_of_a_newer_version_is_left_for_it(study: Study, channels: Channels) -> None:
    await with_a_notice(study, "of-tomorrow")
    await study.tutor.scheduler.run_due()
    assert (channels.told, await unsent(study)) == ([], 1)


async def test_notices_are_forgotten_with_the_code_that_they_are_about(
    study: Study, channels: Channels
) -> None:
    await with_a_notice(study)
    await study.tutor.scheduler.run_due()
    study.now += timedelta(days=91)
    await study.tutor.scheduler.purge_old_code()
    async with study.database.read_session() as session:
        assert not await session.scalar(select(func.count()).select_from(NoticeRow))
