"""Many channels with the same hour: throttled, those that have waited longest first."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from unittest.mock import create_autospec

import pytest

from bot.storage.groups import daily
from bot.storage.learning import reviews
from bot.storage.models import DailyChannelRow
from bot.tutor import scheduler
from bot.tutor.account.privacy import Privacy
from bot.tutor.context import TutorContext
from bot.tutor.courses.plans import CoursePlans
from bot.tutor.daily.announcements import Announcer, Post
from bot.tutor.daily.notices import NoticeSender
from bot.tutor.daily.prompts import DailyPrompts
from bot.tutor.grading.regrades import Regrades
from bot.tutor.groups.digest import Digests
from bot.tutor.learning.lessons import Lessons
from bot.tutor.learning.quizzes import Quizzes
from bot.tutor.learning.reviews import Reviews
from bot.tutor.learning.role_changes import RoleChanges
from bot.tutor.scheduler import AT_ONCE, BATCH_SIZE, SPACING_S, Scheduler
from tests.support.announcement_channels import Channels
from tests.support.polling import until
from tests.support.statement_counter import counted_statements, explained
from tests.support.stub_platform import StubPlatform
from tests.support.study import Study


async def many_channels(study: Study, count: int) -> list[str]:
    """Create channels with the same hour; the last has waited longest."""
    await study.type("/start")
    nine = datetime(2026, 4, 1, 9, 0, 0, tzinfo=UTC)
    names = [f"channel{number:04}" for number in range(count)]
    async with study.database.write_session() as session:
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


def scheduler_of(study: Study, channels: Announcer, slept: list[float]) -> Scheduler:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    context = TutorContext(study.database, study.catalog, study.words, clock=lambda: study.now)
    context.platforms["local"] = StubPlatform("local", study.deliver, announcer=channels)
    reviews = Reviews(context)
    prompts = DailyPrompts(context, Quizzes(context, Lessons(context), reviews))
    return Scheduler(
        context,
        prompts,
        reviews,
        Privacy(context),
        NoticeSender(context, {}),
        regrades=Regrades(context, study.queue),
        digests=Digests(context),
        plans=CoursePlans(context),
        roles=RoleChanges(context),
        sleep=sleep,
    )


class UnderWay:
    """Counts how many messages are being sent at the same time."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0

    async def send(self) -> None:
        """Take as long as it takes until as many are sent at the same time as ever may be."""
        self.now += 1
        self.most = max(self.most, self.now)
        await until(lambda: self.most >= AT_ONCE)
        self.now -= 1


class Busy(Channels):
    """A platform that answers only when several messages are sent at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = UnderWay()

    async def post(self, post: Post) -> str:
        await self.under_way.send()
        return await super().post(post)


@pytest.fixture
def a_small_round(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(scheduler, "BATCH_SIZE", 20)
    return 20


async def test_many_channels_are_spread_bounded_and_oldest_first(
    study: Study, a_small_round: int
) -> None:
    names = await many_channels(study, a_small_round + 10)
    slept: list[float] = []
    busy = Busy()
    store = scheduler_of(study, busy, slept)
    assert await store.run_due()
    assert {post.channel for post in busy.posts} == set(names[10:])
    assert busy.under_way.most == AT_ONCE
    a_worker = sum(slept) / AT_ONCE
    assert a_worker == pytest.approx((a_small_round - AT_ONCE) * SPACING_S)
    assert not await store.run_due()
    assert {post.channel for post in busy.posts} == set(names)
    assert len(busy.posts) == len(names)


async def test_channels_that_cannot_be_reached_do_not_keep_others_waiting(
    study: Study, a_small_round: int
) -> None:
    names = await many_channels(study, a_small_round + 1)
    channels = Channels()
    store = scheduler_of(study, channels, [])
    channels.dead = set(names[1:])
    await store.run_due()
    await store.run_due()
    assert [post.channel for post in channels.posts] == names[:1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_two_thousand_channels_of_one_hour_each_get_one_post_for_the_same_effort(
    study: Study,
) -> None:
    names = await many_channels(study, 2000)
    slept: list[float] = []
    posted: list[str] = []
    under_way = UnderWay()

    async def post(message: Post) -> str:
        await under_way.send()
        posted.append(message.channel)
        return "message"

    poster = create_autospec(Announcer, instance=True)
    poster.post.side_effect = post
    store = scheduler_of(study, poster, slept)
    efforts = []
    for _ in range(len(names) // BATCH_SIZE):
        with counted_statements(study.database) as statements:
            assert await store.run_due()
        efforts.append(len(statements))
    assert not await store.run_due()
    assert len(posted) == len(names)
    for begin in range(0, len(names), BATCH_SIZE):
        waited_longest = names[::-1][begin : begin + BATCH_SIZE]
        assert set(posted[begin : begin + BATCH_SIZE]) == set(waited_longest)
    assert under_way.most == AT_ONCE
    at_once = len(efforts) * AT_ONCE  # those that a round begins with
    assert sum(slept) / AT_ONCE == pytest.approx((len(names) - at_once) * SPACING_S)
    assert set(efforts) == {efforts[0]}
    assert efforts[0] < 10 * BATCH_SIZE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("platforms", [["local"], ["discord", "slack"]])
async def test_what_is_due_is_found_without_reading_what_is_not(
    study: Study, platforms: list[str]
) -> None:
    async with explained(study.database) as plans, study.database.read_session() as session:
        await daily.list_due_channels(session, platforms, study.now, most=BATCH_SIZE)
        await reviews.list_due_reminders(session, platforms, study.now, most=BATCH_SIZE)
    channels, learners = (plan for plan in plans if "SEARCH" in plan)
    assert "ix_daily_channels_next_at (platform=? AND next_at<?)" in channels
    assert "ix_learners_remind_at (platform=? AND remind_at<?)" in learners
