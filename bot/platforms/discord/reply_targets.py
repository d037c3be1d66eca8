"""Where a reply belongs on Discord: all that is needed to find it again after a restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from bot.tutor.replies.address import join_address, place_of, secret_of

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
Where = Literal["below", "alone", "thread", "direct"]
"""`below` is in a channel that others may read, `alone` in the learner's direct messages."""

TOKEN_LIFETIME = timedelta(minutes=14, seconds=30)
"""An interaction's token is good for 15 minutes; what is sent takes a moment to arrive."""


@dataclass(frozen=True, slots=True)
class InteractionTarget:
    """The message that an interaction was acknowledged with, or the one its button stands in.

    `message` is 0 where Discord did not take the acknowledgement in time.
    """

    channel: int
    message: int
    user: int
    interaction: int
    token: str = field(repr=False)  # a credential: whoever has it writes as the bot
    ephemeral: bool = True
    direct: bool = False  # in the learner's direct messages with the bot

    def __str__(self) -> str:
        kind = "d" if self.direct else "e" if self.ephemeral else "i"
        numbers = (self.channel, self.message, self.user, self.interaction)
        return ":".join((kind, *map(str, numbers)))

    @property
    def address(self) -> str:
        """What a reply needs to find the place; with the token, which the name leaves out."""
        return join_address(str(self), self.token)

    @property
    def is_public(self) -> bool:
        """Whether others see what is put there."""
        return not self.ephemeral and not self.direct

    def has_valid_token(self, now: datetime) -> bool:
        """Whether the token still works. An interaction's id tells when it began."""
        return (
            bool(self.message and self.token)
            and now - snowflake_time(self.interaction) < TOKEN_LIFETIME
        )


@dataclass(frozen=True, slots=True)
class MessageTarget:
    """The reply to a learner's message: below it where it was written, in the thread that hangs on
    it (such a thread has the message's own id), or in the learner's direct messages.

    `edit` tells one wording of the message from the next.
    """

    channel: int
    message: int
    user: int
    edit: int = 0  # milliseconds since 1970 of the edit, 0 for the first wording
    where: Where = "below"

    @property
    def is_public(self) -> bool:
        """Whether others see what is put there."""
        return self.where in {"below", "thread"}

    def __str__(self) -> str:
        numbers = (self.channel, self.message, self.user, self.edit)
        return ":".join((self.where, *map(str, numbers)))

    @property
    def address(self) -> str:
        """What a reply needs to find the place."""
        return str(self)


ReplyTarget = InteractionTarget | MessageTarget


def parse_target(reply_to: str) -> ReplyTarget:
    """The place that was written down. Raises ValueError for what is none."""
    kind, *parts = place_of(reply_to).split(":")
    if kind in {"d", "e", "i"} and len(parts) == 4:
        channel, message, user, interaction = map(int, parts)
        token = secret_of(reply_to)
        return InteractionTarget(
            channel, message, user, interaction, token, kind == "e", direct=kind == "d"
        )
    where = next((each for each in get_args(Where) if each == kind), None)
    if where is not None and len(parts) == 4:
        channel, message, user, edit = map(int, parts)
        return MessageTarget(channel, message, user, edit, where)
    raise ValueError(f"no place on Discord: {kind!r} with {len(parts)} parts")


def snowflake_time(snowflake: int) -> datetime:
    """When the thing of that id began: its upper 42 bits are milliseconds since 2015.

    https://docs.discord.com/developers/reference#snowflakes
    """
    return DISCORD_EPOCH + timedelta(milliseconds=snowflake >> 22)
