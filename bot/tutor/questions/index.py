"""An in-memory full-text index that says how much of a question each document explains.

A document's score is the share of the question's content that it covers, weighted by how much each
token says: 1 for what it has as a name, less for words that only occur in one of its names or in
its text. Unlike BM25's, this score has the same scale for every question, so that one threshold
separates answers from what is beside the point; unknown words lower it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from bot.tutor.questions.documents import Document
from bot.tutor.questions.phrases import Phrases, Question, QuestionReader
from bot.tutor.questions.spelling import SpellingCorrector
from bot.tutor.questions.tokens import Kind, Token, tokenize

IN_NAME = 0.7
"""Weight of a word that is part of a name, where the question does not have the name itself."""

IN_TEXT = 0.3
"""Weight of a word that only occurs in a document's text."""

BY_KIND: dict[Kind, float] = {
    "word": 1.0,
    "katakana": 1.0,
    "kanji": 0.5,
    "sign": 0.7,
    "number": 0.2,
    "hiragana": 0.1,
}
"""How much a token says. Most Japanese words are of two kanji."""

OTHER_KIND = 0.85
"""Factor of a document that answers another kind of question about the same."""

ONE_SIDE = 0.6
"""Factor of a document about one term, where a difference between two is asked."""

NOT_AUTHORED = 0.85
"""Factor of a page or an explanation of an error."""

COMMON = 0.4
"""Weight of a word that occurs in names of nearly all answers, relative to one in a single one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A document with its score, between 0 and 1, and whether the question has one of its names."""

    document: Document
    score: float
    is_named: bool


class FullTextIndex:
    """Finds documents by names, words of names, and words of texts."""

    def __init__(self, documents: Sequence[Document], reader: QuestionReader) -> None:
        self._documents = documents
        self._names: Phrases[tuple[int, int]] = Phrases()
        self._in_names: dict[str, set[int]] = defaultdict(set)
        self._in_texts: dict[str, set[int]] = defaultdict(set)
        words: set[str] = set()
        for number, document in enumerate(documents):
            for side, names in enumerate(document.sides):
                for name in names:
                    content = reader.content(name)
                    texts = [token.text for token in content]
                    self._names.add(texts, (number, side))
                    if len(texts) > 1 and all(each.kind == "word" for each in content):
                        self._names.add(["".join(texts)], (number, side))  # "zerograd"
                    for unit, _ in _units(content):
                        self._in_names[unit].add(number)
                    words.update(each.text for each in content if each.kind == "word")
            for unit, _ in _units(tokenize(document.body)):
                self._in_texts[unit].add(number)
        self._frequent = log(1 + len(documents))
        self._spelling = SpellingCorrector(words, {*words, *self._in_texts})

    def search(self, question: Question) -> list[Match]:
        """Return the documents that explain some of the question, best first."""
        tokens = [self._corrected(token) for token in question.tokens]
        weights = [self._weight(token) for token in tokens]
        total = sum(weights)
        if not total:
            return []
        spans = self._spans(tokens)
        partial = self._partial(tokens)
        matches = []
        for number in {*spans, *partial}:
            document = self._documents[number]
            named = _covered(spans.get(number, ()), len(document.sides))
            if len(document.sides) > 1 and not named:
                continue
            covers = partial.get(number, {})
            if not named and len([each for each in covers.values() if each == IN_NAME]) < 2:
                continue
            score = sum(
                weight * (1.0 if at in named else covers.get(at, 0.0))
                for at, weight in enumerate(weights)
            )
            factor = _kind_factor(document, question)
            matches.append(Match(document, factor * score / total, bool(named)))
        return sorted(matches, key=lambda each: (-each.score, each.document.kind != "what"))

    def _corrected(self, token: Token) -> Token:
        right = self._spelling.correct(token.text) if token.kind == "word" else None
        return Token(right, "word") if right else token

    def _weight(self, token: Token) -> float:
        in_names = len(self._in_names.get(token.text, ()))
        rarity = 1 - log(max(in_names, 1)) / self._frequent
        return BY_KIND[token.kind] * (COMMON + (1 - COMMON) * rarity)

    def _spans(self, tokens: Sequence[Token]) -> dict[int, list[tuple[int, int, int]]]:
        """Return start, end and side of every name in the question, by document."""
        texts = [token.text for token in tokens]
        spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for start in range(len(tokens)):
            for end, values in self._names.at(texts, start):
                if _is_within_kanji(tokens, start, end):
                    continue
                for number, side in values:
                    spans[number].append((start, end, side))
        return spans

    def _partial(self, tokens: Sequence[Token]) -> dict[int, dict[int, float]]:
        """Return how far single tokens are covered by words of names and texts, by document."""
        covers: dict[int, dict[int, float]] = defaultdict(dict)
        for weight, index in ((IN_TEXT, self._in_texts), (IN_NAME, self._in_names)):
            for unit, positions in _units(tokens):
                for number in index.get(unit, ()):
                    for at in positions:
                        covers[number][at] = weight
        return covers


def _units(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what is looked up by itself, and where: words, and pairs of neighbouring kanji."""
    is_kanji = [token.kind == "kanji" for token in tokens]
    for at, token in enumerate(tokens):
        if is_kanji[at]:
            if at and is_kanji[at - 1]:
                yield tokens[at - 1].text + token.text, (at - 1, at)
            elif not any(is_kanji[at + 1 : at + 2]):
                yield token.text, (at,)
        elif token.kind not in {"hiragana", "number"}:
            yield token.text, (at,)


def _covered(spans: Sequence[tuple[int, int, int]], sides: int) -> frozenset[int]:
    """Return the tokens of names; those of a difference only where both sides have their own."""
    if sides == 1:
        return frozenset(at for start, end, _ in spans for at in range(start, end))
    best: frozenset[int] = frozenset()
    for start, end, side in spans:
        for other_start, other_end, other_side in spans:
            if other_side > side and (other_start >= end or start >= other_end):
                both = frozenset((*range(start, end), *range(other_start, other_end)))
                best = max(best, both, key=len)
    return best


def _is_within_kanji(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a name of one kanji is a part of a longer word, as 葉 is of 言葉."""
    if end - start > 1 or tokens[start].kind != "kanji":
        return False
    around = (*tokens[max(0, start - 1) : start], *tokens[end : end + 1])
    return any(each.kind == "kanji" for each in around)


def _kind_factor(document: Document, question: Question) -> float:
    factor = 1.0 if document.is_authored else NOT_AUTHORED
    if "difference" in question.kinds and document.kind != "difference":
        return factor * ONE_SIDE
    if question.kinds and document.kind not in question.kinds:
        factor *= OTHER_KIND
    return factor
