"""Messages that are no replies: to channels and to learners. Platforms implement `Announcer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.tutor.replies.model import Reply
from lessons.curriculum import Language


@dataclass(frozen=True, slots=True)
class Post:
    """A message for everyone in a channel."""

    channel: str  # the platform's id of it
    reply: Reply
    thread: str  # title of the thread that it opens, where the platform has threads
    nonce: str  # the same for the same post from any process; at most 25 characters
    again: bool = False  # it may be posted already, in part or whole: only send what is missing
    language: Language = "en"  # of the reply

    def __post_init__(self) -> None:
        """Raise ValueError for a reply that is meant for one learner."""
        if self.reply.private:
            raise ValueError("a private reply cannot be posted into a channel")


class Announcer(Protocol):
    """Sends prompts, reminders and questions about links to a platform.

    Methods raise any exception where the platform is out of reach; the call is then repeated.
    """

    async def post(self, post: Post) -> str:
        """Post into a channel and open the thread; return the message's id."""

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Send a direct message to one learner.

        `again` says that it may have been sent before, by a process that died or got no answer.
        Then look for it by its nonce first, so that the learner sees it once.
        """
