"""Writes the files of a new track, lesson or exercise, whole and waiting for their words."""

from __future__ import annotations

import keyword
import re
from pathlib import Path
from string import Template

from lessons.catalog import SLUG
from lessons.diagnostics import display_path

TEMPLATES = Path(__file__).parent / "templates"


class ScaffoldError(Exception):
    """Nothing was written. Says why, and what to do."""


def new_track(folder: Path) -> list[Path]:
    """A track with no lessons yet. Returns the files written. Raises ScaffoldError."""
    _check_name(folder)
    return _write(folder, "track", slug=folder.name)


def new_lesson(folder: Path) -> list[Path]:
    """A lesson in a track's folder, listed in its track.toml. Returns the files written.

    Raises ScaffoldError.
    """
    _check_name(folder)
    track = _needed(folder.parent / "track.toml", "python -m lessons new track")
    listed = _with_entry(track, "lessons", folder.name)
    written = _write(folder, "lesson", slug=folder.name)
    track.write_text(listed, encoding="utf-8")
    return [*written, track]


def new_exercise(place: Path) -> list[Path]:
    """An exercise in a lesson's folder, listed in its lesson.toml. Returns the files written.

    Raises ScaffoldError.
    """
    _check_name(place)
    lesson = _needed(place.parent / "lesson.toml", "python -m lessons new lesson")
    listed = _with_entry(lesson, "exercises", place.name)
    stem = place.name.replace("-", "_")
    if keyword.iskeyword(stem):
        raise ScaffoldError(f'"{stem}" cannot name a function in Python; choose another name')
    written = _write(place.parent, "exercise", slug=place.name, stem=stem)
    lesson.write_text(listed, encoding="utf-8")
    return [*written, lesson]


def _check_name(place: Path) -> None:
    if not SLUG.fullmatch(place.name):
        raise ScaffoldError(
            f'"{place.name}" is not a name for it: lower-case letters and digits, joined by "-"'
        )


def _needed(path: Path, how: str) -> Path:
    if not path.is_file():
        raise ScaffoldError(f"there is no {display_path(path)}; make it first: {how} {display_path(path.parent)}")
    return path


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise ScaffoldError(f"{display_path(path)} is not UTF-8; save it as UTF-8") from problem
    except OSError as problem:
        raise ScaffoldError(f"cannot read {display_path(path)}: {problem.strerror}; mend it") from problem


def _with_entry(path: Path, key: str, name: str) -> str:
    """The TOML file's text with `name` at the end of the list `key`, all else as it was."""
    text = _read(path)
    found = re.search(rf"^{key}\s*=\s*\[([^\]]*)\]", text, re.MULTILINE)
    if found is None:
        raise ScaffoldError(f"{display_path(path)} has no list {key} = […]; add one, then try again")
    inside = found[1].rstrip().rstrip(",")
    if f'"{name}"' in inside:
        raise ScaffoldError(f"{display_path(path)} already lists {name}; choose another name")
    joined = f'{inside}, "{name}"' if inside.strip() else f'"{name}"'
    return text[: found.start(1)] + joined + text[found.end(1) :]


def _write(folder: Path, kind: str, **names: str) -> list[Path]:
    """The templates of that kind, filled in. Writes nothing if any of them exists."""
    filled = {
        folder / template.name.removesuffix(".tmpl").replace("NAME", names.get("stem", "")): (
            Template(template.read_text(encoding="utf-8")).substitute(names)
        )
        for template in sorted((TEMPLATES / kind).iterdir())
    }
    for path in filled:
        if path.exists():
            raise ScaffoldError(f"{display_path(path)} is there already; nothing was written")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in filled.items():
            path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise ScaffoldError(
            f"cannot write in {display_path(folder)}: {problem.strerror}; name a folder that you may write"
            " to"
        ) from problem
    return list(filled)
