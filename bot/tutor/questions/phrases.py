"""Recognizes how a question is asked, and which of its tokens say what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar, get_args

from bot.i18n import Translations
from bot.tutor.questions.tokens import Token, tokenize
from lessons.curriculum import LANGUAGES, AskedKind
from lessons.glossary import Term

Value = TypeVar("Value")

LONGEST_PHRASE = 24
"""Tokens of a phrase; longer ones are cut."""

MOST_TOKENS = 32
"""Tokens of a question that say what it is about; those that follow are ignored."""

_KINDS: tuple[AskedKind, ...] = get_args(AskedKind)
_ORDER: tuple[AskedKind, ...] = ("difference", "why", "error", "how", "what")
"""Where a question is asked in several ways, the first of these is meant."""


@dataclass(slots=True)
class Phrases(Generic[Value]):
    """Values by sequences of tokens; finds the sequences of a text in time linear in its length."""

    _values: list[Value] = field(default_factory=list)
    _next: dict[str, Phrases[Value]] = field(default_factory=dict)

    def add(self, texts: Sequence[str], value: Value) -> None:
        """Add a value to a sequence of tokens' texts."""
        node = self
        for text in texts[:LONGEST_PHRASE]:
            node = node._next.setdefault(text, Phrases())
        node._values.append(value)

    def at(self, texts: Sequence[str], start: int) -> Iterable[tuple[int, list[Value]]]:
        """Yield the end and the values of each sequence that begins at an index, longest last."""
        node = self
        for end in range(start, len(texts)):
            following = node._next.get(texts[end])
            if following is None:
                return
            node = following
            if node._values:
                yield end + 1, node._values


@dataclass(frozen=True, slots=True)
class Question:
    """A text, reduced to what it asks."""

    kinds: tuple[AskedKind, ...]  # in which it is asked, most telling first
    is_asked: bool  # whether it has the form of a question
    is_told: bool  # whether it has words of somebody who tells something, such as "passed"
    tokens: tuple[Token, ...]  # that say what it is about
    all_tokens: tuple[Token, ...]

    @property
    def content(self) -> tuple[Token, ...]:
        """The tokens of a name, without words of a question's form; all if it has no other.

        Names are reduced like questions, so that "the mean of integers" and "mean integers" match.
        """
        return self.tokens or self.all_tokens


class QuestionReader:
    """Separates the words of a question's form from those of its content."""

    def __init__(self, translations: Translations, glossary: Sequence[Term] = ()) -> None:
        """Words of a term of the glossary, in any language, are read as its English ones."""
        self._synonyms: Phrases[tuple[Token, ...]] = Phrases()
        for term in glossary:
            english = tuple(tokenize(term.en))
            for word in (term.ja, *term.avoid_ja, *term.avoid_en):
                self._synonyms.add([token.text for token in tokenize(word)], english)
        self._forms: Phrases[str] = Phrases()
        self._endings: Phrases[str] = Phrases()
        for language in LANGUAGES:
            for form in (*_KINDS, "unclear", "with-does", "told", "filler", "at-end"):
                target = self._endings if form == "at-end" else self._forms
                for phrase in translations.translate(language, f"asked-{form}").split("|"):
                    texts = [token.text for token in tokenize(phrase)]
                    target.add(texts[::-1] if form == "at-end" else texts, form)

        self._after_does = _words(translations, "asked-after-does")
        self._openings = _words(translations, "asked-opening")
        self.context = _words(translations, "asked-context")
        self.everyday = _words(translations, "asked-everyday")

    def read(self, text: str) -> Question:
        """Return what a text asks, and with which tokens."""
        tokens = tokenize(text)
        ends_asking = text.rstrip().endswith(("?", "？"))
        ended = self._without_ending(tokens)
        texts = [token.text for token in ended]
        forms: set[str] = set()
        content: list[Token] = []
        at = 0
        while at < len(texts) and len(content) < MOST_TOKENS:
            end, values = self._form_at(ended, texts, at)
            forms.update(values)
            if end == at and not ended[at].is_inflection:
                content.append(ended[at])
            at = max(end, at + 1)
        if "with-does" in forms:  # "what does -1 mean in reshape"
            content = [token for token in content if token.text not in self._after_does]
        if len(ended) < len(tokens):
            forms.add("unclear")
        kinds = tuple(each for each in _ORDER if each in forms)
        opens_asking = bool(tokens) and tokens[0].text in self._openings
        asked = ends_asking or (
            "told" not in forms and (opens_asking or bool(forms - {"filler", "told"}))
        )
        return Question(
            kinds, asked, "told" in forms, self.translated(content), self.translated(tokens)
        )

    def translated(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with those of terms in the glossary replaced by the English term's."""
        texts = [token.text for token in tokens]
        translated: list[Token] = []
        at = 0
        while at < len(tokens):
            found = [
                (end, values[0])
                for end, values in self._synonyms.at(texts, at)
                if not is_within_kanji(tokens, at, end)
            ]
            if found:
                at, english = found[-1]
                translated += english
            else:
                translated.append(tokens[at])
                at += 1
        return tuple(translated)

    def reduced(self, tokens: Sequence[Token], same: Phrases[Token]) -> tuple[Token, ...]:
        """Return the tokens that say what a text is about, words of one meaning as one token.

        `same` has that token for each of the words. It comes before words of a question's form:
        "turn into" says something, although "turn" alone does not.
        """
        texts = [token.text for token in tokens]
        left: list[Token] = []
        at = 0
        while at < len(tokens):
            found = [
                (end, values[0])
                for end, values in same.at(texts, at)
                if not is_within_kanji(tokens, at, end)
            ]
            form_end, _ = self._form_at(tokens, texts, at)
            if found and found[-1][0] >= form_end:
                at = found[-1][0]
                left.append(found[-1][1])
            elif form_end > at:
                at = form_end
            else:
                if not tokens[at].is_inflection:
                    left.append(tokens[at])
                at += 1
        return self.translated(left)

    def _form_at(
        self, tokens: Sequence[Token], texts: Sequence[str], start: int
    ) -> tuple[int, Sequence[str]]:
        """Return the end of the longest phrase of a form at an index, and its forms."""
        best: tuple[int, Sequence[str]] = (start, ())
        for end, values in self._forms.at(texts, start):
            if any(token.is_code for token in tokens[start:end]):
                break
            best = end, values
        return best

    def _without_ending(self, tokens: list[Token]) -> list[Token]:
        reverse = [token.text for token in reversed(tokens)]
        at = 0
        while at < len(reverse):
            found = [*self._endings.at(reverse, at)]
            if not found or tokens[-1 - at].is_code:
                break
            at = found[-1][0]
        return tokens[: len(tokens) - at] if at < len(tokens) else tokens


def is_within_kanji(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether one kanji is a part of a longer word, as 葉 is of 言葉."""
    if end - start > 1 or tokens[start].kind != "kanji":
        return False
    around = (*tokens[max(0, start - 1) : start], *tokens[end : end + 1])
    return any(each.kind == "kanji" for each in around)


def _words(translations: Translations, key: str) -> frozenset[str]:
    """Return the tokens of a message of single words, in all languages."""
    texts = (translations.translate(language, key) for language in LANGUAGES)
    return frozenset(token.text for text in texts for token in tokenize(text))
