"""The corpus of messages in tests/messages: each is read and understood as it was meant."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.messages import (
    CORPUS,
    Message,
    Understanding,
    read_corpus,
    read_silence,
    scores_of,
    understand,
)
from bot.tutor.text.wants import Known, known_by
from tests.support.built_in import built_in_lessons, strict_translations
from tests.support.every_case import check_every

MESSAGES = tuple(read_corpus())
TUNED = ("third-words", "fourth-words")
"""Sets that were measured once when they were new; phrases were tuned on all of them then."""

SILENCE = tuple(read_silence())
EXPECTED_FAILURES = frozenset(
    line
    for line in (CORPUS / "expected_failures.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)

LEAST = 0.95
LEAST_HELD_OUT = 0.9
"""The least precision and recall of each intent and each kind of part."""


@cache
def known() -> Known:
    return known_by(strict_translations(), built_in_lessons())


@cache
def understood(message: Message) -> Understanding:
    return understand(message, known())


def check(message: Message) -> None:
    """Compare with what was meant; a message that no reader understands yet has to fail."""
    found = understood(message)
    if message.id in EXPECTED_FAILURES:
        assert found.failures, "is understood now: remove it from expected_failures.txt"
    else:
        assert not found.failures, f"{message.text!r} was understood as {found.decision}"


def test_a_message_is_understood_as_it_was_meant() -> None:
    check_every({each.id: each for each in MESSAGES}, check)


def test_the_bot_speaks_where_it_is_spoken_to_and_is_silent_elsewhere() -> None:
    check_every({each.id: each for each in SILENCE}, check)


@pytest.mark.parametrize("held_out", [False, True])
def test_every_intent_and_kind_of_part_is_found_with_precision_and_recall(held_out: bool) -> None:
    """Messages that the reader does not split yet are counted once it does."""
    messages = [
        each
        for each in (*MESSAGES, *SILENCE)
        if each.held_out or not held_out
        if each.id not in EXPECTED_FAILURES
    ]
    least = LEAST_HELD_OUT if held_out else LEAST
    for score in scores_of([understood(each) for each in messages]):
        assert score.precision >= least, score
        assert score.recall >= least, score


def test_the_corpus_has_enough_of_every_intent_in_both_languages_and_half_is_held_out() -> None:
    assert len(MESSAGES) >= 400
    assert len(SILENCE) >= 200
    assert len({each.id for each in (*MESSAGES, *SILENCE)}) == len(MESSAGES) + len(SILENCE)
    for intent in {each.intent for each in MESSAGES}:
        assert sum(each.intent == intent for each in MESSAGES) >= 15, intent
    for language in ("en", "ja"):
        assert sum(each.language == language for each in MESSAGES) >= 150, language
    divided = [each for each in MESSAGES if not each.id.startswith(TUNED)]
    held_out = sum(each.held_out for each in divided)
    assert abs(held_out - len(divided) / 2) <= len(divided) / 20


def test_every_expected_failure_is_a_message_of_the_corpus() -> None:
    assert {each.id for each in (*MESSAGES, *SILENCE)} >= EXPECTED_FAILURES
