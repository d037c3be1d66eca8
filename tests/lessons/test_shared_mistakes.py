"""Explanations of mistakes that several exercises share: which are used, and what is wrong."""

from __future__ import annotations

import re

import pytest

from lessons.catalog import load
from lessons.static_checks import static_faults

EN = "# Shared\n\n## took-columns\n\nColumns of `{signature}` for `{asked}`. Which are asked for?\n"
JA = "# 共通\n\n## took-columns\n\n`{signature}` の `{asked}` です。どちらでしょうか。\n"


@pytest.fixture
def sharing(spoiled):
    """The small track, whose mistake "took-columns" is explained for the whole track."""
    for language, text in (("en", EN), ("ja", JA)):
        (spoiled.track / f"mistakes.{language}.md").write_text(text, encoding="utf-8")
        path = spoiled.lesson / f"first_half.{language}.md"
        own = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"## mistake took-columns\n+.*\n+", "", own), encoding="utf-8")
    spoiled.change("first_half.py", '("took-columns")', '("took-columns", asked="rows")')
    return spoiled


def faults(sharing) -> list[str]:
    return [each.replace(f"{sharing.track}/", "") for each in sharing.faults()]


def test_a_shared_text_explains_a_mistake_with_the_facts_of_the_exercise(sharing):
    exercise = load(sharing.tracks, built_in=False).exercise("batches/first-half")
    assert exercise is not None
    assert exercise.mistakes["took-columns"] == {
        "en": "Columns of `first_half(batch)` for `rows`. Which are asked for?",
        "ja": "`first_half(batch)` の `rows` です。どちらでしょうか。",
    }


def test_a_text_of_the_exercise_comes_before_the_shared_one(sharing):
    sharing.change("first_half.py", ', asked="rows"', "")
    for language in ("en", "ja"):
        sharing.change(
            f"first_half.{language}.md",
            "## after",
            "## mistake took-columns\n\n{asked}\n\n## after",
        )
    assert faults(sharing) == [
        f'mistakes.{language}.md:3: no exercise uses the text of "took-columns"; take it out'
        for language in ("en", "ja")
    ]
    for language in ("en", "ja"):
        (sharing.track / f"mistakes.{language}.md").unlink()
    exercise = load(sharing.tracks, built_in=False).exercise("batches/first-half")
    assert exercise is not None
    assert exercise.mistakes["took-columns"]["en"] == "{asked}"


def test_a_mistake_that_has_no_text_in_its_track_has_the_one_for_all_tracks(sharing):
    for language in ("en", "ja"):
        (sharing.track / f"mistakes.{language}.md").unlink()
    sharing.change("first_half.py", '"took-columns", asked="rows"', '"made-float", asked="int64"')
    exercise = load(sharing.tracks, built_in=False).exercise("batches/first-half")
    assert exercise is not None
    assert "`int64` is asked for" in exercise.mistakes["made-float"]["en"]


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (
            "mistakes.en.md",
            "{asked}",
            "{wanted}",
            [
                'first_half.py:20: the text of "took-columns" (mistakes.en.md:3) needs '
                '{wanted}; write @mistake("took-columns", wanted="…")'
            ],
        ),
        (
            "batches/first_half.py",
            'asked="rows"',
            'asked="rows", got="columns"',
            [
                'first_half.py:20: the text of "took-columns" does not use "got"; take it '
                "out of @mistake(…)"
            ],
        ),
        (
            "mistakes.ja.md",
            "## took",
            "## toook",
            [
                'mistakes.en.md:1: there is no "## toook-columns", which is in mistakes.ja.md; '
                "explain it",
                'mistakes.ja.md:1: there is no "## took-columns", which is in mistakes.en.md; '
                "explain it",
            ],
        ),
        (
            "mistakes.en.md",
            "## took-columns\n",
            "## took-columns\n\nOnce.\n\n## took-columns\n",
            ['mistakes.en.md:7: "took-columns" is explained twice; keep one'],
        ),
        (
            "mistakes.en.md",
            "Columns of `{signature}` for `{asked}`. Which are asked for?",
            "",
            ['mistakes.en.md:3: "took-columns" is not explained; write it'],
        ),
        (
            "batches/first_half.en.md",
            "## after",
            "## mistake took-columns\n\nRows?\n\n## after",
            [
                'first_half.ja.md:1: there is no "## mistake took-columns", as in the '
                "other language; explain it",
                'first_half.py:20: "took-columns" has a text of its own; take "asked" out '
                "of @mistake(…)",
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_shared_text_is_named_by_file_and_line(
    sharing, name: str, old: str, new: str, found: list[str]
):
    sharing.change(f"../{name}", old, new)
    assert faults(sharing) == found


def test_a_shared_text_in_one_language_only_is_noticed(sharing):
    (sharing.track / "mistakes.ja.md").unlink()
    assert "mistakes.ja.md:1: this file is missing; write it" in faults(sharing)


def test_the_words_of_shared_texts_are_checked_like_those_of_the_lesson(sharing):
    sharing.change("../mistakes.ja.md", "どちら", "どのシェイプ")
    sharing.change("../mistakes.en.md", "Which are", "TODO: which are")
    lesson = load(sharing.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    found = [str(each).replace(f"{sharing.track}/", "") for each in static_faults(lesson)]
    assert found == [
        "mistakes.en.md:5: TODO: which are asked for?",
        'mistakes.ja.md:5: the glossary says "形状", not "シェイプ"',
    ]
