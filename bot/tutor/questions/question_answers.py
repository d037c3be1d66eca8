"""Finds the answer to a question in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest

from bot.i18n import Translations
from bot.tutor.questions.documents import Document, documents, sentences_about
from bot.tutor.questions.index import FullTextIndex, Match
from bot.tutor.questions.paraphrases import ParaphraseIndex, Resemblance
from bot.tutor.questions.phrases import Question, QuestionReader
from lessons.curriculum import Catalog, Language
from lessons.glossary import read_glossary
from lessons.synonyms import read_synonyms

THRESHOLD = 0.52
"""Score from which an answer is to the point: tuned on tests/bot/tutor/questions."""

TECHNICAL = 0.42
"""The same, where the question has a word that shows that it is about PyTorch."""

ABOUT_A_TERM = 0.33
"""The same, where that word is a name of what the answer is about."""

WITHOUT_NAME = 0.62
"""The same, where the question has no name of what the answer is about."""

OF_A_PAGE = 0.65
"""The same for a page, of which a sentence is shown that was not written as an answer."""

NOT_ASKED = 0.85
"""The same, for a text without the form of a question, such as a word alone."""

TERM_ALONE = 0.55
"""The same, for such a text with a technical term as its name: "reshaping a tensor"."""

SYMPTOM = 0.6
"""The same, for such a text about an error: "x.grad returns None after backward"."""

RESEMBLES = 0.7
"""Score from which a question means what an author foresaw in other words than its names."""

RESEMBLES_NOT_ASKED = 0.82
"""The same, for a text without the form of a question."""

MOSTLY_NAMED = 0.8
"""Score from which a name in a question says more than words that resemble another answer's."""

CANDIDATE = 0.45
"""Score from which an answer may be what is meant, so that the learner is asked."""

CERTAIN = 0.85
"""Score from which an answer is shown alone, without others that may be meant."""

LIKELY = 0.5
"""The same, for a text without the form of a question."""

ONE_WORD = 0.65
"""The same, for a question that has a single word in common with a phrase."""

AGREED = 0.5
"""Share of the lower of two scores of one answer that is added to the higher, by name and by
resemblance."""

FEWEST_ALIKE = 2
"""Words that a question and a phrase share, so that they mean the same."""

AHEAD = 0.15
"""How much more the words of a question must say than the names in it."""

FORESEEN = 0.97
"""Score of a question that an author foresaw word by word."""

MANY_ALIKE = 3
"""Words of such a question that say more than any name."""

MOST_CANDIDATES = 3
"""Answers among which a learner chooses."""

NEVER = 2.0
"""A score that nothing has."""

CONSIDERED = 5
"""Documents of which the first above its threshold is the answer, best first."""

