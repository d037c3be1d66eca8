"""A platform's channels in memory, with failures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable

from bot.i18n import Translator
from bot.tutor.daily.announcements import ChannelRefusedError, Post
from bot.tutor.replies.model import Reply


class Channels:
    """Stores posts. `dies_before` and `dies_after` simulate a crash around sending."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.edits: list[Post] = []
        self.deleted: set[str] = set()  # messages
        self.told: list[tuple[str, Reply]] = []  # what learners see
        self.nonces: list[str] = []  # of every attempt to tell
        self.meanwhile: Callable[[], Awaitable[None]] | None = None  # while one is told
        self.dies_before = False
        self.dies_after = False
        self.is_down = False
        self.loses_answers = False  # messages arrive, and the platform seems out of reach
        self.dead: set[str] = set()  # channels that were deleted, accounts that take no messages
        self.known: tuple[str, ...] = ()  # channels that are known without asking
        self.refused: dict[str, str] = {}  # channels that take no posts, and why

    async def post(self, post: Post) -> str:
        if self.is_down or post.channel in self.dead:
            raise ConnectionError("the platform is out of reach")
        await self.check(post.channel)
        if self.dies_before:
            raise ProcessDied
        there = [each.nonce for each in self.posts]
        if post.again and post.nonce in there:
            return f"message-{there.index(post.nonce) + 1}"
        self.posts.append(post)
        if self.dies_after:
            raise ProcessDied
        return f"message-{len(self.posts)}"

    async def edit(self, post: Post, message: str) -> bool:
        if self.is_down:
            raise ConnectionError("the platform is out of reach")
        if message in self.deleted:
            return False
        self.edits.append(post)
        return True

    async def check(self, channel: str) -> None:
        if channel in self.refused:
            raise ChannelRefusedError(self.refused[channel])

    async def missing(self, channel: str, t: Translator) -> str:
        if self.is_down:
            raise ConnectionError("the platform is out of reach")
        reason = self.refused.get(channel)
        return t(reason, channel=self.link(channel, t)) if reason else ""

    def channels(self, place: str) -> tuple[str, ...]:
        return self.known

    def link(self, channel: str, t: Translator) -> str:
        return f"#{channel}"

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        if self.is_down or account in self.dead:
            raise ConnectionError("the platform is out of reach")
        if self.dies_before:
            raise ProcessDied
        # As the platforms do: what is there by that nonce is looked for when they are told to.
        if not (again and nonce in self.nonces):
            self.told.append((account, reply))
        self.nonces.append(nonce)
        if self.loses_answers:
            raise ConnectionError("whether it has arrived is not known")
        if self.dies_after:
            raise ProcessDied
        if self.meanwhile is not None:
            await self.meanwhile()

    def of(self, channel: str) -> list[Post]:
        by_channel: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            by_channel[post.channel].append(post)
        return by_channel[channel]


class ProcessDied(BaseException):
    """No product code catches this, as none runs when a process is killed."""
