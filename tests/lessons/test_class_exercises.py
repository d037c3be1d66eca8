"""A class is an exercise of the catalogue like a function, and pasted code finds it by its name."""

import shutil
from pathlib import Path

import pytest

from common.message_reader.program import fingerprint, read_paste
from lessons.catalog import load

CLASS = '''
from lessons.authoring import Cases, Rng, ask, exercise, hidden, made, mistake, shown


@exercise()
class FirstHalf:
    """Keeps the first half of the rows."""

    def __init__(self, batch, *, copy=False):
        self.batch = batch

    def rows(self):
        return self.batch[: len(self.batch) // 2]


def cases(rng: Rng) -> Cases:
    for rows in (2, 5, 8):
        yield hidden(made(rng.normal(rows, 4)), ask("rows"))


@mistake("took-columns")
class _:
    def __init__(self, batch, *, copy=False):
        self.batch = batch

    def rows(self):
        return self.batch[:, : self.batch.shape[1] // 2]


@mistake("second-half")
class _:
    def __init__(self, batch, *, copy=False):
        self.batch = batch

    def rows(self):
        return self.batch[len(self.batch) // 2 :]
'''
STARTER = "class FirstHalf:\n    def rows(self):\n        # write it here\n        return None\n"


@pytest.fixture
def catalog(our_tracks: Path, tmp_path: Path):
    shutil.copytree(our_tracks, tmp_path / "tracks")
    folder = tmp_path / "tracks" / "team-basics" / "batches"
    (folder / "first_half.py").write_text(CLASS)
    for language in ("en", "ja"):
        path = folder / f"first_half.{language}.md"
        text = path.read_text()
        start, end = text.index("def first_half"), text.index("```", text.index("def first_half"))
        path.write_text(text[:start] + STARTER + text[end:])
    return load(tmp_path / "tracks", built_in=False)


def test_a_class_is_read_without_running_the_file(catalog):
    exercise = catalog.exercise("batches/first-half")
    assert exercise.is_class
    assert exercise.signature == "FirstHalf(batch, *, copy=False)"
    assert exercise.reference.startswith("class FirstHalf:")


def test_pasted_code_finds_its_exercise_by_the_name_of_the_class(catalog):
    paste = read_paste("import torch\n\nclass FirstHalf:\n    def rows(self):\n        return 1\n")
    found = [catalog.exercise_for(name) for name in paste.names]
    assert [each.id for each in found if each is not None] == ["batches/first-half"]


def test_an_unchanged_starter_of_a_class_is_no_attempt():
    digest = fingerprint(STARTER, "FirstHalf")
    assert digest
    assert digest == fingerprint(STARTER.replace("# write it here", "# or here"), "FirstHalf")
    assert digest != fingerprint(STARTER.replace("None", "1"), "FirstHalf")
