"""Which messages of a group are for the tutor, the same on every platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.platforms.attachments import Attachment
from bot.tutor.service import Tutor
from bot.tutor.text.quoted import QuotedOrigin
from bot.tutor.text.wants import Situation

ADDRESSED = Situation()
"""The situation of a message that is sent to the bot, or mentions it."""

FindOwner = Callable[[], Awaitable[str | None]]
"""Returns the account that began the thread of a message, empty where it cannot be found; in a
practice channel, whoever writes; None where the message is in neither that nor a thread of the
bot's. It may ask the platform."""


@dataclass(frozen=True, slots=True)
class OtherMessage:
    """A message that another one replies to or forwards, as its platform has it."""

    text: str
    files: tuple[Attachment, ...] = ()
    origin: QuotedOrigin = "replied-to"
    is_own: bool = False  # written by whoever replies or forwards
    is_readable: bool = True  # False where the platform does not show it to the bot


FindOther = Callable[[], Awaitable[OtherMessage | None]]
"""Returns what a message replies to or forwards, None where that is nothing or the bot's own. It
may ask the platform, so it is called at most once, and only for a message to the bot that means
another one."""


async def find_nothing() -> OtherMessage | None:
    """Return None: the message neither replies to another one nor forwards any."""
    return None


@dataclass(frozen=True, slots=True)
class TutorMessage:
    """A message for the tutor: its text without a mention, and where it was sent."""

    text: str
    situation: Situation = ADDRESSED


async def find_unaddressed(
    tutor: Tutor, text: str, sender: str, find_owner: FindOwner, *, has_file: bool
) -> TutorMessage | None:
    """Return a message without a mention if the tutor answers it; else None.

    One with a file of code is returned before the file is read: whether it is answered is decided
    with the file. The owner is only asked for where the answer depends on them.
    """
    of_sender = Situation(addressed=False, thread_of="me")
    of_other = Situation(addressed=False, thread_of="other")
    if not has_file and (await tutor.decide(text, of_sender)).intent == "silent":
        return None
    owner = await find_owner()
    if owner is None:
        return None
    situation = of_sender if owner == sender else of_other
    if not has_file and (await tutor.decide(text, situation)).intent == "silent":
        return None
    return TutorMessage(text, situation)
