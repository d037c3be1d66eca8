"""Commands in texts: on Discord their values stand behind the options that they are given to."""

from __future__ import annotations

import re

import pytest

from bot.i18n import FOLDER
from bot.platforms.discord.markdown import discord_blocks
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.text.commands import COMMANDS
from bot.tutor.text.typed_options import parse_example
from lessons.curriculum import LANGUAGES
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import text_of

COMMAND = re.compile(r"(?:\*\*|`)/([^*`{]+)(?:\*\*|`)")
OF_THE_PLATFORM = {"invite @Tensei", "tensei", "tensei status", "tensei help"}  # Slack's own


@pytest.mark.parametrize(
    ("typed", "name", "options"),
    [
        ("help", "help", ()),
        ("review remind 20", "review", (("remind", "20"),)),
        ("review remind 9 pm", "review", (("remind", "9 pm"),)),
        ("review remind off", "review", (("remind", "off"),)),
        ("quiz practice", "quiz", (("lesson", "practice"),)),
        ("group create", "group create", ()),
        ("live evens 10", "live", (("exercise", "evens"), ("minutes", "10"))),
        ("daily set pace=2", "daily set", (("pace", "2"),)),
        ("daily set then=…", "daily set", (("then", "…"),)),
        (
            "daily set 9 Asia/Tokyo mon-fri",
            "daily set",
            (("hour", "9"), ("zone", "Asia/Tokyo"), ("weekdays", "mon-fri")),
        ),
    ],
)
def test_a_typed_command_is_split_into_the_options_of_its_table(
    typed: str, name: str, options: tuple[tuple[str, str], ...]
) -> None:
    example = parse_example(typed)
    assert example is not None
    assert (example.name, example.options) == (name, options)


@pytest.mark.parametrize("typed", ["invite @Tensei", "daily", "help me", "group nothing x"])
def test_what_no_command_takes_stays_as_it_is_written(typed: str) -> None:
    assert parse_example(typed) is None
    assert discord_blocks(f"**/{typed}**", {}) == [f"**/{typed}**"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_with_values_in_a_sentence_is_one_that_options_can_be_given_to(
    language: str,
) -> None:
    leaves = {f"{each.name} {leaf.name}" for each in COMMANDS for leaf in each.subcommands}
    found = 0
    for file in (FOLDER / language).glob("*.ftl"):
        for typed in COMMAND.findall(file.read_text(encoding="utf-8")):
            if " " in typed and typed not in OF_THE_PLATFORM | leaves:
                assert parse_example(typed) is not None, (file.name, typed)
                found += 1
    assert found >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_an_option_as_it_is_typed_but_in_an_example_of_its_command(
    language: str,
) -> None:
    options = {
        option.name
        for command in COMMANDS
        for leaf in (command, *command.subcommands)
        for option in leaf.options
    }
    typed = re.compile(rf"\b({'|'.join(sorted(options))})=")
    for file in (FOLDER / language).glob("*.ftl"):
        lines = file.read_text(encoding="utf-8").splitlines()
        rest = (COMMAND.sub("", each) for each in lines if not each.startswith("#"))
        if not file.name.startswith("errors"):  # those are about Python's own arguments
            assert [each for each in rest if typed.search(each)] == [], file.name


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en-US", "`hour:9` `zone:Asia/Tokyo` `weekdays:mon-fri`"),
        ("ja", "`時刻:9` `タイムゾーン:Asia/Tokyo` `曜日:平日`"),
    ],
)
async def test_the_example_of_a_command_is_a_link_and_its_options_as_discord_names_them(
    locale: str, shown: str, chat: DiscordChat, discord: DiscordServer
) -> None:
    learner = Learner(discord, "Aiko", locale=locale)
    said = text_of(
        await learner.shown(await learner.command("daily show", channel=discord.world.channel))
    )
    assert re.search(rf"</daily set:\d+> {re.escape(shown)}", said), said
    assert "pace=2" not in said
