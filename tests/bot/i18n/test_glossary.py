"""The catalogues and the READMEs use the words of the lessons' glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.curriculum import LANGUAGES, Language
from lessons.glossary import read_glossary

ROOT = Path(__file__).parents[3]
CATALOGUES = ROOT / "bot" / "i18n"
UNDERSTOOD = frozenset({"heard.ftl", "questions.ftl"})
"""Files with what learners write, whatever words they choose."""

CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|\[[^\]]*\]\([^)]*\)")


def texts(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each line that somebody reads."""
    readme = ROOT / ("README.ja.md" if language == "ja" else "README.md")
    files = [each for each in (CATALOGUES / language).glob("*.ftl") if each.name not in UNDERSTOOD]
    for path in (*sorted(files), readme):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = line.partition("=")[2] if re.match(r"[a-z][\w-]* =", line) else line
            if not line.startswith("#"):
                yield f"{path.name}:{number}", CODE.sub("", text)


def avoided(language: Language) -> Iterator[tuple[re.Pattern[str], str]]:
    for term in read_glossary():
        for word in term.avoid_ja if language == "ja" else term.avoid_en:
            pattern = re.escape(word) if language == "ja" else rf"\b{re.escape(word)}\b"
            yield re.compile(pattern, re.IGNORECASE), term.ja if language == "ja" else term.en


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_read_has_the_words_of_the_glossary(language: Language) -> None:
    words = tuple(avoided(language))
    found = [
        f'{place}: "{match[0]}", not "{term}"'
        for place, text in texts(language)
        for pattern, term in words
        if (match := pattern.search(text))
    ]
    assert words
    assert found == []
