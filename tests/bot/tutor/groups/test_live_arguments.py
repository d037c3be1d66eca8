"""The argument of `/live`."""

from __future__ import annotations

import pytest

from bot.tutor.groups.live_arguments import DEFAULT_MINUTES, MOST_MINUTES, parse_live


@pytest.mark.parametrize(
    ("argument", "exercise", "minutes", "group"),
    [
        ("evens", "evens", DEFAULT_MINUTES, ""),
        ("evens 5", "evens", 5, ""),
        ("tensors/evens minutes=5", "tensors/evens", 5, ""),
        ("Title of evens 7 group=Night owls", "Title of evens", 7, "Night owls"),
        ('evens group="Night owls"', "evens", DEFAULT_MINUTES, "Night owls"),
        ("3", "3", DEFAULT_MINUTES, ""),
        ("3 ５", "3", 5, ""),
        ("evens 0", "evens", 1, ""),
        ("evens 99999999999999999999", "evens", MOST_MINUTES, ""),
        ("evens -5", "evens -5", DEFAULT_MINUTES, ""),
        ("group=Owls", "", DEFAULT_MINUTES, "Owls"),
        ("", "", DEFAULT_MINUTES, ""),
    ],
)
def test_the_argument_is_an_exercise_then_minutes_then_a_group(
    argument: str, exercise: str, minutes: int, group: str
) -> None:
    parsed = parse_live(argument)
    assert (parsed.exercise, parsed.minutes, parsed.group) == (exercise, minutes, group)
