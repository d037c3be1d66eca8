"""Messages that the tutor sends unprompted: daily prompts in every log, and reminders."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.i18n import Translator
from bot.platforms.local.transcript import Transcript
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply
from lessons.curriculum import Language

CHANNEL = "everyone"

LanguageOf = Callable[[str], Awaitable[Language]]
"""Returns the language of an account's learner."""


class LocalAnnouncer:
    """Adds posts to the learners' logs. A nonce that is repeated adds no second message."""

    def __init__(
        self, transcript: Transcript, history: LocalMessages, language_of: LanguageOf
    ) -> None:
        self._transcript = transcript
        self._history = history
        self._language_of = language_of

    async def post(self, post: Post) -> str:
        """Add the post to every log that lacks it, in the language of its learner.

        Return its nonce as the message's id.
        """
        for account in await self._history.list_accounts():
            reply = post.translated.get(await self._language_of(account), post.reply)
            await self.send_dm(account, reply, post.nonce, again=True)
        return post.nonce

    async def edit(self, post: Post, message: str) -> bool:
        """Replace the post in every log, and add it to those that lack it."""
        for account in await self._history.list_accounts():
            reply = post.translated.get(await self._language_of(account), post.reply)
            if not await self._transcript.put(f"{message}-{account}", reply):
                await self.send_dm(account, reply, message, again=True)
        return True

    async def check(self, channel: str) -> None:
        """Do nothing: a log can always be written."""

    async def missing(self, channel: str, t: Translator) -> str:
        """Return nothing: a page shows everything."""
        return ""

    def channels(self, place: str) -> tuple[str, ...]:
        """Return the one channel of the local chat."""
        return (CHANNEL,)

    def link(self, channel: str, t: Translator) -> str:
        """Return what the chat calls itself; it has one channel."""
        return t("daily-here")

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Add a message to one learner's log, unless it has one with that nonce."""
        await self._transcript.open(account)
        await self._transcript.add_reply(account, f"{nonce}-{account}", reply)
