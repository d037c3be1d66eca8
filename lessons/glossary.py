"""The glossary of the lessons: one term per concept in each language, and the words to avoid."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lessons.diagnostics import CatalogError, Faults
from lessons.toml_tables import Table, read_table

GLOSSARY = Path(__file__).with_name("glossary.toml")


class Term(Table):
    """A term of the glossary, and the words that must not be used for it."""

    ja: str
    en: str
    avoid_ja: tuple[str, ...] = ()
    avoid_en: tuple[str, ...] = ()
    note: str = ""


class Glossary(Table):
    """The file lessons/glossary.toml."""

    term: tuple[Term, ...]


@cache
def read_glossary(path: Path = GLOSSARY, changed_ns: int = 0) -> tuple[Term, ...]:
    """Return the terms of a glossary, the common one by default.

    They are kept in memory until `changed_ns`, the time of the file's last change, is another.

    Raise CatalogError if the file is invalid.
    """
    faults = Faults()
    read = read_table(path, Glossary, faults)
    if read is None:
        raise CatalogError(faults.ordered())
    return read[0].term
