"""The button that asks for a confidential reply again, where no direct message could bring it.

It stands in a thread that others read. So it carries nothing of the reply, works only for the
learner who asked, and its reply is shown to them alone.
"""

from __future__ import annotations

import hashlib

from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Reply

ASK_AGAIN = "again"
"""The kind of the button's action."""

_LONGEST_ACTION = 100
_NO_ARGUMENT = ("settings link",)
"""What is asked again without its last words: they are a code, and nobody else should read it."""


def asking_again(reply: Reply, person: ChatUser, command: str, argument: str) -> Reply:
    """The reply, with the action that asks for it again where it is confidential."""
    if not reply.is_confidential or reply.ask_again:
        return reply
    line = f"{command} {argument}".strip()
    line = next((each for each in _NO_ARGUMENT if line.startswith(f"{each} ")), line)
    action = f"{ASK_AGAIN}:{_tag(person)}:{line}"
    if len(action) > _LONGEST_ACTION or "\n" in line:
        action = f"{ASK_AGAIN}:{_tag(person)}:{command}"
    return reply.model_copy(update={"ask_again": action})


def read_asking_again(person: ChatUser, rest: str) -> tuple[str, str] | None:
    """Command and argument of such an action; None where another learner asked."""
    tag, _, line = rest.partition(":")
    name, _, argument = line.partition(" ")
    return (name, argument) if tag == _tag(person) and name else None


def _tag(person: ChatUser) -> str:
    """A short name for an account, which says nothing about it."""
    return hashlib.sha256(f"{person.platform}:{person.account}".encode()).hexdigest()[:12]
