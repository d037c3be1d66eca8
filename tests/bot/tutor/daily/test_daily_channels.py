"""Which channel `/daily` and its buttons act on, and channels that take no posts."""

from __future__ import annotations

import logging

import pytest

from bot.tutor.daily.schedule_menus import Part
from bot.tutor.replies.actions import SetDailySchedule, encode
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command, restarted, teacher
from tests.support.study import Study, actions, text

NO_ENTRY = "discord-channel-no-entry"


async def press(study: Study, action: str, channel: str = "general", **who: object) -> str:
    """Press a button as the manager, in a channel; return the text of the reply."""
    user = teacher(channel, **who)  # type: ignore[arg-type]
    return text(await study.tutor.act(user, action, "", study.next_place()))


async def test_a_button_acts_on_the_channel_that_its_text_names(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    shown = await daily_command(study, "set 10", channel="other")
    assert "in #other" in text(shown)
    (off,) = (each for each in actions(shown) if each.startswith("daily:off"))
    assert "no daily prompt** in #other" in await press(study, off, channel="general")
    await at(study, 2026, 4, 1, 10, 0)
    assert [post.channel for post in channels.posts] == ["general"]


@pytest.mark.parametrize("verb", ["skip", "now", "off", "show"])
async def test_every_button_names_the_channel_it_acts_on(
    verb: str, study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10", channel="other")
    assert "#other" in await press(study, f"daily:{verb}:other")
    assert "#general" in await press(study, f"daily:{verb}")


async def test_a_button_changes_no_channel_of_another_place(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10", channel="other")
    stranger = teacher("general").__class__("local", "x", "X", "en", "away", "", "general", True)
    await study.tutor.act(stranger, "daily:off:other", "", study.next_place())
    await at(study, 2026, 4, 1, 10, 0)
    assert [post.channel for post in channels.posts] == ["other"]


async def test_a_button_of_a_manager_does_nothing_for_others(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10", channel="other")
    assert "Only admins" in await press(study, "daily:off:other", manages=False)
    await at(study, 2026, 4, 1, 10, 0)
    assert len(channels.posts) == 1


async def test_what_is_off_is_not_turned_on_again_by_now_or_skip(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await daily_command(study, "off")
    for verb in ("now", "skip"):
        assert "**no daily prompt** in #general" in text(await daily_command(study, verb))
        for day in (1, 2, 3):
            await at(study, 2026, 4, day, 10, 0)
    assert channels.posts == []


@pytest.mark.parametrize(
    ("part", "value"), [("zone", "Asia/Tokyo"), ("days", "weekdays"), ("language", "ja")]
)
async def test_only_a_time_from_a_menu_turns_a_prompt_on(
    part: Part, value: str, study: Study, channels: Channels
) -> None:
    manager = teacher("general")

    async def choose(part: Part, value: str) -> str:
        action = encode(SetDailySchedule(part, "general"))
        return text(await study.tutor.act(manager, action, value, study.next_place()))

    assert "no daily prompt** in #general" in await choose(part, value)
    await at(study, 2026, 4, 1, 10, 0)
    assert channels.posts == []
    await choose("time", "10:00")
    shown = await choose(part, value)
    assert "**Daily prompt** in #general" in shown
    assert "**10:00**" in shown


@pytest.mark.parametrize("is_down", [True, False])
async def test_what_is_turned_off_while_it_is_posted_stays_off(
    is_down: bool, study: Study, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    await daily_command(study, "set 10")
    posted = channels.post

    async def post_after_off(post: object) -> str:
        await daily_command(study, "off")
        return await posted(post)  # type: ignore[arg-type]

    channels.is_down = is_down
    monkeypatch.setattr(channels, "post", post_after_off)
    await at(study, 2026, 4, 1, 10, 0)
    monkeypatch.undo()
    channels.is_down = False
    for day in (1, 2, 3):
        await at(study, 2026, 4, day, 10, 30)
    assert len(channels.posts) == (0 if is_down else 1)


@pytest.mark.parametrize("command", ["set 10", "now"])
async def test_a_channel_that_takes_no_posts_is_said_at_once_with_what_to_do(
    command: str, study: Study, channels: Channels
) -> None:
    if command == "now":
        await daily_command(study, "set 18")
    channels.refused["general"] = NO_ENTRY
    refused = text(await daily_command(study, command))
    assert "may not post in #general" in refused
    assert "**View Channel**" in refused
    assert "prompt is set" not in refused
    channels.refused.clear()
    await at(study, 2026, 4, 1, 10, 0)
    assert channels.posts == []


async def test_a_platform_that_does_not_answer_does_not_keep_a_prompt_from_being_set(
    study: Study, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_answer(_: str) -> None:
        raise ConnectionError("the platform is out of reach")

    monkeypatch.setattr(channels, "check", no_answer)
    assert "prompt is set" in text(await daily_command(study, "set 10"))


async def test_a_channel_that_refuses_later_is_turned_off_and_its_manager_is_told_once(
    study: Study, channels: Channels, caplog: pytest.LogCaptureFixture
) -> None:
    await daily_command(study, "set 10")
    channels.refused["general"] = NO_ENTRY
    with caplog.at_level(logging.WARNING):
        for minute in range(0, 30, 3):
            await at(study, 2026, 4, 1, 10, minute)
        await at(study, 2026, 4, 2, 10, 0)
    assert [account for account, _ in channels.told] == ["sensei"]
    told = text(channels.told[0][1])
    assert "could not post today's prompt in #general" in told
    assert "**View Channel**" in told
    assert "**/daily set**" in told
    (line,) = (each for each in caplog.records if "refuses" in each.message)
    assert line.exc_info is None
    channels.refused.clear()
    assert "prompt is set" in text(await daily_command(study, "set"))
    await at(study, 2026, 4, 3, 10, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_a_channel_that_is_mended_the_same_day_gets_its_prompt_that_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.refused["general"] = NO_ENTRY
    await at(study, 2026, 4, 1, 10, 0)
    channels.refused.clear()
    await daily_command(study, "set 12")
    await at(study, 2026, 4, 1, 12, 0)
    assert len(channels.posts) == 1


async def test_a_manager_who_was_deleted_is_told_nothing(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    await press(study, "privacy:delete-now")
    channels.refused["general"] = NO_ENTRY
    await at(study, 2026, 4, 1, 10, 0)
    await at(study, 2026, 4, 1, 10, 1)
    assert channels.told == []


async def test_days_are_numbered_and_nothing_is_left_out_when_the_pace_changes(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 pace=2")
    await at(study, 2026, 4, 1, 10, 0)
    await daily_command(study, "set pace=1")
    await at(study, 2026, 4, 2, 10, 0)
    restarted(study, channels)
    await daily_command(study, "set pace=3")
    await at(study, 2026, 4, 3, 10, 0)
    shown = [text(post.reply) for post in channels.posts]
    assert [f"## Day {number}\n" in f"{each}\n" for number, each in enumerate(shown, 1)] == [
        True
    ] * 3
    places = [
        [action for action in actions(post.reply) if action.startswith("lesson:")]
        for post in channels.posts
    ]
    assert places == [
        ["lesson:tensors:1", "lesson:tensors:2"],
        ["lesson:tensors:3"],
        ["lesson:operations:1"],
    ]


async def test_the_schedule_says_which_tracks_follow(study: Study, channels: Channels) -> None:
    assert "After the last piece it goes on by itself" in text(await daily_command(study, "set"))
    unknown = text(await daily_command(study, "set then=nothing-like-it"))
    assert "could not read `then=nothing-like-it`" in unknown
    assert "The tracks are `basics`" in unknown
