"""Messages that nobody asked for: to channels and to learners. Platforms implement `Announcer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.tutor.replies.model import Reply
from lessons.curriculum import Language


@dataclass(frozen=True, slots=True)
class Post:
    """A message for everyone in a channel."""

    channel: str  # as the platform calls it
    reply: Reply
    thread: str  # title of the thread that it opens, where the platform has threads
    nonce: str  # the same for the same post, whoever sends it; at most 25 characters
    again: bool = False  # it may be there already, in part or whole: only what is missing is sent
    language: Language = "en"  # of the reply

    def __post_init__(self) -> None:
        """Raises ValueError for a reply that is meant for one learner."""
        if self.reply.private:
            raise ValueError("a private reply cannot be posted into a channel")


class Announcer(Protocol):
    """How a platform brings messages that nobody has asked for.

    Each raises an exception where the platform is out of reach; it is tried again.
    """

    async def post(self, post: Post) -> str:
        """Posts into a channel and opens the thread; returns the message's id."""

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Sends a message to one learner alone.

        `again` says that it may have been sent before, by a process that died or could not know.
        Then it is looked for by its nonce first: the learner sees it once.
        """
