"""Code in direct messages and servers, in files, in several blocks, and in edited messages."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database
from bot.storage.models import SubmissionRow
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import World, text_of
from tests.support.foreign_server import serve_foreign
from tests.support.scripted_queue import ScriptedQueue, fails, passes
from tests.support.stored_jobs import counted

EVENS = "def evens(n):\n    return n"
FRAME = "def frame(x):\n    return x"
FENCED = f"```python\n{EVENS}\n```"


async def delivered(database: Database, job_id: str) -> None:
    """Wait until the tutor has recorded the delivery of a submission's reply."""
    async with asyncio.timeout(120):
        while True:
            async with database.read_session() as session:
                row = await session.get(SubmissionRow, job_id)
            if row is not None and row.delivered_at is not None:
                return
            await asyncio.sleep(0.02)


async def test_a_mention_in_a_server_is_answered_in_a_thread_on_the_message(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    channel = discord.world.channel
    paste = await aiko.say(FENCED, channel=channel, mention=True)
    thread = int(paste["id"])
    waiting = await aiko.answered(paste, "evens", where=thread)
    assert discord.world.channels[thread]["name"] == "Even numbers · Aiko"
    await passes(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Passed", where=thread)
    assert verdict["id"] == waiting["id"]
    assert discord.world.of_bot(channel) == []


async def test_code_in_a_thread_of_the_bots_is_graded_without_a_mention_and_chatter_is_left_alone(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    thread = int(paste["id"])
    await aiko.answered(paste, "evens", where=thread)
    await aiko.say("I wonder why that is", channel=thread)
    await aiko.answered(await aiko.say(f"```py\n{FRAME}\n```", channel=thread), "frame")
    assert [job.code for job in queue.sent] == [EVENS, FRAME]
    assert len(discord.world.of_bot(thread)) == 2


async def test_what_others_write_in_a_server_is_not_answered(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    await aiko.say(FENCED, channel=discord.world.channel)
    await aiko.answered(await aiko.say(FENCED))  # the bot has handled the earlier message
    assert len(queue.sent) == 1
    assert discord.world.of_bot(discord.world.channel) == []


async def test_without_the_message_content_intent_mentions_and_direct_messages_still_work(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    discord.world.content_granted = False
    await start(tutor)
    await aiko.answered(await aiko.say(FENCED), "evens")
    paste = await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    await aiko.answered(paste, "evens", where=int(paste["id"]))
    assert len(queue.sent) == 2
    help = await aiko.shown(await aiko.command("help"))
    assert "into a thread that I opened" not in text_of(help)
    assert "mention me" in text_of(help)


async def test_where_no_thread_may_be_opened_the_reply_comes_directly(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("POST", "/threads$", 403, code=50013)
    await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    await discord.until(lambda: discord.world.of_bot(aiko.direct))


async def test_a_server_can_have_its_replies_sent_directly(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    await start(tutor, reply_mode="direct")
    await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    await discord.until(lambda: discord.world.of_bot(aiko.direct))
    assert discord.requests_to("POST", "/threads$") == []


async def test_managers_choose_in_settings_where_their_servers_pastes_are_answered(
    start, new_tutor, aiko: Learner, hanako: Learner, discord: DiscordServer, words: Translations
) -> None:
    life = await start(new_tutor())
    channel, label = discord.world.channel, words.translate("en", "button-answers-direct")
    settings = await aiko.shown(await aiko.command("settings view", channel=channel))
    assert "in a **thread**" in text_of(settings)
    await aiko.shown(await aiko.press(settings, label), "in **direct messages**")
    await life.stop()
    await start(new_tutor())
    await hanako.say(FENCED, channel=channel, mention=True)
    await discord.until(lambda: discord.world.of_bot(hanako.direct))
    assert discord.requests_to("POST", "/threads$") == []


async def test_whoever_does_not_manage_a_server_cannot_choose_for_it(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    channel = discord.world.channel
    settings = await aiko.shown(await aiko.command("settings view", channel=channel))
    aiko.permissions = 0
    own = await aiko.shown(await aiko.command("settings view", channel=channel))
    assert words.translate("en", "place-title", platform="discord").removeprefix(
        "### "
    ) not in text_of(own)
    pressed = await aiko.press(settings, words.translate("en", "button-answers-direct"))
    await aiko.shown(pressed, "Only admins")
    assert (
        await tutor.workspace_settings.reply_mode("discord", str(discord.world.guild)) == "thread"
    )


async def test_several_blocks_in_one_message_are_graded_each_for_its_exercise(
    chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    both = f"Here:\n```python\n{EVENS}\n```\nand\n```python\n{FRAME}\n```"
    await aiko.answered(await aiko.say(both), "evens")
    assert {getattr(job, "exercise", "") for job in queue.sent} == {
        "tensors/evens",
        "tensors/frame",
    }


@pytest.mark.parametrize("name", ["answer.py", "message.txt", "answer.ipynb"])
async def test_code_in_a_file_is_graded(
    name: str, chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    cell = {"cell_type": "code", "source": EVENS}
    content = json.dumps({"cells": [cell]}) if name.endswith("ipynb") else EVENS
    paste = await aiko.say("please", files={name: content.encode()})
    await aiko.answered(paste, "evens")
    assert [job.code for job in queue.sent] == [EVENS]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.jpg", b"\xff\xd8", "cannot read pictures"),
        ("answer.zip", b"PK", "is another kind"),
        ("answer.py", b"x = '\xff'", "not UTF-8"),
        ("answer.py", b"#" * (2 * 1024 * 1024 + 1), "larger than 2,048 KiB"),
    ],
)
async def test_a_file_that_cannot_be_read_gets_a_reason(
    name: str, content: bytes, says: str, chat: DiscordChat, aiko: Learner
) -> None:
    await aiko.answered(await aiko.say("", files={name: content}), says)


async def test_a_picture_beside_code_is_left_aside_and_said(
    chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(FENCED, files={"screen.png": b"\x89PNG"})
    await aiko.answered(paste, "did not look at the picture `screen.png`")
    assert [job.code for job in queue.sent] == [EVENS]


@pytest.mark.parametrize("status", [403, 404])
async def test_a_file_that_is_not_there_any_more_is_not_called_our_fault(
    status: int, chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    discord.world.withdrawn = {"answer.py": status}
    reply = await aiko.answered(await aiko.say("", files={"answer.py": EVENS.encode()}))
    assert "cannot be downloaded any more" in text_of(reply)
    assert queue.sent == []


async def test_a_broken_notebook_is_called_one(chat: DiscordChat, aiko: Learner) -> None:
    paste = await aiko.say("", files={"answer.ipynb": b'{"cells": ['})
    await aiko.answered(paste, "not a Jupyter notebook")


@pytest.mark.parametrize("marks", ["'''", "´´´", '"""'])
async def test_code_between_wrong_marks_gets_a_kind_word_that_shows_the_right_ones(
    marks: str, chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    reply = await aiko.answered(await aiko.say(f"{marks}python\nx ~ what?\n{marks}"))
    assert "three backticks" in text_of(reply)
    assert r"\`\`\`python" + "\n" in text_of(reply)
    assert queue.sent == []


async def test_an_edited_message_is_graded_again_in_the_same_reply(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    database: Database,
) -> None:
    paste = await aiko.say(FENCED)
    reply = await aiko.answered(paste, "evens")
    await aiko.edit(paste, FENCED.replace("return n", "return 2 * n"))
    await discord.until(lambda: len(queue.sent) == 2)
    first, second = queue.sent
    assert second.code == EVENS.replace("return n", "return 2 * n")
    await fails(tutor, second)
    await aiko.answered(paste, "Not yet")
    await passes(tutor, first)  # too late: the message has been edited
    await delivered(database, first.id)
    (only,) = discord.world.of_bot(aiko.direct)
    assert only["id"] == reply["id"]
    assert "Not yet" in text_of(only)


async def test_the_message_menu_grades_code_and_says_how_to_send_some_where_there_is_none(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    world: World = discord.world
    paste = world.add_message(world.channel, aiko.id, content=FENCED)
    graded = await aiko.menu("Grade this code", paste, channel=world.channel)
    await aiko.shown(graded, "evens")
    assert [job.code for job in queue.sent] == [EVENS]
    empty = world.add_message(world.channel, aiko.id, content="")
    reply = await aiko.menu("Grade this code", empty, channel=world.channel)
    assert r"\`\`\`python" in text_of(await aiko.shown(reply, "no code in that message"))


async def test_the_message_menu_grades_somebody_elses_code_without_points(
    chat: DiscordChat,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    database: Database,
    queue: ScriptedQueue,
    words: Translations,
) -> None:
    world: World = discord.world
    paste = world.add_message(world.channel, aiko.id, content=FENCED)
    graded = await hanako.menu("Grade this code", paste, channel=world.channel)
    note = words.translate("ja", "replies-to-unscored", function="evens")
    await hanako.shown(graded, note[-20:])
    assert [job.code for job in queue.sent] == [EVENS]
    await passes(tutor, queue.sent[0])
    assert note[-20:] in text_of(await hanako.shown(graded, "`evens`"))
    assert await counted(database) == 0


async def test_a_japanese_learner_stays_one_when_only_a_message_comes(
    chat: DiscordChat, hanako: Learner
) -> None:
    await hanako.shown(await hanako.command("start"), "こんにちは")
    assert "採点" in text_of(await hanako.answered(await hanako.say(FENCED), "evens"))


async def test_a_file_that_names_another_server_is_refused_kindly_and_never_asked_for(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    words: Translations,
    queue: ScriptedQueue,
) -> None:
    async with serve_foreign(EVENS.encode()) as elsewhere:
        discord.cdn_url = f"{elsewhere.url}/"
        pasted = await aiko.say("", files={"mine.py": EVENS.encode()})
        refused = words.translate("en", "file-elsewhere", name="`mine.py`")
        await aiko.answered(pasted, refused[:30])
        form = await aiko.fill(await aiko.command("run"), "", {"mine.py": EVENS.encode()})
        await aiko.shown(form, refused[:30])
        assert elsewhere.asked == []
    assert queue.sent == []


async def test_whoever_brings_the_bot_along_decides_nothing_for_a_server_that_has_not_let_it_in(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    aiko.brings_the_bot = True
    channel = discord.world.channel
    settings = await aiko.shown(await aiko.command("settings view", channel=channel))
    title = words.translate("en", "place-title", platform="discord").removeprefix("### ")
    assert title not in text_of(settings)
    aiko.brings_the_bot = False
    settings = await aiko.shown(await aiko.command("settings view", channel=channel))
    assert title in text_of(settings)
    aiko.brings_the_bot = True
    pressed = await aiko.press(settings, words.translate("en", "button-answers-direct"))
    await aiko.shown(pressed, "Only admins")
    assert (
        await tutor.workspace_settings.reply_mode("discord", str(discord.world.guild)) == "thread"
    )
