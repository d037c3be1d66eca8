"""Forms for the code of an exercise, which open with code in them; what is said of pasting."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from grader.protocol import Status
from tests.support.scripted_queue import ScriptedQueue, fails, ran
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, JSON, text_of

EDIT = "Edit and run again"
EVENS = "def evens(n):\n    return n"


async def opened_form(slack: SlackServer, pressed: JSON) -> tuple[str, str]:
    view = await slack.until(lambda: slack.workspace.modals.get(pressed["trigger_id"]))
    return view["title"]["text"], view["blocks"][0]["element"].get("initial_value", "")


async def test_an_exercise_opens_a_form_with_its_starter_that_is_graded(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    await aiko.command("/exercise tensors/evens")
    shown = await aiko.wait_for_reply("Even numbers")
    assert "paste it here" in text_of(shown)
    pressed = await aiko.press(shown, "Write my answer")
    exercise = tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    assert await opened_form(slack, pressed) == ("Submit: Even numbers", exercise.starters["en"])
    await aiko.fill(pressed, EVENS)
    await aiko.wait_for_reply("Checking")
    assert [job.code for job in queue.sent] == [EVENS]


async def test_a_submission_that_did_not_pass_opens_a_form_with_the_learners_code(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    await aiko.say(f"```\n{EVENS}\n```")
    await slack.until(lambda: queue.sent)
    await fails(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Not yet")
    assert (await opened_form(slack, await aiko.press(verdict, "Try again")))[1] == EVENS


async def test_code_that_failed_to_run_opens_a_form_with_it_that_is_run(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    await aiko.command("/run print(1")
    await slack.until(lambda: queue.sent)
    await ran(tutor, queue.sent[0], status=Status.INVALID, reason="syntax")
    failed = await aiko.wait_for_reply("cannot read this code")
    pressed = await aiko.press(failed, EDIT)
    assert await opened_form(slack, pressed) == ("Code to run", "print(1")
    await aiko.fill(pressed, "print(1)")
    await slack.until(lambda: len(queue.sent) == 2)
    assert [job.code for job in queue.sent] == ["print(1", "print(1)"]


async def test_in_a_channel_it_says_to_mention_the_bot(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    await aiko.command("/exercise tensors/evens", channel=CHANNEL)
    shown = await aiko.wait_for_ephemeral("Even numbers")
    assert "mention me" in text_of(shown)
    assert "paste it here" not in text_of(shown)
