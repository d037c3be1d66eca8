"""Twelve weeks by a moved clock: what was posted, what was due, and what was reported.

Three groups go through the same weeks: in Tokyo with a week of holidays, in Berlin across the end
of daylight saving, and one whose teacher begins again with a new class after five weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.storage.accounts import learners
from bot.storage.groups import courses, groups
from bot.storage.learning import progress
from bot.storage.models import (
    DailyChannelRow,
    DailyItemRow,
    DailyPostRow,
    LedgerEntry,
    NoticeRow,
)
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Table
from lessons.curriculum import Catalog, Lesson
from tests.support.announcement_channels import Channels
from tests.support.built_in import built_in_lessons
from tests.support.course_study import start_action
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import founded

WEEKS = (
    ("tensors",),
    ("operations",),
    ("numpy", "gpu"),
    ("autograd",),
    ("network", "gradients"),
    (),
    ("modules", "layers"),
    ("losses", "optimizers"),
    ("loop",),
    ("data", "modes"),
    ("saving", "debugging"),
    ("convolution", "attention"),
)
FIRST, LAST = date(2026, 8, 31), date(2027, 1, 8)
RESTARTED = date(2026, 10, 5)
HOURS = (0, 7, 8)  # in UTC: nine o'clock in Tokyo, and in Berlin in summer and in winter
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
DONE, LATE = "done ✓", "done ✓, after the due day"

LEARNERS = ("steady", "slow", "ahead")
"""One who does each lesson on the third day of its week, one ten days after the week began, when
the due day and two days of grace are over, and one who does everything on the first day."""


@dataclass
class Classroom:
    """A group with its channel, and when its weeks begin, by this test's own count."""

    name: str
    zone: str
    start: date
    holidays: str = ""
    left_out: tuple[date, ...] = ()  # Mondays of whole weeks of holidays
    days_off: tuple[date, ...] = ()
    group: int = 0
    invite: str = ""

    @property
    def channel(self) -> str:
        return self.name.lower()

    @property
    def begins(self) -> Sequence[date]:
        mondays = (self.start + at * A_WEEK for at in range(len(WEEKS) + len(self.left_out)))
        return [each for each in mondays if each not in self.left_out]

    @property
    def file(self) -> str:
        weeks = "".join(f"[[week]]\nlessons = {list(each)}\n" for each in WEEKS)
        return (
            f'name = "Class of {self.name}"\nstart = {self.start}\nzone = "{self.zone}"\n'
            f'tracks = ["pytorch-basics", "training"]\ngrace = 2\n{self.holidays}{weeks}'
        )

    def posting_days(self) -> Sequence[date]:
        """Return the working days of all weeks, without holidays."""
        days = (begins + at * A_DAY for begins in self.begins for at in range(5))
        return [each for each in days if each not in self.days_off]

    def learner(self, kind: str) -> str:
        return f"{kind}-{self.channel}"


TOKYO = Classroom(
    "Tokyo",
    "Asia/Tokyo",
    date(2026, 9, 7),
    'holidays = ["2026-11-02 to 2026-11-08", 2026-09-21]\n',
    (date(2026, 11, 2),),
    (date(2026, 9, 21),),
)
BERLIN = Classroom("Berlin", "Europe/Berlin", date(2026, 9, 28))
EARLY = Classroom("Early", "Asia/Tokyo", FIRST)
AGAIN = Classroom("Again", "Asia/Tokyo", date(2026, 10, 12))


@pytest.fixture
def curriculum() -> Catalog:
    """The lessons that come with the bot."""
    return built_in_lessons()


def teacher(channel: str = "") -> ChatUser:
    return ChatUser("local", "aki", "Aki", "en", "home", channel=channel, is_admin=True)


async def opened(study: Study, room: Classroom) -> None:
    """Found a group, start its course, and let its channel follow it."""
    room.group, room.invite = await founded(study, room.name, on_board=False)
    preview = await study.press("course-file", room.file)
    assert "Nothing has started" in text(preview)
    await study.press(start_action(preview, room.group))
    await populated(study, room)


async def populated(study: Study, room: Classroom) -> None:
    setting = f'set 9 mon-fri course="{room.name}"'
    reply = await study.tutor.command(teacher(room.channel), "daily", setting, study.next_place())
    assert f"of **{room.name}**" in text(reply)
    for kind in LEARNERS:
        await study.press(f"join-now:{room.invite}", who=room.learner(kind))
        await study.press(f"course:{room.group}:weekly:on", who=room.learner(kind))


