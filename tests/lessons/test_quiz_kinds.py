"""Kinds of questions: what an author gets wrong is named, and answers are computed ahead."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lessons.catalog import CatalogError, load
from lessons.check import CheckReport, check
from lessons.cli.parser import main
from lessons.computed_quiz import FILE_NAME
from lessons.markdown import Fence, parse_blocks
from tests.support.built_in import built_in_lessons

TRACKS = Path(__file__).with_name("quiz_track")
GUIDE = Path(__file__).parents[2] / "docs" / "writing-lessons.md"
SPOILS = tomllib.loads(Path(__file__).with_name("spoiled_quizzes.toml").read_text(encoding="utf-8"))


WRONG_FOR_TORCH = (
    (
        'wrong.kept-dimension = "tuple(x.mean(1, keepdim=True).shape)"',
        'wrong.kept-dimension = "tuple(x.mean(-1).shape)"',
        'question kinds/kept: wrong: wrong "kept-dimension" gives the right answer, ',
    ),
    (
        'wrong.averaged-columns = "tuple(x.mean(0).shape)"',
        'wrong.averaged-columns = "(rows, 1)"',
        'question kinds/kept: wrong: wrong "averaged-columns" and "kept-dimension" both give',
    ),
    (
        "rng.integer(1, 5), rng.integer(1, 5)",
        "1, rng.integer(1, 3)",
        "question kinds/kept: variants: only 1 variants of 5 differ from each other; most "
        'often, wrong "averaged-columns" gives the right answer, (1,)',
    ),
    (
        "rng.integer(1, 5), rng.integer(1, 5)",
        "rng.integer(1, 5), colums",
        "question kinds/kept: setup: NameError: name 'colums' is not defined",
    ),
    (
        "`({rows}, {columns})`. What",
        "`({rows}, {colums})`. What",
        "question kinds/kept: setup: the text has {colums}, but the setup makes no colums",
    ),
    (
        'wrong.averaged-columns = "dim=0"',
        'wrong.averaged-columns = "-1"',
        'question kinds/row-means: wrong: wrong "averaged-columns" gives the right answer, ',
    ),
    (
        'answers = ["dim=1"]',
        'answers = ["dim=1", "dim=0"]',
        'question kinds/row-means: answers: "dim=0" shows tensor([3., 6.]), while "dim=1" '
        "shows tensor([2., 7.])",
    ),
    (
        "print(w - lr * w.grad)",
        "moved = w - lr * w.grad",
        "question kinds/training-step: lines: in this order they show nothing",
    ),
    (
        'y.mean(dim=1)\n"""',
        'y.mean(dim=1).tolist()[0][0]\n"""',
        "question kinds/stacked: code: the last line makes no tensor, so it has no shape",
    ),
    (
        "y.max()\n",
        "y.max().item()\n",
        "question kinds/each-shape: code: this line makes no tensor, so it has no shape: y.max",
    ),
    (
        "[each % 2 == 0 for each in (a, b, c)]",
        "[a % 2 == 0]",
        "; it must be a list of 3 True and False",
    ),
    (
        'expression = "torch.tensor([0.0, 0.0, 1.0]).mean()"',
        'expression = "[1, 2]"',
        "question kinds/third: expression: this gives [1, 2], which is no finite number",
    ),
    ("answer = 0.001", "answer = 0.01", 'question kinds/rate: its answer is "0.01", torch'),
    ('["a", "c"]', '["a", "d"]', 'question kinds/broadcasts: its answer is "[True, False'),
)
"""What is put for something in the quiz, and the fault that torch finds then."""


FILES = (
    ("edited", FILE_NAME, '"answer": "(4, 3)"', '"answer": "(3, 4)"'),
    ("unwritten", FILE_NAME, '"note": ', '"notes": '),
    ("renamed", FILE_NAME, '"kept": ', '"gone": '),
    ("changed", "quiz.toml", "rng.integer(1, 5), rng", "rng.integer(2, 5), rng"),
)
"""Lessons whose file of answers does not fit: name, file, and what is put for something in it."""


class QuizTrack:
    """A copy of the track with a question of each kind."""

    def __init__(self, tracks: Path) -> None:
        self.tracks = tracks
        self.lesson = tracks / "kinds-of-questions" / "kinds"
        self.quiz = self.lesson / "quiz.toml"
        self.computed = self.lesson / FILE_NAME

    def change(self, path: Path, old: str, new: str) -> int:
        """Replace the first `old`, which must exist. Return its line."""
        return _replace(path, old, new)

    def raised(self) -> CatalogError:
        """Return the error that `load` raises."""
        with pytest.raises(CatalogError) as raised:
            load(self.tracks, built_in=False)
        return raised.value

    def load_faults(self) -> list[str]:
        """Return the faults that `load` raises, with paths relative to the lesson's folder."""
        return [str(fault).replace(f"{self.lesson}/", "") for fault in self.raised().faults]

    def check(self, *, write: bool = False) -> CheckReport:
        lessons = load(self.tracks, built_in=False, needs_computed=False).lessons()
        return check(lessons, [self.tracks], write=write)


