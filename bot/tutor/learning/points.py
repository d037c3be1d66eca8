"""How many points what is worth. Nothing is given for speed or for many attempts."""

from __future__ import annotations

QUESTION = 1
REVIEW = 1  # of something that was due and still known, once a day
DAILY = 1  # for the question of the day, on its day
EXERCISE, A_HINT, AT_LEAST = 10, 2, 4


def for_exercise(hints_seen: int) -> int:
    """Points for the first pass of an exercise: fewer hints, more points."""
    return max(AT_LEAST, EXERCISE - A_HINT * hints_seen)


def of_hint(hints_seen: int) -> int:
    """What one more hint takes off the points for an exercise that is not passed yet."""
    return for_exercise(hints_seen) - for_exercise(hints_seen + 1)