MOST_TOPICS = 12
"""Topics that are named."""


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer to a question, in the learner's language."""

    id: str  # of the authored answer; "page:tensors/2" or "error:view-memory" where there is none
    answer: str  # one to three sentences of Markdown
    term: str  # what it is about
    lesson: str | None  # slug of the lesson that explains it
    page: int | None  # of that lesson, 1-based
    is_nearest: bool  # the page does not explain it, but is the nearest one
    exercise: str | None  # id of an exercise on it
    score: float  # share of the question that is answered, 0 to 1


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that can be asked about."""

    id: str  # of the authored answer
    term: str


class QuestionAnswers:
    """Answers questions about the lessons of a catalogue, in both languages."""

    def __init__(self, catalog: Catalog, translations: Translations) -> None:
        self._catalog = catalog
        self._documents = documents(catalog, translations)
        self._reader = QuestionReader(translations, read_glossary())
        self._index = FullTextIndex(self._documents, self._reader)
        self._paraphrases = ParaphraseIndex(self._documents, self._reader, read_synonyms())

    def is_question(self, text: str) -> bool:
        """Return whether the text has the form of a question about something."""
        question = self._reader.read(text)
        return question.is_asked and bool(question.tokens)

    def find(self, text: str, language: Language) -> FoundAnswer | None:
        """Return the answer to a question, or None where none is to the point."""
        question = self._reader.read(text)
        named = self._named(question, language)
        alike = self._alike(question, text)
        if alike is None or (named is not None and named.id == alike.document.id):
            return named
        is_asked = question.is_asked or alike.begins_with_deed
        is_alike = alike.score >= (RESEMBLES if is_asked else RESEMBLES_NOT_ASKED)
        if is_alike and (named is None or _is_better(alike, named)):
            return self._to_answer(alike.document, language, alike.score)
        return named

    def candidates(self, text: str, language: Language) -> tuple[FoundAnswer, ...]:
        """Return what a question without a certain answer may mean, likeliest first.

        For a text without the form of a question, one of them must be LIKELY.
        """
        question = self._reader.read(text)
        if question.is_told or not question.tokens:
            return ()
        scores: dict[str, tuple[float, Document]] = {}
        for alike in self._paraphrases.search(text, is_error="error" in question.kinds):
            is_likely = question.is_asked and alike.words > 0 and alike.score >= ONE_WORD
            if alike.words >= FEWEST_ALIKE or is_likely:
                scores[alike.document.id] = (alike.score, alike.document)
        for match in self._index.search(question)[:CONSIDERED]:
            is_about = match.is_about_term or not match.is_named or match.is_technical
            if match.document.is_authored and is_about:
                other = scores.get(match.document.id, (0.0, None))[0]
                score = max(match.score, other) + AGREED * min(match.score, other)
                scores[match.document.id] = (score, match.document)
        likely = sorted(scores.values(), key=lambda each: -each[0])
        if not question.is_asked and not (likely and likely[0][0] >= LIKELY):
            return ()
        return tuple(
            self._to_answer(document, language, score)
            for score, document in likely[:MOST_CANDIDATES]
            if score >= CANDIDATE
        )

    def answer(self, id: str, language: Language) -> FoundAnswer | None:
        """Return the authored answer of an id, or None if there is none."""
        found = (each for each in self._documents if each.id == id and each.is_authored)
        document = next(found, None)
        return None if document is None else self._to_answer(document, language, 1.0)

    def topics(self, language: Language) -> tuple[Topic, ...]:
        """Return what can be asked: explained terms with an exercise, from each lesson in turn."""
        by_lesson: dict[str, list[Topic]] = {each.slug: [] for each in self._catalog.lessons()}
        for document in self._documents:
            is_explained = document.exercise is not None and not document.is_nearest
            if document.is_authored and document.kind == "what" and is_explained:
                topic = Topic(document.id, document.terms[language])
                by_lesson.get(document.lesson or "", []).append(topic)
        in_turn = chain.from_iterable(zip_longest(*by_lesson.values()))
        return tuple(topic for topic in in_turn if topic is not None)[:MOST_TOPICS]

    def others(self, text: str, found: FoundAnswer, language: Language) -> tuple[FoundAnswer, ...]:
        """Return what a question may mean as well, where it is not certain that `found` is meant.

        They are two at most, so that with the answer there are MOST_CANDIDATES.
        """
        if found.score >= CERTAIN:
            return ()
        likely = self.candidates(text, language)
        return tuple(each for each in likely if each.id != found.id)[: MOST_CANDIDATES - 1]

    def _named(self, question: Question, language: Language) -> FoundAnswer | None:
        """Return the answer of which a question has names or most of their words."""
        for match in self._index.search(question)[:CONSIDERED]:
            if match.score >= _threshold(question, match):
                found = self._found(match.document, question, language, match.score)
                if found is not None:
                    return found
        return None

    def _alike(self, question: Question, text: str) -> Resemblance | None:
        """Return the answer for which an author foresaw the words of a question."""
        if question.is_told:
            return None
        found = self._paraphrases.search(text, is_error="error" in question.kinds)
        return found[0] if found and found[0].words >= FEWEST_ALIKE else None

    def _found(
        self, document: Document, question: Question, language: Language, score: float
    ) -> FoundAnswer | None:
        if document.texts[language]:
            return self._to_answer(document, language, score)
        lesson = self._catalog.lesson(document.lesson or "")
        if lesson is None or document.page is None:
            return None
        page = lesson.pages[language][document.page - 1]
        asked = {token.text for token in question.tokens}
        for name in document.sides[0]:
            if asked.issuperset(token.text for token in self._reader.read(name).content):
                sentences = sentences_about(page, name)
                if sentences:
                    return self._to_answer(document, language, score, sentences, name)
        return None

    def _to_answer(
        self, document: Document, language: Language, score: float, text: str = "", term: str = ""
    ) -> FoundAnswer:
        return FoundAnswer(
            id=document.id,
            answer=text or document.texts[language],
            term=term or document.terms[language],
            lesson=document.lesson,
            page=document.page,
            is_nearest=document.is_nearest,
            exercise=document.exercise,
            score=score,
        )


def _is_better(alike: Resemblance, named: FoundAnswer) -> bool:
    """Return whether the words of a question say more than the names in it."""
    if alike.words >= MANY_ALIKE and alike.score >= FORESEEN:
        return named.score < FORESEEN
    return named.score < MOSTLY_NAMED and named.score + AHEAD <= alike.score


def _threshold(question: Question, match: Match) -> float:
    if not match.document.is_authored:
        is_page = match.document.page is not None
        is_error = "error" in question.kinds and match.is_about_term
        return OF_A_PAGE if question.is_asked and (is_page or is_error) else NEVER
    if not question.is_asked:
        if question.is_told:
            return NEVER
        if match.is_named and match.document.kind == "error":
            return SYMPTOM
        return TERM_ALONE if match.is_about_term else NOT_ASKED
    if not match.is_named:
        return WITHOUT_NAME
    if match.is_about_term:
        return ABOUT_A_TERM
    return TECHNICAL if match.is_technical else THRESHOLD
