"""The built-in lessons and the catalogues of messages, read once for all tests of a process.

Both are immutable. Reading the lessons takes most of a second of CPU time, and the catalogues a
third.
"""

from __future__ import annotations

from functools import cache

from bot.i18n import Translations
from lessons import catalog
from lessons.curriculum import Catalog


@cache
def built_in_lessons() -> Catalog:
    """Return the catalogue of the built-in tracks."""
    return catalog.load()


@cache
def strict_translations() -> Translations:
    """Return the catalogues of messages, which raise an error where one is missing."""
    return Translations(strict=True)
