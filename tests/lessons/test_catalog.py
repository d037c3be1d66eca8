"""Loading the curriculum from valid files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.catalog import BUILT_IN, BUILT_IN_TRACKS, CatalogError, load, load_for, load_lessons
from lessons.curriculum import Illustration, MarkdownTable, Prose, Snippet
from tests.lessons.conftest import SpoiledTrack
from tests.support.built_in import built_in_lessons
from tests.support.lesson_with_stages import copy_with_stages


def test_the_built_in_tracks_come_first_and_ones_own_after_them(our_tracks: Path):
    slugs = [track.slug for track in load(our_tracks).tracks]
    assert slugs == [*(name.replace("_", "-") for name in BUILT_IN_TRACKS), "team-basics"]


def test_every_track_beside_the_package_is_built_in():
    found = {path.parent.name for path in BUILT_IN.glob("*/track.toml")}
    assert found == set(BUILT_IN_TRACKS)


def test_a_folder_may_be_a_track_itself(our_tracks: Path):
    catalog = load(our_tracks / "team-basics", built_in=False)
    assert [lesson.slug for lesson in catalog.lessons()] == ["batches"]


def test_loading_needs_no_torch():
    code = "import sys; from lessons.catalog import load; load(); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_tensors_lesson_has_its_exercises_and_names_their_usual_mistakes():
    lesson = built_in_lessons().lesson("tensors")
    assert lesson is not None
    assert {each.id: each.function for each in lesson.exercises} == {
        "tensors/to-float": "to_float",
        "tensors/evens": "evens",
        "tensors/frame": "frame",
        "tensors/describe": "describe",
    }
    mistakes = {each.id: set(each.mistakes) for each in lesson.exercises}
    assert mistakes["tensors/to-float"] >= {"stayed-integer"}
    assert mistakes["tensors/evens"] >= {"stop-included", "missing-step"}
    assert mistakes["tensors/frame"] >= {"filled-inside", "swapped-sides"}


def test_the_checklist_is_that_of_the_plan():
    items = {item.key: item.lessons for item in built_in_lessons().tracks[0].checklist}
    assert items == {
        "tensors": ("tensors", "operations"),
        "numpy": ("numpy",),
        "gpu": ("gpu",),
        "autograd": ("autograd", "network", "gradients"),
    }


def test_a_page_is_read_into_its_parts_in_order(our_tracks: Path):
    lesson = load(our_tracks, built_in=False).lesson("batches")
    assert lesson is not None
    first, second = lesson.pages["en"]
    assert [type(part) for part in first.parts] == [Prose, Snippet, Prose, Snippet]
    assert [type(part) for part in second.parts] == [Snippet, Illustration, MarkdownTable]
    assert first.parts[0] == Prose("**Tanaka**: `len` tells you the number of rows.")
    table = second.parts[2]
    assert isinstance(table, MarkdownTable)
    assert table.rows == (("`x[0]`", "the first row"), ("`a | b`", "or"))


def test_a_later_snippet_runs_after_those_before_it_on_its_page(our_tracks: Path):
    lesson = load(our_tracks, built_in=False).lesson("batches")
    assert lesson is not None
    snippet = lesson.pages["ja"][0].parts[3]
    assert isinstance(snippet, Snippet)
    names: dict[str, object] = {}
    exec(snippet.program.replace("batch[:1]", "rows = batch[:1]"), names)
    assert tuple(names["rows"].shape) == (1, 3)


def test_an_exercise_is_found_by_the_name_of_its_function(our_tracks: Path):
    exercise = load(our_tracks).exercise_for("first_half")
    assert exercise is not None
    assert exercise.id == "batches/first-half"
    assert exercise.signature == "first_half(batch)"
    assert exercise.titles == {"ja": "前半を取り出す", "en": "Take the first half"}
    assert [len(hints) for hints in exercise.hints.values()] == [2, 2]
    assert exercise.mistakes["second-half"]["en"].endswith("the end?")
    assert exercise.starters["ja"].startswith("def first_half(batch):")


def test_the_reference_is_shown_as_a_learner_would_have_pasted_it():
    exercise = built_in_lessons().exercise("tensors/evens")
    assert exercise is not None
    assert exercise.reference == (
        "import torch\n\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)"
    )


def test_an_output_question_shows_its_expression(our_tracks: Path):
    question = load(our_tracks, built_in=False).question("batches/3")
    assert question is not None
    assert question.texts["en"] == "What does this show?\n\n```python\ntorch.zeros(4)[:2]\n```"
    assert question.answer == "tensor([0., 0.])"


def test_a_true_or_false_answer_is_a_word(our_tracks: Path):
    question = load(our_tracks, built_in=False).question("batches/2")
    assert question is not None
    assert question.answer == "true"


def test_the_built_in_questions_are_known_by_the_keys_under_which_progress_was_stored():
    counts = {"tensors": 6, "operations": 7, "autograd": 7, "gradients": 6}
    for slug, count in counts.items():
        lesson = built_in_lessons().lesson(slug)
        assert lesson is not None
        assert [each.id for each in lesson.questions] == [f"{slug}/{n + 1}" for n in range(count)]


def test_a_question_with_an_id_keeps_it_wherever_it_stands(spoiled):
    before = load(spoiled.tracks, built_in=False).lessons()[0].questions
    spoiled.change("quiz.toml", '"true-false"', '"true-false"\nid = "2"')
    spoiled.change(
        "quiz.toml",
        "[[question]]\n",
        '[[question]]\nkind = "true-false"\nid = "new-one"\nanswer = true\n'
        'ja = { text = "はい。", explanation = "はい。" }\n'
        'en = { text = "Yes.", explanation = "Yes." }\n\n[[question]]\nid = "1"\n',
    )
    after = load(spoiled.tracks, built_in=False).lessons()[0].questions
    assert [each.id for each in after[:3]] == ["batches/new-one", "batches/1", "batches/2"]
    assert [each.texts for each in after[1:]] == [each.texts for each in before]


def test_the_exercises_whose_cases_read_the_devices_say_so():
    exercises = {each.id: each.uses_devices for each in built_in_lessons().exercises()}
    assert exercises["gpu/gram"]
    assert exercises["gpu/to-device"]
    assert not exercises["gpu/pick-device"]
    assert not exercises["tensors/evens"]


def test_a_track_may_need_a_card_for_all_of_its_exercises(spoiled: SpoiledTrack):
    path = spoiled.track / "track.toml"
    path.write_text('needs = "cuda"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    (track,) = load(spoiled.tracks, built_in=False).tracks
    assert track.needs == "cuda"
    assert {each.needs_card for lesson in track.lessons for each in lesson.exercises} == {True}
    assert not any(each.needs_card for each in built_in_lessons().exercises())


def test_a_track_that_needs_something_unknown_is_a_fault(spoiled: SpoiledTrack):
    path = spoiled.track / "track.toml"
    path.write_text('needs = "tpu"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    (fault,) = spoiled.faults()
    assert "needs" in fault
    assert "cuda" in fault


@pytest.mark.parametrize("exercise", ["tensors/to-float", "batches/first-quarter"])
def test_a_catalogue_for_one_exercise_has_it_as_the_whole_one_has(tmp_path: Path, exercise: str):
    tracks = copy_with_stages(tmp_path)
    whole, part = load(tracks), load_for(exercise, tracks)
    found = part.exercise(exercise)
    assert found is not None
    assert found == whole.exercise(exercise)
    assert part.code_before(found) == whole.code_before(found)
    assert [lesson.slug for lesson in part.lessons()] == [exercise.partition("/")[0]]


def test_a_catalogue_for_one_exercise_has_the_earlier_lesson_that_it_needs(tmp_path: Path):
    tracks = copy_with_stages(tmp_path)
    batches, quarters = (tracks / "team-basics" / name for name in ("batches", "quarters"))
    shutil.copytree(batches, quarters)
    for folder, gone in ((batches, "first_quarter"), (quarters, "first_half")):
        for path in folder.glob(f"{gone}.*"):
            path.unlink()
        replace(folder / "lesson.toml", f'"{gone.replace("_", "-")}"', "")
    table = tracks / "team-basics" / "track.toml"
    replace(table, 'lessons = ["batches"]\np', 'lessons = ["batches", "quarters"]\np')
    whole, part = load(tracks, built_in=False), load_for("quarters/first-quarter", tracks)
    assert [lesson.slug for lesson in part.lessons()] == ["batches", "quarters"]
    (exercise,) = part.lessons()[1].exercises
    assert exercise == whole.exercise("quarters/first-quarter")
    assert "def first_half" in part.code_before(exercise)


def test_a_catalogue_for_one_exercise_reports_the_faults_of_its_own_lesson_only(spoiled):
    spoiled.change("lesson.toml", "minutes", "minuets")
    assert load_for("tensors/to-float", spoiled.tracks).exercise("tensors/to-float") is not None
    with pytest.raises(CatalogError, match="minuets is not known here"):
        load_for("batches/first-half", spoiled.tracks)


def test_lessons_that_are_not_asked_for_are_not_read(spoiled):
    spoiled.change("lesson.toml", "minutes", "minuets")
    found = load_lessons(["tensors", "masks", "nowhere"], spoiled.tracks)
    assert {lesson.slug for lesson in found.lessons()} == {"tensors", "masks"}


@pytest.mark.parametrize("exercise", ["nowhere/nothing", "../lessons/x", "tensors", ""])
def test_a_catalogue_for_an_unknown_exercise_does_not_have_it(exercise: str):
    assert load_for(exercise).exercise(exercise) is None


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that occurs in the file once, and a comma that is left at a list's end."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new).replace("[, ", "[").replace(", ]", "]"), "utf-8")
