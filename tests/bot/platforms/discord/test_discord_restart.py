"""No state of a conversation is in the process: after a restart the bot continues it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.storage import Database
from bot.storage.models import RunRow
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, text_of
from tests.support.scripted_queue import ScriptedQueue, passes, ran

EVENS = "def evens(n):\n    return n"
FENCED = f"```python\n{EVENS}\n```"

NewTutor = Callable[[], Tutor]


async def test_a_verdict_after_a_restart_is_put_into_the_reply_from_before_it(
    start, new_tutor: NewTutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    before = await start(new_tutor())
    direct = await aiko.say(FENCED)
    mentioned = await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    thread = int(mentioned["id"])
    waiting = (
        await aiko.answered(direct, "Checking"),
        await aiko.answered(mentioned, "Checking", where=thread),
    )
    await before.stop()
    tutor = new_tutor()
    await start(tutor)
    for job in queue.sent[:2]:
        await passes(tutor, job)
    verdicts = (
        await aiko.answered(direct, "Passed"),
        await aiko.answered(mentioned, "Passed", where=thread),
    )
    assert [each["id"] for each in verdicts] == [each["id"] for each in waiting]


async def test_a_verdict_for_a_form_still_finds_its_private_reply_after_a_restart(
    start, new_tutor: NewTutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    before = await start(new_tutor())
    opened = await aiko.command("submit", "tensors/evens", channel=discord.world.channel)
    sent = await aiko.fill(opened, EVENS)
    assert (await aiko.shown(sent, "Checking"))["flags"] & EPHEMERAL
    await before.stop()
    tutor = new_tutor()
    await start(tutor)
    await passes(tutor, queue.sent[0])
    await aiko.shown(sent, "Passed")
    assert discord.world.of_bot(aiko.direct) == []


async def test_a_verdict_that_came_while_the_bot_was_down_is_told_when_it_is_back(
    start, new_tutor: NewTutor, aiko: Learner, queue: ScriptedQueue
) -> None:
    before = await start(new_tutor())
    paste = await aiko.say(FENCED)
    await aiko.answered(paste, "Checking")
    await before.stop()
    tutor = new_tutor()
    await passes(tutor, queue.sent[0])  # before the bot has logged in
    await start(tutor)
    await aiko.answered(paste, "Passed")


@pytest.mark.parametrize("label", ["Next page →", "▶ Run"])
async def test_a_button_from_before_a_restart_still_works(
    label: str, start, new_tutor: NewTutor, aiko: Learner
) -> None:
    before = await start(new_tutor())
    page = await aiko.shown(await aiko.command("lesson", "tensors 2"))
    await before.stop()
    await start(new_tutor())
    pressed = await aiko.press(page, label)
    await aiko.shown(pressed, "page 3 of" if label == "Next page →" else "Running")


async def test_a_form_opened_before_a_restart_can_be_sent_after_it(
    start, new_tutor: NewTutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    before = await start(new_tutor())
    opened = await aiko.command("submit", "tensors/evens")
    await discord.until(lambda: opened.modal)
    await before.stop()
    await start(new_tutor())
    await aiko.shown(await aiko.fill(opened, EVENS), "Checking")
    assert [job.code for job in queue.sent] == [EVENS]


async def test_a_verdict_that_reaches_its_learner_in_no_other_way_is_behind_a_button(
    start,
    new_tutor: NewTutor,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    """The token has expired during the restart, and direct messages are closed."""
    channel = discord.world.channel
    discord.world.closed_to_bot.add(aiko.id)
    before = await start(new_tutor())
    opened = await aiko.command("submit", "tensors/evens", channel=channel)
    sent = await aiko.fill(opened, EVENS)
    await aiko.shown(sent, "Checking")
    await before.stop()
    sent.expired = True
    tutor = new_tutor()
    await start(tutor)
    await passes(tutor, queue.sent[0])
    (notice,) = await discord.until(
        lambda: [each for each in discord.world.of_bot(channel) if not each["flags"] & EPHEMERAL]
    )
    assert f"<@{aiko.id}>" in text_of(notice)
    assert "Passed" not in text_of(notice)
    assert "evens" not in text_of(notice)
    (request,) = discord.requests_to("POST", f"/channels/{channel}/messages$")
    assert request.body["allowed_mentions"]["users"] == [aiko.id]
    shown = await aiko.shown(await aiko.press(notice, "Show my answer"), "Passed")
    assert shown["flags"] & EPHEMERAL
    await hanako.shown(await hanako.press(notice, "Show my answer"), "残っていません")


async def test_a_run_that_can_reach_its_learner_in_no_other_way_is_shown_by_the_button(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    channel = discord.world.channel
    discord.world.closed_to_bot.add(aiko.id)
    await start(tutor)
    running = await aiko.fill(await aiko.command("run", channel=channel), "print('kappa')")
    await aiko.shown(running, "Running")
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="kappa\n")
    (notice,) = await discord.until(
        lambda: [each for each in discord.world.of_bot(channel) if not each["flags"] & EPHEMERAL]
    )
    assert "kappa" not in text_of(notice)
    await aiko.shown(await aiko.press(notice, "Show my answer"), "kappa")


async def test_what_can_be_shown_nowhere_is_offered_with_the_answer_to_the_next_command(
    start,
    tutor: Tutor,
    database: Database,
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    channel = discord.world.channel
    discord.world.closed_to_bot.add(aiko.id)
    discord.fail("POST", f"/channels/{channel}/messages$", 403, code=50013, times=9)
    await start(tutor)
    running = await aiko.fill(await aiko.command("run", channel=channel), "print('kappa')")
    await aiko.shown(running, "Running")
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="kappa\n")
    await discord.until(lambda: discord.requests_to("POST", f"/channels/{channel}/messages$"))
    await tutor.deliveries.finish()
    async with database.read_session() as session:
        assert await session.scalar(select(RunRow.delivered_at)) is not None
    told = await aiko.shown(await aiko.command("help", channel=channel), "found no way to send")
    assert told["flags"] & EPHEMERAL
    await aiko.shown(await aiko.press(told, "Show my result"), "kappa")
    again = await aiko.shown(await aiko.command("help", channel=channel))
    assert "found no way to send" not in text_of(again)
