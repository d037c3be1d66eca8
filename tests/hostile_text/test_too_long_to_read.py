"""Text above a limit is not processed, and the reply names the limit."""

from __future__ import annotations

import pytest

from bot.i18n import MAX_VALUE_LENGTH, Translations
from bot.tutor.text.limits import (
    LONGEST_ANSWER,
    LONGEST_ARGUMENT,
    LONGEST_WORDS,
    MOST_MARKS,
    normalized,
)
from tests.support.study import Study, actions, person, text


@pytest.mark.parametrize(
    ("locale", "expected"), [("en", "in a sentence or two"), ("ja", "一、二文")]
)
async def test_more_words_than_are_read_are_answered_with_what_to_do(
    study: Study, locale: str, expected: str
) -> None:
    reply = await study.say("why is that so, " * LONGEST_WORDS, locale=locale)

    assert expected in text(reply)
    assert str(LONGEST_WORDS) in text(reply).replace(",", "")
    assert actions(reply) == ["lesson:tensors", "command:help"]


@pytest.mark.parametrize(("locale", "expected"), [("en", "shorten it"), ("ja", "短くして")])
@pytest.mark.parametrize("command", ["lesson", "group create", "settings zone", "review remind"])
async def test_a_longer_argument_than_any_has_is_not_read(
    study: Study, command: str, locale: str, expected: str
) -> None:
    reply = await study.type(f"/{command} " + "9" * 5000, locale=locale)

    assert expected in text(reply)
    assert str(LONGEST_ARGUMENT) in text(reply)


async def test_a_longer_answer_than_is_kept_is_not_taken(study: Study) -> None:
    question = study.catalog.lessons()[0].questions[0].id

    reply = await study.press(f"answer:{question}", "4" * (LONGEST_ANSWER + 1))

    assert "shorten it" in text(reply)


async def test_code_may_be_as_long_as_a_grader_takes(study: Study) -> None:
    code = "def evens(stop):\n    return stop\n" + "# why\n" * 9000

    await study.type(f"/run {code}")

    assert study.queue.sent[-1].code.startswith("def evens")


async def test_a_command_name_of_any_length_is_unknown_and_shown_in_short(study: Study) -> None:
    reply = await study.type("/" + "x" * 5000)

    assert len(text(reply)) < 300


async def test_half_of_an_argument_that_nobody_would_type_is_not_completed(study: Study) -> None:
    assert (
        await study.tutor.completion.argument(person(), "exercise", "e" * (LONGEST_ARGUMENT + 1))
        == ()
    )


def test_a_long_word_in_a_sentence_is_cut_and_does_not_take_the_sentence_with_it(
    words: Translations,
) -> None:
    sentence = words.translate("en", "daily-unreadable", word="x" * 10_000)

    assert sentence.startswith("I could not read xxx")
    assert len(sentence) < MAX_VALUE_LENGTH + 100


def test_normalising_leaves_out_marks_that_no_letter_has() -> None:
    assert normalized("ＡBC") == "ABC"
    assert normalized("e\u0301") == "é"
    assert len(normalized("e" + "\u0301" * 1000)) == MOST_MARKS
