"""Finds answers to questions that name nothing, by how learners ask in their own words.

"glue two tensors together" has no name of `torch.cat`. Authors write such phrases in `asked_en` and
`asked_ja` of an answer; a question is compared with each of them by the words that both have, after
everyday words of one meaning became one word (lessons/synonyms.toml).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.tutor.questions.documents import Document
from bot.tutor.questions.index import BY_KIND, PLACEHOLDER, units
from bot.tutor.questions.phrases import MOST_TOKENS, Phrases, QuestionReader
from bot.tutor.questions.tokens import LONGEST_TEXT, Kind, Token, tokenize
from lessons.synonyms import Synonyms

BESIDE = 0.6
"""Weight of a word of the question that is only in another phrase or in a name of the answer."""

QUESTION_COUNTS = 2.0
"""How much more the share of the question that a phrase has counts than that of the phrase
that the question has: `beta ** 2` of the F-measure (van Rijsbergen, Information Retrieval)."""

NO_ERROR = 0.85
"""Factor of an answer about an error, for a text that speaks of none."""

SYNONYM = "="
"""Begins the token of words of one meaning, which no word does."""

A_WORD = 0.15
"""Weight of a unit that says something by itself."""

MOST_MATCHES = 8
"""Answers that a search returns."""


_SLICE = re.compile(r"\[:|:\]|:[ ]?,")
"""A colon as in `x[:, 0]`, which is a word of its own."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much a question resembles a phrase of an answer, between 0 and 1."""

    document: Document
    score: float
    words: int  # that both have, without those of nearly every answer; 0 if all are of every day
    begins_with_deed: bool  # whether the text begins with what is to be done: "glue two tensors"


@dataclass(frozen=True, slots=True)
class _Phrase:
    document: int
    units: Mapping[str, float]  # weight by unit
    weight: float


class ParaphraseIndex:
    """Finds authored answers by phrases in everyday words."""

    def __init__(
        self, documents: Sequence[Document], reader: QuestionReader, synonyms: Sequence[Synonyms]
    ) -> None:
        self._documents = documents
        self._reader = reader
        self._everyday = reader.everyday
        self._in_names: set[str] = set()
        self._same: Phrases[Token] = Phrases()
        for group in synonyms:
            token = Token(f"{SYNONYM}{group.word}", "word")
            for word in (group.word, *group.en, *group.ja):
                self._same.add([each.text for each in tokenize(word)], token)
        kinds: dict[str, Kind] = {}
        phrases: list[tuple[int, frozenset[str]]] = []
        self._of_document: list[frozenset[str]] = []
        documents_with: dict[str, set[int]] = defaultdict(set)
        for number, document in enumerate(documents):
            every: set[str] = set()
            names = [name for names in document.sides for name in names]
            for text in (*document.asked, *(names if document.is_authored else ())):
                found = dict(self._units(text))
                kinds.update(found)
                every.update(found)
                if text not in document.asked:
                    self._in_names.update(found)
                elif found:
                    phrases.append((number, frozenset(found)))
            self._of_document.append(frozenset(every))
            for unit in every:
                documents_with[unit].add(number)
        self._most = log(1 + len(documents))
        self._weights = {
            unit: self._rarity(len(numbers)) * self._kind_weight(unit, kinds[unit])
            for unit, numbers in documents_with.items()
        }
        self._phrases: list[_Phrase] = []
        self._phrases_with: dict[str, list[int]] = defaultdict(list)
        for document_number, found_units in phrases:
            weights = {unit: self._weights[unit] for unit in found_units}
            for unit in weights:
                self._phrases_with[unit].append(len(self._phrases))
            self._phrases.append(_Phrase(document_number, weights, sum(weights.values())))

    def search(self, text: str, *, is_error: bool = False) -> list[Resemblance]:
        """Return the answers with a phrase that the text resembles, best first.

        Answers about errors are likelier for a text that speaks of one.
        """
        deed = self._begins_with_deed(text)
        asked = {
            unit: self._weights.get(unit, self._kind_weight(unit, kind))
            for unit, kind in self._units(text)
        }
        total = sum(asked.values())
        if not total:
            return []
        best: dict[int, tuple[float, int]] = {}
        for number in {each for unit in asked for each in self._phrases_with.get(unit, ())}:
            phrase = self._phrases[number]
            shared = sum(weight for unit, weight in asked.items() if unit in phrase.units)
            of_document = self._of_document[phrase.document]
            beside = sum(
                weight
                for unit, weight in asked.items()
                if unit not in phrase.units and unit in of_document
            )
            of_question = (shared + BESIDE * beside) / total
            of_phrase = shared / phrase.weight
            score = (
                (1 + QUESTION_COUNTS)
                * of_question
                * of_phrase
                / (QUESTION_COUNTS * of_phrase + of_question)
            )
            if self._documents[phrase.document].kind == "error" and not is_error:
                score *= NO_ERROR
            both = [unit for unit in asked if unit in phrase.units]
            words = sum(asked[unit] >= A_WORD for unit in both) if self._is_telling(both) else 0
            best[phrase.document] = max(best.get(phrase.document, (0.0, 0)), (score, words))
        ranked = sorted(best.items(), key=lambda each: (-each[1][0], each[0]))[:MOST_MATCHES]
        return [
            Resemblance(self._documents[number], score, words, deed)
            for number, (score, words) in ranked
        ]

    def _is_telling(self, units: Sequence[str]) -> bool:
        """Return whether one of the words is no word of every day, unlike "the next step"."""
        return any(
            unit.startswith(SYNONYM) or (unit in self._in_names and unit not in self._everyday)
            for unit in units
        )

    def _begins_with_deed(self, text: str) -> bool:
        texts = [token.text for token in tokenize(text)]
        return any(True for _ in self._same.at(texts, 0))

    def _units(self, text: str) -> Iterator[tuple[str, Kind]]:
        """Yield what is compared of a text, and of which kind it is."""
        tokens = self._reader.reduced(tokenize(text), self._same)[:MOST_TOKENS]
        for unit, positions in units(tokens):
            yield unit, tokens[positions[0]].kind
        for token in tokens:
            if token.kind in {"number", "negation"}:
                yield token.text, token.kind
        if _SLICE.search(text[:LONGEST_TEXT]):
            yield f"{SYNONYM}slice", "word"

    def _rarity(self, documents: int) -> float:
        return 1 - log(1 + documents) / self._most

    def _kind_weight(self, unit: str, kind: Kind) -> float:
        if unit in self._reader.context or (kind == "word" and len(unit) == 1):
            return PLACEHOLDER
        return 2 * BY_KIND[kind] if kind == "kanji" and len(unit) > 1 else BY_KIND[kind]
