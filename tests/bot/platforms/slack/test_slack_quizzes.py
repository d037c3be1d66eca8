"""Quiz questions on Slack: what answers them, and that each turns in place."""

from __future__ import annotations

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.tutor.identity import ChatUser
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.support.quiz_catalog import load_quiz_catalog, pass_questions_before
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.workspace import CHANNEL, TEAM, text_of


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
