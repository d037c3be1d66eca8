"""The daily prompt: one post a channel and local day, whatever clocks and processes do."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from channels import Channels, ProcessDied
from small_curriculum import catalog
from sqlalchemy import select
from studying import Study, actions, person, text

from bot.storage import daily
from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor import timetable
from bot.tutor.daily import Daily
from bot.tutor.desk import Desk
from bot.tutor.lessons import Lessons
from bot.tutor.pieces import of_day, pieces
from bot.tutor.posting import Post
from bot.tutor.privacy import Privacy
from bot.tutor.quizzes import Quizzes
from bot.tutor.replies import Reply
from bot.tutor.reviews import Reviews
from bot.tutor.schedule_words import Unreadable, Wish, read_weekdays, read_wish
from bot.tutor.timetable import AT_ONCE, SPACING_S, Timetable
from bot.tutor.tutor import Person, Tutor


def teacher(channel: str = "general", manages: bool = True) -> Person:
    return Person("local", "sensei", "Sensei", "en", "home", channel=channel, manages=manages)


async def daily_command(study: Study, words: str, **who: object) -> Reply:
    return await study.tutor.command(teacher(**who), "daily", words, study.next_place())  # type: ignore[arg-type]


@pytest.fixture
def channels(study: Study) -> Channels:
    channels = Channels()
    study.tutor.on_posting("local", channels)
    return channels


async def at(study: Study, *when: int) -> None:
    """Sets the clock to a UTC time, and lets the timetable do what is due then."""
    study.now = datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc]
    await study.tutor.do_what_is_due()


def restarted(study: Study, channels: Channels) -> Tutor:
    """The bot after a crash, or another process beside it."""
    tutor = study.started()
    tutor.on_posting("local", channels)
    return tutor


# What a teacher writes


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("9", Wish(hour=9)),
        ("09:00 Asia/Tokyo", Wish(hour=9, zone="Asia/Tokyo")),
        ("mon-fri 20", Wish(hour=20, weekdays="01234")),
        ("tokyo weekdays 7h", Wish(hour=7, zone="Asia/Tokyo", weekdays="01234")),
        ("9時 月水金", Wish(hour=9, weekdays="024")),
        ("９ 毎日 pace=2", Wish(hour=9, weekdays="0123456", pace=2)),
        ("sat,sun basics", Wish(weekdays="56", track="basics")),
        ("", Wish()),
    ],
)
def test_a_schedule_is_read_in_any_order(words: str, wish: Wish) -> None:
    assert read_wish(words, ["basics"]) == wish


@pytest.mark.parametrize("words", ["25", "9:30", "sometimes", "pace=9", "mo"])
def test_the_first_word_that_cannot_be_read_is_named(words: str) -> None:
    with pytest.raises(Unreadable, match=words.replace("=", ".")):
        read_wish(f"9 {words}", ["basics"])


def test_weekdays_may_go_round_the_end_of_the_week() -> None:
    assert read_weekdays("fri-mon") == "0456"


async def test_only_managers_set_it_and_only_in_a_channel(study: Study) -> None:
    assert "Only those who manage" in text(await daily_command(study, "set 9", manages=False))
    assert "belongs into a channel" in text(await daily_command(study, "set 9", channel=""))
    assert "could not read `9:30`" in text(await daily_command(study, "set 9:30"))
    assert "no daily prompt" in text(await daily_command(study, "show", manages=False))


async def test_a_teacher_sees_how_it_is_set_and_when_it_comes_next(study: Study) -> None:
    reply = await daily_command(study, "set 10 mon-fri pace=2")
    assert "Mon, Tue, Wed, Thu, Fri at **10:00** (UTC), “Basics”, 2 pieces" in text(reply)
    assert "Apr 1, 2026" in text(reply)
    assert actions(reply) == ["daily:skip", "daily:now", "daily:off"]
    assert actions(await daily_command(study, "show", manages=False)) == []
    changed = await daily_command(study, "set 8")
    assert "Fri at **8:00**" in text(changed)
    assert "Apr 2, 2026" in text(changed)


# When it comes


async def test_it_is_posted_once_at_its_hour_with_page_exercise_and_question(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 9, 59)
    assert channels.posts == []
    for minute in (0, 0, 1, 30):
        await at(study, 2026, 4, 1, 10, minute)
    (post,) = channels.posts
    shown = text(post.reply)
    assert "Day 1" in shown
    assert "1. Tensors · First page" in shown
    assert "Some **words**." in shown
    assert "Exercise of the day: Title of evens" in shown
    assert "Question tensors/1?" in shown
    assert not post.reply.private
    assert post.thread == "Day 1 · Tensors"
    assert actions(post.reply) == [
        "snippet:tensors:1:1:en",
        "lesson:tensors:1",
        "exercise:tensors/evens",
        "today:1:tensors/1:a",
        "today:1:tensors/1:b",
    ]
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 2" in text(channels.posts[1].reply)
    assert "Nobody has answered it" in text(channels.posts[1].reply)


async def test_a_bot_that_was_down_posts_late_but_only_within_the_same_local_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 Asia/Tokyo")  # 1:00 UTC
    await at(study, 2026, 4, 2, 14, 59)  # 23:59 in Tokyo
    assert len(channels.posts) == 1
    await at(study, 2026, 4, 3, 15, 1)  # 0:01 on the day after the next one in Tokyo
    assert len(channels.posts) == 1
    await at(study, 2026, 4, 4, 1, 0)  # 10:00 in Tokyo
    assert [text(post.reply).count("Day 2") for post in channels.posts] == [0, 1]


async def test_a_bot_down_for_days_posts_todays_alone(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 9, 12, 0)
    await at(study, 2026, 4, 9, 12, 1)
    assert len(channels.posts) == 1


async def test_days_of_the_week_that_are_not_wanted_are_left_out(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 mon,wed")
    for day in range(1, 8):  # from Wednesday on
        await at(study, 2026, 4, day, 10, 0)
        await at(study, 2026, 4, day, 18, 0)
    posts = await sent_days(study)
    assert posts == [date(2026, 4, 1), date(2026, 4, 6)]


async def test_an_hour_that_the_clocks_jump_over_is_posted_that_day(
    study: Study, channels: Channels
) -> None:
    study.now = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
    await daily_command(study, "set 2 America/New_York")
    await at(study, 2026, 3, 8, 6, 59)
    assert channels.posts == []
    for hour in range(7, 12):
        await at(study, 2026, 3, 8, hour, 0)
    assert await sent_days(study) == [date(2026, 3, 8)]


async def test_an_hour_that_the_clocks_repeat_is_posted_once(
    study: Study, channels: Channels
) -> None:
    study.now = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    await daily_command(study, "set 1 America/New_York")
    for minutes in range(0, 180, 10):
        await at(study, 2026, 11, 1, 5 + minutes // 60, minutes % 60)
    assert await sent_days(study) == [date(2026, 11, 1)]
    await at(study, 2026, 11, 2, 6, 0)
    assert await sent_days(study) == [date(2026, 11, 1), date(2026, 11, 2)]


async def test_a_clock_that_is_set_back_posts_nothing_again(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await at(study, 2026, 4, 1, 9, 0)
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert len(channels.posts) == 1


async def sent_days(study: Study) -> list[date]:
    async with study.database.reading() as session:
        found = await session.scalars(
            select(DailyPostRow.day)
            .where(DailyPostRow.sent_at.is_not(None))
            .order_by(DailyPostRow.day)
        )
        return list(found)


# Crashes, and several processes


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


# What teachers change


async def test_now_posts_todays_at_once_and_not_again_at_its_hour(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 18")
    assert "in a moment" in text(await daily_command(study, "now"))
    await study.tutor.do_what_is_due()
    assert "has been here already" in text(await daily_command(study, "now"))
    await at(study, 2026, 4, 1, 18, 0)
    assert len(channels.posts) == 1


async def test_a_skipped_day_is_left_out_and_its_piece_comes_next(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    assert "Apr 2, 2026" in text(await daily_command(study, "skip"))
    await at(study, 2026, 4, 1, 10, 0)
    assert channels.posts == []
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_off_ends_it_and_setting_it_again_goes_on_where_it_was(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await daily_command(study, "off")
    await at(study, 2026, 4, 2, 10, 0)
    assert len(channels.posts) == 1
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 3, 10, 0)
    assert "Day 2" in text(channels.posts[1].reply)


async def test_the_end_of_the_track_is_said_once(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10 pace=3")
    for day in range(1, 6):
        await at(study, 2026, 4, day, 10, 0)
    assert ["last piece" in text(post.reply) for post in channels.posts] == [False, False, True]


def test_a_track_is_cut_into_a_page_an_exercise_and_a_question_a_day(study: Study) -> None:
    (track,) = catalog(study.catalog.tracks[0].lessons[0].folder).tracks
    cut = [
        (
            piece.lesson.slug,
            piece.page,
            piece.exercise.function if piece.exercise else None,
            piece.question.id if piece.question else None,
        )
        for piece in pieces(track)
    ]
    assert cut == [
        ("tensors", 1, "evens", "tensors/1"),
        ("tensors", 2, "to_float", "tensors/2"),
        ("tensors", 3, None, "tensors/3"),
        ("operations", 1, "affine", None),
    ]
    assert len(of_day(track, 2, 3)) == 2


# What learners do with it


async def test_an_answer_is_private_counted_and_gives_a_point_of_the_day_once(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    right = await study.press("today:1:tensors/1:b")
    assert right.private
    assert "+2 points" in text(right)
    assert "1 learner has answered" in text(right)
    again = await study.press("today:1:tensors/1:b")
    assert "point" not in text(again)
    assert "1 learner has answered" in text(again)


async def test_a_second_try_is_explained_and_earns_nothing_of_the_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await study.press("today:1:tensors/1:a")
    assert "+1 point" in text(await study.press("today:1:tensors/1:b"))


async def test_the_next_day_shows_the_answer_the_counts_and_who_solved_the_exercise(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await study.press("today:1:tensors/1:b", who="aki")
    await study.press("today:1:tensors/1:a", who="ben")
    for who in ("ben", "aki", "cai"):
        await study.passes("evens", who)
    await study.press("settings:hide", who="cai")
    await at(study, 2026, 4, 2, 10, 0)
    shown = text(channels.posts[1].reply)
    assert "answer: b. `torch.int64`** · 1 of 2 were right" in shown
    assert "Because of tensors/1." in shown
    assert "“Title of evens”** was solved by Aki, Ben" in shown


async def test_an_answer_after_its_day_is_told_but_not_counted(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    study.now += timedelta(days=1)
    late = await study.press("today:1:tensors/1:b")
    assert "+1 point" in text(late)
    async with study.database.reading() as session:
        assert await daily.counts(session, 1) == daily.Counts(0, 0)


async def test_an_answer_to_another_question_is_not_counted_as_the_days(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert "+1 point" in text(await study.press("today:1:tensors/2:true"))
    async with study.database.reading() as session:
        assert await daily.counts(session, 1) == daily.Counts(0, 0)


async def test_yesterdays_answer_is_yesterdays_also_when_the_pace_has_changed_since(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 pace=2")
    await at(study, 2026, 4, 1, 10, 0)
    await daily_command(study, "set pace=1")
    await at(study, 2026, 4, 2, 10, 0)
    assert "answer: b. `torch.int64`" in text(channels.posts[1].reply)
    assert "Question tensors/3?" in text(channels.posts[1].reply)


async def test_an_empty_typed_answer_is_asked_for_again(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert "no answer in that" in text(await study.press("today:1:tensors/3", "  "))


async def test_a_button_of_a_day_that_is_unknown_says_so(study: Study) -> None:
    assert "does not exist" in text(await study.press("today:99:tensors/1:b"))
    assert "no longer works" in text(await study.press("today:soon:tensors/1:b"))


# Reminders


async def test_a_reminder_comes_when_something_is_due_and_only_then(
    study: Study, channels: Channels
) -> None:
    await study.type("/review remind 20")
    await study.type("/review remind 20", who="ben")
    await study.press("answer:tensors/1:a")
    await at(study, 2026, 4, 1, 19, 59)
    assert channels.told == []
    for minute in (0, 1, 2):
        await at(study, 2026, 4, 1, 20, minute)
    ((account, message),) = channels.told
    assert account == "aki"
    assert "One thing is due" in text(message)
    assert "command:review" in actions(message)
    assert message.private
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 2


async def test_a_reminder_of_a_day_that_is_over_is_not_sent(
    study: Study, channels: Channels
) -> None:
    await study.type("/review remind 20")
    await study.press("answer:tensors/1:a")
    await at(study, 2026, 4, 2, 7, 0)
    assert channels.told == []
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1


async def test_without_a_platform_that_posts_the_timetable_has_nothing_to_do(
    study: Study,
) -> None:
    await study.tutor.command(person(), "start", "", "m")
    assert not await study.tutor.do_what_is_due()
