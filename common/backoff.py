"""How long to wait before a platform that is out of reach is tried again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

_FIRST_S = (1, 2, 5, 10, 30)
_LATER_S = 60


def waits() -> Iterator[int]:
    """Seconds before each next time, without end."""
    return itertools.chain(_FIRST_S, itertools.repeat(_LATER_S))
