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
from bot.tutor.questions.phrases import (
    MOST_TOKENS,
    Phrases,
    Question,
    QuestionReader,
    is_within_kanji,
)
from bot.tutor.questions.spelling import SpellingCorrector
from bot.tutor.questions.tokens import Kind, Token, tokenize
from lessons.curriculum import AskedKind

IN_NAME = 0.7
"""Weight of a word that is part of a name, where the question does not have the name itself."""

IN_TEXT = 0.45
"""Weight of a word that only occurs in a document's text."""

BY_KIND: dict[Kind, float] = {
    "word": 1.0,
    "katakana": 1.0,
    "kanji": 0.5,
    "sign": 0.7,
    "number": 0.2,
    "hiragana": 0.1,
    "negation": 0.2,
}
"""How much a token says. Most Japanese words are of two kanji."""

OTHER_KIND = 0.92
"""Factor of a document that answers another kind of question about the same."""

NEAR_KIND = 0.97
"""The same for "what" and "how", which one answer mostly says both of."""

ONE_SIDE = 0.6
"""Factor of a document about one term, where a difference between two is asked."""

WHOLE = 0.9
"""Share of a question from which a document is about all of it, not about one side."""

PLACEHOLDER = 0.1
"""Weight of a single letter, as in x.grad, and of what everything here is about, such as torch."""

AS_WRITTEN = 0.12
"""Added to the rank of a document of which the question has a name word by word."""

NOT_AUTHORED = 0.75
"""Factor of a page or an explanation of an error."""

UNKNOWN = 0.35
"""Weight of a word that is in no name, where another shows that the question is about PyTorch."""

EVERYDAY = 0.5
"""The same for a word of every day that is in names."""

COMMON = 0.2
"""Weight of a word that nearly all documents have, such as torch, relative to a unique one."""


FEWEST_WORDS = 2
"""Words of its names that a question has, where it has none of the names."""

MOST_SPANS = 12
"""Names of one document in a question; its two sides are compared pair by pair."""

