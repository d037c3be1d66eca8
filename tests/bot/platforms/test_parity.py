"""Every platform has every ability of the tutor, or gives a reason in its `LACKS`."""

from __future__ import annotations

import ast
import base64
import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args
from unittest.mock import create_autospec

import discord
import pytest
import yaml

import bot.platforms
from bot.i18n import Translations
from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.discord.commands import CommandTree
from bot.platforms.discord.interaction_handler import InteractionHandler
from bot.platforms.local import rendering as local_rendering
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.replies import model
from bot.tutor.replies.model import AnyBlock, Block, Button, Choice, Reply
from bot.tutor.service import Tutor
from bot.tutor.text.commands import COMMANDS, command_help
from tests.support.built_in import strict_translations

PLATFORMS = sorted(
    each.name
    for each in Path(bot.platforms.__path__[0]).iterdir()
    if (each / "__init__.py").exists()
)
TESTS = Path(__file__).parents[2]
SHARED_HANDLER = "interaction_handler"
"""A module beside the platforms' folders, whose class some of their handlers extend."""

CALLS: Mapping[str, frozenset[str]] = {
    "commands": frozenset({"command"}),
    "messages": frozenset({"message"}),
    "silence in a group's threads": frozenset({"decide"}),
    "messages that a reply or a forward means": frozenset({"wants_quoted"}),
    "somebody else's code": frozenset({"grade_others"}),
    "buttons": frozenset({"act"}),
    "the reader's language": frozenset({"language"}),
    "completion": frozenset({"completion"}),
    "verdicts that come later": frozenset({"connect"}),
    "places that choose where pastes are answered": frozenset({"workspace_settings"}),
    "work from before a restart": frozenset({"jobs"}),
    "a greeting for who opens the chat again": frozenset({"welcome_back"}),
    "a welcome in a new place": frozenset({"arrival"}),
    "a greeting for newcomers who open the chat": frozenset({"greet_newcomer"}),
}
"""Abilities, with the tutor's attributes for them, of which a platform uses at least one."""

GIVEN: Mapping[str, str] = {
    "daily prompts and reminders": "announcer",
    "places that choose where pastes are answered": "default_reply_mode",
    "records of its own in an export": "personal_data",
    "boards without those who have left": "members",
    "roles for finished tracks": "roles",
    "avatars in pictures": "avatars",
    "a moving line below a pending reply": "pending_editor",
}
"""Abilities, and the attribute of a `ChatPlatform` that is None where a platform lacks them."""

OPTIONAL_METHODS = frozenset({"commands"})
"""Methods that a platform may leave unused: it can read the table of commands instead."""

CALLED_BY_THE_APP = frozenset({"use_catalog"})
"""Methods for what a platform takes no part in: changed lessons are read by `bot.app`."""

RESUMED_BY_THE_APP = frozenset({"local"})
"""Platforms that are connected at once, so that `bot.app` resumes their work."""

