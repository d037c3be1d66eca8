"""Messages that the tutor sends unprompted: daily prompts in every log, and reminders."""

from __future__ import annotations

from bot.platforms.local.transcript import Transcript
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply

CHANNEL = "everyone"


class LocalAnnouncer:
    """Adds posts to the learners' logs. A nonce that is repeated adds no second message."""

    def __init__(self, transcript: Transcript, history: LocalMessages) -> None:
        self._transcript = transcript
        self._history = history

    async def post(self, post: Post) -> str:
        """Add the post to every log that lacks it; return its nonce as the message's id."""
        for account in await self._history.list_accounts():
            await self.send_dm(account, post.reply, post.nonce, again=True)
        return post.nonce

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Add a message to one learner's log, unless it has one with that nonce."""
        await self._transcript.open(account)
        await self._transcript.add_reply(account, f"{nonce}-{account}", reply)
