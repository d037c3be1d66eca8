"""Everyday words that mean the same where learners ask in their own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lessons.diagnostics import CatalogError, Faults
from lessons.toml_tables import Table, read_table

SYNONYMS = Path(__file__).with_name("synonyms.toml")


class Synonyms(Table):
    """Words that count as one word, in both languages."""

    word: str  # that stands for all of them
    en: tuple[str, ...]
    ja: tuple[str, ...]


class SynonymsTable(Table):
    """The file lessons/synonyms.toml."""

    same: tuple[Synonyms, ...]


@cache
def read_synonyms() -> tuple[Synonyms, ...]:
    """Return the groups of words. Raise CatalogError if the file is invalid."""
    faults = Faults()
    read = read_table(SYNONYMS, SynonymsTable, faults)
    if read is None:
        raise CatalogError(faults.ordered())
    return read[0].same
