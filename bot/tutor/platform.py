"""What the tutor needs of a chat platform. Each platform implements `ChatPlatform`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

from bot.tutor.daily.announcements import Announcer
from bot.tutor.replies.model import Reply

ReplyMode = Literal["thread", "direct"]
"""Where code that is pasted into a channel is answered."""


ChannelPolicy = Literal["normal", "practice", "quiet"]
"""What managers choose for a channel: in a `practice` channel code is read without a mention of the
bot, in a `quiet` one the bot answers its learner alone."""


class UndeliverableError(Exception):
    """A final reply can be shown to its learner nowhere, and no retry helps."""


class PersonalDataStore(Protocol):
    """Personal data that a platform stores on its own, for exports and deletions."""

    async def held(self, account: str) -> Sequence[Mapping[str, Any]]:
        """Return everything that is stored of an account, as plain values."""

    async def forget(self, account: str) -> None:
        """Delete everything that is stored of an account."""


class MemberDirectory(Protocol):
    """Says who belongs to the places of a platform, such as a server."""

    async def has_left(self, place: str, account: str) -> bool:
        """Return whether an account does not belong to a place (any more).

        Raise any exception where the platform does not say.
        """


class RoleGranter(Protocol):
    """Gives roles to the members of a platform's places, and takes them."""

    def mention(self, role: str) -> str:
        """Return how a role is named in Markdown."""

    async def check(self, place: str, role: str) -> str:
        """Return the key of what prevents the bot from giving a role; empty if nothing does.

        The text has the placeable `$role`.
        """

    async def grant(self, place: str, account: str, role: str) -> bool:
        """Give a role to a member; return False if there is no such member (any more).

        Raise any exception where that fails.
        """

    async def revoke(self, place: str, account: str, role: str) -> None:
        """Take a role from a member, if there is such a member. Raise where that fails."""


class PendingEditor(Protocol):
    """Edits pending replies while their jobs wait and run."""

    def rate_key(self, address: str) -> str:
        """Return a key that all replies share whose edits are limited together."""

    async def update(self, address: str, read_reply: Callable[[], Awaitable[Reply | None]]) -> bool:
        """Replace a pending reply by its newer state, if its place can be edited.

        `read_reply` returns the reply as it is to be, and is called before and after the edit: a
        final reply that another process sent in between is put back. Return False where there is
        nothing more to update. Raise any exception where that is unknown: then it is called again.
        """


class AvatarSource(Protocol):
    """Has the small pictures that a platform's users have chosen for themselves."""

    async def fetch(self, account: str) -> bytes:
        """Return the avatar of an account as a PNG or JPEG file; empty where it has none.

        Raise any exception where the platform does not say.
        """


class ChatPlatform(Protocol):
    """A chat platform, connected with `Tutor.connect`."""

    @property
    def name(self) -> str:
        """The name by which its accounts and reply addresses are stored."""

    @property
    def is_slow(self) -> bool:
        """Whether a delivery takes so long (over a network, say) that others must not wait."""

    @property
    def announcer(self) -> Announcer | None:
        """Sends prompts and reminders; None where the platform has none."""

    @property
    def personal_data(self) -> PersonalDataStore | None:
        """What the platform stores of its learners by itself; None where it stores nothing."""

    @property
    def members(self) -> MemberDirectory | None:
        """Who belongs to its places; None where nobody leaves."""

    @property
    def roles(self) -> RoleGranter | None:
        """Gives roles in its places; None where the platform has none."""

    @property
    def pending_editor(self) -> PendingEditor | None:
        """Edits pending replies; None where another sign shows that a job is being worked on."""

    @property
    def avatars(self) -> AvatarSource | None:
        """The pictures of its users; None where it has none."""

    @property
    def default_reply_mode(self) -> ReplyMode | None:
        """The reply mode of a workspace that has chosen none; None where there is no choice."""

    async def deliver(self, address: str, reply: Reply, /) -> None:
        """Send a reply to its address, or edit the one that is there.

        Raise UndeliverableError if a reply with `shown_again_by` cannot be shown to its learner
        anywhere: the bot offers it later. Raise any other exception if the platform is out of
        reach: the delivery is tried again.
        """
