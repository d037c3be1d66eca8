"""Study groups on Slack."""

from __future__ import annotations

import pytest

from bot.platforms.slack.platform import SlackChat
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.study_group import found_group


@pytest.mark.parametrize("written", ["learner 花子", "learner <@{}|hanako>", "学習者 <@{}>"])
async def test_a_teacher_opens_a_learner_by_name_or_mention(
    chat: SlackChat, aiko: Learner, hanako: Learner, written: str
) -> None:
    await found_group(aiko, hanako)
    await aiko.command(f"/group {written.format(hanako.id)}")
    await aiko.wait_for_reply("花子 in Owls")
