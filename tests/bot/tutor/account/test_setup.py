"""`/setup`: one reply with everything that a place needs, and what is missing in each channel."""

from __future__ import annotations

import pytest

from bot.tutor.replies.model import Menu, Reply
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command, teacher
from tests.support.study import Study, actions, blocks, text

NO_ENTRY = "discord-channel-no-entry"


async def setup(study: Study, argument: str = "", *, manages: bool = True) -> Reply:
    user = teacher("general", manages=manages)
    return await study.tutor.command(user, "setup", argument, study.next_place())


async def choose(study: Study, reply: Reply, label: str, value: str) -> Reply:
    (menu,) = (each for each in blocks(reply, Menu) if each.label == label)
    assert value in [each.value for each in menu.choices]
    return await study.tutor.act(teacher("general"), menu.action, value, study.next_place())


async def test_a_place_is_set_up_by_choosing_alone(study: Study, channels: Channels) -> None:
    reply = await setup(study)
    assert "no daily prompt** in #general" in text(reply)
    assert "at **21:00**" in text(await choose(study, reply, "When? (time of UTC)", "21:00"))
    reply = await setup(study)
    assert "Mon, Tue, Wed, Thu, Fri" in text(
        await choose(study, reply, "On which days?", "weekdays")
    )
    await choose(study, await setup(study), "In which language?", "ja")
    await at(study, 2026, 4, 1, 21, 0)
    (post,) = channels.posts
    assert post.language == "ja"


async def test_a_menu_has_first_what_is_chosen(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 9:45 weekend ja")
    menus = blocks(await setup(study), Menu)
    assert [each.choices[0].value for each in menus] == ["9:45", "UTC", "weekend", "ja"]


async def test_the_zone_of_a_prompt_is_chosen_by_the_time_there(
    study: Study, channels: Channels
) -> None:
    reply = await choose(
        study, await setup(study), "What time is it where your group is?", "Asia/Tokyo"
    )
    assert "Choose a time as well" in text(reply)
    assert blocks(reply, Menu)[0].label == "When? (time of Asia/Tokyo)"


async def test_who_sets_the_hour_later_does_not_change_the_language(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 9 日本語")
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert [post.language for post in channels.posts] == ["ja"]


async def test_the_check_says_for_each_channel_what_is_missing(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10", channel="lab")
    channels.known = ("general", "quiet")
    channels.refused["quiet"] = NO_ENTRY
    reply = text(await setup(study, "check"))
    assert "✗ #quiz" not in reply
    lines = [line for line in reply.splitlines() if line.startswith("- ")]
    assert lines[0].startswith("- ✗ I may not post in #quiet.")
    assert lines[1:] == ["- ✓ #general: nothing is missing.", "- ✓ #lab: nothing is missing."]


async def test_a_channel_of_which_nothing_is_heard_is_not_called_complete(
    study: Study, channels: Channels
) -> None:
    channels.is_down = True
    reply = text(await setup(study, "check"))
    assert "? #general: I could not check it" in reply
    assert "✓" not in reply


@pytest.mark.parametrize("argument", ["", "check"])
async def test_only_those_who_manage_the_place_set_it_up(
    study: Study, channels: Channels, argument: str
) -> None:
    reply = await setup(study, argument, manages=False)
    assert "Only admins" in text(reply)
    assert blocks(reply, Menu) == []
    daily = await study.tutor.command(
        teacher("general", manages=False), "daily", "show", study.next_place()
    )
    assert blocks(daily, Menu) == []


@pytest.mark.parametrize("argument", ["role basics", "role basics 123", "role basics none"])
async def test_a_platform_without_roles_says_so(
    study: Study, channels: Channels, argument: str
) -> None:
    assert "There are no roles here" in text(await setup(study, argument))
    refused = await setup(study, argument, manages=False)
    assert "Only admins" in text(refused)


def test_an_arrival_offers_to_begin_and_to_set_up(study: Study) -> None:
    arrival = study.tutor.arrival("ja", "勉強会 *A*")
    assert actions(arrival.channel) == ["command:start", "command:setup"]
    assert "「勉強会 \\*A\\*」" in text(arrival.inviter)
    assert "/setup" in text(arrival.inviter)
