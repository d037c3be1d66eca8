"""Delays between the attempts at something that fails for a while."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """A table of delays in seconds, one for each attempt; the last one repeats.

    `jitter` is the share of a delay, from 0 to 1, by which it is shortened at random, so that
    processes that failed together do not retry together.
    """

    delays_s: tuple[float, ...]
    jitter: float = 0.0

    def delay_s(self, failures: int) -> float:
        """Return the delay after so many failures in a row, from 1."""
        delay_s = self.delays_s[min(failures, len(self.delays_s)) - 1]
        return delay_s * (1 - self.jitter * random.random())  # noqa: S311 - not a secret

    def delays(self) -> Iterator[float]:
        """Yield the delay before each further attempt, without end."""
        failures = 0
        while True:
            failures += 1
            yield self.delay_s(failures)
