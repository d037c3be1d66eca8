"""The sheet of all replies is complete, and Discord and Slack accept every message of it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.platforms.local.attachments import extract_attachments
from bot.platforms.local.rendering import render_reply
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.replies.actions import (
    AskQuestion,
    GoOn,
    HandOverGroup,
    OpenLesson,
    ReadPage,
    RunCommand,
    ShowExercise,
    ShowLeaderboard,
    WriteCode,
    action_kinds,
    find_action,
)
from bot.tutor.replies.model import AnyBlock, ListItem, Picture, Reply, Text, Tone, buttons_of
from bot.tutor.replies.moments import split_moments
from bot.tutor.text.commands import NAMES
from lessons.curriculum import LANGUAGES, Language
from tests.support.built_in import built_in_lessons
from tests.support.discord_server.checks import message_faults
from tests.support.discord_server.openapi import PATH, Document
from tests.support.reply_sheet.play import Play, Scene
from tests.support.reply_sheet.played import play_all
from tests.support.reply_sheet.sheet import Platform, discord_messages, scene_html
from tests.support.slack_server.workspace import FakeWorkspace

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[A-Za-zぁ-んァ-ヶ一-龠]{3,}")
_GAP = re.compile(r"(?:[」）、：]\** \**|。 )[ぁ-んァ-ヶ一-龠（「]")
_NO_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\*\*?/[^*]*\*\*?")


Plays = dict[tuple[Language, Platform], Play]


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Plays:
    """What was played in each language on each platform, once for all tests."""
    catalog = built_in_lessons()
    plays = {}
    for language, platform in product(LANGUAGES, get_args(Platform)):
        folder: Path = tmp_path_factory.mktemp(f"sheet-{platform}-{language}")
        shutil.copy(sqlite_template, folder / "sheet.db")
        play, parts = asyncio.run(play_all(catalog, language, platform, folder))
        assert all(parts.values())
        plays[language, platform] = play
    return plays


@cache
def _document() -> Document:
    return Document()


def replies(plays: Plays) -> Iterator[Reply]:
    return (scene.reply for play in plays.values() for scene in play.scenes)


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_every_kind_of_action_is_on_the_sheet(
    plays: Plays, language: Language, platform: Platform
) -> None:
    """Fails when a command or an action is added: show it in a scene."""
    play = plays[language, platform]
    assert set(NAMES) - play.commands == set()
    assert {each.__name__ for each in set(action_kinds()) - play.kinds} == set()


def test_every_tone_and_every_kind_of_block_is_on_the_sheet(plays: Plays) -> None:
    assert {each.tone for each in replies(plays)} == set(get_args(Tone))
    shown = {type(block) for each in replies(plays) for block in each.blocks}
    assert shown == set(get_args(get_args(AnyBlock)[0]))


def test_a_reply_waits_exactly_where_more_comes(plays: Plays) -> None:
    for reply in replies(plays):
        assert reply.pending == (reply.tone == "waiting"), reply


def actions(reply: Reply) -> list[tuple[type[Any], str]]:
    """Return the kind and the style of each button of a reply."""
    return [(type(find_action(each.action)), each.style) for each in buttons_of(reply.blocks)]


def test_no_reply_offers_the_next_step_twice(plays: Plays) -> None:
    for reply in replies(plays):
        found = [find_action(each.action) for each in buttons_of(reply.blocks)]
        assert GoOn() not in found or RunCommand("lesson", "") not in found, reply


def test_a_choice_among_people_has_no_other_primary_button(plays: Plays) -> None:
    asked = [each for each in replies(plays) if HandOverGroup in dict(actions(each))]
    assert asked
    assert not any("primary" in dict(actions(each)).values() for each in asked)


def test_code_that_is_to_be_sent_again_has_try_again_as_the_primary_button(
    plays: Plays,
) -> None:
    texts = ("submission-gave-up", "trace-caption")
    for (language, _), play in plays.items():
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


def test_a_notice_about_code_has_a_primary_button(plays: Plays) -> None:
    for (language, _), play in plays.items():
        t = play.study.words.translator(language)
        for said in (
            t("regrade-passed", function="evens", points=10),
            t("dispute-wrong", function="frame", by="teacher"),
        ):
            found = [scene.reply for scene in play.scenes if _begins_with(scene.reply, said)]
            assert found, said
            assert all("primary" in dict(actions(each)).values() for each in found), said


def test_a_channel_that_refuses_the_prompt_is_checked_again_with_the_primary_button(
    plays: Plays,
) -> None:
    for (language, _), play in plays.items():
        t = play.study.words.translator(language)
        again = Text(markdown=t("daily-then-again"))
        found = [scene.reply for scene in play.scenes if again in scene.reply.blocks]
        assert found
        for reply in found:
            shown = [
                find_action(b.action) for b in buttons_of(reply.blocks) if b.style == "primary"
            ]
            assert shown == [RunCommand("setup", "check")]


def test_a_japanese_reply_has_no_space_behind_punctuation(plays: Plays) -> None:
    scenes = [each for place, play in plays.items() if "ja" in place for each in play.scenes]
    blocks = [block for scene in scenes for block in scene.reply.blocks]
    texts = [each.markdown for each in blocks if isinstance(each, Text | ListItem)]
    assert texts
    assert [text for text in texts if _GAP.search(text)] == []


def test_a_board_leads_on_with_its_one_primary_button(plays: Plays) -> None:
    boards = [each for each in replies(plays) if ShowLeaderboard in dict(actions(each))]
    boards = [each for each in boards if each.tone == "board" and not each.private]
    assert boards
    for reply in boards:
        shown = [find_action(b.action) for b in buttons_of(reply.blocks) if b.style == "primary"]
        assert shown == [RunCommand("exercise")], reply


def test_the_local_page_fills_at_most_one_button_of_a_reply(plays: Plays) -> None:
    asked = 0
    for play in plays.values():
        t = play.study.words.translator(play.language)
        for scene in play.scenes:
            html = render_reply(extract_attachments(scene.reply)[0], t)
            assert html.count("class='primary'") <= 1, scene
            asked += "<button type='submit' class='primary'" in html
    assert asked


def test_what_the_bot_draws_is_shown_in_its_own_size_and_in_dark_colours_on_a_dark_page(
    plays: dict[Language, Play],
) -> None:
    drawn = [b for each in replies(plays) for b in each.blocks if isinstance(b, Picture)]
    assert drawn
    assert [each.alt for each in drawn if not each.is_drawing] == []


def _begins_with(reply: Reply, text: str) -> bool:
    first = reply.blocks[0] if reply.blocks else None
    return isinstance(first, Text) and first.markdown.startswith(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_discord_accepts_every_message_of_the_sheet(plays: Plays, language: Language) -> None:
    for scene in plays[language, "discord"].scenes:
        for body, files in discord_messages(scene.reply):
            assert message_faults(body, list(files), is_edit=False) == [], scene
            if PATH.exists():
                assert _api_faults(body) == [], scene


def _api_faults(body: dict[str, Any]) -> Sequence[str]:
    return _document().faults("POST", "/channels/1/messages", body, "application/json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_accepts_every_message_of_the_sheet(plays: Plays, language: Language) -> None:
    workspace = FakeWorkspace()
    for scene in plays[language, "slack"].scenes:
        rendered = slack_rendering.render(scene.reply)
        for page in (*rendered.pages, *rendered.spoilers):
            workspace.check_blocks(page.blocks)
            assert workspace.violations == [], scene


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_shows_every_word_that_a_reply_says(
    plays: Plays, language: Language, platform: Platform
) -> None:
    for scene in plays[language, platform].scenes:
        shown = set(_WORD.findall(unescape(_TAG.sub(" ", scene_html(scene, platform)))))
        assert _said(scene) <= shown, (scene.did, _said(scene) - shown)


def _said(scene: Scene) -> set[str]:
    written = (block.markdown for block in scene.reply.blocks if isinstance(block, Text | ListItem))
    prose = (part for each in written for part in split_moments(each) if isinstance(part, str))
    return {word for each in prose for word in _WORD.findall(_NO_PROSE.sub(" ", each))}


_PRIMARY = re.compile(r'<button class="(?:primary|success)\b')
_IN_CODE = re.compile(r"<pre>.*?</pre>|<code>.*?</code>", re.DOTALL)
_RAW_MARKUP = re.compile(r"\*\*|\]\(|<[@#!/]|\{ ?\$|\\n|[\ue000\ue001]|^\s*#+ ", re.MULTILINE)
_KEY = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+\b")
_SENTENCE = re.compile(r"[^.!?。\n]{25,}[.!?。]")
_STEPS_OF_LEARNERS = (GoOn, OpenLesson, ReadPage, ShowExercise, AskQuestion)
"""What the next step of a learner does, and is none of somebody who looks after others."""

_OF_MANAGERS = ("daily", "setup", "group", "course", "live")


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_of_the_sheet_has_two_emphasised_buttons(
    plays: Plays, language: Language, platform: Platform
) -> None:
    for scene in plays[language, platform].scenes:
        assert len(_PRIMARY.findall(scene_html(scene, platform))) <= 1, scene.did


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reader_sees_markup_or_the_key_of_a_text(
    plays: Plays, language: Language, platform: Platform
) -> None:
    play = plays[language, platform]
    keys = {each for each in play.study.words.keys_beginning("") if "-" in each}
    for scene in play.scenes:
        shown = unescape(_TAG.sub("\n", _IN_CODE.sub(" ", _messages_html(scene, platform))))
        assert _RAW_MARKUP.search(shown) is None, (scene.did, _RAW_MARKUP.search(shown))
        assert set(_KEY.findall(shown)) & keys == set(), scene.did


def _messages_html(scene: Scene, platform: Platform) -> str:
    """Return what the reader sees, without what was typed."""
    return scene_html(replace(scene, did="", who=""), platform)


def test_no_reply_says_a_sentence_twice(plays: Plays) -> None:
    for reply in replies(plays):
        texts = [each.markdown for each in reply.blocks if isinstance(each, Text | ListItem)]
        said = [each.strip() for text in texts for each in _SENTENCE.findall(text)]
        assert len(said) == len(set(said)), [each for each in said if said.count(each) > 1]


def test_no_reply_begins_with_a_bare_done(plays: Plays) -> None:
    for reply in replies(plays):
        first = reply.blocks[0] if reply.blocks else None
        said = first.markdown if isinstance(first, Text) else ""
        assert re.match(r"\W*(?:Done|OK)\b|\W*(?:完了|設定しました)\W*$", said) is None, said


def test_what_managers_do_does_not_lead_to_a_lesson_of_theirs(plays: Plays) -> None:
    """The next step of those who look after others is about these, or there is none."""
    told = [
        scene
        for play in plays.values()
        for scene in play.scenes
        if scene.who == "Mori" and _is_for_managers(scene)
    ]
    assert told
    for scene in told:
        kinds = [kind for kind, style in actions(scene.reply) if style == "primary"]
        assert not any(issubclass(kind, _STEPS_OF_LEARNERS) for kind in kinds), scene.did


def _is_for_managers(scene: Scene) -> bool:
    """Return whether a command that managers use was typed, or a button was pressed."""
    is_button = scene.did.startswith("[")
    return is_button or scene.did.removeprefix("/").split(" ")[0] in _OF_MANAGERS
