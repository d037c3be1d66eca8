"""A disputed verdict reaches the teacher as a direct message, and the decision the learner."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from grader.protocol import ExamOrigin, Graded, Status, Verdict
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.study_group import found_group
from tests.support.slack_server.workspace import JSON, buttons_of, text_of
from tests.support.study import a_problem

EVENS = "def evens(my_own_idea):\n    return 0"
EXAM = ExamOrigin(seed="5eed5eed", version="0123456789ab")


async def fail(tutor: Tutor, queue: ScriptedQueue, learner: Learner, slack: SlackServer) -> JSON:
    """Let a learner fail at an exercise; return the reply with the verdict."""
    sent, told = len(queue.sent), _count_verdicts(slack, learner)
    await learner.say(f"```\n{EVENS}\n```")
    await slack.until(lambda: len(queue.sent) > sent)
    verdict = Verdict(
        status=Status.FAILED, exercise="tensors/evens", problem=a_problem(), exam=EXAM
    )
    await tutor.jobs.on_grader_message(Graded(id=queue.sent[-1].id, verdict=verdict))
    await slack.until(lambda: _count_verdicts(slack, learner) > told)
    return await learner.wait_for_reply("Not yet")


def _count_verdicts(slack: SlackServer, learner: Learner) -> int:
    messages = slack.workspace.bot_messages(learner.dm)
    return sum("Not yet" in text_of(each) for each in messages if each.get("blocks"))


@pytest.fixture
async def asked(
    chat: SlackChat,
    tutor: Tutor,
    queue: ScriptedQueue,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    slack: SlackServer,
) -> JSON:
    """The message that asks Hanako, who teaches in Japanese, about Aiko's answer."""
    await found_group(hanako, aiko)
    label = words.translate("en", "button-dispute")
    assert label not in buttons_of(await fail(tutor, queue, aiko, slack))
    await aiko.press(await fail(tutor, queue, aiko, slack), label)
    await aiko.wait_for_reply("to your teacher")
    await tutor.scheduler.run_due()
    return await hanako.wait_for_button(words.translate("ja", "button-dispute-right"))


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
    asked: JSON, tutor: Tutor, aiko: Learner, hanako: Learner, words: Translations
) -> None:
    await hanako.press(asked, words.translate("ja", "button-dispute-right"))
    await hanako.wait_for_reply(words.translate("ja", "dispute-thanks", decision="right"))

    await tutor.scheduler.run_due()

    await aiko.wait_for_reply("You were right about")


async def test_a_reason_is_asked_for_in_a_form_and_reaches_the_learner_without_a_ping(
    asked: JSON, tutor: Tutor, aiko: Learner, hanako: Learner, words: Translations
) -> None:
    await hanako.press(asked, words.translate("ja", "button-dispute-wrong"))
    why = await hanako.wait_for_reply(words.translate("ja", "dispute-why"))
    (send,) = buttons_of(why)  # opens the form
    opened = await hanako.press(why, send)
    await hanako.fill(opened, "<!channel> `stop` is left out")
    await hanako.wait_for_reply(words.translate("ja", "dispute-thanks", decision="wrong"))

    await tutor.scheduler.run_due()

    heard = await aiko.wait_for_reply("It is not quite right yet")
    assert "is left out" in text_of(heard)
    # Elements of rich text are shown as they are; a mention would only be made of `text`.
    assert "<!channel>" not in heard["text"]


async def test_a_second_decision_changes_nothing(
    asked: JSON,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    slack: SlackServer,
) -> None:
    right = words.translate("ja", "button-dispute-right")
    await hanako.press(asked, right)
    await hanako.wait_for_reply(words.translate("ja", "dispute-thanks", decision="right"))
    await hanako.press(asked, right)
    await hanako.wait_for_reply(words.translate("ja", "dispute-decided", decision="right"))

    for _ in range(2):
        await tutor.scheduler.run_due()

    told = [text_of(each) for each in slack.workspace.bot_messages(aiko.dm) if each.get("blocks")]
    assert sum("You were right about" in each for each in told) == 1
