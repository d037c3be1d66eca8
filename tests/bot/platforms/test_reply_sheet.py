"""The sheet of all replies is complete, and Discord and Slack accept every message of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.platforms.local.attachments import extract_attachments
from bot.platforms.local.rendering import render_reply
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.replies.actions import (
    GoOn,
    HandOverGroup,
    RunCommand,
    ShowLeaderboard,
    WriteCode,
    action_kinds,
    find_action,
)
from bot.tutor.replies.model import AnyBlock, ListItem, Reply, Text, Tone, buttons_of
from bot.tutor.replies.moments import split_moments
from bot.tutor.text.commands import NAMES
from lessons.curriculum import LANGUAGES, Language
from tests.support.built_in import built_in_lessons
from tests.support.discord_server.checks import message_faults
from tests.support.discord_server.openapi import PATH, Document
from tests.support.reply_sheet.play import Play, Scene
from tests.support.reply_sheet.played import create_database, play_all
from tests.support.reply_sheet.sheet import Platform, discord_messages, scene_html
from tests.support.slack_server.workspace import FakeWorkspace

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[A-Za-zぁ-んァ-ヶ一-龠]{3,}")
_NO_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\*\*?/[^*]*\*\*?")


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Play]:
    """What was played in each language, once for all tests."""
    catalog = built_in_lessons()
    plays = {}
    for language in LANGUAGES:
        folder: Path = tmp_path_factory.mktemp(f"sheet-{language}")
        create_database(folder)
        plays[language], parts = asyncio.run(play_all(catalog, language, folder))
        assert all(parts.values())
    return plays


@cache
def _document() -> Document:
    return Document()


def replies(plays: dict[Language, Play]) -> Iterator[Reply]:
    return (scene.reply for play in plays.values() for scene in play.scenes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_every_kind_of_action_is_on_the_sheet(
    plays: dict[Language, Play], language: Language
) -> None:
    """Fails when a command or an action is added: show it in `reply_sheet/scenes.py`."""
    play = plays[language]
    assert set(NAMES) - play.commands == set()
    assert {each.__name__ for each in set(action_kinds()) - play.kinds} == set()


def test_every_tone_and_every_kind_of_block_is_on_the_sheet(plays: dict[Language, Play]) -> None:
    assert {each.tone for each in replies(plays)} == set(get_args(Tone))
    shown = {type(block) for each in replies(plays) for block in each.blocks}
    assert shown == set(get_args(get_args(AnyBlock)[0]))


def test_a_reply_waits_exactly_where_more_comes(plays: dict[Language, Play]) -> None:
    for reply in replies(plays):
        assert reply.pending == (reply.tone == "waiting"), reply


def actions(reply: Reply) -> list[tuple[type[Any], str]]:
    """Return the kind and the style of each button of a reply."""
    return [(type(find_action(each.action)), each.style) for each in buttons_of(reply.blocks)]


def test_no_reply_offers_the_next_step_twice(plays: dict[Language, Play]) -> None:
    for reply in replies(plays):
        found = [find_action(each.action) for each in buttons_of(reply.blocks)]
        assert GoOn() not in found or RunCommand("lesson", "") not in found, reply


def test_a_choice_among_people_has_no_other_primary_button(plays: dict[Language, Play]) -> None:
    asked = [each for each in replies(plays) if HandOverGroup in dict(actions(each))]
    assert asked
    assert not any("primary" in dict(actions(each)).values() for each in asked)


def test_code_that_is_to_be_sent_again_has_try_again_as_the_primary_button(
    plays: dict[Language, Play],
) -> None:
    texts = ("submission-gave-up", "trace-caption")
    for language, play in plays.items():
        t = play.study.words.translator(language)
        for key in texts:
            found = [
                scene.reply
                for scene in play.scenes
                if t(key) in {getattr(each, "markdown", "") for each in scene.reply.blocks}
                or t(key) in {getattr(each, "caption", "") for each in scene.reply.blocks}
            ]
            shown = [each for each in found if not any(b.type == "details" for b in each.blocks)]
            assert shown, key
            assert all((WriteCode, "primary") in actions(each) for each in shown), key


def test_a_notice_about_code_has_a_primary_button(plays: dict[Language, Play]) -> None:
    for language, play in plays.items():
        t = play.study.words.translator(language)
        for said in (
            t("regrade-passed", function="evens", points=10),
            t("dispute-wrong", function="frame", by="teacher"),
        ):
            found = [scene.reply for scene in play.scenes if _begins_with(scene.reply, said)]
            assert found, said
            assert all("primary" in dict(actions(each)).values() for each in found), said


def test_a_channel_that_refuses_the_prompt_is_checked_again_with_the_primary_button(
    plays: dict[Language, Play],
) -> None:
    for language, play in plays.items():
        t = play.study.words.translator(language)
        again = Text(markdown=t("daily-then-again"))
        found = [scene.reply for scene in play.scenes if again in scene.reply.blocks]
        assert found
        for reply in found:
            shown = [
                find_action(b.action) for b in buttons_of(reply.blocks) if b.style == "primary"
            ]
            assert shown == [RunCommand("setup", "check")]


def test_a_board_leads_on_with_its_one_primary_button(plays: dict[Language, Play]) -> None:
    boards = [each for each in replies(plays) if ShowLeaderboard in dict(actions(each))]
    boards = [each for each in boards if each.tone == "board" and not each.private]
    assert boards
    for reply in boards:
        shown = [find_action(b.action) for b in buttons_of(reply.blocks) if b.style == "primary"]
        assert shown == [RunCommand("exercise")], reply


def test_the_local_page_fills_at_most_one_button_of_a_reply(plays: dict[Language, Play]) -> None:
    asked = 0
    for play in plays.values():
        t = play.study.words.translator(play.language)
        for reply in replies(plays):
            html = render_reply(extract_attachments(reply)[0], t)
            assert html.count("class='primary'") <= 1, reply
            asked += "<button type='submit' class='primary'" in html
    assert asked


def _begins_with(reply: Reply, text: str) -> bool:
    first = reply.blocks[0] if reply.blocks else None
    return isinstance(first, Text) and first.markdown.startswith(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_discord_accepts_every_message_of_the_sheet(
    plays: dict[Language, Play], language: Language
) -> None:
    for scene in plays[language].scenes:
        for body, files in discord_messages(scene.reply):
            assert message_faults(body, list(files), is_edit=False) == [], scene
            if PATH.exists():
                assert _api_faults(body) == [], scene


def _api_faults(body: dict[str, Any]) -> Sequence[str]:
    return _document().faults("POST", "/channels/1/messages", body, "application/json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_accepts_every_message_of_the_sheet(
    plays: dict[Language, Play], language: Language
) -> None:
    workspace = FakeWorkspace()
    for scene in plays[language].scenes:
        rendered = slack_rendering.render(scene.reply)
        for page in (*rendered.pages, *rendered.spoilers):
            workspace.check_blocks(page.blocks)
            assert workspace.violations == [], scene


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_shows_every_word_that_a_reply_says(
    plays: dict[Language, Play], language: Language, platform: Platform
) -> None:
    for scene in plays[language].scenes:
        shown = set(_WORD.findall(unescape(_TAG.sub(" ", scene_html(scene, platform)))))
        assert _said(scene) <= shown, (scene.did, _said(scene) - shown)


def _said(scene: Scene) -> set[str]:
    written = (block.markdown for block in scene.reply.blocks if isinstance(block, Text | ListItem))
    prose = (part for each in written for part in split_moments(each) if isinstance(part, str))
    return {word for each in prose for word in _WORD.findall(_NO_PROSE.sub(" ", each))}
