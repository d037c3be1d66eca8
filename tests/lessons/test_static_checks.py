"""The checks that run no code: terms, spacing, equal code in all languages, TODOs."""

from __future__ import annotations

import pytest

from lessons.catalog import load
from lessons.static_checks import static_faults


def faults_of(spoiled) -> list[str]:
    """Return the faults of the spoiled lesson, with paths relative to its folder."""
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    return [str(each).replace(f"{spoiled.lesson}/", "") for each in static_faults(lesson)]


def test_the_lesson_of_the_tests_is_well_written(spoiled):
    assert faults_of(spoiled) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "lesson.ja.md",
            "行は、",
            "シェイプは、",
            'ja.md:20: the glossary says "形状", not "シェイプ"',
        ),
        ("lesson.en.md", "A slice", "Backprop", 'says "backpropagation", not "Backprop"'),
        ("lesson.ja.md", "小さな点", "シェイプ", 'ja.md:42: the glossary says "形状"'),
        ("lesson.ja.md", "| 最初の行 |", "| シェイプ |", 'ja.md:44: the glossary says "形状"'),
        ("first_half.ja.md", "# 前半", "# シェイプ", 'half.ja.md:1: the glossary says "形状"'),
        ("quiz.toml", "最初の二つ", "シェイプ", 'quiz.toml:24: the glossary says "形状"'),
        ("lesson.ja.md", "`len` を", "`len`を", "space between Japanese and Latin, digits or code"),
        ("lesson.ja.md", "行は、", "2行は、", "ja.md:20: a half-width space between Japanese"),
        ("lesson.ja.md", "行は、", "行は,", "ja.md:20: full-width punctuation beside Japanese"),
        ("lesson.en.md", "A slice", "A <b>slice", "en.md:20: <b> is HTML, which is not shown"),
        ("lesson.en.md", "len(batch)", "len(batch) + 0", "en.md:8: this snippet is not that of ja"),
        ("first_half.en.md", "    ...", "    pass", "en.md:13: the starter is not that of ja"),
        ("lesson.en.md", "A slice", "TODO: say it", "en.md:20: TODO: say it takes some of them."),
        ("lesson.en.md", "A slice", "TODO `x[0]`", "en.md:20: TODO: `x[0]` takes some of them."),
    ],
)
def test_what_is_wrong_to_the_eye_is_named(spoiled, name: str, old: str, new: str, fault: str):
    spoiled.change(name, old, new)
    found = faults_of(spoiled)
    assert len(found) == 1
    assert fault in found[0]


def test_words_to_avoid_are_not_looked_for_in_code(spoiled):
    spoiled.change("lesson.en.md", "A slice", "`entries`, `axis=0` and a slice")
    assert faults_of(spoiled) == []


def test_comments_and_strings_of_a_snippet_may_differ(spoiled):
    spoiled.change("lesson.en.md", "len(batch)\n", 'len(batch + 0 * len("some"))\n')
    spoiled.change("lesson.ja.md", "len(batch)\n", 'len(batch + 0 * len("何か"))\n')
    assert faults_of(spoiled) == []


def test_a_quiz_with_too_few_questions_or_kinds_is_noticed(spoiled):
    path = spoiled.lesson / "quiz.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text("[[question]]" + text.split("[[question]]")[1], encoding="utf-8")
    assert sorted(faults_of(spoiled)) == [
        'quiz.toml:1: no question is of the kind "output"; write one',
        'quiz.toml:1: no question is of the kind "true-false"; write one',
        "quiz.toml:1: questions: 1; write 5 or more",
    ]
