"""The benchmark of reading measures messages that are what they are called."""

from __future__ import annotations

import pytest

from benchmarks.message_reading import LENGTH, MESSAGES, measure
from common.message_reader.program import assemble
from common.message_reader.reader import read_parts


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_message_has_the_length_and_the_parts_that_its_name_says(kind: str) -> None:
    message = MESSAGES[kind](LENGTH)
    parts = read_parts(message)

    assert LENGTH * 0.8 < len(message) <= LENGTH
    assert any(part.kind == "code" for part in parts) == (
        kind.startswith("code") or "session" in kind
    )
    assert any(part.kind == "traceback" for part in parts) == ("traceback" in kind)
    if kind.startswith("code"):
        assert "evens" in assemble(parts, ("evens",)).functions


def test_every_kind_of_message_is_measured() -> None:
    results = measure(length=1000, repeats=2)

    assert results.keys() == MESSAGES.keys()
    assert all(parts > 0 for parts, _ in results.values())
