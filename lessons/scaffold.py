"""Writes the files of a new track, lesson or exercise, with TODO where text is missing."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from lessons.catalog_checks import SLUG
from lessons.curriculum import LANGUAGES
from lessons.diagnostics import display_path
from lessons.languages import track_languages

TEMPLATES = Path(__file__).parent / "templates"

_IN_LANGUAGE = re.compile(r"(.+)\.(en|ja)(\.md)")


class ScaffoldError(Exception):
    """Nothing was written. The message says why, and what to do."""


def new_track(folder: Path) -> list[Path]:
    """Write a track without lessons, and return the files. Raise ScaffoldError."""
    _check_name(folder)
    return _write(folder, "track", slug=folder.name)


def new_lesson(folder: Path) -> list[Path]:
    """Write a lesson in a track's folder, list it in track.toml, and return the files.

    Raise ScaffoldError.
    """
    _check_name(folder)
    track = _require_file(folder.parent / "track.toml", "python -m lessons new track")
    listed = _with_list_entry(track, "lessons", folder.name)
    languages = track_languages(folder.parent)
    written = _write(folder, "lesson", languages, slug=folder.name)
    track.write_text(listed, encoding="utf-8")
    return [*written, track]


def new_exercise(path: Path) -> list[Path]:
    """Write an exercise in a lesson's folder, list it in lesson.toml, and return the files.

    `path` is the lesson's folder and the exercise's slug. Raise ScaffoldError.
    """
    return _new_exercise(path, "exercise")


def new_class(path: Path) -> list[Path]:
    """Write an exercise in which learners write a class; else as `new_exercise`."""
    return _new_exercise(path, "class")


def new_property(path: Path) -> list[Path]:
    """Write an exercise with many right answers, for `@accepts`; else as `new_exercise`."""
    return _new_exercise(path, "property")


def _new_exercise(path: Path, kind: str) -> list[Path]:
    _check_name(path)
    lesson = _require_file(path.parent / "lesson.toml", "python -m lessons new lesson")
    listed = _with_list_entry(lesson, "exercises", path.name)
    stem = path.name.replace("-", "_")
    if keyword.iskeyword(stem):
        raise ScaffoldError(f'"{stem}" cannot name a function in Python; choose another name')
    languages = track_languages(path.parent.parent)
    name = "".join(each.capitalize() for each in path.name.split("-"))
    written = _write(path.parent, kind, languages, slug=path.name, stem=stem, name=name)
    lesson.write_text(listed, encoding="utf-8")
    return [*written, lesson]


def _check_name(path: Path) -> None:
    if not SLUG.fullmatch(path.name):
        raise ScaffoldError(
            f'"{path.name}" is not a name for it: lower-case letters and digits, joined by "-"'
        )


def _require_file(path: Path, command: str) -> Path:
    if not path.is_file():
        target = f"{command} {display_path(path.parent)}"
        raise ScaffoldError(f"there is no {display_path(path)}; make it first: {target}")
    return path


def _templates(kind: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file of that kind, in these languages.

    A language without templates of its own has the English ones.
    """
    for template in sorted((TEMPLATES / kind).iterdir()):
        name, text = template.name.removesuffix(".tmpl"), template.read_text(encoding="utf-8")
        found = _IN_LANGUAGE.fullmatch(name)
        if found is None:
            yield name, _quiz_texts(text, languages) if name == "quiz.toml" else text
        elif found[2] in languages:
            yield name, text
        if found is not None and found[2] == "en":
            for language in languages:
                if language not in LANGUAGES:
                    yield f"{found[1]}.{language}{found[3]}", text


def _quiz_texts(text: str, languages: tuple[str, ...]) -> str:
    """Return a quiz whose question has its texts in these languages."""
    start, *sections = re.split(r"^(?=\[question\.)", text, flags=re.M)
    by_language = {each[len("[question.") :].partition("]")[0]: each for each in sections}
    return start + "".join(
        by_language.get(each) or by_language["en"].replace("[question.en]", f"[question.{each}]")
        for each in languages
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ScaffoldError(f"{display_path(path)} is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise ScaffoldError(
            f"cannot read {display_path(path)}: {error.strerror}; mend it"
        ) from error


def _with_list_entry(path: Path, key: str, name: str) -> str:
    """Return the TOML file's text with `name` appended to the list `key`."""
    text = _read(path)
    found = re.search(rf"^{key}\s*=\s*\[([^\]]*)\]", text, re.MULTILINE)
    if found is None:
        raise ScaffoldError(
            f"{display_path(path)} has no list {key} = […]; add one, then try again"
        )
    items = found[1].rstrip().rstrip(",")
    if f'"{name}"' in items:
        raise ScaffoldError(f"{display_path(path)} already lists {name}; choose another name")
    extended = f'{items}, "{name}"' if items.strip() else f'"{name}"'
    return text[: found.start(1)] + extended + text[found.end(1) :]


def _write(
    folder: Path, kind: str, languages: tuple[str, ...] = LANGUAGES, **names: str
) -> list[Path]:
    """Write the files of that kind and return their paths. Raise ScaffoldError if one exists."""
    texts = {
        folder / name.replace("NAME", names.get("stem", "")): Template(text).substitute(names)
        for name, text in _templates(kind, languages)
    }
    for path in texts:
        if path.exists():
            raise ScaffoldError(f"{display_path(path)} is there already; nothing was written")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ScaffoldError(
            f"cannot write in {display_path(folder)}: {error.strerror}; name a folder that you may"
            " write to"
        ) from error
    return list(texts)
