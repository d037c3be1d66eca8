"""Where a reply belongs on Slack: all that is needed to find it again after a restart."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.tutor.replies.address import join_address, place_of, secret_of

Placement = Literal["below", "thread", "direct"]

URL_TTL_S = 29 * 60
"""A response URL is good for 30 minutes; what is sent takes a moment to arrive."""

_SEPARATOR = "|"  # it stands in no id and no time stamp


@dataclass(frozen=True, slots=True)
class InteractionTarget:
    """The reply to a command, a button, a menu or a form.

    It belongs into the direct messages where `channel` is one or is empty; else it is shown by
    `url` to the user alone, or posted for the channel.
    """

    team: str
    channel: str
    user: str
    trigger: str  # names the interaction
    began: float  # seconds since 1970
    url: str = field(default="", repr=False)  # a credential: whoever has it writes as the bot
    thread: str = ""  # time stamp of the thread's first message
    message: str = ""  # time stamp of the message that the reply takes the place of
    ephemeral: bool = False  # whether only the user sees that message
    may_be_public: bool = False  # whether the channel may see the reply

    def __str__(self) -> str:
        flags = f"{int(self.ephemeral)}{int(self.may_be_public)}"
        fields = ("i", self.team, self.channel, self.user, self.trigger, f"{self.began:.0f}")
        return _SEPARATOR.join((*fields, self.thread, self.message, flags))

    @property
    def address(self) -> str:
        """What a reply needs to find the place; with the URL, which the name leaves out."""
        return join_address(str(self), self.url)

    @property
    def key(self) -> str:
        """By which the reply is found again."""
        return self.trigger

    @property
    def is_dm(self) -> bool:
        """Whether the reply stands in direct messages, where nobody else reads it."""
        return not self.channel or self.channel.startswith("D")

    def has_valid_url(self) -> bool:
        """Whether the URL can still be used."""
        return bool(self.url) and time.time() - self.began < URL_TTL_S


@dataclass(frozen=True, slots=True)
class MessageTarget:
    """The reply to a learner's message: below it in the direct messages, in the thread that it
    begins or stands in, or in the direct messages though it was written in a channel.

    `edit` tells one wording of the message from the next.
    """

    team: str
    channel: str
    user: str
    message: str  # its time stamp, which is its name as well
    edit: str = ""  # the edit's time stamp; empty for the first wording
    placement: Placement = "below"
    thread: str = ""

    @property
    def is_public(self) -> bool:
        """Whether others see what is put there."""
        return self.placement != "direct" and not self.channel.startswith("D")

    def __str__(self) -> str:
        fields = (self.placement, self.team, self.channel, self.user, self.message)
        return _SEPARATOR.join((*fields, self.edit, self.thread))

    @property
    def address(self) -> str:
        """What a reply needs to find the place."""
        return str(self)

    @property
    def key(self) -> str:
        """By which the reply is found again, whatever the message says by now."""
        return f"{self.team}:{self.channel}:{self.message}"

    @property
    def began(self) -> float:
        """When the message was written, in seconds since 1970."""
        return float(self.message)


ReplyTarget = InteractionTarget | MessageTarget


def parse_target(reply_to: str) -> ReplyTarget:
    """The place that was written down. Raises ValueError for what is none."""
    kind, *parts = place_of(reply_to).split(_SEPARATOR)
    if kind == "i" and len(parts) == 8:
        team, channel, user, trigger, began, thread, message, flags = parts
        url = secret_of(reply_to)
        ephemeral, for_all = (flag == "1" for flag in flags)
        return InteractionTarget(
            team, channel, user, trigger, float(began), url, thread, message, ephemeral, for_all
        )
    where = next((each for each in get_args(Placement) if each == kind), None)
    if where is not None and len(parts) == 6:
        team, channel, user, message, edit, thread = parts
        return MessageTarget(team, channel, user, message, edit, where, thread)
    raise ValueError(f"no place on Slack: {kind!r} with {len(parts)} parts")