async def restarted(study: Study, old: Classroom, new: Classroom) -> None:
    """Begin again with a new class, in a group of its own, and end the old one's course."""
    preview = await study.type(f'/course restart "{old.name}" {new.start} {new.name}')
    await study.press(next(each for each in actions(preview) if each.startswith("course-new:")))
    async with study.database.read_session() as session:
        aki = await learners.find_learner(session, "local", "aki")
        assert aki is not None
        (found,) = [
            each for each in await groups.list_groups(session, aki.id) if each.name == new.name
        ]
    new.group, new.invite = found.id, found.invite or ""
    await populated(study, new)
    await study.press(f"join-now:{new.invite}", who=old.learner("steady"))
    await study.press(f"course:{old.group}:end-now")


def done_on(room: Classroom, kind: str, at: int) -> date:
    """Return the day on which a learner does the lessons of a week."""
    return {
        "steady": room.begins[at] + 2 * A_DAY,
        "slow": room.begins[at] + 10 * A_DAY,
        "ahead": room.start,
    }[kind]


def lessons_of_day(room: Classroom, kind: str, day: date) -> Iterator[str]:
    for at, slugs in enumerate(WEEKS):
        if done_on(room, kind, at) == day:
            yield from slugs


async def passes(study: Study, who: str, lessons: Iterable[Lesson]) -> None:
    """Enter passes of lessons into the ledger, as a verdict and an answer do."""
    async with study.database.write_session() as session:
        row = await learners.find_learner(session, "local", who)
        assert row is not None
        for lesson in lessons:
            for each in lesson.exercises:
                await progress.award_exercise(
                    session,
                    row.id,
                    each.id,
                    revision=each.revision,
                    points=10,
                    points_again=5,
                    now=study.now,
                    day=study.now.date(),
                )
            for question in lesson.questions:
                await progress.award(
                    session,
                    row.id,
                    kind=progress.QUESTION,
                    subject=question.id,
                    points=1,
                    now=study.now,
                    day=study.now.date(),
                )


async def through_the_days(study: Study, rooms: list[Classroom], until: date) -> None:
    """Let the days pass up to that one: what is due is done, and learners learn."""
    day = study.now.date()
    while day < until:
        for hour in HOURS:
            study.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            await study.tutor.scheduler.run_due()
        for room in rooms:
            for kind in LEARNERS:
                found = [study.catalog.lesson(each) for each in lessons_of_day(room, kind, day)]
                if found:
                    await passes(study, room.learner(kind), filter(None, found))
        day += A_DAY
        study.now = datetime(day.year, day.month, day.day, tzinfo=UTC)


async def posted(study: Study, room: Classroom) -> Mapping[date, tuple[datetime, str, set[str]]]:
    """Return when each day's prompt was sent, its kind, and the lessons of its pages."""
    async with study.database.read_session() as session:
        rows = (
            await session.scalars(
                select(DailyPostRow)
                .join(DailyChannelRow, DailyChannelRow.id == DailyPostRow.channel_id)
                .where(DailyChannelRow.channel == room.channel)
                .order_by(DailyPostRow.day)
            )
        ).all()
        items = (
            await session.execute(
                select(DailyItemRow.post_id, DailyItemRow.subject).where(
                    DailyItemRow.kind == "page"
                )
            )
        ).all()
    return {
        row.day: (
            row.sent_at or datetime.min.replace(tzinfo=UTC),
            row.kind or "",
            {each.subject.partition(":")[0] for each in items if each.post_id == row.id},
        )
        for row in rows
    }


async def states(study: Study, room: Classroom, who: str) -> list[str]:
    (table,) = blocks(await study.press(f"course:{room.group}:show", who=who), Table)
    return [row[-1] for row in table.rows]


def by_week(of_weeks: str, free: str = "–") -> list[str]:
    return [of_weeks if lessons else free for lessons in WEEKS]


async def test_three_groups_go_through_twelve_weeks(study: Study, channels: Channels) -> None:
    study.now = datetime(2026, 8, 30, 12, tzinfo=UTC)
    rooms = [TOKYO, BERLIN, EARLY]
    for room in rooms:
        await opened(study, room)
    await through_the_days(study, rooms, RESTARTED)
    await restarted(study, EARLY, AGAIN)
    rooms = [TOKYO, BERLIN, AGAIN]
    returned = await states(study, AGAIN, EARLY.learner("steady"))
    assert returned[:5] == [DONE] * 5, "what was passed in the class before is not late"
    await through_the_days(study, rooms, date(2026, 11, 19))
    halfway = [await states(study, room, room.learner("slow")) for room in rooms]
    await through_the_days(study, rooms, LAST)

    for room in rooms:
        await assert_posted(study, channels, room)
        await assert_due(study, room)
        await assert_reported(study, channels, room)
    # Slow people are late where a due day is over, and that is shown before they have caught up.
    assert [each.count(LATE) for each in halfway] == [7, 5, 4]
    await assert_kept(study, EARLY)


