"""What everyone in the local chat is told without having asked: its one channel, and reminders."""

from __future__ import annotations

from bot.platforms.local.transcript import Transcript
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply

CHANNEL = "everyone"


class LocalAnnouncer:
    """Puts posts into every learner's log. The same nonce again stays the same message."""

    def __init__(self, transcript: Transcript, history: LocalMessages) -> None:
        self._transcript = transcript
        self._history = history

    async def post(self, post: Post) -> str:
        """Puts the post into every log that lacks it, and returns its nonce as the message's id."""
        for account in await self._history.list_accounts():
            await self.send_dm(account, post.reply, post.nonce, again=True)
        return post.nonce

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Says it once, whether it was said before or not."""
        await self._transcript.open(account)
        await self._transcript.add_reply(account, f"{nonce}-{account}", reply)
