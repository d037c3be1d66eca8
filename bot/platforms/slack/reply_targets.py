"""Addresses of replies: everything that is needed to send or edit one after a restart."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.tutor.replies.address import join_address, place_of, secret_of
from bot.tutor.replies.model import Reply

Placement = Literal["below", "thread", "direct"]

URL_TTL_S = 29 * 60
"""Slack accepts a response URL for 30 minutes; this leaves time for the request to arrive."""

_SEPARATOR = "|"  # which no id and no time stamp contains


@dataclass(frozen=True, slots=True)
class InteractionTarget:
    """The target of a reply to a command, a button, a menu or a form.

    The reply is a direct message if `channel` is a DM or empty. Else it is an ephemeral message,
    sent to `url`, or a message that the channel sees.
    """

    team: str
    channel: str
    user: str
    trigger: str  # identifies the interaction
    began: float  # seconds since 1970
    url: str = field(default="", repr=False)  # a credential, which lets anyone write as the bot
    thread: str = ""  # time stamp of the thread's first message
    message: str = ""  # time stamp of the message that the reply replaces
    ephemeral: bool = False  # whether that message is ephemeral
    may_be_public: bool = False  # whether the channel may see the reply

    def __str__(self) -> str:
        flags = f"{int(self.ephemeral)}{int(self.may_be_public)}"
        fields = ("i", self.team, self.channel, self.user, self.trigger, f"{self.began:.0f}")
        return _SEPARATOR.join((*fields, self.thread, self.message, flags))

    @property
    def address(self) -> str:
        """The address as a string, with the URL, which `str` omits."""
        return join_address(str(self), self.url)

    @property
    def version(self) -> str:
        """The request that the reply is to."""
        return str(self)

    @property
    def key(self) -> str:
        """The key by which the reply is found."""
        return self.trigger

    @property
    def is_dm(self) -> bool:
        """Whether the reply is a direct message."""
        return not self.channel or self.channel.startswith("D")

    def has_valid_url(self) -> bool:
        """Return whether the response URL can still be used."""
        return bool(self.url) and time.time() - self.began < URL_TTL_S


@dataclass(frozen=True, slots=True)
class MessageTarget:
    """The target of a reply to a learner's message: below it in the DM channel, in the thread that
    it starts or is part of, or in the DM channel though it was written in another one.

    `edit` tells the versions of the message apart.
    """

    team: str
    channel: str
    user: str
    message: str  # its time stamp, which identifies it in the channel
    edit: str = ""  # the edit's time stamp; empty for the first version
    placement: Placement = "below"
    thread: str = ""

    @property
    def is_public(self) -> bool:
        """Whether others see the reply."""
        return self.placement != "direct" and not self.channel.startswith("D")

    def __str__(self) -> str:
        fields = (self.placement, self.team, self.channel, self.user, self.message)
        return _SEPARATOR.join((*fields, self.edit, self.thread))

    @property
    def address(self) -> str:
        """The address as a string."""
        return str(self)

    @property
    def version(self) -> str:
        """The version of the message, wherever its reply is."""
        return f"{self.key}:{self.edit}"

    @property
    def key(self) -> str:
        """The key by which the reply is found, the same for every version of the message."""
        return f"{self.team}:{self.channel}:{self.message}"

    @property
    def began(self) -> float:
        """When the message was written, in seconds since 1970."""
        return float(self.message)


ReplyTarget = InteractionTarget | MessageTarget


def parse_target(reply_to: str) -> ReplyTarget:
    """Parse an address. Raise ValueError if it is not one of Slack's."""
    kind, *parts = place_of(reply_to).split(_SEPARATOR)
    if kind == "i" and len(parts) == 8:
        team, channel, user, trigger, began, thread, message, flags = parts
        url = secret_of(reply_to)
        ephemeral, may_be_public = (flag == "1" for flag in flags)
        return InteractionTarget(
            team,
            channel,
            user,
            trigger,
            float(began),
            url,
            thread,
            message,
            ephemeral,
            may_be_public,
        )
    placement = next((each for each in get_args(Placement) if each == kind), None)
    if placement is not None and len(parts) == 6:
        team, channel, user, message, edit, thread = parts
        return MessageTarget(team, channel, user, message, edit, placement, thread)
    raise ValueError(f"no reply address on Slack: {kind!r} with {len(parts)} parts")


def is_ephemeral(target: InteractionTarget, reply: Reply) -> bool:
    """Return whether the reply is shown in a channel to its user alone."""
    return not target.is_dm and (reply.private or not target.may_be_public)
