"""A disputed verdict reaches the teacher as a direct message, and the decision the learner."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from grader.protocol import ExamOrigin, Graded, Status, Verdict
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.study_group import found_group
from tests.support.discord_server.world import JSON, buttons_of, text_of
from tests.support.scripted_queue import ScriptedQueue
from tests.support.study import a_problem

EVENS = "def evens(my_own_idea):\n    return 0"
EXAM = ExamOrigin(seed="5eed5eed", version="0123456789ab")


async def fail(tutor: Tutor, queue: ScriptedQueue, learner: Learner) -> JSON:
    """Let a learner fail at an exercise; return the reply with the verdict."""
    paste = await learner.say(f"```python\n{EVENS}\n```")
    await learner.answered(paste, "evens")
    verdict = Verdict(
        status=Status.FAILED, exercise="tensors/evens", problem=a_problem(), exam=EXAM
    )
    await tutor.jobs.on_grader_message(Graded(id=queue.sent[-1].id, verdict=verdict))
    return await learner.answered(paste, "Not yet")


@pytest.fixture
async def asked(
    chat: DiscordChat,
    tutor: Tutor,
    queue: ScriptedQueue,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    discord: DiscordServer,
) -> JSON:
    """The message that asks Hanako, who teaches in Japanese, about Aiko's answer."""
    await found_group(hanako, aiko)
    label = words.translate("en", "button-dispute")
    assert label not in buttons_of(await fail(tutor, queue, aiko))
    pressed = await aiko.press(await fail(tutor, queue, aiko), label)
    await aiko.shown(pressed, "to your teacher")
    before = len(discord.world.of_bot(hanako.direct)) if _has_messages(discord, hanako) else 0
    await tutor.scheduler.run_due()
    (question,) = discord.world.of_bot(hanako.direct)[before:]
    return question


def _has_messages(discord: DiscordServer, learner: Learner) -> bool:
    return learner.direct in discord.world.messages


async def test_the_teacher_reads_code_and_verdict_in_their_language(
    asked: JSON, words: Translations
) -> None:
    said = text_of(asked)
    assert "my_own_idea" in said
    assert "5eed5eed" in said
    assert words.translate("ja", "dispute-verdict") in said
    assert set(buttons_of(asked)) == {
        words.translate("ja", "button-dispute-right"),
        words.translate("ja", "button-dispute-wrong"),
    }


async def test_the_learner_hears_that_they_were_right(
    asked: JSON,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    discord: DiscordServer,
) -> None:
    pressed = await hanako.press(asked, words.translate("ja", "button-dispute-right"))
    await hanako.shown(pressed, words.translate("ja", "dispute-thanks", decision="right"))

    await tutor.scheduler.run_due()

    heard = text_of(discord.world.of_bot(aiko.direct)[-1])
    assert "You were right about" in heard


async def test_a_reason_is_asked_for_in_a_form_and_reaches_the_learner_without_a_ping(
    asked: JSON,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    discord: DiscordServer,
) -> None:
    pressed = await hanako.press(asked, words.translate("ja", "button-dispute-wrong"))
    why = await hanako.shown(pressed, words.translate("ja", "dispute-why"))
    (send,) = buttons_of(why)  # opens the form
    opened = await hanako.press(why, send)
    sent = await hanako.fill(opened, "@everyone *look*: `stop` is left out")
    await hanako.shown(sent, words.translate("ja", "dispute-thanks", decision="wrong"))

    await tutor.scheduler.run_due()

    heard = discord.world.of_bot(aiko.direct)[-1]
    said = text_of(heard).replace("\\", "")
    assert "It is not quite right yet" in said
    assert "is left out" in said
    sends = discord.requests_to("POST", r"/channels/\d+/messages")
    assert all(each.body["allowed_mentions"].get("parse") == [] for each in sends)


async def test_a_second_decision_changes_nothing(
    asked: JSON,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    discord: DiscordServer,
) -> None:
    right = words.translate("ja", "button-dispute-right")
    await hanako.shown(await hanako.press(asked, right))
    await hanako.shown(
        await hanako.press(asked, right),
        words.translate("ja", "dispute-decided", decision="right"),
    )

    for _ in range(2):
        await tutor.scheduler.run_due()

    told = [text_of(each) for each in discord.world.of_bot(aiko.direct)]
    assert sum("You were right about" in each for each in told) == 1
