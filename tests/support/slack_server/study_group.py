"""A study group on the Slack of tests, with a teacher and a learner."""

from __future__ import annotations

import re

from tests.support.slack_server.learner import Learner
from tests.support.slack_server.workspace import buttons_of, text_of


async def found_group(teacher: Learner, learner: Learner) -> None:
    """Let a teacher create a group, and a learner join it."""
    await teacher.command("/group create Owls")
    created = text_of(await teacher.wait_for_reply("Owls"))
    code = re.search(r"[A-Z2-9]{8}", created)
    assert code is not None, created
    await learner.command(f"/group join {code[0]}")
    asked = await learner.wait_for_reply("Owls")
    (agree,) = [label for label, action in buttons_of(asked).items() if "join-now" in str(action)]
    await learner.press(asked, agree)
    await learner.slack.until(
        lambda: any(
            "board:" in str(buttons_of(each))
            for each in learner.workspace.bot_messages(learner.dm)
            if each.get("blocks")
        )
    )