@pytest.fixture
def track(tmp_path: Path) -> QuizTrack:
    return QuizTrack(Path(shutil.copytree(TRACKS, tmp_path / "tracks")))


@pytest.mark.parametrize("spoil", SPOILS["spoil"], ids=lambda spoil: spoil["fault"])
def test_a_mistake_in_a_question_is_named_by_file_and_line(
    track: QuizTrack, spoil: dict[str, str]
) -> None:
    track.change(track.quiz, spoil["old"], spoil["new"])
    named = [each for each in track.load_faults() if each.endswith(f": {spoil['fault']}")]
    lines = track.quiz.read_text(encoding="utf-8").splitlines()
    assert [lines[int(each.split(":")[1]) - 1][: len(spoil["at"])] for each in named] == [
        spoil["at"]
    ]


def test_a_question_that_was_changed_or_never_computed_is_not_shown_to_learners(
    track: QuizTrack,
) -> None:
    line = track.change(track.quiz, "rng.integer(1, 5), rng", "rng.integer(2, 5), rng")
    start = track.quiz.read_text(encoding="utf-8").splitlines()[:line].copy()
    header = max(number for number, text in enumerate(start, 1) if text == "[[question]]")
    stale = (
        f"quiz.toml:{header}: question kinds/kept: it has changed since its answers were "
        "computed; run python -m lessons check --write"
    )
    assert track.load_faults() == [stale]
    track.computed.unlink()
    assert {each.partition(": ")[2] for each in track.load_faults()} == {
        f"question kinds/{name}: nothing is computed yet; run python -m lessons check --write"
        for name in (
            *("third", "evens", "row-means", "stacked"),
            *("each-shape", "training-step", "kept"),
        )
    }


def test_an_id_that_is_too_long_for_a_button_is_named(track: QuizTrack) -> None:
    slug = "kinds-of-a-lesson-with-very-many-words-in-its-name"
    track.lesson.rename(track.lesson.with_name(slug))
    _replace(track.lesson.parent / "track.toml", '"kinds"', f'"{slug}"')
    faults = [str(each) for each in track.raised().faults]
    problem = f"{slug}/training-step: with its lesson, the id has 64 characters; give it 60 at most"
    assert [each.endswith(f"question {problem}") for each in faults].count(True) == 1


