"""A study group on the Discord of tests, with a teacher and a learner."""

from __future__ import annotations

import re

from tests.support.discord_server.learner import Learner
from tests.support.discord_server.world import buttons_of, text_of


async def found_group(teacher: Learner, learner: Learner) -> None:
    """Let a teacher create a group, and a learner join it."""
    created = text_of(await teacher.shown(await teacher.command("group create", "Owls"), "Owls"))
    code = re.search(r"[A-Z2-9]{8}", created)
    assert code is not None, created
    asked = await learner.shown(await learner.command("group join", code[0]), "Owls")
    (agree,) = [label for label, action in buttons_of(asked).items() if "join-now" in str(action)]
    await learner.shown(await learner.press(asked, agree), "Owls")
