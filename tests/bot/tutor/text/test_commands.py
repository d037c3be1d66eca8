"""Options of commands as text, their completion, and aliases of commands."""

from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import Translations
from bot.tutor.text.command_names import (
    command_for,
    command_named,
    parse_bare_command,
    parse_slash_command,
    with_subcommand,
)
from bot.tutor.text.commands import COMMANDS, OFFERED, Command, Subcommand, argument_of
from tests.support.study import Study, actions, person, text

CHOSEN = {"lesson": "tensors", "topic": "tensors", "exercise": "tensors/evens"}


def asked(path: str) -> Command | Subcommand:
    name, _, subcommand = path.partition(" ")
    command = command_named(name)
    assert command is not None
    return next((e for e in command.subcommands if e.name == subcommand), command)


@pytest.mark.parametrize(
    ("path", "given", "argument"),
    [
        ("lesson", {}, ""),
        ("review", {"remind": "20"}, "remind 20"),
        ("progress", {"member": "42", "mate": "Ben"}, "@42"),
        ("leaderboard", {"group": "Night owls", "period": "week"}, "Night owls week"),
        ("leaderboard", {"period": "week", "exercise": "tensors/evens"}, "tensors/evens"),
        ("group rename", {"group": "Night", "name": "{owls}"}, 'rename "Night" {owls}'),
        ("group list", {}, "list"),
        ("group learner", {"member": "42", "mate": "Ben"}, "learner @42"),
        ("group learner", {"mate": "Ben Smith"}, "learner Ben Smith"),
        ("daily set", {"hour": "9", "weekdays": "mon-fri", "pace": "2"}, "set 9 mon-fri pace=2"),
        ("daily off", {}, "off"),
        ("settings zone", {"zone": " Asia/Tokyo "}, "Asia/Tokyo"),
        ("settings unhide", {}, "show"),
        ("settings answers", {"where": "direct"}, "answers-direct"),
        ("settings channel", {"policy": "quiet"}, "channel-quiet"),
        ("privacy about", {}, ""),
    ],
)
def test_chosen_options_are_written_as_they_would_be_typed(
    path: str, given: dict[str, str], argument: str
) -> None:
    assert argument_of(asked(path), given) == argument


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
async def test_the_tutor_understands_every_subcommand(command: Command, study: Study) -> None:
    """No command without a slash gets the reply to unknown text."""
    await study.type("/group create Owls")
    values = CHOSEN | {"group": "Owls", "zone": "Asia/Tokyo", "where": "thread", "hour": "7"}
    unknown = ("There is no", "could not read", "no group `", "no time zone")
    for each in command.subcommands:
        if each.name in {"leave", "archive"}:
            assert "Owls" in text(await study.type(f"/group {each.name} Owls"))
            continue
        given = {
            option.name: values[option.name] for option in each.options if option.name in values
        }
        said = text(await study.type(f"/{command.name} {argument_of(each, given)}".strip()))
        assert said
        assert not any(words in said for words in unknown), f"{command.name} {each.name}: {said}"


async def test_a_group_is_renamed_left_and_shown_by_its_name(study: Study) -> None:
    await study.type("/group create Night owls")
    assert "Dawn" in text(await study.type("/group rename night owls Dawn birds"))
    assert "Dawn birds" in text(await study.type("/group show Dawn birds"))
    assert "Leave **Dawn birds**" in text(await study.type("/group leave Dawn birds"))


async def test_quotes_tell_a_name_from_one_that_begins_like_it(study: Study) -> None:
    for name in ("Night", "Night owls"):
        await study.type(f"/group create {name}")
    await study.type('/group rename "Night" owls forever')
    listed = str(actions(await study.type("/group list")))
    assert "Night owls" in text(await study.type("/group show Night owls"))
    assert "owls forever" in text(await study.type("/group show owls forever"))
    assert listed.count(":show") == 3  # and the group of everyone here


async def test_two_groups_of_one_name_are_shown_to_choose_from(study: Study) -> None:
    for _ in range(2):
        await study.type("/group create Owls")
    assert "several groups called `Owls`" in text(await study.type("/group leave Owls"))


