"""Messages in memory of the learners whose logs are open: bounded for each and for all of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.platforms.local.protocol import LearnerMessage
from bot.tutor.replies.model import Reply

MOST_SHOWN = 200
"""Messages of the history that a page draws."""

MOST_PER_LEARNER = 2 * MOST_SHOWN
"""Messages of one learner in memory; older ones are only in the database."""

MOST_BYTES_PER_LEARNER = 4 << 20
MOST_MESSAGES = 20_000
MOST_BYTES = 32 << 20


@dataclass(frozen=True)
class ChatMessage:
    """One message: what a learner asked, or what the tutor replied."""

    id: str
    content: LearnerMessage | Reply
    size: int = field(compare=False)  # in bytes, about as many as it takes in memory
    tries: int = field(default=0, compare=False)  # to answer it

    @property
    def author(self) -> Literal["learner", "tutor"]:
        """Who has written it; a page draws the two differently."""
        return "tutor" if isinstance(self.content, Reply) else "learner"


@dataclass
class _Log:
    lines: dict[str, ChatMessage] = field(default_factory=dict)  # by message id, oldest first
    size: int = 0


class LogCache:
    """The logs in memory. One that is not open has to be read from the database first.

    Where all are too large, those that nobody looks at are closed, the least recently used first.
    Then the largest lose their oldest messages.
    """

    def __init__(self, is_looked_at: Callable[[str], bool]) -> None:
        self._is_looked_at = is_looked_at
        self._logs: OrderedDict[str, _Log] = OrderedDict()
        self._owners: dict[str, str] = {}  # message id -> account
        self._size = 0

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts whose logs are open."""
        return tuple(self._logs)

    @property
    def size(self) -> int:
        """Bytes of all messages together."""
        return self._size

    def __contains__(self, account: str) -> bool:
        return account in self._logs

    def __len__(self) -> int:
        return len(self._owners)

    def open(self, account: str) -> None:
        """Open an empty log."""
        self._logs[account] = _Log()

    def messages(self, account: str) -> tuple[ChatMessage, ...]:
        """Return a learner's latest messages, oldest first; none where the log is not open."""
        log = self._logs.get(account)
        return tuple(log.lines.values())[-MOST_SHOWN:] if log else ()

    def find(self, account: str, message_id: str) -> ChatMessage | None:
        """Return a message of a learner; None where it is not in memory."""
        log = self._logs.get(account)
        return log.lines.get(message_id) if log else None

    def owner(self, message_id: str) -> str | None:
        """Return the account that a message in memory belongs to."""
        return self._owners.get(message_id)

    def put(self, account: str, line: ChatMessage) -> None:
        """Add a message, or change the one of that id; nothing where the log is not open."""
        log = self._logs.get(account)
        if log is None:
            return
        self._logs.move_to_end(account)
        earlier = log.lines.get(line.id)
        self._grow(log, line.size - (earlier.size if earlier else 0))
        log.lines[line.id] = line
        self._owners[line.id] = account
        while len(log.lines) > 1 and (
            len(log.lines) > MOST_PER_LEARNER or log.size > MOST_BYTES_PER_LEARNER
        ):
            self._drop_oldest(log)
        self._shrink(account)

    def close(self, account: str) -> tuple[ChatMessage, ...]:
        """Forget a learner's log; return its messages."""
        log = self._logs.pop(account, _Log())
        self._size -= log.size
        for id in log.lines:
            del self._owners[id]
        return tuple(log.lines.values())

    def _shrink(self, used: str) -> None:
        while self._is_too_large():
            idle = (each for each in self._logs if each != used and not self._is_looked_at(each))
            account = next(idle, None)
            if account is None:
                break
            self.close(account)
        while self._is_too_large():
            largest = max(self._logs.values(), key=lambda log: (log.size, len(log.lines)))
            if len(largest.lines) <= 1:
                return
            self._drop_oldest(largest)

    def _is_too_large(self) -> bool:
        return self._size > MOST_BYTES or len(self._owners) > MOST_MESSAGES

    def _drop_oldest(self, log: _Log) -> None:
        oldest = log.lines.pop(next(iter(log.lines)))
        del self._owners[oldest.id]
        self._grow(log, -oldest.size)

    def _grow(self, log: _Log, by: int) -> None:
        log.size += by
        self._size += by
