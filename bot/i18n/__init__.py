"""Translations of the bot's own texts, by key: Project Fluent catalogues (.ftl)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, TextElement
from fluent.syntax.stream import FluentParserStream

from lessons.curriculum import LANGUAGES, Language

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
MAX_VALUE_LENGTH = 2000
"""Characters of a message's variable. Fluent omits variables of more than 2500."""

_UNKNOWN = "none"
"""The value of a message's variable that is unknown."""

_ENTRY_START = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
"""Where an entry or a comment begins: all other lines of an entry are blank or indented, or begin
with a bracket."""

_ENTRY_NAME = re.compile(r"(-?[a-zA-Z][\w-]*) *=")
_FLUENT_SIGN = frozenset("{}\n")
_TEXT = re.compile(r"[^{}\n]*")
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")
_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")


class MissingTranslationError(Exception):
    """A catalogue lacks a key or is not Fluent, or a message lacks one of its variables."""


def _indefinite_article(word: object, *, capital: str = "") -> str:
    """Return the article of an English word, "a" or "an": `{ AN($type) } { $type }`."""
    # Types that begin with "u", such as `uint8`, are read with a consonant.
    article = "an" if str(word)[:1].lower() in {"a", "e", "i", "o"} else "a"
    return article.capitalize() if capital else article


FUNCTIONS: dict[str, Callable[[Any], Any]] = {"AN": _indefinite_article}
"""What messages can call."""


class Translations:
    """The catalogues of all languages.

    With `strict`, raise MissingTranslationError where a learner would see the key.
    """

    def __init__(self, folder: Path = FOLDER, *, strict: bool = False) -> None:
        self._strict = strict
        self._catalogues = {language: _Catalogue(folder, language) for language in LANGUAGES}

    def translate(self, language: Language, key: str, **values: object) -> str:
        """Return the message of a key."""
        return self.format(language, key, values)

    def language_name(self, language: Language) -> str:
        """Return the name of a language in that language."""
        return self.translate(language, "language-name")

    def has(self, language: Language, key: str) -> bool:
        """Return whether the language's catalogue has the key, even if only with attributes."""
        return key in self._catalogues[language].keys

    def format(self, language: Language, key: str, values: Mapping[str, object]) -> str:
        """Like `translate`, for variables whose names are no identifiers: a verdict's facts."""
        catalogue = self._catalogues[language]
        if key not in catalogue.keys:
            return self._on_missing(f"no message {key!r} in {language}", key)
        if (plain := catalogue.plain.get(key)) is not None:
            return plain
        pattern = catalogue.pattern(key)
        if pattern is None:
            return self._on_missing(f"{key!r} has no text of its own in {language}", key)
        text, errors = catalogue.bundle.format_pattern(
            pattern, {name: _truncate(value) for name, value in values.items()}
        )
        if errors:
            return self._on_missing(f"{key!r} in {language}: {errors[0]!r}", str(text))
        return str(text)

    def keys_beginning(self, prefix: str) -> tuple[str, ...]:
        """Return the keys with a prefix that have a text, in the order of the catalogues."""
        keys = self._catalogues[LANGUAGES[0]].keys
        return tuple(key for key in keys if key.startswith(prefix))

    def text_without_values(self, language: Language, key: str) -> str | None:
        """Return the message of a key where it says something without any value, else None.

        A variable has the value "none" where it is unknown; a message may select on that.
        """
        catalogue = self._catalogues[language]
        if (plain := catalogue.plain.get(key)) is not None:
            return plain
        bundle, pattern = catalogue.bundle, catalogue.pattern(key)
        if pattern is None:
            return None
        _, errors = bundle.format_pattern(pattern, {})
        names = {str(error).rpartition(" ")[2] for error in errors}
        text, errors = bundle.format_pattern(pattern, dict.fromkeys(names, _UNKNOWN))
        return None if errors or re.search(rf"\b{_UNKNOWN}\b", str(text)) else str(text)

    def translator(self, language: Language) -> Translator:
        """Return the translator to one language."""
        return Translator(self, language)

    def _on_missing(self, what: str, instead: str) -> str:
        if self._strict:
            raise MissingTranslationError(what)
        log.error("%s", what)
        return instead


