"""Caches the messages of open logs in memory, bounded per learner and in total."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.platforms.local.protocol import LearnerMessage
from bot.tutor.replies.model import Reply

MOST_SHOWN = 200
"""Messages of the history that a page shows."""

MOST_PER_LEARNER = 2 * MOST_SHOWN
"""Messages of one learner in the cache; older ones are only in the database."""

MOST_BYTES_PER_LEARNER = 4 << 20
MOST_MESSAGES = 20_000
MOST_BYTES = 32 << 20

PACKED_FROM = 2 << 10
"""Size in bytes from which a reply is kept as compressed JSON.

As objects, the list of all lessons that greets each learner takes ten times as much. Small replies
are looked at more often, and packing them would save little.
"""


@dataclass(frozen=True)
class ChatMessage:
    """One message of a log: a learner's message or a reply of the tutor."""

    id: str
    content: LearnerMessage | Reply
    size: int = field(compare=False)  # in bytes, an approximation of its memory
    tries: int = field(default=0, compare=False)  # to answer it

    @property
    def author(self) -> Literal["learner", "tutor"]:
        """Who has written the message."""
        return "tutor" if isinstance(self.content, Reply) else "learner"


@dataclass(frozen=True, slots=True)
class _PackedReply:
    """A message with a large reply of the tutor's."""

    id: str
    json: bytes  # the reply, compressed by zlib
    size: int
    tries: int


@dataclass
class _Log:
    # By message id, oldest first.
    messages: dict[str, ChatMessage | _PackedReply] = field(default_factory=dict)
    size: int = 0


class LogCache:
    """Caches logs. A log has to be opened, and filled from the database, before it is used.

    If the cache is too large, unused logs are closed, the least recently used first; then the
    largest logs lose their oldest messages.
    """

    def __init__(self, is_in_use: Callable[[str], bool]) -> None:
        self._is_in_use = is_in_use
        self._logs: OrderedDict[str, _Log] = OrderedDict()
        self._owners: dict[str, str] = {}  # message id -> account
        self._size = 0

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts whose logs are open."""
        return tuple(self._logs)

    @property
    def size(self) -> int:
        """The size of all messages together, in bytes."""
        return self._size

    def __contains__(self, account: str) -> bool:
        return account in self._logs

    def __len__(self) -> int:
        return len(self._owners)

    def open(self, account: str) -> None:
        """Open an empty log."""
        self._logs[account] = _Log()

    def messages(self, account: str) -> tuple[ChatMessage, ...]:
        """Return a learner's latest messages, oldest first; none if the log is not open."""
        log = self._logs.get(account)
        return tuple(map(_unpacked, list(log.messages.values())[-MOST_SHOWN:])) if log else ()

    def find(self, account: str, message_id: str) -> ChatMessage | None:
        """Return a message of a learner; None if it is not in the cache."""
        log = self._logs.get(account)
        found = log.messages.get(message_id) if log else None
        return None if found is None else _unpacked(found)

    def owner(self, message_id: str) -> str | None:
        """Return the account that a cached message belongs to; None if it is not in the cache."""
        return self._owners.get(message_id)

    def put(self, account: str, message: ChatMessage) -> None:
        """Add a message, or replace the one with its id. Do nothing if the log is not open."""
        log = self._logs.get(account)
        if log is None:
            return
        self._logs.move_to_end(account)
        earlier = log.messages.get(message.id)
        self._add_size(log, message.size - (earlier.size if earlier else 0))
        log.messages[message.id] = _packed(message)
        self._owners[message.id] = account
        while len(log.messages) > 1 and (
            len(log.messages) > MOST_PER_LEARNER or log.size > MOST_BYTES_PER_LEARNER
        ):
            self._drop_oldest(log)
        self._evict(account)

    def close(self, account: str) -> tuple[ChatMessage, ...]:
        """Close a log; return its messages."""
        log = self._logs.pop(account, _Log())
        self._size -= log.size
        for message_id in log.messages:
            del self._owners[message_id]
        return tuple(map(_unpacked, log.messages.values()))

    def _evict(self, used: str) -> None:
        while self._is_too_large():
            idle = (each for each in self._logs if each != used and not self._is_in_use(each))
            account = next(idle, None)
            if account is None:
                break
            self.close(account)
        while self._is_too_large():
            largest = max(self._logs.values(), key=lambda log: (log.size, len(log.messages)))
            if len(largest.messages) <= 1:
                return
            self._drop_oldest(largest)

    def _is_too_large(self) -> bool:
        return self._size > MOST_BYTES or len(self._owners) > MOST_MESSAGES

    def _drop_oldest(self, log: _Log) -> None:
        oldest = log.messages.pop(next(iter(log.messages)))
        del self._owners[oldest.id]
        self._add_size(log, -oldest.size)

    def _add_size(self, log: _Log, by: int) -> None:
        log.size += by
        self._size += by


def _packed(message: ChatMessage) -> ChatMessage | _PackedReply:
    if not isinstance(message.content, Reply) or message.size < PACKED_FROM:
        return message
    json = zlib.compress(message.content.model_dump_json().encode())
    return _PackedReply(message.id, json, message.size, message.tries)


def _unpacked(kept: ChatMessage | _PackedReply) -> ChatMessage:
    if isinstance(kept, ChatMessage):
        return kept
    content = Reply.model_validate_json(zlib.decompress(kept.json))
    return ChatMessage(kept.id, content, kept.size, kept.tries)
