"""Targets of replies on Discord, with all that is needed to send a reply after a restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from bot.tutor.replies.address import join_address, place_of, secret_of

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
Where = Literal["below", "alone", "thread", "direct"]
"""`below` the message in a channel or thread, `alone` below it in the learner's direct messages,
`thread` in a thread on the message, `direct` by a direct message to a message in a channel."""

TOKEN_LIFETIME = timedelta(minutes=14, seconds=30)
"""An interaction's token is valid for 15 minutes; this leaves time for the request."""


@dataclass(frozen=True, slots=True)
class InteractionTarget:
    """The message that acknowledged an interaction, or the message of its button.

    `message` is 0 where the acknowledgement was too late.
    """

    channel: int
    message: int
    user: int
    interaction: int
    token: str = field(repr=False)  # a credential, which allows writing as the bot
    ephemeral: bool = True
    direct: bool = False  # in the learner's direct messages with the bot

    def __str__(self) -> str:
        kind = "d" if self.direct else "e" if self.ephemeral else "i"
        numbers = (self.channel, self.message, self.user, self.interaction)
        return ":".join((kind, *map(str, numbers)))

    @property
    def address(self) -> str:
        """The target as text with its token, which `str` leaves out."""
        return join_address(str(self), self.token)

    @property
    def version(self) -> str:
        """The request that the reply is to."""
        return str(self)

    @property
    def is_in_place(self) -> bool:
        """Whether the message is that of the button, which is older than its interaction."""
        return 0 < self.message < self.interaction

    @property
    def is_public(self) -> bool:
        """Whether others see the reply."""
        return not self.ephemeral and not self.direct

    def has_valid_token(self, now: datetime) -> bool:
        """Return whether the token still works, from the time in the interaction's id."""
        return (
            bool(self.message and self.token)
            and now - snowflake_time(self.interaction) < TOKEN_LIFETIME
        )


@dataclass(frozen=True, slots=True)
class MessageTarget:
    """The reply to a learner's message.

    A thread on a message has the message's id. `edit` distinguishes versions of the message.
    """

    channel: int
    message: int
    user: int
    edit: int = 0  # milliseconds since 1970, 0 for the first version
    where: Where = "below"

    @property
    def version(self) -> str:
        """The version of the message, wherever its reply is."""
        return f"{self.message}:{self.edit}"

    @property
    def is_public(self) -> bool:
        """Whether others see the reply."""
        return self.where in {"below", "thread"}

    def __str__(self) -> str:
        numbers = (self.channel, self.message, self.user, self.edit)
        return ":".join((self.where, *map(str, numbers)))

    @property
    def address(self) -> str:
        """The target as text."""
        return str(self)


ReplyTarget = InteractionTarget | MessageTarget


def parse_target(reply_to: str) -> ReplyTarget:
    """Return the target of an address. Raise ValueError for an address of another form."""
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
    raise ValueError(f"no target on Discord: {kind!r} with {len(parts)} parts")


def thread_of(target: ReplyTarget) -> int:
    """Return the id of the thread or channel that shows the reply."""
    is_in_new_thread = isinstance(target, MessageTarget) and target.where == "thread"
    return target.message if is_in_new_thread else target.channel


def addresses_in_thread(parent: int, thread: int) -> tuple[str, ...]:
    """Return how the addresses of all replies in a thread on a message begin.

    `parent` is the channel of the message.
    """
    return (f"thread:{parent}:{thread}:", *(f"{kind}:{thread}:" for kind in ("below", "i", "e")))


def snowflake_time(snowflake: int) -> datetime:
    """Return the creation time in an id: its upper 42 bits are milliseconds since 2015.

    https://docs.discord.com/developers/reference#snowflakes
    """
    return DISCORD_EPOCH + timedelta(milliseconds=snowflake >> 22)
