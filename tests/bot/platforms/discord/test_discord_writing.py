"""Forms for the code of an exercise, which open with code in them; what is said of pasting."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms import interaction_handler
from bot.platforms.discord.limits import LONGEST_INPUT
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database
from bot.storage.models import SubmissionRow
from bot.tutor.service import Tutor
from grader.protocol import Status
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import buttons_of, text_of
from tests.support.scripted_queue import ScriptedQueue, fails, passes, ran

EVENS = "def evens(n):\n    return n"
FENCED = f"```python\n{EVENS}\n```"
WRITE, AGAIN, EDIT = "Write my answer", "Try again", "Edit and run again"


async def opened_form(discord: DiscordServer, interaction: Any) -> tuple[str, str]:
    """Return the title of the modal that an interaction opened, and the code in its field."""
    modal = await discord.until(lambda: interaction.modal)
    return modal["title"], modal["components"][0]["component"].get("value", "")


async def test_an_exercise_opens_a_form_with_its_starter_that_is_graded(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    exercise = tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    shown = await aiko.shown(await aiko.command("exercise", "tensors/evens"))
    opened = await aiko.press(shown, WRITE)
    assert await opened_form(discord, opened) == ("Submit: Even numbers", exercise.starters["en"])
    await aiko.shown(await aiko.fill(opened, EVENS), "Checking")
    assert [job.code for job in queue.sent] == [EVENS]


async def test_a_submission_that_did_not_pass_opens_a_form_with_the_learners_code(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(FENCED)
    await aiko.answered(paste, "Checking")
    await fails(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Not yet")
    opened = await aiko.press(verdict, AGAIN)
    assert await opened_form(discord, opened) == ("Submit: Even numbers", EVENS)


async def test_code_that_failed_to_run_opens_a_form_with_it_that_is_run(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say("/run print(1")
    await discord.until(lambda: queue.sent)
    await ran(tutor, queue.sent[0], status=Status.INVALID, reason="syntax")
    failed = await aiko.answered(paste, "cannot read this code")
    opened = await aiko.press(failed, EDIT)
    assert await opened_form(discord, opened) == ("Code to run", "print(1")
    await aiko.fill(opened, "print(1)")
    await discord.until(lambda: len(queue.sent) == 2)
    assert [job.code for job in queue.sent] == ["print(1", "print(1)"]


async def test_anothers_button_opens_the_starter_and_not_their_code(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    paste = await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    await aiko.answered(paste, "Checking", where=int(paste["id"]))
    await fails(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Not yet", where=int(paste["id"]))
    await hanako.shown(await hanako.command("help"))
    opened = await hanako.press(verdict, AGAIN)
    exercise = tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    assert (await opened_form(discord, opened))[1] == exercise.starters["ja"]


async def test_a_form_opens_with_the_starter_while_the_database_is_slow(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paste = await aiko.say(FENCED)
    await aiko.answered(paste, "Checking")
    await fails(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Not yet")
    monkeypatch.setattr(interaction_handler, "LANGUAGE_TIMEOUT_S", 0.0)
    opened = await aiko.press(verdict, AGAIN)
    assert (await opened_form(discord, opened))[1] != EVENS


async def test_code_that_a_field_cannot_hold_is_not_cut(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    database: Database,
) -> None:
    paste = await aiko.say(FENCED)
    await aiko.answered(paste, "Checking")
    async with database.write_session() as session:
        row = await session.get(SubmissionRow, queue.sent[0].id)
        assert row is not None
        row.code = f"{EVENS}\n" + "# long\n" * LONGEST_INPUT
    await fails(tutor, queue.sent[0])
    verdict = await aiko.answered(paste, "Not yet")
    opened = await aiko.press(verdict, AGAIN)
    assert (await opened_form(discord, opened))[1] == ""


async def test_the_command_with_an_exercise_opens_the_same_form(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    opened = await aiko.command("submit", "tensors/evens")
    title, code = await opened_form(discord, opened)
    assert title == "Submit: Even numbers"
    assert "def evens" in code


async def test_a_bug_to_mend_is_in_its_form(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, words: Translations
) -> None:
    exercise = next(each for each in tutor.catalog.exercises() if each.forms.repairs)
    shown = await aiko.shown(await aiko.command("exercise", exercise.id))
    forms = await aiko.shown(await aiko.press(shown, words.translate("en", "button-forms")))
    repair = await aiko.shown(await aiko.press(forms, words.translate("en", "button-form-repair")))
    opened = await aiko.press(repair, words.translate("en", "button-repair"))
    _, code = await opened_form(discord, opened)
    assert code in {each.code for each in exercise.forms.repairs}


async def test_in_a_channel_it_says_to_mention_the_bot_and_in_direct_messages_to_paste(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    channel = discord.world.channel
    shown = await aiko.shown(await aiko.command("exercise", "tensors/evens", channel=channel))
    assert "mention me" in text_of(shown)
    assert "paste it here" not in text_of(shown)
    assert WRITE in buttons_of(shown)
    for command in ("start", "help"):
        said = await aiko.shown(await aiko.command(command, channel=channel))
        assert "I only read messages that mention me" in text_of(said)
        said = await aiko.shown(await aiko.command(command))
        assert "I only read messages that mention me" not in text_of(said)
    direct = await aiko.shown(await aiko.command("exercise", "tensors/evens"))
    assert "paste it here" in text_of(direct)


@pytest.mark.parametrize("granted", [True, False])
async def test_in_a_thread_of_the_bot_it_depends_on_the_intent(
    granted: bool, start, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    discord.world.content_granted = granted
    await start(tutor)
    asked = await aiko.say("how do i submit my code?", channel=discord.world.channel, mention=True)
    said = await aiko.answered(asked, "paste", where=int(asked["id"]))
    assert ("I only read messages that mention me" in text_of(said)) is not granted


async def test_the_buttons_below_two_verdicts_can_be_told_apart(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(f"```python\n{EVENS}\n\ndef frame(h, w):\n    return h\n```")
    await aiko.answered(paste, "Checking")
    for job in queue.sent:
        await fails(tutor, job)
    verdict = await aiko.answered(paste, "Not yet")
    await discord.until(lambda: text_of(verdict).count("Not yet") == 2)
    components = str(verdict["components"])
    labels = list(buttons_of(verdict))
    again = sorted(each for each in labels if each.startswith(AGAIN))
    assert again in ([AGAIN, f"{AGAIN} · evens"], [AGAIN, f"{AGAIN} · frame"])
    assert components.count("'label'") == len(labels)


async def test_two_passed_exercises_offer_the_next_one_once(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(f"```python\n{EVENS}\n\ndef frame(h, w):\n    return h\n```")
    await aiko.answered(paste, "Checking")
    for job in queue.sent:
        await passes(tutor, job)
    verdict = await aiko.answered(paste, "Passed")
    await discord.until(lambda: text_of(verdict).count("Passed") == 2)
    labels = re.findall("'label': '([^']+)'", str(verdict["components"]))
    assert len(labels) == len(set(labels)) > 2
