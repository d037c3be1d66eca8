"""Quiz questions on Slack: what answers them, and that each turns in place."""

from __future__ import annotations

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.platforms.slack.rendering import FormButton
from bot.tutor.identity import ChatUser
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.support.quiz_catalog import load_quiz_catalog, pass_questions_before
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, TEAM, buttons_of, text_of


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_quiz_catalog()


def user_of(learner: Learner) -> ChatUser:
    return ChatUser("slack", f"{TEAM}:{learner.id}", "Aiko", "en-US", TEAM)


@pytest.mark.parametrize("channel", ["", CHANNEL], ids=["direct", "channel"])
async def test_several_options_are_ticked_and_the_question_turns_in_place(
    chat: SlackChat, aiko: Learner, tutor: Tutor, channel: str
) -> None:
    await pass_questions_before(tutor, user_of(aiko), "broadcasts")
    wait = aiko.wait_for_ephemeral if channel else aiko.wait_for_reply
    await aiko.command("/quiz kinds", channel=channel)
    asked = await wait("Choose all that are right")
    assert "a. `(3,)`" in text_of(asked)
    await aiko.tick(asked, "", channel=channel)
    again = await wait("I could not tell which options you mean.")
    assert again["ts"] == asked["ts"]
    await aiko.tick(again, "ca", channel=channel)
    answered = await wait("Right!")
    assert answered["ts"] == asked["ts"]
    assert "a. (3,)" in text_of(answered)


TYPED = {"plain-output": "tensor([0., 0.])", "row-means": "dim=1"}
"""Right answers to questions that are answered in a modal, by the name of the question."""


@pytest.mark.parametrize("channel", ["", CHANNEL], ids=["direct", "channel"])
@pytest.mark.parametrize("name", TYPED)
async def test_an_answer_typed_into_a_modal_turns_the_question_in_place(
    chat: SlackChat, aiko: Learner, tutor: Tutor, slack: SlackServer, name: str, channel: str
) -> None:
    await pass_questions_before(tutor, user_of(aiko), name)
    wait = aiko.wait_for_ephemeral if channel else aiko.wait_for_reply
    await aiko.command("/quiz kinds", channel=channel)
    asked = await wait("Quiz: Kinds of questions")
    for typed, said in ((" ", "Please type"), (TYPED[name], "Right!")):
        await aiko.fill(await aiko.press(asked, "✏️ Answer", channel=channel), typed)
        shown = await wait(said)
        assert shown["ts"] == asked["ts"]
    assert "Your answer:" in text_of(shown)
    assert len(slack.workspace.ephemerals) == bool(channel)
    assert len(slack.workspace.bot_messages(aiko.dm)) == (not channel)


async def test_an_answer_of_several_lines_is_typed_into_one_field_that_says_what_belongs_there(
    chat: SlackChat, aiko: Learner, tutor: Tutor, slack: SlackServer, catalog: Catalog
) -> None:
    await pass_questions_before(tutor, user_of(aiko), "each-shape")
    await aiko.command("/quiz kinds")
    asked = await aiko.wait_for_reply("Quiz: Kinds of questions")
    form = FormButton.parse(buttons_of(asked)["✏️ Answer"]["value"])
    question = catalog.question(form.action.partition(":")[2])
    assert question is not None
    opened = await aiko.press(asked, "✏️ Answer")
    view = await slack.until(lambda: slack.workspace.modals.get(opened["trigger_id"]))
    (block,) = view["blocks"]
    assert block["label"]["text"] == "The shape of each line, one below the other"
    assert block["element"]["multiline"]
    await aiko.fill(opened, question.answer.replace("; ", "\n"))
    await aiko.wait_for_reply("Right!")
