"""Questions for practice: hundreds of variants, counted, packed, and all different."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from lessons.catalog import CatalogError, load
from lessons.check import CheckReport, check
from lessons.cli.parser import main
from lessons.computed_quiz import PRACTICE
from lessons.computed_variant import ComputedQuestion, ComputedVariant
from lessons.curriculum import LANGUAGES, Catalog, Question
from lessons.markdown import Fence, parse_blocks
from lessons.packed_answers import PackedQuestion, format_packed, pack
from tests.support.built_in import built_in_lessons

TRACKS = Path(__file__).with_name("quiz_track")
QUESTIONS = Path(__file__).with_name("practice.toml")
GUIDE = Path(__file__).parents[2] / "docs" / "writing-lessons.md"
NAMES = ["column-means", "mean-of-dimension", "slope-of-a-curve"]

MOST_BYTES = 3_000_000
"""Of all files with computed answers for practice."""


class PracticeTrack:
    """A copy of a track whose lesson has questions for practice."""

    def __init__(self, tracks: Path) -> None:
        self.tracks = tracks
        self.lesson = tracks / "kinds-of-questions" / "kinds"
        self.practice = self.lesson / PRACTICE.name
        self.computed = self.lesson / PRACTICE.computed_name

    def check(self, *, write: bool = False) -> CheckReport:
        lessons = load(self.tracks, built_in=False, needs_computed=False).lessons()
        return check(lessons, [self.tracks], write=write)

    def faults(self) -> list[str]:
        """Return the faults that `load` raises, with paths relative to the lesson's folder."""
        with pytest.raises(CatalogError) as raised:
            load(self.tracks, built_in=False)
        return [str(each).replace(f"{self.lesson}/", "") for each in raised.value.faults]


@pytest.fixture(scope="module")
def computed_track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The track with its answers computed, once for all tests."""
    track = PracticeTrack(Path(shutil.copytree(TRACKS, tmp_path_factory.mktemp("t") / "tracks")))
    written = QUESTIONS.read_text(encoding="utf-8")
    track.practice.write_text(f"{written}\n{example_of_the_guide()}", encoding="utf-8")
    report = track.check(write=True)
    assert report.faults == ()
    assert report.written == (track.computed,)
    return track.tracks


@pytest.fixture
def track(computed_track: Path, tmp_path: Path) -> PracticeTrack:
    return PracticeTrack(Path(shutil.copytree(computed_track, tmp_path / "tracks")))


@pytest.fixture(scope="module")
def built_in() -> Catalog:
    return built_in_lessons()


def example_of_the_guide() -> str:
    """Return the question for practice that the guide shows, with texts."""
    (shown,) = [
        each.content
        for each in parse_blocks(GUIDE.read_text(encoding="utf-8"))
        if isinstance(each, Fence) and "variants = 200" in each.content
    ]
    texts = {"en": "What is the slope of {a}, {b} at {x0}?", "ja": "{a}、{b}、{x0} の傾きは？"}
    return shown.rstrip() + "".join(
        f'\n[question.{language}]\ntext = "{text}"\nexplanation = "{text}"\n'
        f'wrong.value-not-gradient = "{text}"\n'
        for language, text in texts.items()
    )


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}: the test is out of date"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def as_asked(question: Question) -> tuple[object, ...]:
    """Return what a learner sees of a question before the answer, in any order of the options."""
    return tuple(
        (question.texts[language], tuple(sorted(question.options[language])))
        for language in LANGUAGES
    )


def test_a_question_has_as_many_different_variants_as_it_says_and_the_quiz_is_no_longer(
    track: PracticeTrack,
) -> None:
    (lesson,) = load(track.tracks, built_in=False).lessons()
    assert [each.id for each in lesson.practice] == [f"kinds/{name}" for name in NAMES]
    for question in lesson.practice:
        assert len({as_asked(each) for each in question.variants}) == 200
    assert not {each.id for each in lesson.practice} & {each.id for each in lesson.questions}
    assert lesson.asked == lesson.questions + lesson.practice


def test_a_variant_is_found_by_its_ref_and_is_the_one_that_was_computed(
    track: PracticeTrack,
) -> None:
    catalog = load(track.tracks, built_in=False)
    question = catalog.practice()[0]
    variant = question.variant_for(1234)
    assert variant == catalog.question(variant.ref)
    right = variant.options["en"]["abcde".index(variant.answer)]
    columns = re.search(r"\(\d+, (\d+)\)", variant.texts["en"])
    assert columns is not None
    assert right == f"`({columns[1]},)`"
    blank = catalog.practice()[1].variants[17]
    assert {"dim=0", "axis=0", "-2"} <= set(blank.wrong)
    assert "axis=1" in blank.answers


def test_the_file_has_one_variant_on_a_line(track: PracticeTrack) -> None:
    lines = track.computed.read_text(encoding="utf-8").splitlines()
    assert len([each for each in lines if each.startswith("[[")]) == 200 * len(NAMES)
    assert "Edit practice.toml" in lines[0]


@pytest.fixture(scope="module")
def found(computed_track: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the faults of lessons whose practice is right, too small, or edited: one check."""
    tracks = Path(shutil.copytree(computed_track, tmp_path_factory.mktemp("f") / "tracks"))
    folder = tracks / "kinds-of-questions"
    for name in ("few", "luck", "edited"):
        shutil.copytree(folder / "kinds", folder / name)
    replace(folder / "track.toml", '["kinds"]', '["kinds", "few", "luck", "edited"]')
    few = "rng.sample(range(2, 9), 2)"
    replace(folder / "few" / PRACTICE.name, "rng.sample(range(2, 20), 2)", few)
    luck = folder / "luck" / PRACTICE.name
    replace(luck, "rng.sample(range(2, 20), 2)", f"*{few}, rng.integer(1, 10**6)")
    replace(luck, 'setup = "rows, columns', 'setup = "rows, columns, luck')
    replace(luck, "The {rows} disappears.", "The {rows} disappears. {luck}")
    computed = folder / "edited" / PRACTICE.computed_name
    lines = computed.read_text(encoding="utf-8").splitlines(keepends=True)
    row = json.loads(lines[7].rstrip(",\n"))
    row[1] = "b" if row[1] == "a" else "a"
    lines[7] = json.dumps(row) + ",\n"
    computed.write_text("".join(lines), encoding="utf-8")
    faults = PracticeTrack(tracks).check().faults
    return [str(each).replace(f"{folder}/", "") for each in faults]


