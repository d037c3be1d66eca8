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
def read_glossary() -> tuple[Term, ...]:
    """Return the terms. Raise CatalogError if the file is invalid."""
    faults = Faults()
    read = read_table(GLOSSARY, Glossary, faults)
    if read is None:
        raise CatalogError(faults.ordered())
    return read[0].term
