"""Which languages a track is written in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import create_model

from lessons.curriculum import LANGUAGES
from lessons.toml_tables import TableT

_CODE = re.compile(r"[a-z]{2,3}")
_OTHER_KEYS = frozenset({"id", "key"})
"""Names of keys in tables that have a key for each language as well."""


def track_languages(folder: Path) -> tuple[str, ...]:
    """Return the languages of a track, by its track.toml; ja and en where it names none.

    What is wrong there is a fault when the track is read.
    """
    try:
        table = tomllib.loads((folder / "track.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return LANGUAGES
    named = table.get("languages")
    if not isinstance(named, list) or any(problem for problem in language_problems(named)):
        return LANGUAGES
    return tuple(named)


def language_problems(named: Iterable[object]) -> list[str]:
    """Return what is wrong with the languages that a track names."""
    languages = list(named)
    if not languages:
        return ["name at least one language, or leave languages out"]
    if len(set(map(str, languages))) < len(languages):
        return ["a language is there twice; keep one"]
    return [
        f'"{each}" is no language; write its code of two or three letters, such as "fr"'
        for each in languages
        if not isinstance(each, str) or not _CODE.fullmatch(each) or each in _OTHER_KEYS
    ]


def with_languages(
    kind: type[TableT], languages: Iterable[str], field: Any, *, key: str = "{language}"
) -> type[TableT]:
    """Return a kind of table that has a key for each language as well.

    `field` is the type and the default of its value, as for pydantic's `create_model`.
    """
    fields: dict[str, Any] = {key.format(language=each): field for each in languages}
    return create_model(kind.__name__, __base__=kind, **fields)