TESTED: Mapping[str, Mapping[str, str]] = {
    "pasted code": {
        "local": "test_a_learner_reads_runs_fails_passes_and_sees_it_on_the_board",
        "discord": "test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place",
        "slack": "test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place",
    },
    "replies edited in place": {
        "local": "test_a_pending_reply_is_edited_in_place",
        "discord": "test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place",
        "slack": "test_code_pasted_into_direct_messages_is_graded_and_the_reply_edited_in_place",
    },
    "files": {
        "local": "test_a_file_that_is_dropped_or_chosen_is_graded",
        "discord": "test_code_in_a_file_is_graded",
        "slack": "test_files_are_graded_from_modals_and_messages",
    },
    "edited messages": {
        "discord": "test_an_edited_message_is_graded_again_in_the_same_reply",
        "slack": "test_an_edited_paste_is_graded_again_in_the_same_reply",
    },
    "somebody else's code": {
        "discord": "test_the_message_menu_grades_code_and_says_how_to_send_some_where_there_"
        "is_none",
        "slack": "test_a_message_shortcut_grades_somebody_elses_code_for_whoever_opens_it",
    },
    "forms": {
        "local": "test_a_form_is_filled_in_and_sent",
        "discord": "test_submit_opens_a_form_and_grades_what_is_written_into_it",
        "slack": "test_submit_opens_a_modal_and_grades_what_is_written_into_it",
    },
    "choosing several at once": {
        "local": "test_several_options_are_checkboxes_that_the_keyboard_ticks",
        "discord": "test_several_options_are_chosen_at_once_and_the_question_turns_in_place",
        "slack": "test_several_options_are_ticked_and_the_question_turns_in_place",
    },
    "questions that turn in place": {
        "local": "test_an_answer_turns_the_question_in_place_and_keeps_the_keyboards_focus",
        "discord": "test_an_answer_typed_into_a_modal_turns_the_question_in_place",
        "slack": "test_an_answer_typed_into_a_modal_turns_the_question_in_place",
    },
    "private replies": {
        "local": "test_learners_see_their_own_log_only",
        "discord": "test_in_a_server_only_the_learner_sees_the_reply_to_a_command",
        "slack": "test_in_a_channel_only_the_learner_sees_the_reply_to_a_command",
    },
    "sharing what has passed": {
        "discord": "test_what_has_passed_can_be_shared_with_the_server_covered_up",
        "slack": "test_submit_opens_a_modal_and_grades_what_is_written_into_it",
    },
    "boards without those who have left": {
        "discord": "test_who_has_left_the_server_is_no_longer_on_its_board",
        "slack": "test_who_is_deactivated_is_no_longer_on_the_workspaces_board",
    },
    "one answer to what comes twice": {
        "local": "test_a_message_sent_twice_is_answered_once",
        "discord": "test_an_event_that_comes_twice_is_answered_once",
        "slack": "test_an_event_that_slack_hands_over_again_is_answered_once",
    },
    "a welcome in a new place": {
        "discord": "test_a_new_server_is_welcomed_once_where_the_bot_may_write",
    },
    "a greeting for newcomers who open the chat": {
        "slack": "test_opening_messages_says_hello_once",
    },
    "a greeting for who opens the chat again": {
        "local": "test_who_opens_the_chat_on_another_day_is_greeted_below_the_log",
    },
    "verdicts after a restart": {
        "local": "test_a_verdict_that_comes_before_any_page_is_open_is_found_there",
        "discord": "test_a_verdict_after_a_restart_is_put_into_the_reply_from_before_it",
        "slack": "test_a_verdict_that_comes_after_a_restart_is_written_into_the_reply_that_stands_"
        "there",
    },
    "daily prompts, once": {
        "local": "test_a_daily_prompt_reaches_everyones_page_once",
        "discord": "test_what_a_bot_that_died_had_not_posted_yet_is_made_up_for",
        "slack": "test_what_was_not_posted_yet_or_only_seemed_so_is_made_up_for",
    },
    "reminders, once and alone": {
        "local": "test_a_reminder_reaches_one_learners_page_alone",
        "discord": "test_a_reminder_comes_once_and_whoever_takes_none_is_left_in_peace",
        "slack": "test_a_reminder_comes_once_and_whoever_takes_none_is_left_in_peace",
    },
    "live classes": {
        "local": "test_a_live_class_counts_along_on_everyones_page",
        "discord": "test_a_live_class_counts_along_in_one_message_of_a_channel",
        "slack": "test_a_live_class_counts_along_in_one_message_of_a_channel",
    },
    "Japanese and English": {
        "local": "test_the_page_speaks_japanese_after_a_change_of_language",
        "discord": "test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages",
        "slack": "test_a_learner_goes_from_hello_to_a_graded_paste_in_both_languages",
    },
}
"""Abilities that are not visible in a platform's calls, with the platform's test for each."""

MARK = "marked"
"""A text in every block below, which each platform has to render."""

