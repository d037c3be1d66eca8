"""What is said where Slack refuses a place, a form or a request."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.slack.platform import SlackChat
from bot.platforms.slack.rendering import render
from bot.tutor.replies.model import Reply, Table, Text
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue, passes, ran
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, MOST_USES, text_of

EVENS = "def evens(n):\n    return n"


async def test_a_channel_that_refuses_replies_gets_one_direct_message_that_says_why(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    slack.fail("chat.postMessage", 200, times=1, error="restricted_action")
    await aiko.say(f"<@{slack.workspace.bot}> ```{EVENS}```", channel=CHANNEL)
    waiting = await aiko.wait_for_reply("Checking")
    slack.fail("chat.postMessage", 200, times=1, error="restricted_action")
    await passes(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Passed")
    assert verdict["ts"] == waiting["ts"]
    assert "I cannot write in the channel" in text_of(verdict)
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1


async def test_code_is_not_announced_in_a_channel_that_cannot_show_it(
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    queue: ScriptedQueue,
    tutor: Tutor,
    words: Translations,
) -> None:
    slack.workspace.members.discard(CHANNEL)
    opened = await aiko.command("/submit tensors/evens", channel=CHANNEL)
    await aiko.fill(opened, EVENS)
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.wait_for_ephemeral("Passed")
    share = words.translate("en", "slack-button-share")
    await aiko.press(verdict, share, channel=CHANNEL)
    await aiko.wait_for_ephemeral("I am not in this channel")
    slack.workspace.members.add(CHANNEL)
    await aiko.press(verdict, share, channel=CHANNEL)
    await slack.until(lambda: "return n" in str(slack.workspace.messages[CHANNEL]))
    await aiko.press(verdict, share, channel=CHANNEL)
    await aiko.wait_for_ephemeral("shown here already")
    shown = [each for each in slack.workspace.messages[CHANNEL] if "return n" in str(each)]
    assert len(shown) == 1


@pytest.mark.parametrize("code", ["expired_trigger_id", "trigger_expired"])
async def test_a_form_that_comes_too_late_says_to_try_again(
    code: str, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("views.open", 200, error=code)
    await aiko.command("/submit")
    said = text_of(await aiko.wait_for_reply("once more"))
    assert "our side" not in said


def test_every_command_is_named_so_that_it_reaches_us_in_every_workspace() -> None:
    table = Table(head=("", ""), rows=(("/status", "how it is"), ("/start", "x")), of_commands=True)
    reply = Reply(blocks=(Text(markdown="See **/status** or /statuses."), table))
    (page,) = render(reply).pages
    assert "/tensei status or /statuses" in page.text
    assert page.text.count("/tensei status") == 2
    assert "/tensei start" in page.text


async def test_a_verdict_that_can_be_shown_nowhere_is_offered_with_the_answer_to_the_next_command(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    slack.workspace.dms_closed.add(aiko.id)
    slack.fail("chat.postMessage", 200, times=2, error="restricted_action")
    await aiko.say(f"<@{slack.workspace.bot}> ```{EVENS}```", channel=CHANNEL)
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await tutor.deliveries.finish()
    await aiko.command("/help", channel=CHANNEL)
    told = await aiko.wait_for_ephemeral("found no way to send")
    assert "Passed" not in text_of(told)
    await aiko.press(told, "Show my result", channel=CHANNEL)
    await aiko.wait_for_ephemeral("Passed")


async def test_the_output_of_a_run_whose_response_url_is_used_up_is_offered_as_well(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, tutor: Tutor
) -> None:
    slack.workspace.dms_closed.add(aiko.id)
    await aiko.command("/run print(41 + 1)", channel=CHANNEL)
    await slack.until(lambda: queue.sent)
    for state in slack.workspace.urls.values():
        state["uses"] = MOST_USES
    await ran(tutor, queue.sent[0], stdout="42\n")
    await tutor.deliveries.finish()
    await aiko.command("/help", channel=CHANNEL)
    told = await aiko.wait_for_ephemeral("found no way to send")
    await aiko.press(told, "Show my result", channel=CHANNEL)
    await aiko.wait_for_ephemeral("42")
