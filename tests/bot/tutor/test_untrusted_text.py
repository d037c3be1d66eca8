"""Untrusted text in replies: it cannot link, mention or format anything."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.i18n import FOLDER, Translations
from bot.platforms.attachments import Attachment, AttachmentError, read_contents
from bot.tutor.grading.untrusted_values import format_facts
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Picture, Reply, Table, Text, escaped, inline
from grader.protocol import ExceptionInfo, Problem, ProblemKind, Status
from lessons.curriculum import LANGUAGES, Language
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command
from tests.support.markup import HOSTILE, markup_in
from tests.support.study import Study, text
from tests.support.study_groups import founded
from tests.support.two_chats import AKI, link_answer, requests_link, types


def named(name: str) -> ChatUser:
    return ChatUser("local", "evil", name, "en", "home")


async def everything_seen(study: Study, name: str) -> AsyncIterator[Reply]:
    """Return replies that show a learner's name, to them and to others."""
    evil, t = named(name), study.tutor.message
    yield await t(evil, "/start", study.next_place())
    yield await t(evil, "def evens(x):\n    return x", study.next_place())
    yield await study.grade()
    yield await study.tutor.act(evil, "share:tensors/evens", "", study.next_place())
    group, code = await founded(study, name[:40])
    yield await study.tutor.act(evil, f"join-now:{code}", "", study.next_place())
    for action in ("", ":overview", ":csv", ":hand", ":invite", ":leave", ":archive"):
        yield await study.press(f"group:{group}{action}")
    yield await study.type("/group list")
    yield await study.press(f"board:{group}:all")
    yield await study.type("/leaderboard")
    yield await study.type("/leaderboard evens")
    yield await study.type(f"/progress {name}")
    yield await study.tutor.message(evil, "/settings", study.next_place())


async def everything_echoed(study: Study, words: str) -> AsyncIterator[Reply]:
    """Return the replies to a text in all places where it can be typed."""
    yield await study.say(words)
    yield await study.say(f"/{words}")
    yield await study.type(f"/{words}")
    for command in (
        "lesson",
        "exercise",
        "submit",
        "hint",
        "quiz",
        "progress",
        "leaderboard",
        "group",
        "group create",
        "group join",
        "group rename",
        "daily set",
        "settings",
        "settings zone",
        "settings link",
        "review remind",
        "privacy",
        "language",
    ):
        yield await study.type(f"/{command} {words}")
    for action in (
        "answer:tensors/2",
        "recall:tensors/2",
        "settings:zone",
        "settings:link",
        "group-create",
        "join:",
        f"lesson:{words}",
        f"exercise:{words}",
        f"quiz:{words}",
        words,
    ):
        yield await study.press(action, words)
    yield await daily_command(study, words)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_is_shown_to_others_as_it_is(
    study: Study, words: Translations, name: str
) -> None:
    seen = [reply async for reply in everything_seen(study, name)]
    assert len(seen) > 15
    assert [found for reply in seen for found in markup_in(reply, words)] == []


@pytest.mark.parametrize("typed", HOSTILE)
async def test_whatever_is_typed_is_echoed_as_it_is(
    study: Study, words: Translations, typed: str
) -> None:
    echoed = [reply async for reply in everything_echoed(study, typed)]
    assert [found for reply in echoed for found in markup_in(reply, words)] == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_in_a_channels_post_is_shown_as_it_is(
    study: Study, words: Translations, channels: Channels, name: str
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 2, 10, 0)
    await study.tutor.message(named(name), "def evens(x):\n    return x", study.next_place())
    await study.grade()
    await at(study, 2026, 4, 3, 10, 0)
    assert len(channels.posts) == 2
    posted = channels.posts[-1].reply
    assert escaped(name) in text(posted)
    assert markup_in(posted, words) == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_the_name_in_a_request_to_be_linked_is_shown_as_it_is(
    study: Study, words: Translations, name: str
) -> None:
    evil = ChatUser("slack", "U666", name, "en", "team", "The team")
    await requests_link(study, AKI, evil)
    question = await types(study, AKI, "/settings link")
    assert link_answer(question, "yes")
    assert markup_in(question, words) == []


@pytest.mark.parametrize("said", HOSTILE)
async def test_what_code_says_of_itself_is_shown_as_it_is(
    study: Study, words: Translations, said: str
) -> None:
    raised = {
        "type": said,
        "message": said,
        "line": 2,
        "source": said,
        "facts": dict.fromkeys(
            ("name", "left", "got", "module", "nearest", "function", "type"), said
        ),
    }
    keys = ("missing-key", "argument-choice", "missing-attribute", "missing-import", None)
    replies = []
    for key in keys:
        problem = Problem(kind=ProblemKind.EXCEPTION, raised=ExceptionInfo(**raised, key=key))
        await study.say("def evens(x):\n    return x")
        replies.append(await study.grade(Status.FAILED, problem=problem, output=said))
    assert [found for reply in replies for found in markup_in(reply, words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", HOSTILE)
def test_no_sentence_about_code_lets_a_value_of_it_be_markup(
    words: Translations, said: str, language: Language
) -> None:
    folder = FOLDER / language
    files = [folder / "judge.ftl", *sorted(folder.glob("errors*.ftl"))]
    catalogue = "".join(file.read_text(encoding="utf-8") for file in files)
    keys = re.findall(r"^((?:problem|error)-[a-z-]+) =", catalogue, re.MULTILINE)
    facts = dict.fromkeys(re.findall(r"\$([a-z_]+)", catalogue), said)
    assert len(keys) > 50
    for key in keys:
        sentence = format_facts(words.translator(language), key, facts)
        assert markup_in(Reply(blocks=(Text(markdown=sentence),)), words) == [], key


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_files_name_is_shown_as_it_is(words: Translations, name: str) -> None:
    async def content(_: str) -> bytes:
        return b"\xff"

    for ending in (".exe", ".py"):
        with pytest.raises(AttachmentError) as refusal:
            await read_contents(
                "", [Attachment(name + ending, 1, "")], content, words.translator("en")
            )
        reply = Reply(blocks=(Text(markdown=str(refusal.value)),))
        assert markup_in(reply, words) == []


@pytest.mark.parametrize("words_of_others", HOSTILE)
def test_words_in_a_table_or_below_a_picture_are_shown_as_they_are(
    words: Translations, words_of_others: str
) -> None:
    wide = Table(head=("Name", "What"), rows=((words_of_others, "x" * 50),))
    narrow = Table(head=("N", "W"), rows=((words_of_others[:12], "1"),))
    picture = Picture(png_base64="", alt=words_of_others)
    assert markup_in(Reply(blocks=(wide, narrow, picture)), words) == []


def test_what_is_looked_for_is_found_where_nothing_is_escaped(words: Translations) -> None:
    for hostile in (*HOSTILE[:4], HOSTILE[6]):
        bare = Reply(blocks=(Text(markdown=hostile),))
        assert markup_in(bare, words) != [], hostile
        for safe in (escaped(hostile), f"**{escaped(hostile)}**", inline(hostile)):
            assert markup_in(Reply(blocks=(Text(markdown=safe),)), words) == [], hostile


def test_no_cell_passes_for_a_row_of_its_own() -> None:
    table = Table(head=("Name", "Points"), rows=(("Ben\n1  Aki\r\u2028x\u202e", "9"),))
    assert table.rows == (("Ben 1  Aki x", "9"),)
