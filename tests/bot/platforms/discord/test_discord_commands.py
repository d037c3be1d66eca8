"""Commands with subcommands and typed options: registered natively, and parsed by the tutor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from bot.tutor.text.commands import OFFERED
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, GUILD_TEXT, JSON, text_of

CHANNEL, MEMBER, WHOLE, TEXT, SUBCOMMAND = 7, 6, 4, 3, 1
MANAGE_SERVER, SEND_MESSAGES = 1 << 5, 1 << 11

StartChat = Callable[..., Awaitable[object]]


def registered(discord: DiscordServer, path: str) -> JSON:
    """Return a registered command, subcommand or option, such as "daily set hour"."""
    first, *others = path.split()
    found = next(each for each in discord.world.commands if each["name"] == first)
    for name in others:
        found = next(each for each in found["options"] if each["name"] == name)
    return found


def flatten(things: list[JSON]) -> list[JSON]:
    return [each for thing in things for each in (thing, *flatten(thing.get("options") or []))]


async def test_every_subcommand_and_option_of_the_tutor_is_there(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    for command in OFFERED:
        inner = command.subcommands or command.options
        there = registered(discord, command.name).get("options") or []
        assert {each["name"] for each in there} == {
            "name" if each.name == "mate" else each.name for each in inner
        }
        for each in command.subcommands:
            options = registered(discord, f"{command.name} {each.name}").get("options") or []
            assert [option["name"] for option in options] == [
                "name" if option.name == "mate" else option.name for option in each.options
            ]


async def test_every_name_and_description_is_there_in_japanese(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    slash = [each for each in discord.world.commands if each["type"] == 1]
    for thing in flatten(slash):
        assert thing["name_localizations"]["ja"]
        assert thing["description_localizations"]["ja"] != thing["description"]
        for choice in thing.get("choices") or []:
            assert choice["name_localizations"]["ja"]


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("daily set hour", {"type": TEXT, "autocomplete": True}),
        ("daily set channel", {"type": CHANNEL, "channel_types": [0, 5, 15]}),
        ("daily set zone", {"type": TEXT, "autocomplete": True}),
        ("progress member", {"type": MEMBER}),
        ("group rename group", {"type": TEXT, "autocomplete": True, "required": True}),
    ],
)
async def test_options_have_their_own_kinds(
    path: str, facts: dict[str, Any], chat: DiscordChat, discord: DiscordServer
) -> None:
    assert facts.items() <= registered(discord, path).items()


async def test_only_managers_see_what_is_for_managers(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    for command in OFFERED:
        permissions = registered(discord, command.name)["default_member_permissions"]
        is_restricted = command.for_managers or command.for_operators
        assert permissions == (MANAGE_SERVER if is_restricted else None)


@pytest.mark.parametrize(
    ("path", "option", "prefix", "offered"),
    [
        ("lesson", "topic", "ten", ("tensors", "1. ")),
        ("submit", "exercise", "eve", ("tensors/evens", "evens")),
        ("daily set", "zone", "toky", ("Asia/Tokyo", "Asia/Tokyo")),
        ("daily set", "track", "py", ("pytorch-basics", "")),
        ("daily set", "weekdays", "mon-thu", ("mon-thu", "Mon, Tue, Wed, Thu")),
        ("review", "remind", "2", ("20", "20:00")),
        ("group leave", "group", "", ("Night owls", "Night owls")),
        ("leaderboard", "group", "owl", ("Night owls", "Night owls")),
    ],
)
async def test_half_typed_options_are_completed_with_words_that_say_what_they_mean(
    path: str,
    option: str,
    prefix: str,
    offered: tuple[str, str],
    chat: DiscordChat,
    aiko: Learner,
) -> None:
    await aiko.shown(await aiko.command("group create", "Night owls"))
    found = await aiko.complete(path, prefix, option)
    value, words = offered
    assert words in found[value]


@pytest.mark.parametrize("path", ["settings zone", "daily set", "group zone"])
@pytest.mark.parametrize("typed", ["tok", "日本", "東京"])
async def test_a_zone_is_completed_by_its_city_or_country_and_the_nearest_comes_first(
    path: str, typed: str, chat: DiscordChat, aiko: Learner
) -> None:
    found = await aiko.complete(path, typed, "zone")
    assert next(iter(found)) == "Asia/Tokyo"


async def test_completion_speaks_the_readers_language(chat: DiscordChat, hanako: Learner) -> None:
    assert "テンソル" in (await hanako.complete("lesson", "ten"))["tensors"]


async def test_a_group_is_made_renamed_shown_and_left_by_subcommands(
    chat: DiscordChat, aiko: Learner
) -> None:
    await aiko.shown(await aiko.command("group create", "Night"))
    await aiko.shown(await aiko.command("group create", "Night owls"))
    renamed = await aiko.command("group rename", "Night", name="owls forever")
    await aiko.shown(renamed, "owls forever")
    listed = str(await aiko.shown(await aiko.command("group list")))
    assert "Night owls" in listed
    assert "owls forever" in listed
    await aiko.shown(await aiko.command("group show", "night owls"), "Night owls")
    await aiko.shown(await aiko.command("group leave", "owls forever"), "Leave")


async def test_an_invitation_is_for_everyone_to_see_and_a_refusal_is_not(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer, words: Translations
) -> None:
    channel = discord.world.channel
    await aiko.shown(await aiko.command("group create", "Owls", channel=channel))
    invited = await aiko.shown(await aiko.command("group invite", "Owls", channel=channel))
    assert not invited["flags"] & EPHEMERAL
    joined = await hanako.press(invited, words.translate("en", "button-group-join"))
    asked = await hanako.shown(joined, "Owls")
    assert asked["flags"] & EPHEMERAL
    agreed = await hanako.press(asked, words.translate("ja", "button-group-agree"))
    await hanako.shown(agreed, "Owls")
    before = len(discord.world.of_bot(channel))
    await hanako.command("group invite", "Owls", channel=channel)
    (refusal,) = await discord.until(lambda: discord.requests_to("POST", "^/webhooks/"))
    assert refusal.body["flags"] & EPHEMERAL
    assert words.translate("ja", "group-teachers-only") in str(refusal.body)
    assert (
        len([m for m in discord.world.of_bot(channel)[before:] if not m["flags"] & EPHEMERAL]) == 0
    )


async def test_the_groups_own_button_invites_before_everyone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    channel = discord.world.channel
    shown = await aiko.shown(await aiko.command("group create", "Owls", channel=channel))
    invited = await aiko.press(shown, words.translate("en", "button-invite"))
    assert not (await aiko.shown(invited, "Owls"))["flags"] & EPHEMERAL


async def test_a_daily_prompt_is_set_for_the_channel_that_was_chosen(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    world = discord.world
    other = world.add_channel(GUILD_TEXT, guild_id=str(world.guild), name="prompts")
    set_ = await aiko.command(
        "daily set", hour=7, weekdays="mon-fri", pace=2, channel=world.channel, channel_=other
    )
    await aiko.shown(set_, "**7:00**")
    here = await aiko.shown(await aiko.command("daily show", channel=world.channel))
    assert f"**no daily prompt** in <#{world.channel}>" in text_of(here)
    there = await aiko.command("daily show", channel=world.channel, channel_=other)
    await aiko.shown(there, "2 pieces")


async def test_nobody_sets_a_prompt_for_a_channel_that_is_closed_to_them(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    world = discord.world
    other = world.add_channel(GUILD_TEXT, guild_id=str(world.guild), name="news")
    aiko.permissions = 0  # the server's settings allow her the command
    refused = await aiko.command("daily set", hour=7, channel=world.channel, channel_=other)
    shown = await aiko.shown(refused, "You cannot write in")
    assert f"<#{other}>" in text_of(shown)


async def test_a_channel_in_which_the_bot_may_not_post_is_named_with_what_it_needs(
    start: StartChat, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    world = discord.world
    denied_to_all = {"id": str(world.guild), "type": 0, "allow": "0", "deny": str(SEND_MESSAGES)}
    closed = world.add_channel(
        GUILD_TEXT,
        guild_id=str(world.guild),
        name="rules",
        permission_overwrites=[denied_to_all],
    )
    await start(tutor)
    refused = await aiko.command("daily set", hour=7, channel=world.channel, channel_=closed)
    assert "**Send Messages**" in text_of(await aiko.shown(refused, "I may not post in"))
    assert f"<#{closed}>" in text_of(await aiko.shown(refused))


async def test_a_reminder_for_reviews_is_an_option_of_its_command(
    chat: DiscordChat, aiko: Learner
) -> None:
    await aiko.shown(await aiko.command("review", "20"), "**20:00**")


async def test_a_board_is_asked_for_by_group_and_period(
    chat: DiscordChat, aiko: Learner, words: Translations
) -> None:
    await aiko.shown(await aiko.command("group create", "Night owls"))
    week = await aiko.command("leaderboard", group="Night owls", period="week")
    await aiko.shown(week, words.translate("en", "leaderboard-empty-week")[:20])


async def test_settings_are_changed_one_by_one(chat: DiscordChat, aiko: Learner) -> None:
    await aiko.shown(await aiko.command("settings zone", "Europe/Berlin"), "Europe/Berlin")
    await aiko.shown(await aiko.command("settings hide"), "off the leaderboards now")
    await aiko.shown(await aiko.command("settings unhide"), "Welcome back")
    await aiko.shown(await aiko.command("privacy delete"), "Delete everything?")


async def test_a_command_in_a_text_is_a_link_that_fills_in_its_subcommand(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    help = text_of(await aiko.shown(await aiko.command("help")))
    group, daily = (registered(discord, name)["id"] for name in ("group", "daily"))
    assert f"</group list:{group}>" in help
    assert f"</daily show:{daily}>" in help


async def test_a_managers_command_is_not_offered_in_direct_messages(
    chat: DiscordChat, discord: DiscordServer
) -> None:
    contexts = {each["name"]: each["contexts"] for each in discord.world.commands}
    assert contexts["daily"] == [0]  # servers
    assert contexts["start"] == [0, 1, 2]
