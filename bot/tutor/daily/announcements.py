"""Messages that are no replies: to channels and to learners. Platforms implement `Announcer`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.i18n import Translator
from bot.tutor.replies.model import Reply
from lessons.curriculum import Language


@dataclass(frozen=True, slots=True)
class Post:
    """A message for everyone in a channel."""

    channel: str  # the platform's id of it
    reply: Reply
    thread: str  # title of the thread that it opens, where the platform has any; empty for none
    nonce: str  # the same for the same post from any process; at most 25 characters
    again: bool = False  # it may be posted already, in part or whole: only send what is missing
    language: Language = "en"  # of the reply
    translated: Mapping[Language, Reply] = field(default_factory=dict)
    """The reply in every language, for platforms where each learner reads it alone."""
    topics: tuple[str, ...] = ()
    """Names of what it is about, in every language, for channels that have tags."""

    def __post_init__(self) -> None:
        """Raise ValueError for a reply that is meant for one learner."""
        if self.reply.private:
            raise ValueError("a private reply cannot be posted into a channel")


class ChannelRefusedError(Exception):
    """Nothing can be posted into a channel until somebody changes something there.

    The message is the key of the sentence that says what, in the catalogues; its variable is the
    channel.
    """


class Announcer(Protocol):
    """Sends prompts, reminders and questions about links to a platform.

    Methods raise any exception where the platform is out of reach; the call is then repeated.
    """

    async def post(self, post: Post) -> str:
        """Post into a channel and open the thread; return the message's id.

        Raise ChannelRefusedError where a repetition would not help.
        """

    async def edit(self, post: Post, message: str) -> bool:
        """Replace a post by a new version with the same nonce, of one message.

        `message` is what `post` returned. Return False where that message is gone.
        """

    async def check(self, channel: str) -> None:
        """Raise ChannelRefusedError where nothing can be posted into a channel."""

    async def missing(self, channel: str, t: Translator) -> str:
        """Return what the bot needs and lacks in a channel, as Markdown; empty if nothing."""

    def channels(self, place: str) -> Sequence[str]:
        """Return the channels of a place that are known without asking the platform."""

    def link(self, channel: str, t: Translator) -> str:
        """Return Markdown that names a channel, and leads there where the platform can."""

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Send a direct message to one learner.

        `again` says that it may have been sent before, by a process that died or got no answer.
        Then look for it by its nonce first, so that the learner sees it once.
        """