_EXPLAINING: frozenset[AskedKind] = frozenset({"what", "how"})


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a document, of which a question has all that says what it is about."""

    document: int
    side: int
    omitted: int  # tokens of the name that the question need not have, such as particles
    is_call: bool  # .long() is not meant by the word "long"


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    name: _Name


_Words = tuple[dict[int, float], set[str]]
"""How far tokens, by their position, are covered by words, and the words that are in names."""

_NO_WORDS: _Words = ({}, set())


@dataclass(frozen=True, slots=True)
class Match:
    """A document with its score, between 0 and 1, and whether the question has one of its names."""

    document: Document
    score: float
    is_named: bool
    is_technical: bool  # whether the question has a term without an everyday meaning
    is_about_term: bool  # whether the document has such a term as a name


class FullTextIndex:
    """Finds documents by names, words of names, and words of texts."""

    def __init__(self, documents: Sequence[Document], reader: QuestionReader) -> None:
        self._documents = documents
        self._context = reader.context
        self._everyday = reader.everyday
        self._names: Phrases[_Name] = Phrases()
        self._as_written: Phrases[int] = Phrases()
        self._in_names: dict[str, set[int]] = defaultdict(set)
        self._in_texts: dict[str, set[int]] = defaultdict(set)
        words: set[str] = set()  # of names
        known: set[str] = set()  # of texts
        for number, document in enumerate(documents):
            for side, names in enumerate(document.sides):
                for name in names:
                    words.update(self._add_name(name, number, side, reader))
            body = tokenize(document.body)
            known.update(each.written for each in body)
            for unit, _ in units(reader.translated(body)):
                self._in_texts[unit].add(number)
        self._frequencies = {
            unit: len(self._in_names.get(unit, set()) | self._in_texts.get(unit, set()))
            for unit in {*self._in_names, *self._in_texts}
        }
        self._frequent = log(1 + len(documents))
        self._spelling = SpellingCorrector(words, known)

    def _add_name(self, name: str, number: int, side: int, reader: QuestionReader) -> set[str]:
        """Index a name of a document, and return the English words in it."""
        question = reader.read(name)
        content = question.content
        texts = [token.text for token in content]
        written = [token.text for token in question.all_tokens]
        is_call = len(texts) == 1 and (name.startswith(".") or name.endswith(")"))
        entry = _Name(number, side, len(written) - len(texts), is_call)
        self._names.add(texts, entry)
        if len(texts) > 1 and all(each.kind == "word" for each in content):
            self._names.add(["".join(texts)], entry)  # "zerograd"
        if len(written) > 1:
            self._as_written.add(written, number)
        for unit, _ in units(content):
            self._in_names[unit].add(number)
        return {each.written for each in content if each.kind == "word"}

    def search(self, question: Question) -> list[Match]:
        """Return the documents that explain some of the question, best first."""
        tokens = [self._corrected(token) for token in question.tokens]
        spans = self._spans(tokens)
        technical = self._technical(tokens)
        named_anywhere = {
            at for found in spans.values() for span in found for at in range(span.start, span.end)
        }
        is_technical = bool(technical & named_anywhere) or any(
            token.text in self._context for token in tokens
        )
        weights = [self._weight(token, is_technical) for token in tokens]
        total = sum(weights)
        if not total:
            return []
        partial = self._partial(tokens)
        written = self._written(question.all_tokens)
        matches = []
        for number in {*spans, *partial}:
            document = self._documents[number]
            named = _covered(spans.get(number, ()), len(document.sides))
            if len(document.sides) > 1 and not named:
                continue
            covers, words = partial.get(number, _NO_WORDS)
            if not named and len(words) < FEWEST_WORDS:
                continue
            score = sum(
                weight * (1.0 if at in named else covers.get(at, 0.0))
                for at, weight in enumerate(weights)
            )
            factor = _kind_factor(document, question, score / total)
            score = factor * score / total
            # Of documents with equal scores, the one whose name is nearest to what was written.
            omitted = min(
                (span.name.omitted for span in spans.get(number, ())), default=MOST_TOKENS
            )
            match = Match(document, score, bool(named), is_technical, bool(named & technical))
            rank = (score + (AS_WRITTEN if number in written else 0), -omitted)
            matches.append((rank, -number, match))
        return [match for *_, match in sorted(matches, reverse=True, key=lambda each: each[:2])]

    def _corrected(self, token: Token) -> Token:
        if token.kind != "word" or token.text in self._frequencies:
            return token
        right = self._spelling.correct(token.written)
        return tokenize(right)[0] if right else token

    def _technical(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Return the tokens of names without an everyday meaning, such as sigmoid."""
        return frozenset(
            at
            for at, token in enumerate(tokens)
            if token.kind in {"word", "katakana", "kanji"}
            and token.text not in self._context
            and (token.is_code or token.text not in self._everyday)
            and (token.kind == "kanji" or len(token.text) > 1)
        )

    def _weight(self, token: Token, technical: bool) -> float:
        if token.text in self._context or (token.kind == "word" and len(token.text) == 1):
            return PLACEHOLDER
        if technical and token.text not in self._in_names:
            return UNKNOWN * BY_KIND[token.kind]
        if technical and token.text in self._everyday:
            return EVERYDAY * BY_KIND[token.kind]
        rarity = 1 - log(1 + self._frequencies.get(token.text, 0)) / self._frequent
        return BY_KIND[token.kind] * (COMMON + (1 - COMMON) * rarity)

    def _spans(self, tokens: Sequence[Token]) -> dict[int, list[_Span]]:
        """Return every name in the question, by document."""
        texts = [token.text for token in tokens]
        spans: dict[int, list[_Span]] = defaultdict(list)
        for start in range(len(tokens)):
            for end, values in self._names.at(texts, start):
                if is_within_kanji(tokens, start, end):
                    continue
                for name in values:
                    is_meant = not name.is_call or tokens[start].is_code
                    if is_meant and len(spans[name.document]) < MOST_SPANS:
                        spans[name.document].append(_Span(start, end, name))
        return spans

    def _written(self, tokens: Sequence[Token]) -> set[int]:
        """Return the documents of which the question has a name with all its words."""
        texts = [token.text for token in tokens]
        found = (self._as_written.at(texts, start) for start in range(len(texts)))
        return {number for phrases in found for _, values in phrases for number in values}

    def _partial(self, tokens: Sequence[Token]) -> dict[int, _Words]:
        """Return which tokens are words of names or texts, and how much they say, by document."""
        found: dict[int, _Words] = defaultdict(lambda: ({}, set()))
        for weight, index in ((IN_TEXT, self._in_texts), (IN_NAME, self._in_names)):
            for unit, positions in units(tokens):
                for number in index.get(unit, ()):
                    covers, words = found[number]
                    covers.update(dict.fromkeys(positions, weight))
                    if weight == IN_NAME:
                        words.add(unit)
        return found


def units(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what is looked up by itself, and where: words, and pairs of neighbouring kanji."""
    is_kanji = [token.kind == "kanji" for token in tokens]
    for at, token in enumerate(tokens):
        if is_kanji[at]:
            if at and is_kanji[at - 1]:
                yield tokens[at - 1].text + token.text, (at - 1, at)
            elif not any(is_kanji[at + 1 : at + 2]):
                yield token.text, (at,)
        elif token.kind not in {"hiragana", "number", "negation"}:
            yield token.text, (at,)


def _covered(spans: Sequence[_Span], sides: int) -> frozenset[int]:
    """Return the tokens of names; those of a difference only where both sides have their own."""
    if sides == 1:
        return frozenset(at for span in spans for at in range(span.start, span.end))
    best: frozenset[int] = frozenset()
    for one in spans:
        for other in spans:
            is_beside = other.start >= one.end or one.start >= other.end
            if other.name.side > one.name.side and is_beside:
                both = frozenset((*range(one.start, one.end), *range(other.start, other.end)))
                best = max(best, both, key=len)
    return best


def _kind_factor(document: Document, question: Question, share: float) -> float:
    factor = 1.0 if document.is_authored else NOT_AUTHORED
    if "difference" in question.kinds and document.kind != "difference" and share < WHOLE:
        return factor * ONE_SIDE
    if not question.kinds or document.kind in question.kinds:
        return factor
    is_near = document.kind in _EXPLAINING and not _EXPLAINING.isdisjoint(question.kinds)
    return factor * (NEAR_KIND if is_near else OTHER_KIND)
