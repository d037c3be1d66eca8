"""Recognizes how a question is asked, and which of its tokens say what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar, get_args

from bot.i18n import Translations
from bot.tutor.questions.tokens import Token, tokenize
from lessons.curriculum import LANGUAGES, QuestionKind

Value = TypeVar("Value")

LONGEST_PHRASE = 24
"""Tokens of a phrase; longer ones are cut."""

MOST_TOKENS = 60
"""Tokens of a question that say what it is about; those that follow are ignored."""

_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
_ORDER: tuple[QuestionKind, ...] = ("difference", "why", "error", "how", "what")
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

    kinds: tuple[QuestionKind, ...]  # in which it is asked, most telling first
    is_asked: bool  # whether it has the form of a question
    tokens: tuple[Token, ...]  # that say what it is about


class QuestionReader:
    """Separates the words of a question's form from those of its content."""

    def __init__(self, translations: Translations) -> None:
        self._forms: Phrases[str] = Phrases()
        self._endings: Phrases[str] = Phrases()
        for language in LANGUAGES:
            for form in (*_KINDS, "unclear", "filler", "at-end"):
                target = self._endings if form == "at-end" else self._forms
                for phrase in translations.translate(language, f"asked-{form}").split("|"):
                    texts = [token.text for token in tokenize(phrase)]
                    target.add(texts[::-1] if form == "at-end" else texts, form)

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
            found = [*self._forms.at(texts, at)]
            if found:
                end, values = found[-1]
                forms.update(values)
                at = end
            else:
                content.append(ended[at])
                at += 1
        if len(ended) < len(tokens):
            forms.add("unclear")
        kinds = tuple(each for each in _ORDER if each in forms)
        asked = ends_asking or bool(forms - {"filler"})
        return Question(kinds, asked, tuple(content))

    def content(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a name, without words of a question's form; all if it has no other.

        Names are reduced like questions, so that "the mean of integers" and "mean integers" match.
        """
        content = self.read(text).tokens
        return content or tuple(tokenize(text))

    def _without_ending(self, tokens: list[Token]) -> list[Token]:
        reverse = [token.text for token in reversed(tokens)]
        at = 0
        while at < len(reverse):
            found = [*self._endings.at(reverse, at)]
            if not found:
                break
            at = found[-1][0]
        return tokens[: len(tokens) - at] if at < len(tokens) else tokens
