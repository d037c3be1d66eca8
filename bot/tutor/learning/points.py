"""Points for what learners achieve. Speed and the number of attempts do not count."""

from __future__ import annotations

QUESTION = 1
REVIEW = 1  # for what was due and still known, once a day
DAILY = 1  # for the question of the day, on its day
EXERCISE, A_HINT, AT_LEAST = 10, 2, 4


def for_exercise(hints_seen: int) -> int:
    """Return the points for the first pass of an exercise after so many hints."""
    return max(AT_LEAST, EXERCISE - A_HINT * hints_seen)


def of_hint(hints_seen: int) -> int:
    """Return the cost in points of one more hint for an exercise that is not passed yet."""
    return for_exercise(hints_seen) - for_exercise(hints_seen + 1)
