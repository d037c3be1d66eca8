"""What is known by catalogues, indexed once for all tests that use the same ones.

The index of the built-in lessons takes more than half a second, and tests start a tutor each.
"""

from __future__ import annotations

from bot.i18n import Translations
from bot.tutor.text.wants import Known, known_by
from lessons.curriculum import Catalog

_MOST_KEPT = 8

_INDEXED: list[tuple[Translations, Known]] = []
"""What was indexed last. Both catalogues are immutable, and compared by identity."""


def indexed(translations: Translations, catalog: Catalog) -> Known:
    """Return what is known by the catalogues, the same object while they are the same."""
    for words, known in _INDEXED:
        if words is translations and known.catalog is catalog:
            return known
    known = known_by(translations, catalog)
    _INDEXED.append((translations, known))
    del _INDEXED[:-_MOST_KEPT]
    return known