_CONTENT = base64.b64encode(b"\x89PNG").decode()
BLOCKS: Mapping[type[Block], Block] = {
    model.Text: model.Text(markdown=f"**{MARK}**"),
    model.Code: model.Code(text=MARK, language="python"),
    model.Details: model.Details(
        summary="Show", caption="Steps", text=MARK, action=f"trace:{MARK}"
    ),
    model.Table: model.Table(head=("a", "b"), rows=((MARK, "1"),)),
    model.ListItem: model.ListItem(
        markdown=f"**{MARK}**", button=Button(label="Go", action="lesson:x")
    ),
    model.Meter: model.Meter(label=MARK, done=1, total=3),
    model.Picture: model.Picture(png_base64=_CONTENT, alt=MARK),
    model.File: model.File(name=f"{MARK}.csv", base64=_CONTENT),
    model.Buttons: model.Buttons(buttons=(Button(label="Go", action=f"lesson:{MARK}"),)),
    model.Form: model.Form(label="Say", action=f"answer:{MARK}", submit="Go"),
    model.Menu: model.Menu(
        label="Choose", action="answer:x", submit="Go", choices=(Choice(label="A", value=MARK),)
    ),
}


def lacks(platform: str) -> Mapping[str, str]:
    found: Mapping[str, str] = importlib.import_module(f"bot.platforms.{platform}").LACKS
    return found


def nodes_of(platform: str) -> Iterator[ast.AST]:
    """Yield the syntax nodes of a platform's code, and of the handler that it extends."""
    folder = Path(bot.platforms.__path__[0])
    trees = [
        ast.parse(path.read_text(encoding="utf-8")) for path in (folder / platform).rglob("*.py")
    ]
    if any(_imports_shared_handler(tree) for tree in trees):
        shared = folder / f"{SHARED_HANDLER}.py"
        trees.append(ast.parse(shared.read_text(encoding="utf-8")))
    for tree in trees:
        yield from ast.walk(tree)


@cache
def used_attributes(platform: str) -> frozenset[str]:
    """Return the attributes of the tutor that a platform's code uses."""
    return frozenset(
        node.attr
        for node in nodes_of(platform)
        if isinstance(node, ast.Attribute) and _is_tutor(node.value)
    )


@cache
def assigned_attributes(platform: str) -> frozenset[str]:
    """Return the attributes to which a platform's code assigns something other than None."""
    assigned: set[str] = set()
    for node in nodes_of(platform):
        if isinstance(node, ast.Assign):
            is_none = isinstance(node.value, ast.Constant) and node.value.value is None
            for target in node.targets if not is_none else ():
                assigned.add(
                    target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
                )
    return frozenset(assigned)


def _imports_shared_handler(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == f"bot.platforms.{SHARED_HANDLER}"
        for node in tree.body
    )