async def assert_posted(study: Study, channels: Channels, room: Classroom) -> None:
    """Assert that each working day had one prompt, at nine, with lessons of its week."""
    days = await posted(study, room)
    expected = room.posting_days()
    within = [each for each in days if each <= expected[-1]]
    assert within == expected
    clock = {at.astimezone(ZoneInfo(room.zone)).hour for at, _, _ in days.values()}
    assert clock == {9}
    for begins, lessons in zip(room.begins, WEEKS, strict=True):
        week = [days[each] for each in expected if begins <= each < begins + A_WEEK]
        of_course = [each for each in week if each[1] == "week"]
        assert bool(of_course) == bool(lessons)
        if lessons:
            assert set().union(*(each[2] for each in of_course)) == set(lessons)
    said = [text(each.reply) for each in channels.of(room.channel)]
    for number, lessons in enumerate(WEEKS, start=1):
        named = [each for each in said if f"**Week {number} of 12**" in each]
        assert len(named) == 1
        assert ("Due on" in named[0]) == bool(lessons)
    together = [each.partition("you have done ")[2] for each in said if "you have done " in each]
    shares = [int(each.split(" ")[0]) for each in together]
    assert len(shares) >= 2 * len(WEEKS) - 2  # when a week begins, and before it is due
    assert shares[0] == (25 if room is AGAIN else 0)  # one of four has been in the class before
    assert shares[-1] > (75 if room is AGAIN else 90)  # that one has gone no further
    assert sum("are due on Sun" in each for each in said) == sum(map(bool, WEEKS))


async def assert_due(study: Study, room: Classroom) -> None:
    """Assert that everything is done in the end, late only for the slow, with equal points."""
    assert await states(study, room, room.learner("steady")) == by_week(DONE)
    assert await states(study, room, room.learner("ahead")) == by_week(DONE)
    assert await states(study, room, room.learner("slow")) == by_week(LATE)
    async with study.database.read_session() as session:
        totals = [
            await session.scalar(
                select(func.sum(LedgerEntry.points)).where(LedgerEntry.learner_id == row.id)
            )
            for kind in LEARNERS
            if (row := await learners.find_learner(session, "local", room.learner(kind)))
        ]
    assert len(set(totals)) == 1


async def assert_reported(study: Study, channels: Channels, room: Classroom) -> None:
    """Assert that each learner got a plan at nine on the first day of each week, and what kind."""
    async with study.database.read_session() as session:
        for kind in LEARNERS:
            row = await learners.find_learner(session, "local", room.learner(kind))
            assert row is not None
            found = await session.scalars(
                select(NoticeRow.created_at)
                .where(NoticeRow.learner_id == row.id, NoticeRow.kind == "weekly-plan")
                .order_by(NoticeRow.created_at)
            )
            local = [each.astimezone(ZoneInfo(room.zone)) for each in found]
            # Notices of the first weeks are deleted meanwhile: they are kept for ninety days.
            assert [each.date() for each in local] == list(room.begins)[-len(local) :]
            assert {each.hour for each in local} == {9}
    plans = {
        kind: [text(reply) for who, reply in channels.told if who == room.learner(kind)]
        for kind in LEARNERS
    }
    assert {len(each) for each in plans.values()} == {len(WEEKS)}
    behind = "until you are with the group again"
    is_behind = [
        at > 0 and bool(WEEKS[at - 1]) and done_on(room, "slow", at - 1) >= room.begins[at]
        for at in range(len(WEEKS))
    ]
    assert [behind in each for each in plans["slow"]] == is_behind
    assert not any(behind in each for each in (*plans["steady"], *plans["ahead"]))
    assert all("everything so far" in each for each in plans["ahead"][1:])
    puzzles = [
        action
        for who, reply in channels.told
        if who == room.learner("ahead")
        for action in actions(reply)
        if action.startswith("exercise:")
    ]
    assert puzzles
    everyone = {room.learner(kind).capitalize() for kind in LEARNERS}
    for kind, texts in plans.items():
        others = everyone - {room.learner(kind).capitalize()}
        assert not [each for each in texts if any(name in each for name in others)]


async def assert_kept(study: Study, room: Classroom) -> None:
    """Assert that the class before the new one has kept its course, its posts and its progress."""
    days = await posted(study, room)
    assert sum(kind == "week" for _, kind, _ in days.values()) > 0
    async with study.database.read_session() as session:
        ended = await courses.list_ended(session, room.group, most=5)
    assert [each.name for each in ended] == ["Class of Early"]
    assert "in no course" in text(await study.press(f"course:{room.group}:show"))
    assert "4 members" in text(await study.press(f"group:{room.group}:show"))
    async with study.database.read_session() as session:
        row = await learners.find_learner(session, "local", room.learner("ahead"))
        assert row is not None
        earned = await courses.list_earned(session, row.id)
    every = {slug for slugs in WEEKS for slug in slugs}
    assert {each.partition("/")[0] for each in earned} == every
