"""Riddles: code with a named mistake of the authors', and the question what is wrong with it.

A riddle is a question like those of quizzes. Its options are what a mentor says about each of some
mistakes of the same exercise, so that whoever answers has to say which of them the code has.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.i18n import Translations
from lessons.curriculum import LANGUAGES, Catalog, Exercise, Language, Question
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source
from lessons.riddles import OUTPUTS

MARK = "!"
"""Separates the id of an exercise from the key of its mistake, in a riddle's id."""

LONGEST_REF = 78
"""Characters of a riddle's id, which is part of the action of a button."""

MOST_OPTIONS = 4
SHORTEST_OPTION: Mapping[Language, int] = {"en": 60, "ja": 30}
LONGEST_OPTION: Mapping[Language, int] = {"en": 200, "ja": 100}
"""Characters of an option: whole sentences until it has SHORTEST_OPTION, and then only those that
fit. The first sentence often says merely what is right."""

_SPACE_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""A space that stood beside a mark of bold type."""

_LETTERS = "abcd"


@dataclass(frozen=True, slots=True)
class Printed:
    """A call of a riddle's function, and what it prints."""

    call: str
    output: str


def riddle_ref(exercise: str, mistake: str) -> str:
    """Return the id of a riddle."""
    return f"{exercise}{MARK}{mistake}"


def list_riddles(exercises: Sequence[Exercise]) -> list[str]:
    """Return the ids of all riddles that can be made of the exercises' mistakes."""
    return [
        ref
        for exercise in exercises
        if exercise.mistakes and exercise.path.is_file()
        for ref in (riddle_ref(exercise.id, mistake) for mistake in exercise.mistakes)
        if len(ref) <= LONGEST_REF
    ]


def find_riddle(catalog: Catalog, translations: Translations, ref: str) -> Question | None:
    """Return the riddle of that id; None where its mistake has left the catalogue."""
    name, mark, key = ref.partition(MARK)
    exercise = catalog.exercise(name) if mark else None
    if exercise is None or key not in exercise.mistakes:
        return None
    code = _codes(exercise.path, exercise.version).get(key)
    if code is None:
        return None
    keys = _options(exercise, key)
    printed = find_printed(exercise, key)
    letters = dict(zip(keys, _LETTERS, strict=False))
    return Question(
        id=ref,
        kind="choose",
        texts={each: _text(translations, each, exercise, code, printed) for each in LANGUAGES},
        options={
            each: tuple(_thought(exercise.mistakes[one][each], each) for one in keys)
            for each in LANGUAGES
        },
        answer=letters[key],
        explanations=exercise.mistakes[key],
        expression=None,
        wrong={letter: one for one, letter in letters.items() if one != key},
        mistakes={one: exercise.mistakes[one] for one in keys},
    )


def find_printed(exercise: Exercise, mistake: str) -> Printed | None:
    """Return what a mistake's code prints; None where it is unknown, or the exercise has changed.

    The outputs were computed ahead, as the bot runs nothing.
    """
    of_lesson = _outputs(exercise.path.parent / OUTPUTS)
    known = of_lesson.get(exercise.id.partition("/")[2], {})
    if known.get("version") != exercise.version:
        return None
    found = known.get("mistakes", {}).get(mistake)
    return Printed(found["call"], found["output"]) if found else None


def _text(
    translations: Translations,
    language: Language,
    exercise: Exercise,
    code: str,
    printed: Printed | None,
) -> str:
    t = translations.translator(language)
    parts = [
        t("riddle-asked", title=exercise.titles[language], function=exercise.function),
        f"```python\n{code.strip()}\n```",
    ]
    if printed is not None:
        parts.append(t("riddle-prints"))
        parts.append(f"```text\n{printed.call}\n{printed.output}\n```")
    parts.append(t("riddle-what"))
    return "\n\n".join(parts)


def _options(exercise: Exercise, key: str) -> list[str]:
    """Return the mistake and some others of its exercise, in an order that is always the same.

    Two with the same text cannot be told apart, so one of them is left out.
    """

    def rank(mistake: str) -> str:
        return hashlib.sha256(f"{exercise.id} {key} {mistake}".encode()).hexdigest()

    chosen = [key]
    for other in sorted(exercise.mistakes, key=rank):
        texts = [exercise.mistakes[each][LANGUAGES[0]] for each in chosen]
        if exercise.mistakes[other][LANGUAGES[0]] not in texts and len(chosen) < MOST_OPTIONS:
            chosen.append(other)
    return sorted(chosen, key=rank)


def _thought(text: str, language: Language) -> str:
    """Return the beginning of what is said about a mistake, without bold type."""
    parts = text.split("`")  # every other one is code, where ** is a power
    parts[::2] = (part.replace("**", "") for part in parts[::2])
    plain = _SPACE_IN_JAPANESE.sub("", " ".join("`".join(parts).split()))
    kept = ""
    for sentence in _sentences(plain):
        is_enough = len(kept) >= SHORTEST_OPTION[language]
        if is_enough and len(kept) + len(sentence) > LONGEST_OPTION[language]:
            break
        kept += sentence
    return kept.strip()


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, with the spaces between; code is not taken apart."""
    sentences, start, in_code = [], 0, False
    for at, character in enumerate(text):
        if character == "`":
            in_code = not in_code
        ends = character in "。？" or (character in ".?!" and text[at + 1 : at + 2] == " ")
        if ends and not in_code:
            sentences.append(text[start : at + 1])
            start = at + 1
    return [*sentences, text[start:]] if text[start:].strip() else sentences


@lru_cache(maxsize=512)
def _codes(path: Path, version: str) -> Mapping[str, str]:
    """Return the code of each mistake of an exercise, by its key: of several the shortest."""
    source = read_source(path, Faults())
    if source is None:
        return {}
    return {
        key: min((each.source for each in mistake.variants), key=len)
        for key, mistake in source.mistakes.items()
    }


@lru_cache(maxsize=512)
def _outputs(path: Path) -> Mapping[str, Any]:
    """Return a lesson's outputs; nothing where there is no such file."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}