async def test_what_only_a_teacher_does_is_refused_to_others_in_words_too(study: Study) -> None:
    created = await study.type("/group create Owls")
    code = next(block.text for block in created.blocks if block.type == "code")
    await study.press(f"join-now:{code}", who="ben")
    for verb in ("rename", "invite", "archive", "export", "hand", "zone"):
        said = text(await study.type(f"/group {verb} Owls", who="ben"))
        assert study.words.translate("en", "group-teachers-only") in said


async def test_the_group_of_a_place_cannot_be_left(study: Study) -> None:
    boss: Any = person("boss")
    boss = type(boss)("local", "boss", "Boss", "en", "home", "Home", is_admin=True)
    reply = await study.tutor.command(boss, "group", "leave Home", "m")
    assert study.words.translate("en", "group-of-place") in text(reply)


@pytest.mark.parametrize(
    ("command", "prefix", "offered"),
    [
        ("group", "", "create"),
        ("group", "le", "leave"),
        ("group", "leave n", 'leave "Night owls"'),
        ("group", "night", "Night owls"),
        ("daily", "set 9 Asia/Tok", "set 9 Asia/Tokyo"),
        ("review", "rem", "remind 20"),
        ("review", "remind 2", "remind 20"),
        ("settings", "answers-d", "answers-direct"),
        ("leaderboard", "Night owls mon", "Night owls month"),
        ("language", "日", "ja"),
    ],
)
async def test_what_is_typed_is_completed_as_a_whole(
    command: str, prefix: str, offered: str, study: Study
) -> None:
    await study.type("/group create Night owls")
    assert offered in await study.tutor.completion.argument(person(), command, prefix)


async def test_a_stranger_is_offered_no_groups_and_a_learner_no_one_elses(study: Study) -> None:
    await study.type("/group create Night owls")
    assert await study.tutor.completion.argument(person("ben"), "group", "leave n") == ()


SHOWN_IN_JAPANESE = [
    *((each.name, "") for each in OFFERED),
    *((each.name, one.name) for each in OFFERED for one in each.subcommands),
]


@pytest.mark.parametrize(("command", "subcommand"), SHOWN_IN_JAPANESE)
def test_a_command_is_understood_by_the_name_that_a_client_shows(
    words: Translations, command: str, subcommand: str
) -> None:
    key = f"discord-name-{command}"
    shown = words.translate("ja", key)
    parsed = parse_slash_command(f"/{shown}")
    assert parsed is not None
    assert command_for(parsed[0]) == (command,)
    if not subcommand:
        assert parse_bare_command(shown) == (command, "")
        return
    found = asked(f"{command} {subcommand}")
    named = words.translate("ja", f"{key}-{subcommand}")
    if command == "settings" and subcommand in ("answers", "channel"):
        assert with_subcommand(command, f"{named} X") == f"{subcommand}-X"
        return
    written = f"{argument_of(found, {})} X".strip()
    assert with_subcommand(command, f"{named} X") == written


@pytest.mark.parametrize("typed", ["/ex", "/exer", "/exercises", "/EX", "／ｅｘ", "/お題", "/演"])
async def test_the_beginning_of_one_command_is_that_command(study: Study, typed: str) -> None:
    assert text(await study.say(typed, who="ben")) == text(await study.type("/exercise", who="ben"))


@pytest.mark.parametrize("typed", ["/le", "/l", "/s"])
async def test_the_beginning_of_several_commands_offers_them(study: Study, typed: str) -> None:
    offered = actions(await study.say(typed))
    assert len(offered) > 1
    assert all(each.startswith(f"command:{typed.removeprefix('/')}") for each in offered)


@pytest.mark.parametrize("typed", ["/lesson2", "/lesson 2", "/レッスン2", "/レッスン２"])
async def test_a_number_may_follow_a_command_without_a_space(study: Study, typed: str) -> None:
    assert "Operations" in text(await study.say(typed))


@pytest.mark.parametrize("name", ["Second", "second page"])
async def test_a_lesson_is_found_by_the_title_of_a_page(study: Study, name: str) -> None:
    title = study.catalog.lessons()[0].pages["en"][1].title
    assert f"## {title}" in text(await study.type(f"/lesson {title.lower()}"))
    assert "There is no lesson" in text(await study.type(f"/lesson {name} of none"))
