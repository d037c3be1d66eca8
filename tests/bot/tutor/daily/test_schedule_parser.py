"""The arguments of `/daily`, and the division of a track into days."""

from __future__ import annotations

import pytest

from bot.tutor.daily.plan import daily_items
from bot.tutor.daily.schedule_parser import (
    ScheduleParseError,
    ScheduleRequest,
    parse_schedule,
)
from bot.tutor.text.times import ClockTime
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command
from tests.support.small_curriculum import catalog
from tests.support.study import Study, actions, text


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("9", ScheduleRequest(time=ClockTime(9))),
        ("09:00 Asia/Tokyo", ScheduleRequest(time=ClockTime(9), zone="Asia/Tokyo")),
        ("mon-fri 20", ScheduleRequest(time=ClockTime(20), weekdays="01234")),
        (
            "tokyo weekdays 7h",
            ScheduleRequest(time=ClockTime(7), zone="Asia/Tokyo", weekdays="01234"),
        ),
        ("9時 月水金", ScheduleRequest(time=ClockTime(9), weekdays="024")),
        ("９ 毎日 pace=2", ScheduleRequest(time=ClockTime(9), weekdays="0123456", pace=2)),
        ("sat,sun basics", ScheduleRequest(weekdays="56", track="basics")),
        ("9:30 Osaka", ScheduleRequest(time=ClockTime(9, 30), zone="Asia/Tokyo")),
        (
            "午後9時 月-金 日本",
            ScheduleRequest(time=ClockTime(21), zone="Asia/Tokyo", weekdays="01234"),
        ),
        (
            "New York every day at 9 pm x3",
            ScheduleRequest(
                time=ClockTime(21), zone="America/New_York", weekdays="0123456", pace=3
            ),
        ),
        ("mon wed fri 7", ScheduleRequest(time=ClockTime(7), weekdays="024")),
        ("then=training", ScheduleRequest(following=("training",))),
        (
            "ｔｈｅｎ＝training,basics 9",
            ScheduleRequest(time=ClockTime(9), following=("training", "basics")),
        ),
        ("then=none", ScheduleRequest(following=())),
        ("", ScheduleRequest()),
    ],
)
def test_a_schedule_is_read_in_any_order(words: str, wish: ScheduleRequest) -> None:
    assert parse_schedule(words, ["basics", "training"]) == wish


@pytest.mark.parametrize(
    "words",
    ["25", "9:75", "sometimes", "pace=9", "mo", "then=", "then=other", "then=basics,basics"],
)
def test_the_first_word_that_cannot_be_read_is_named(words: str) -> None:
    with pytest.raises(ScheduleParseError, match=words.replace("=", ".")):
        parse_schedule(f"9 {words}", ["basics"])


async def test_only_managers_set_it_and_only_in_a_channel(study: Study) -> None:
    assert "Only admins" in text(await daily_command(study, "set 9", manages=False))
    assert "goes into a channel" in text(await daily_command(study, "set 9", channel=""))
    assert "could not read `9:75`" in text(await daily_command(study, "set 9:75"))
    assert "no daily prompt" in text(await daily_command(study, "show", manages=False))


async def test_a_teacher_sees_how_it_is_set_and_when_it_comes_next(study: Study) -> None:
    reply = await daily_command(study, "set 10 mon-fri pace=2")
    assert "Mon, Tue, Wed, Thu, Fri at **10:00** (UTC), “Basics”, 2 pieces" in text(reply)
    assert "2026-04-01 10:00 (UTC)" in text(reply)
    assert actions(reply) == ["daily:now:general", "daily:skip:general", "daily:off:general"]
    shown = actions(await daily_command(study, "show", manages=False))
    assert not any(each.startswith("daily:") for each in shown)
    changed = await daily_command(study, "set 8")
    assert "Fri at **8:00**" in text(changed)
    assert "2026-04-02 08:00 (UTC)" in text(changed)


async def test_now_posts_todays_at_once_and_not_again_at_its_hour(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 18")
    assert "in a moment" in text(await daily_command(study, "now"))
    await study.tutor.scheduler.run_due()
    assert "already, or is left out" in text(await daily_command(study, "now"))
    await at(study, 2026, 4, 1, 18, 0)
    assert len(channels.posts) == 1


async def test_a_skipped_day_is_left_out_and_its_piece_comes_next(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    assert "2026-04-02 10:00 (UTC)" in text(await daily_command(study, "skip"))
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


def test_a_track_is_cut_into_a_page_an_exercise_and_a_question_a_day(study: Study) -> None:
    (track,) = catalog(study.catalog.tracks[0].lessons[0].folder).tracks
    cut = [
        (
            piece.lesson.slug,
            piece.page,
            piece.exercise.function if piece.exercise else None,
            piece.question.id if piece.question else None,
        )
        for piece in daily_items(track)
    ]
    assert cut == [
        ("tensors", 1, "evens", "tensors/1"),
        ("tensors", 2, "to_float", "tensors/2"),
        ("tensors", 3, None, "tensors/3"),
        ("operations", 1, "affine", None),
    ]
