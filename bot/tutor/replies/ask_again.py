"""The button that repeats a command whose confidential reply could not be sent directly.

The button is in a thread that others read. So it carries nothing of the reply, works only for the
learner who asked, and its reply is shown to them alone.
"""

from __future__ import annotations

import hashlib

from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import LONGEST_ACTION, AskAgain, encode
from bot.tutor.replies.model import Reply

_TAG_LENGTH = 12
_LONGEST_LINE = LONGEST_ACTION - len(encode(AskAgain("-" * _TAG_LENGTH, "")))

_SECRET_ARGUMENTS = ("settings link",)
"""Commands repeated without their argument, which is a code that others in the thread must not
read."""


def with_ask_again(reply: Reply, user: ChatUser, command: str, argument: str) -> Reply:
    """Return the reply; with an action that repeats the command where it is confidential."""
    if not reply.is_confidential or reply.ask_again:
        return reply
    line = f"{command} {argument}".strip()
    line = next((each for each in _SECRET_ARGUMENTS if line.startswith(f"{each} ")), line)
    if len(line) > _LONGEST_LINE or "\n" in line:
        line = command
    action = AskAgain(_tag(user), line)
    return reply.model_copy(update={"ask_again": encode(action)})


def repeated_command(user: ChatUser, action: AskAgain) -> tuple[str, str] | None:
    """Return the command to repeat and its argument; None where another learner asked for it."""
    name, _, argument = action.line.partition(" ")
    return (name, argument) if action.tag == _tag(user) and name else None


def _tag(user: ChatUser) -> str:
    """Return a short pseudonym of an account."""
    digest = hashlib.sha256(f"{user.platform}:{user.account}".encode()).hexdigest()
    return digest[:_TAG_LENGTH]
