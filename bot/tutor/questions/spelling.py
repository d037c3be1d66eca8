"""Corrects misspelled English words to words of names, in time linear in their length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 5
LONGEST = 24
"""Letters of a word that is corrected: shorter ones resemble too many, longer ones are none."""


class SpellingCorrector:
    """Finds known words that differ by one letter, or by two neighbours that are swapped.

    Both words are looked up by what is left after deleting one letter, as in SymSpell, so that no
    word is compared with all others. The first letter must be right.
    """

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        """`names` are words to correct to; words of `known` are right as they are."""
        self._known = frozenset(known)
        self._by_deletion: dict[str, list[str]] = {}
        for name in sorted({each for each in names if SHORTEST <= len(each) <= LONGEST}):
            for left in (name, *_deletions(name)):
                self._by_deletion.setdefault(left, []).append(name)

    def correct(self, word: str) -> str | None:
        """Return the name that a word is most likely a misspelling of, or None."""
        if not SHORTEST <= len(word) <= LONGEST or word in self._known:
            return None
        for left in (word, *_deletions(word)):
            for name in self._by_deletion.get(left, ()):
                if name[0] == word[0] and _is_one_slip(word, name):
                    return name
        return None


def _deletions(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_one_slip(a: str, b: str) -> bool:
    """Return whether one letter is missing, added or another, or two neighbours are swapped."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
