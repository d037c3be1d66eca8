"""Pictures and files that Slack rejects: the reply is sent once, as text."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.i18n import Translations
from bot.platforms.slack import pictures
from bot.platforms.slack.platform import SlackChat
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Picture, Reply, Text
from bot.tutor.service import Tutor
from grader.protocol import Ran, RunResult, Status
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import UPLOAD, SlackServer
from tests.support.slack_server.workspace import CHANNEL, TEAM, pictures_of, text_of

PICTURE = Picture(png_base64=base64.b64encode(b"\x89PNG" + bytes(100)).decode(), alt="Two boxes")
POSTED = Post(
    f"{TEAM}:{CHANNEL}",
    Reply(private=False, blocks=(Text(markdown="Day 1"), PICTURE, Text(markdown="Go on."))),
    "Day 1",
    "daily-1-261123",
)
PNG = base64.b64encode(b"\x89PNG" + bytes(2000)).decode()
FIRST_STEP, LAST_STEP = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.mark.parametrize("in_channel", [False, True])
@pytest.mark.parametrize(
    ("method", "status", "error", "why", "language"),
    [
        (UPLOAD, 413, "", "too-large", "en"),
        (FIRST_STEP, 200, "file_upload_size_restricted", "too-large", "ja"),
        (FIRST_STEP, 200, "missing_scope", "refused", "ja"),
        (LAST_STEP, 200, "posting_to_channel_denied", "refused", "en"),
    ],
)
async def test_a_run_whose_pictures_are_refused_arrives_in_words_and_is_never_uploaded_again(
    start,
    new_tutor: Callable[[], Tutor],
    slack: SlackServer,
    queue: ScriptedQueue,
    words: Translations,
    in_channel: bool,
    method: str,
    status: int,
    error: str,
    why: str,
    language: str,
) -> None:
    learner = Learner(slack, "Aiko", locale={"en": "en-US", "ja": "ja-JP"}[language])
    tutor = new_tutor()
    life = await start(tutor)
    slack.fail(method, status, times=99, error=error)
    await learner.command("/run plot()", channel=CHANNEL if in_channel else "")
    await slack.until(lambda: queue.sent)
    result = RunResult(status=Status.PASSED, figures=(PNG,), stdout="printed")
    await tutor.jobs.on_grader_message(Ran(id=queue.sent[-1].id, result=result))
    told = await learner.wait_for_reply(plain(words.translate(language, f"slack-files-{why}")))
    assert words.translate(language, "run-figure") in text_of(told)
    if in_channel:
        await learner.wait_for_ephemeral("printed")
    else:
        await learner.wait_for_reply("printed")
    await tutor.deliveries.finish()
    asked = len(slack.requests)
    asked_for = len(slack.calls(FIRST_STEP))
    assert asked_for == (1 if in_channel else 2)  # for a block in a message, then for a file
    await life.stop()
    again = new_tutor()
    await start(again)
    await again.jobs.resume()
    await again.deliveries.finish()
    assert [
        name for name, _ in slack.requests[asked:] if name.startswith(("files.", "chat."))
    ] == []


def plain(markdown: str) -> str:
    return markdown.replace("*", "")[:20]


async def test_a_post_whose_pictures_are_refused_is_posted_in_words_once(
    chat: SlackChat, slack: SlackServer
) -> None:
    slack.fail(FIRST_STEP, 200, times=99, error="missing_scope")
    picture = Picture(png_base64=PNG, alt="Two boxes")
    reply = Reply(private=False, blocks=(Text(markdown="Day 1"), picture))
    for again in (False, True):
        post = Post(f"{TEAM}:{CHANNEL}", reply, "Day 1", "daily-1-261123", again, language="ja")
        sent = await chat.announcer.post(post)
    top, told = slack.workspace.bot_messages(CHANNEL)
    assert (top["ts"], told["thread_ts"]) == (sent, sent)
    assert "Two boxes" in text_of(told)
    assert "files:write" in text_of(told)


async def test_a_reply_that_slack_finds_wrong_in_itself_is_not_sent_for_ever(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    await aiko.command("/run print(1)")
    await aiko.wait_for_reply("Running")
    slack.fail("chat.update", 200, error="invalid_blocks")
    result = RunResult(status=Status.PASSED, stdout="printed")
    await tutor.jobs.on_grader_message(Ran(id=queue.sent[-1].id, result=result))
    await aiko.wait_for_reply("on our side")
    await tutor.deliveries.finish()
    asked = len(slack.requests)
    await tutor.jobs.resume()
    await tutor.deliveries.finish()
    assert len(slack.requests) == asked


async def test_a_picture_is_uploaded_once_and_shown_where_it_stands_in_each_message(
    chat: SlackChat, slack: SlackServer
) -> None:
    slack.workspace.processing = 2
    for nonce in ("daily-1-261123", "daily-1-261124"):
        await chat.announcer.post(replace(POSTED, nonce=nonce))
    for message in slack.workspace.bot_messages(CHANNEL):
        assert [block["type"] for block in message["blocks"]] == ["rich_text", "image", "rich_text"]
        assert pictures_of(message) == ["Two boxes"]
    assert len(slack.calls(LAST_STEP)) == 1
    assert slack.workspace.violations == []


async def test_the_pictures_of_a_run_are_in_its_reply(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    await aiko.command("/run plot()")
    await slack.until(lambda: queue.sent)
    result = RunResult(status=Status.PASSED, figures=(PNG,), stdout="printed")
    await tutor.jobs.on_grader_message(Ran(id=queue.sent[-1].id, result=result))
    shown = await aiko.wait_for_reply("printed")
    assert len(pictures_of(shown)) == 1
    assert not [each for each in slack.workspace.bot_messages(aiko.dm) if each.get("files")]


async def test_what_only_one_person_sees_in_a_channel_has_its_pictures_in_their_direct_messages(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    await aiko.command("/run plot()", channel=CHANNEL)
    await slack.until(lambda: queue.sent)
    result = RunResult(status=Status.PASSED, figures=(PNG,), stdout="printed")
    await tutor.jobs.on_grader_message(Ran(id=queue.sent[-1].id, result=result))
    assert pictures_of(await aiko.wait_for_ephemeral("printed")) == []
    await slack.until(lambda: [m for m in slack.workspace.bot_messages(aiko.dm) if m.get("files")])


@pytest.mark.parametrize("failing", ["chat.postMessage", "files.info", FIRST_STEP, UPLOAD])
async def test_a_picture_that_slack_does_not_show_in_a_block_comes_as_a_file(
    failing: str, chat: SlackChat, slack: SlackServer
) -> None:
    if failing == UPLOAD:
        slack.fail(UPLOAD, 500)
    else:
        slack.fail(failing, 200, error="invalid_blocks")
    await chat.announcer.post(POSTED)
    top, file = slack.workspace.bot_messages(CHANNEL)
    assert pictures_of(top) == []
    assert [each["alt"] for each in file["files"]] == ["Two boxes"]
    await chat.announcer.post(replace(POSTED, nonce="daily-1-261124"))
    assert pictures_of(slack.workspace.bot_messages(CHANNEL)[-1]) == ["Two boxes"]


async def test_a_picture_that_slack_never_processes_comes_as_a_file(
    chat: SlackChat, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PROCESSING_PAUSES_S", (0.0, 0.0))
    slack.workspace.processing = 99
    await chat.announcer.post(POSTED)
    _, file = slack.workspace.bot_messages(CHANNEL)
    assert [each["alt"] for each in file["files"]] == ["Two boxes"]
