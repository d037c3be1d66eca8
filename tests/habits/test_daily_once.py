"""One post a channel and day, whatever crashes, and however many bots and channels there are."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from by_the_clock import at, daily_command, restarted
from channels import Channels, ProcessDied
from sqlalchemy import select
from studying import Study, person, text

from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor import timetable
from bot.tutor.daily import Daily
from bot.tutor.desk import Desk
from bot.tutor.lessons import Lessons
from bot.tutor.posting import Post
from bot.tutor.privacy import Privacy
from bot.tutor.quizzes import Quizzes
from bot.tutor.reviews import Reviews
from bot.tutor.timetable import AT_ONCE, SPACING_S, Timetable


async def test_a_crash_before_sending_posts_late_and_once(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 10, 0, 30)  # the claim is still respected
    assert channels.posts == []
    await at(study, 2026, 4, 1, 10, 2)
    await at(study, 2026, 4, 1, 10, 3)
    assert len(channels.posts) == 1


async def test_a_crash_after_sending_is_found_in_the_channel_and_posts_nothing_again(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.dies_after = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_after = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 10, 2)
    assert len(channels.posts) == 1
    async with study.database.reading() as session:
        row = (await session.scalars(select(DailyPostRow))).one()
    assert row.message == "message-1"
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 2" in text(channels.posts[1].reply)


async def test_a_crash_whose_day_is_over_is_not_made_up_for(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 2, 8, 0)
    assert channels.posts == []
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_a_platform_out_of_reach_is_tried_again_the_same_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.is_down = True
    await at(study, 2026, 4, 1, 10, 0)
    channels.is_down = False
    await at(study, 2026, 4, 1, 10, 5)
    assert len(channels.posts) == 1


async def test_processes_that_keep_time_together_post_once(
    study: Study, channels: Channels
) -> None:
    for number in range(10):
        await daily_command(study, "set 10", channel=f"channel{number}")
    tutors = [restarted(study, channels) for _ in range(4)]
    study.now = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    await asyncio.gather(*(tutor.do_what_is_due() for tutor in tutors))
    assert sorted(post.channel for post in channels.posts) == sorted(
        f"channel{number}" for number in range(10)
    )


async def many_channels(study: Study, count: int) -> list[str]:
    """Channels that share one hour; the last has waited longest."""
    await study.type("/start")
    nine = datetime(2026, 4, 1, 9, 0, 0, tzinfo=UTC)
    names = [f"channel{number:03}" for number in range(count)]
    async with study.database.writing() as session:
        session.add_all(
            DailyChannelRow(
                platform="local",
                place="home",
                channel=name,
                hour=9,
                zone="UTC",
                weekdays="0123456",
                track="basics",
                pace=1,
                language="en",
                position=0,
                next_at=nine - timedelta(seconds=number),
            )
            for number, name in enumerate(names)
        )
    study.now = nine
    return names


def timetable_of(study: Study, slept: list[float]) -> Timetable:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    desk = Desk(study.database, study.catalog, study.words, clock=lambda: study.now)
    reviews = Reviews(desk)
    prompts = Daily(desk, Quizzes(desk, Lessons(desk), reviews))
    return Timetable(desk, prompts, reviews, Privacy(desk), sleep=sleep)


class Busy(Channels):
    """Notes how many messages are under way at once."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = 0
        self.most = 0

    async def post(self, post: Post) -> str:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.02)  # as a platform takes
        self.under_way -= 1
        return await super().post(post)


@pytest.fixture
def a_small_round(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(timetable, "A_ROUND", 20)
    return 20


async def test_many_channels_are_spread_bounded_and_oldest_first(
    study: Study, a_small_round: int
) -> None:
    names = await many_channels(study, a_small_round + 10)
    slept: list[float] = []
    keeper, busy = timetable_of(study, slept), Busy()
    keeper.on_posting("local", busy)
    assert await keeper.round()
    assert {post.channel for post in busy.posts} == set(names[10:])
    assert 1 < busy.most <= AT_ONCE
    a_worker = sum(slept) / AT_ONCE
    assert a_worker == pytest.approx((a_small_round - AT_ONCE) * SPACING_S)
    assert not await keeper.round()
    assert {post.channel for post in busy.posts} == set(names)
    assert len(busy.posts) == len(names)


async def test_channels_that_cannot_be_reached_do_not_keep_others_waiting(
    study: Study, a_small_round: int
) -> None:
    names = await many_channels(study, a_small_round + 1)
    keeper, channels = timetable_of(study, []), Channels()
    channels.dead = set(names[1:])
    keeper.on_posting("local", channels)
    await keeper.round()
    await keeper.round()
    assert [post.channel for post in channels.posts] == names[:1]


async def test_trying_again_never_crosses_into_the_next_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 23")
    channels.is_down = True
    await at(study, 2026, 4, 1, 23, 59)
    channels.is_down = False
    await at(study, 2026, 4, 2, 0, 5)
    assert channels.posts == []
    await at(study, 2026, 4, 2, 23, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_without_a_platform_that_posts_the_timetable_has_nothing_to_do(
    study: Study,
) -> None:
    await study.tutor.command(person(), "start", "", "m")
    assert not await study.tutor.do_what_is_due()