class _Catalogue:
    """The messages of one language.

    To parse all of them takes half a second of a start. So those of one line without values are
    read here, and each other one is parsed when it is first used.
    """

    def __init__(self, folder: Path, language: Language) -> None:
        # Isolation marks are for text of mixed directions, and in the way in a chat.
        self.bundle = FluentBundle([language], use_isolating=False, functions=FUNCTIONS)
        # Half of all objects would be spans, which none reads.
        self._parser = _Parser(with_spans=False)
        self._unparsed: dict[str, str] = {}
        """Sources of the entries that are not in the bundle, by name; a term's begins with "-"."""
        self.plain: dict[str, str] = {}
        """Messages of one line that are the same with any values."""
        self._lock = Lock()  # changed lessons are taken in in a thread of their own
        for path in sorted((folder / language).glob("*.ftl")):
            self._split(path)
        self.keys = dict.fromkeys(each for each in self._unparsed if not each.startswith("-"))

    def pattern(self, key: str) -> Pattern | None:
        """Return the text of one of the keys; None if the message has only attributes."""
        with self._lock:
            self._parse(key)
            return self.bundle.get_message(key).value

    def _split(self, path: Path) -> None:
        for entry in _ENTRY_START.split(path.read_text(encoding="utf-8")):
            if not entry.strip() or entry.startswith("#"):
                continue
            name = _ENTRY_NAME.match(entry)
            if name is None:
                raise MissingTranslationError(_not_fluent(str(path), entry))
            is_first = self._unparsed.setdefault(name[1], entry) is entry
            text = entry[name.end() :].strip()
            if is_first and text and _FLUENT_SIGN.isdisjoint(text):
                self.plain[name[1]] = text

    def _parse(self, name: str) -> None:
        """Add the entry of that name, and those that it refers to, to the bundle."""
        source = self._unparsed.pop(name, None)
        if source is None:
            return
        resource = self._parser.parse(source)
        junk = next((entry for entry in resource.body if isinstance(entry, Junk)), None)
        if junk is not None:  # the parser would silently skip the entry
            raise MissingTranslationError(_not_fluent(name, str(junk.content)))
        self.bundle.add_resource(resource)
        for reference in _REFERENCE.findall(source):
            self._parse(reference)


class _Parser(FluentParser):
    """Takes text in one piece; the library takes it letter by letter, in half of its time."""

    def get_text_element(self, stream: FluentParserStream) -> TextElement:
        found = _TEXT.match(stream.string, stream.index)
        assert found is not None
        stream.reset_peek()
        stream.index = found.end()
        return TextElement(found[0])


class Translator:
    """Translates to one language: `t("key", value=…)`."""

    def __init__(self, translations: Translations, language: Language) -> None:
        self._translations = translations
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return self._translations.translate(self.language, key, **values)

    def has(self, key: str) -> bool:
        """Return whether this language's catalogue has the key."""
        return self._translations.has(self.language, key)

    def format(self, key: str, values: Mapping[str, object]) -> str:
        """Like a call, for variables whose names are not Python's."""
        return self._translations.format(self.language, key, values)


def detect_language(text: str) -> Language | None:
    """Return "ja" for a text with kana, else None: it may be code or any other language."""
    return "ja" if _KANA.search(text) else None


def parse_language(name: str | None) -> Language | None:
    """Return the language of a locale such as "ja-JP", or None if it is not supported."""
    first = (name or "").replace("_", "-").split("-")[0].lower()
    return next((each for each in LANGUAGES if each == first), None)


def _not_fluent(place: str, source: str) -> str:
    return f"{place}: this is not Fluent: {source.strip().partition(chr(10))[0]}"


def _truncate(value: object) -> object:
    if isinstance(value, str) and len(value) > MAX_VALUE_LENGTH:
        return value[: MAX_VALUE_LENGTH - 1] + "…"
    return value
