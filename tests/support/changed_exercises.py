"""The small track with a lesson for each variant of its exercise, checked by one command.

A check starts a process that imports torch, which takes most of the time of a short one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
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


def check_each(folder: Path, exercises: Mapping[str, str], seeds: int = SEEDS) -> CheckReport:
    """Write a lesson of the same name for each source of the exercise, and check them."""
    track = folder / "tracks" / "team-basics"
    for name, source in exercises.items():
        lesson = shutil.copytree(TRACKS / "team-basics" / "batches", track / name)
        (lesson / "first_half.py").write_text(source, encoding="utf-8")
        _rename_exercise(lesson)
    table = (TRACKS / "team-basics" / "track.toml").read_text(encoding="utf-8")
    names = ", ".join(f'"{name}"' for name in exercises)
    (track / "track.toml").write_text(table.replace('["batches"', f"[{names}"), encoding="utf-8")
    return check(load(track.parent, built_in=False).lessons(), [track.parent], seeds=seeds)


def faults_of(report: CheckReport, name: str) -> list[Fault]:
    """Return the faults in the files of one lesson."""
    return [each for each in report.faults if each.path.parent.name == name]


def _rename_exercise(lesson: Path) -> None:
    """Name the exercise and its function after the lesson: no two functions have the same name."""
    name = f"first-half-{lesson.name}"
    for path in lesson.glob("*.*"):
        if path.suffix != ".png":
            text = path.read_text(encoding="utf-8").replace("first-half", name)
            text = text.replace("first_half", name.replace("-", "_"))
            path.write_text(text, encoding="utf-8")
        path.rename(lesson / path.name.replace("first_half", name.replace("-", "_")))


def lines(faults: list[Fault]) -> list[str]:
    """Return the faults as "line: message"."""
    return [f"{each.line}: {each.message}" for each in faults]