def test_write_writes_what_the_check_then_finds_right(
    track: QuizTrack, capsys: pytest.CaptureFixture[str]
) -> None:
    before = track.computed.read_text(encoding="utf-8")
    track.computed.unlink()
    assert main(["check", "--write", "--folder", str(track.tracks), "kinds"]) == 0
    assert f"written: {track.computed}" in capsys.readouterr().out
    assert track.computed.read_text(encoding="utf-8") == before
    assert load(track.tracks, built_in=False).lessons()[0].questions


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the faults of one track, with a lesson for each of WRONG_FOR_TORCH and FILES."""
    tracks = Path(shutil.copytree(TRACKS, tmp_path_factory.mktemp("t") / "tracks"))
    track = tracks / "kinds-of-questions"
    names = [f"kinds-{number}" for number in range(len(WRONG_FOR_TORCH))]
    for name, (old, new, _) in zip(names, WRONG_FOR_TORCH, strict=True):
        lesson = Path(shutil.copytree(track / "kinds", track / name))
        _replace(lesson / "quiz.toml", old, new)
    for name, file, old, new in FILES:
        lesson = Path(shutil.copytree(track / "kinds", track / name))
        _replace(lesson / file, old, new)
    names += ["kinds", *(name for name, *_ in FILES)]
    table = track / "track.toml"
    table.write_text(table.read_text("utf-8").replace('["kinds"]', json.dumps(names)), "utf-8")
    lessons = load(tracks, built_in=False, needs_computed=False).lessons()
    return [str(fault).replace(f"{track}/", "") for fault in check(lessons, [tracks]).faults]


def _replace(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file, which must exist. Return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}: the test is out of date"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_check_finds_nothing_in_a_quiz_with_every_kind_of_question(found: list[str]) -> None:
    assert [each for each in found if each.startswith("kinds/")] == []


@pytest.mark.parametrize("number", range(len(WRONG_FOR_TORCH)), ids=lambda n: WRONG_FOR_TORCH[n][2])
def test_what_torch_finds_wrong_with_a_question_is_named(found: list[str], number: int) -> None:
    lesson, fault = f"kinds-{number}", WRONG_FOR_TORCH[number][2]
    named = [each for each in found if each.startswith(f"{lesson}/quiz.toml:")]
    assert [fault in each.replace(f"{lesson}/", "kinds/") for each in named] == [True]


@pytest.mark.parametrize(
    ("lesson", "at", "fault"),
    [
        (
            "edited",
            FILE_NAME,
            "question edited/stacked: torch says otherwise; run python -m lessons check --write",
        ),
        (
            "unwritten",
            FILE_NAME,
            "this is not what the check writes; run python -m lessons check --write",
        ),
        (
            "renamed",
            FILE_NAME,
            "quiz.toml has no such question to compute, gone; run python -m lessons check --write",
        ),
        (
            "renamed",
            "quiz.toml",
            "question renamed/kept: nothing is computed yet; run python -m lessons check --write",
        ),
        (
            "changed",
            "quiz.toml",
            "question changed/kept: it has changed since its answers were computed; "
            "run python -m lessons check --write",
        ),
    ],
)
def test_a_file_of_answers_that_is_stale_or_edited_is_named_with_its_line(
    found: list[str], lesson: str, at: str, fault: str
) -> None:
    lines = (TRACKS / "kinds-of-questions" / "kinds" / at).read_text("utf-8").splitlines()
    (named,) = [each for each in found if each.startswith(f"{lesson}/{at}:") and fault in each]
    line = int(named.split(":")[1])
    if lesson == "edited":
        assert '"answer": "(4, 3)"' in lines[line - 1]
    elif at == "quiz.toml":
        assert lines[line - 1 : line + 1] == ["[[question]]", 'id = "kept"']
    elif lesson == "renamed":
        assert lines[line - 1].startswith('  "kept": ')
    else:
        assert line == 1


def test_two_orders_are_right_where_both_run_and_show_the_same(track: QuizTrack) -> None:
    question = load(track.tracks, built_in=False).question("kinds/training-step")
    assert question is not None
    shown = [line.partition(" | ")[2] for line in question.texts["en"].splitlines()[3:-1]]
    orders = {
        tuple(shown[int(number) - 1].split("(")[0].split(" =")[0] for number in answer.split())
        for answer in question.answers
    }
    w, lr, backward, printed = "w", "lr", "", "print"
    assert orders == {
        (w, lr, backward, printed),
        (w, backward, lr, printed),
        (lr, w, backward, printed),
    }
    assert " ".join(map(str, range(1, 5))) not in question.answers


def test_no_two_options_of_a_variant_are_equal_and_each_wrong_one_has_a_thought(
    track: QuizTrack,
) -> None:
    catalogs = (load(track.tracks, built_in=False), built_in_lessons())
    chosen = [
        variant
        for catalog in catalogs
        for lesson in catalog.lessons()
        for question in lesson.questions
        for variant in question.variants
        if variant.kind == "choose"
    ]
    assert len(chosen) > 10
    for variant in chosen:
        options = variant.options["en"]
        assert len(set(options)) == len(options) == len(variant.wrong) + 1
        assert variant.answer not in variant.wrong
        assert set(variant.wrong.values()) == set(variant.mistakes)


def test_the_built_in_track_has_questions_with_variants_in_several_lessons() -> None:
    lessons = [
        [question.id for question in lesson.questions if len(question.variants) > 4]
        for lesson in built_in_lessons().tracks[0].lessons
    ]
    assert sum(map(len, lessons)) >= 6
    assert sum(map(bool, lessons)) >= 3


def test_every_question_that_the_guide_shows_is_one_in_which_the_check_finds_nothing(
    track: QuizTrack,
) -> None:
    fences = [
        each.content
        for each in parse_blocks(GUIDE.read_text(encoding="utf-8"))
        if isinstance(each, Fence) and each.info == "toml" and each.content.startswith("kind = ")
    ]
    assert len(fences) >= 7
    shown = [tomllib.loads(f"[[question]]\n{each}")["question"][0] for each in fences]
    quiz = track.quiz.read_text(encoding="utf-8")
    written = "\n".join(as_toml(complete(each)) for each in shown)
    track.quiz.write_text(f"{quiz}\n{written}", encoding="utf-8")
    assert track.check(write=True).faults == ()
    asked = load(track.tracks, built_in=False).lessons()[0].questions[-len(fences) :]
    assert all(each.answer for each in asked)


def complete(question: dict[str, Any]) -> dict[str, Any]:
    """Return a question of the guide with the texts that the guide leaves out."""
    sentence = {"en": "Which one?", "ja": "どれでしょうか。"}
    for language, words in sentence.items():
        text = question.setdefault(language, {})
        text.setdefault("text", words)
        text.setdefault("explanation", words)
        if "wrong" in question:
            text["wrong"] = dict.fromkeys(question["wrong"], words) | text.get("wrong", {})
    return question


def as_toml(question: dict[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in question.items()]
    return "[[question]]\n" + "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_value(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(value, ensure_ascii=False)
