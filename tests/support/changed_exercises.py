"""The small track with a lesson for each variant of its exercise, checked by one command.

A check starts a process that imports torch, which takes most of the time of a short one.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from lessons.catalog import load
from lessons.check import SEEDS, CheckReport, check
from lessons.diagnostics import Fault

TRACKS = Path(__file__).parents[1] / "lessons" / "our_tracks"


def changed(source: str, *changes: tuple[str, str]) -> str:
    """Return a source in which the first of each old text, which it must contain, is replaced."""
    for old, new in changes:
        assert old in source, f"{old!r} is no longer there: the test is out of date"
        source = source.replace(old, new, 1)
    return source


def copy_lesson(folder: Path, names: Collection[str]) -> Path:
    """Write a track with a copy of the lesson for each name; return the folder of tracks."""
    tracks = folder / "tracks"
    track = tracks / "team-basics"
    for name in names:
        lesson = shutil.copytree(TRACKS / "team-basics" / "batches", track / name)
        _rename_exercise(lesson)
    table = (TRACKS / "team-basics" / "track.toml").read_text(encoding="utf-8")
    listed = ", ".join(f'"{name}"' for name in names)
    (track / "track.toml").write_text(table.replace('["batches"', f"[{listed}"), encoding="utf-8")
    return tracks


def check_each(folder: Path, exercises: Mapping[str, str], seeds: int = SEEDS) -> CheckReport:
    """Write a lesson of the same name for each source of the exercise, and check them."""
    tracks = copy_lesson(folder, exercises)
    for name, source in exercises.items():
        function = function_name(name)
        path = tracks / "team-basics" / name / f"{function}.py"
        path.write_text(source.replace("first_half", function), encoding="utf-8")
    return check(load(tracks, built_in=False).lessons(), [tracks], seeds=seeds)


def faults_of(report: CheckReport, name: str) -> list[Fault]:
    """Return the faults in the files of one lesson."""
    return [each for each in report.faults if each.path.parent.name == name]


def function_name(lesson: str) -> str:
    """Return the name of the exercise's function in a lesson: no two functions have the same."""
    return f"first_half_{lesson.replace('-', '_')}"


def _rename_exercise(lesson: Path) -> None:
    """Name the exercise and its function after the lesson."""
    function = function_name(lesson.name)
    for path in lesson.glob("*.*"):
        if path.suffix != ".png":
            text = path.read_text(encoding="utf-8").replace("first_half", function)
            text = text.replace("first-half", function.replace("_", "-"))
            path.write_text(text, encoding="utf-8")
        path.rename(lesson / path.name.replace("first_half", function))


def lines(faults: list[Fault]) -> list[str]:
    """Return the faults as "line: message"."""
    return [f"{each.line}: {each.message}" for each in faults]