def test_the_check_finds_nothing_in_what_it_has_written(found: list[str]) -> None:
    assert not [each for each in found if each.startswith("kinds/")]


@pytest.mark.parametrize("lesson", ["few", "luck"])
def test_a_question_with_fewer_different_variants_than_it_says_is_refused(
    found: list[str], lesson: str
) -> None:
    (fault,) = [each for each in found if each.startswith(f"{lesson}/")]
    assert fault.startswith(
        f"{lesson}/{PRACTICE.name}:4: question {lesson}/column-means: variants: "
        "only 42 variants of 200 differ from each other"
    )


def test_an_answer_that_was_edited_is_named_with_its_line(found: list[str]) -> None:
    (fault,) = [each for each in found if each.startswith("edited/")]
    assert f"{PRACTICE.computed_name}:8: question edited/column-means: torch says" in fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("variants = 200", "variants = 199", "greater than or equal to 200"),
        ("variants = 200\n", "", "variants is missing"),
        ('id = "column-means"\n', "", "id is missing"),
        ('id = "column-means"', 'id = "kept"', "an earlier question has this id"),
    ],
)
def test_what_a_question_for_practice_must_have_is_named(
    track: PracticeTrack, old: str, new: str, fault: str
) -> None:
    replace(track.practice, old, new)
    assert any(fault in each for each in track.faults())


def test_a_file_from_which_variants_were_taken_out_is_not_shown_to_learners(
    track: PracticeTrack,
) -> None:
    lines = track.computed.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[5]
    track.computed.write_text("".join(lines), encoding="utf-8")
    (fault,) = track.faults()
    assert "column-means: it has changed since its answers were computed" in fault


def test_a_lesson_without_the_file_has_no_practice_and_a_broken_one_is_named(
    track: PracticeTrack,
) -> None:
    track.computed.write_text("{}", encoding="utf-8")
    assert all("nothing is computed yet" in each for each in track.faults())
    track.computed.write_text("[]", encoding="utf-8")
    assert any("this is not what the check writes" in each for each in track.faults())
    track.computed.unlink()
    track.practice.unlink()
    assert load(track.tracks, built_in=False).practice() == ()


def test_what_is_packed_is_unpacked_again() -> None:
    variants = (
        ComputedVariant(facts={"b": "2", "a": "1"}, answer="x", wrong={"p": "k", "q": "l"}),
        ComputedVariant(
            facts={"b": "3", "a": "4"},
            answer="y",
            answers=("y", "z"),
            options=("y", "r"),
            wrong={"r": "l", "s": "k", "t": "k"},
            shown=("one", "two"),
            solution="y\n",
        ),
    )
    packed = pack(ComputedQuestion(digest="d", variants=variants))
    assert tuple(packed.variants) == variants
    written = json.loads(format_packed("n", {"q": packed}))["questions"]["q"]
    assert PackedQuestion.model_validate(written) == packed


def test_list_counts_questions_for_practice(
    track: PracticeTrack, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--json", "--folder", str(track.tracks)]) == 0
    listed = json.loads(capsys.readouterr().out)
    ours = listed["tracks"][-1]
    assert ours["lessons"][0]["practice"] == ours["practice"] == len(NAMES)
    assert listed["total"]["practice"] == sum(each["practice"] for each in listed["tracks"])
    assert main(["list", "--folder", str(track.tracks)]) == 0
    assert f"for practice: {len(NAMES)}" in capsys.readouterr().out


def test_the_first_track_has_25_questions_for_practice_in_every_lesson_some(
    built_in: Catalog,
) -> None:
    assert len(built_in.tracks[0].practice()) >= 25
    assert all(lesson.practice for lesson in built_in.tracks[0].lessons)


def test_every_built_in_question_asks_200_different_things_in_both_languages(
    built_in: Catalog,
) -> None:
    for question in built_in.practice():
        assert len({as_asked(each) for each in question.variants}) >= 200, question.id
        for number in (0, 77, 199):
            variant = question.variants[number]
            for language in LANGUAGES:
                said = [
                    variant.texts[language],
                    variant.explanations[language],
                    *(each[language] for each in variant.mistakes.values()),
                ]
                assert not [each for each in said if re.search(r"\{[A-Za-z_]\w*\}", each)]


def test_every_wrong_option_is_a_thought_with_its_sentence(built_in: Catalog) -> None:
    for question in built_in.practice():
        assert question.mistakes, question.id
        for variant in question.variants:
            assert variant.answer not in variant.wrong
            assert set(variant.wrong.values()) == set(variant.mistakes)
            if variant.kind == "choose":
                options = variant.options["en"]
                assert len(set(options)) == len(options) == len(variant.wrong) + 1


def test_the_computed_answers_of_all_questions_stay_small() -> None:
    folder = Path(__file__).parents[2] / "lessons"
    sizes = [each.stat().st_size for each in folder.rglob(PRACTICE.computed_name)]
    assert len(sizes) >= 7
    assert sum(sizes) < MOST_BYTES
