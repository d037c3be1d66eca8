"""Explanations of mistakes that several exercises share, in each language.

They are in `mistakes.en.md` and `mistakes.ja.md` beside a track's `track.toml`, and in this folder
for all tracks. A text names facts of the exercise in braces: `{function}`, `{signature}`, and those
that the exercise gives with `@mistake("key", name="text")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons.curriculum import LANGUAGES, ByLanguage, Localized
from lessons.diagnostics import Fault, Faults
from lessons.exercise_source import ExerciseSource
from lessons.markdown import split_sections

_FACT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class SharedText:
    """One explanation in one language, with its facts still in braces."""

    path: Path
    line: int  # of its heading, 1-based
    markdown: str


class SharedMistakes:
    """The shared explanations of one folder, and then those of another.

    `languages` are those in which exercises need them.
    """

    def __init__(
        self,
        texts: Mapping[str, Mapping[str, SharedText]],
        fallback: SharedMistakes | None = None,
        languages: tuple[str, ...] = LANGUAGES,
    ) -> None:
        self.languages = languages
        self._texts = texts
        self._fallback = fallback
        self._used: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._texts or (self._fallback is not None and key in self._fallback)

    def explain(self, key: str, source: ExerciseSource, faults: Faults) -> Localized:
        """Return the explanation of the exercise's mistake `key`, with its facts.

        Add a fault for each fact that the texts need and do not get, or get and do not need. Raise
        KeyError if the key is not explained.
        """
        texts = self._texts_of(key)
        for language in self.languages:
            if language not in texts and key not in self._texts:
                message = f'no text explains "{key}" in {language}; write "## mistake {key}"'
                faults.add(source.path.with_suffix(f".{language}.md"), 1, message)
        mistake = source.mistakes[key]
        facts = {**mistake.facts, "function": source.function, "signature": source.signature}
        needed = set()
        explanation = ByLanguage[str]()
        for language in self.languages:
            if language not in texts:
                continue
            text = texts[language]
            names = set(_FACT.findall(text.markdown))
            for name in sorted(names - facts.keys()):
                message = (
                    f'the text of "{key}" ({text.path.name}:{text.line}) needs {{{name}}}; write '
                    f'@mistake("{key}", {name}="…")'
                )
                faults.add(source.path, mistake.line, message)
            needed |= names
            explanation[language] = _FACT.sub(
                lambda found: facts.get(found[1], found[0]), text.markdown
            )
        for name in sorted(mistake.facts.keys() - needed):
            message = f'the text of "{key}" does not use "{name}"; take it out of @mistake(…)'
            faults.add(source.path, mistake.line, message)
        return explanation

    def _texts_of(self, key: str) -> Mapping[str, SharedText]:
        """Return a key's texts by language. Raise KeyError if nothing explains it."""
        if key in self._texts:
            self._used.add(key)
            return self._texts[key]
        if self._fallback is None:
            raise KeyError(key)
        return self._fallback._texts_of(key)

    def unused(self) -> Iterator[Fault]:
        """Yield a fault for each text of this folder that has explained nothing."""
        for key in self._texts.keys() - self._used:
            for text in self._texts[key].values():
                message = f'no exercise uses the text of "{key}"; take it out'
                yield Fault(text.path, text.line, message)


def shared_path(folder: Path, language: str) -> Path:
    """Return the path of a folder's shared explanations. The file may be missing."""
    return folder / f"mistakes.{language}.md"


def read_shared_mistakes(
    folder: Path,
    faults: Faults,
    fallback: SharedMistakes | None = None,
    languages: tuple[str, ...] = LANGUAGES,
) -> SharedMistakes:
    """Return the shared explanations of a folder, which may have none, with their fallback.

    Add a fault for a text that is empty, given twice, or missing in a language.
    """
    if not any(shared_path(folder, language).exists() for language in languages):
        return SharedMistakes({}, fallback, languages)
    texts: dict[str, dict[str, SharedText]] = {}
    for language in languages:
        path = shared_path(folder, language)
        for section in split_sections(faults.read(path) or "", level=2)[1]:
            key, line = section.heading.text, section.heading.line
            if not section.source:
                faults.add(path, line, f'"{key}" is not explained; write it')
            elif language in texts.setdefault(key, {}):
                faults.add(path, line, f'"{key}" is explained twice; keep one')
            texts.setdefault(key, {})[language] = SharedText(path, line, section.source)
    for key, by_language in texts.items():
        for language in languages:
            if language not in by_language:
                other = next(iter(by_language.values()))
                message = f'there is no "## {key}", which is in {other.path.name}; explain it'
                faults.add(shared_path(folder, language), 1, message)
    return SharedMistakes(texts, fallback, languages)
