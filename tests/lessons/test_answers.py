"""The answers to questions: read from a track's folder, and checked."""

from __future__ import annotations

import pytest

from lessons.catalog import load
from lessons.curriculum import LANGUAGES
from lessons.static_checks import answer_faults
from tests.support.built_in import built_in_lessons

ANSWER = """\
# A comment.

[[answer]]
id = "batch-slice"
kind = "what"
names_en = ["slice of a batch", "slice"]
names_ja = ["バッチのスライス"]
page = "batches/1"
exercise = "batches/first-half"
en = "A slice takes some rows of a batch."
ja = "スライスは、バッチの一部の行を取り出します。"

[[answer]]
id = "rows-or-columns"
kind = "difference"
between = [["row", "行"], ["column", "列"]]
near = "batches/2"
en = "A row is one sample; a column is one feature."
ja = "行はデータ一つ分、列は特徴一つ分です。"
"""


@pytest.fixture
def answers(spoiled):
    """Write the answers, with changes, and return the faults that loading them finds."""

    def faults(*changes: tuple[str, str]) -> list[str]:
        text = ANSWER
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        folder = spoiled.track / "answers"
        folder.mkdir(exist_ok=True)
        (folder / "batches.toml").write_text(text, encoding="utf-8")
        return [fault.replace(f"{folder}/", "") for fault in spoiled.faults()]

    return faults


def loaded(spoiled):
    (spoiled.track / "answers").mkdir(exist_ok=True)
    (spoiled.track / "answers" / "batches.toml").write_text(ANSWER, encoding="utf-8")
    return load(spoiled.tracks, built_in=False)


def test_answers_are_read_with_their_page_and_their_place_in_the_file(spoiled) -> None:
    slices, difference = loaded(spoiled).answers()
    assert (slices.id, slices.kind, slices.line) == ("batch-slice", "what", 3)
    assert slices.names == ("slice of a batch", "slice", "バッチのスライス")
    assert (slices.lesson, slices.page, slices.is_nearest) == ("batches", 1, False)
    assert slices.exercise == "batches/first-half"
    assert slices.texts["en"] == "A slice takes some rows of a batch."
    assert difference.between == (("row", "行"), ("column", "列"))
    assert (difference.page, difference.is_nearest, difference.exercise) == (2, True, None)


def test_a_track_needs_no_answers(our_tracks) -> None:
    assert load(our_tracks, built_in=False).answers() == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"batches/1"', '"batches/9"', '3: answer "batch-slice": there is no page "batches/9"'),
        ('"batches/1"', '"loops/1"', '3: answer "batch-slice": there is no page "loops/1"'),
        ('"batches/1"', '"one"', '8: answer "batch-slice": "one" is no page; write lesson/number'),
        ("batches/first-half", "batches/half", '3: answer "batch-slice": there is no exercise'),
        ('ja = "スライスは', 'jp = "スライスは', "3: answer.1.ja is missing; add it"),
        ('names_ja = ["バッチのスライス"]\n', "", "say how learners call it, in names_en and"),
        ('kind = "what"', 'kind = "which"', "5: answer.1.kind: Input should be"),
        ('"rows-or-columns"', '"batch-slice"', '13: answer "batch-slice": batches.toml has one of'),
        (', ["column", "列"]', "", '16: answer "rows-or-columns": a difference has two sides'),
        ('kind = "difference"', 'kind = "why"', '16: answer "rows-or-columns": only an answer of'),
        ("rows of a batch.", "rows. So. It. Does.", "10: answer"),
        ('page = "batches/1"', 'page = "batches/1"\nnear = "batches/2"', "9: answer"),
    ],
)
def test_what_is_wrong_with_an_answer_is_named_by_file_and_line(
    answers, old: str, new: str, fault: str
) -> None:
    found = answers((old, new))
    assert found
    assert found[0].startswith("batches.toml:")
    assert fault in found[0]


def test_two_answers_of_a_kind_do_not_share_a_name(answers) -> None:
    other = ANSWER.split("[[answer]]")[1].replace("batch-slice", "another")
    found = answers(("# A comment.", f"[[answer]]{other}"))
    assert '"slice of a batch" is a name of "another" already' in found[0]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("some rows", "some entries", 'the glossary says "element", not "entries"'),
        ("一部の行", "1部の行", "a half-width space between Japanese and Latin"),
        ("takes some rows", "takes <b>some</b> rows", "<b> is HTML"),
    ],
)
def test_the_words_of_an_answer_are_checked_like_those_of_a_lesson(
    spoiled, old: str, new: str, fault: str
) -> None:
    catalog = loaded(spoiled)
    path = spoiled.track / "answers" / "batches.toml"
    path.write_text(ANSWER.replace(old, new), encoding="utf-8")
    catalog = load(spoiled.tracks, built_in=False)
    found = [str(each) for answer in catalog.answers() for each in answer_faults(answer, catalog)]
    assert len(found) == 1
    assert "batches.toml:3:" in found[0]
    assert fault in found[0]


def test_a_page_that_shows_nothing_of_its_answer_is_noticed(spoiled) -> None:
    loaded(spoiled)
    path = spoiled.track / "answers" / "batches.toml"
    text = (
        ANSWER.replace("slice of a batch", "zebra")
        .replace('"slice"', '"okapi"')
        .replace("バッチのスライス", "シマウマ")
    )
    path.write_text(text, encoding="utf-8")
    catalog = load(spoiled.tracks, built_in=False)
    found = [str(each) for answer in catalog.answers() for each in answer_faults(answer, catalog)]
    assert len(found) == 1
    assert '"batches/1" shows nothing of "batch-slice"; has it moved?' in found[0]


def test_the_answers_of_the_built_in_tracks_are_well_written() -> None:
    catalog = built_in_lessons()
    assert len(catalog.answers()) >= 120
    for answer in catalog.answers():
        assert [*answer_faults(answer, catalog)] == []
        assert set(answer.texts) == set(LANGUAGES)