def _is_tutor(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.lstrip("_") == "tutor"


@cache
def list_tests(platform: str) -> frozenset[str]:
    """Return the names of a platform's tests."""
    folders = [Path(__file__).parent / platform]
    if platform == "local":
        folders += [TESTS / "bot/tutor/daily", TESTS / "end_to_end"]
    return frozenset(
        node.name
        for folder in folders
        for path in folder.glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def render_locally(reply: Reply, words: Translations) -> str:
    return local_rendering.render_reply(reply, words.translator("en"))


def render_on_discord(reply: Reply, words: Translations) -> str:
    pages = discord_rendering.render(reply, {})
    files = [file.filename for page in pages for file in page.files()]
    return json.dumps([[page.view().to_components() for page in pages], files])


def render_on_slack(reply: Reply, words: Translations) -> str:
    drawn = slack_rendering.render(reply)
    files = [(file.name, file.description) for file in drawn.files]
    return json.dumps([[page.blocks for page in (*drawn.pages, *drawn.spoilers)], files])


RENDERERS: Mapping[str, Callable[[Reply, Translations], str]] = {
    "local": render_locally,
    "discord": render_on_discord,
    "slack": render_on_slack,
}


def commands_of_the_page(words: Translations) -> set[str]:
    assert "commands" in used_attributes("local")  # the page offers the tutor's commands
    return {each.name for each in command_help(words.translator("en"))}


def commands_of_discord(words: Translations) -> set[str]:
    client = discord.Client(intents=discord.Intents.none())
    tree = CommandTree(client, create_autospec(InteractionHandler, instance=True), words)
    return {each.name for each in tree.get_commands(type=discord.AppCommandType.chat_input)}


def commands_of_slack(words: Translations) -> set[str]:
    manifest = yaml.safe_load((TESTS.parent / "slack-manifest.yaml").read_text(encoding="utf-8"))
    return {each["command"].removeprefix("/") for each in manifest["features"]["slash_commands"]}


OFFERED: Mapping[str, Callable[[Translations], set[str]]] = {
    "local": commands_of_the_page,
    "discord": commands_of_discord,
    "slack": commands_of_slack,
}


@pytest.fixture(scope="module")
def words() -> Translations:
    return strict_translations()


def test_every_platform_is_looked_at() -> None:
    assert set(PLATFORMS) == set(RENDERERS) == set(OFFERED)
    assert {platform for tests in TESTED.values() for platform in tests} == set(PLATFORMS)


def test_everything_that_the_tutor_does_for_a_platform_is_looked_at() -> None:
    """Fails when the tutor gains a method: list it above, so that every platform needs it."""
    public: set[str] = {name for name, what in vars(Tutor).items() if callable(what)}
    used = OPTIONAL_METHODS.union(CALLED_BY_THE_APP, *CALLS.values())
    assert {name for name in public if not name.startswith("_")} <= used
    assert set(BLOCKS) == set(get_args(get_args(AnyBlock)[0]))


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("ability", CALLS)
def test_a_platform_calls_the_tutor_for_every_ability(platform: str, ability: str) -> None:
    has = bool(CALLS[ability] & used_attributes(platform))
    has |= CALLS[ability] == {"jobs"} and platform in RESUMED_BY_THE_APP
    assert has != (ability in lacks(platform)), _why(platform, ability)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("ability", GIVEN)
def test_a_platform_gives_the_tutor_what_an_ability_needs(platform: str, ability: str) -> None:
    has = GIVEN[ability] in assigned_attributes(platform)
    assert has != (ability in lacks(platform)), _why(platform, ability)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("ability", TESTED)
def test_a_platform_has_a_test_for_every_ability(platform: str, ability: str) -> None:
    test = TESTED[ability].get(platform)
    has = test in list_tests(platform)
    assert has != (ability in lacks(platform)), _why(platform, ability)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_offers_every_command(platform: str, words: Translations) -> None:
    offered = OFFERED[platform](words)
    if "tensei" in offered:  # it takes every command
        return
    assert offered == {each.name for each in COMMANDS if each.is_offered}


def test_discord_offers_every_subcommand_and_option(words: Translations) -> None:
    """The other platforms pass them as text, which the tutor parses."""
    client = discord.Client(intents=discord.Intents.none())
    tree = CommandTree(client, create_autospec(InteractionHandler, instance=True), words)
    for command in (each for each in COMMANDS if each.is_offered):
        found: Any = tree.get_command(command.name)
        subcommands = {each.name: each for each in command.subcommands}
        assert set(getattr(found, "_children", {})) == set(subcommands)
        for name, subcommand in subcommands.items():
            options = {each.name for each in found.get_command(name).parameters}
            assert options == {each.name for each in subcommand.options}
        if not subcommands:
            assert {each.name for each in found.parameters} == {e.name for e in command.options}


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("block", BLOCKS.values(), ids=lambda block: block.type)
def test_a_platform_draws_every_kind_of_block(
    platform: str, block: Any, words: Translations
) -> None:
    assert MARK in RENDERERS[platform](Reply(blocks=(block,)), words)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_a_platform_lacks_is_an_ability_and_has_a_reason(platform: str) -> None:
    for ability, reason in lacks(platform).items():
        assert ability in {*CALLS, *GIVEN, *TESTED}
        assert len(reason.split()) >= 6, f"{platform} lacks {ability!r}: why?"


def _why(platform: str, ability: str) -> str:
    verb = "lacks" if ability in lacks(platform) else "has"
    return (
        f"{platform} {verb} {ability!r}, and its LACKS in bot/platforms/{platform} says otherwise"
    )
