"""A study group that Aki teaches, with learners who fail, and what its teacher exports."""

from __future__ import annotations

import base64
import csv
import io

from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Code, File, Reply
from grader.protocol import Status
from tests.support.study import Study, a_problem, actions, blocks


async def founded(
    study: Study, name: str = "Night owls", *, on_board: bool = True
) -> tuple[int, str]:
    """Create a group that Aki teaches, and return its id and invite code.

    Aki is on its boards, as a learner among the others, unless told otherwise.
    """
    reply = await study.type(f"/group create {name}")
    code = blocks(reply, Code)[0].text
    board = next(each for each in actions(reply) if each.startswith("board:"))
    group = int(board.split(":")[1])
    if on_board:
        await study.press(f"group:{group}:on-board:on")
    return group, code


async def fails(study: Study, who: str, function: str, mistake: str | None = None) -> None:
    """Let a learner fail at an exercise, by a misconception if one is given."""
    await study.say(f"def {function}(x):\n    return 0", who)
    await study.grade(Status.FAILED, problem=a_problem(mistake=mistake))


def manager() -> ChatUser:
    """Return a user who manages the place."""
    return ChatUser("local", "boss", "Boss", "en", "home", is_admin=True)


def exported(reply: Reply) -> list[list[str]]:
    """Return the rows of the CSV file in a reply."""
    (file,) = blocks(reply, File)
    return list(csv.reader(io.StringIO(base64.b64decode(file.base64).decode("utf-8-sig"))))
