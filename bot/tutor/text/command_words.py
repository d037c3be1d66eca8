"""Recognizes commands in words: "open lesson 3 please", レッスン3のクイズ, "hint for evens"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.tutor.learning.lookup_names import exercise_names, lesson_names
from bot.tutor.text.command_names import OTHER_NAMES, normalize, parse_bare_command, split_number
from bot.tutor.text.commands import NAMES
from bot.tutor.text.limits import normalized
from bot.tutor.text.phrases import base_of, key_of, plain
from lessons.curriculum import Catalog

SHORTEST_TITLE_PART = 4
"""Letters from which a name is searched for in the titles of pages."""

LONGEST = 80
"""Characters of a text that can be a command in words."""

_MOST_PASSES = 4
_MOST_WORDS = 8

_FILLERS_EN = "my|what's|whats|the|today's|one|some|more|over|from|next"
_FILLERS_JA = "自分|私|僕|今日|今|一つ|ひとつ|もう一つ|次|さっき|この|その"
_FILLERS = frozenset(f"{_FILLERS_EN}|{_FILLERS_JA}".split("|"))
"""Words beside a command's name that say nothing about which command it is."""

_NUMBERS = {
    **{
        each: str(number)
        for number, each in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
        )
    },
    **{each: str(number) for number, each in enumerate("一二三四五六七八九", 1)},
}

_ASKING = re.compile(
    r"^(?:(?:please|show|open|start|begin|do|take|get|see|read|try|give|have|go to|switch to"
    r"|i want|i need|i'd like|let me|let's|lets|can i|could i|may i|can you|could you|can we"
    r"|me|to|the|a|an|my|another|with|on)\s+)+"
)
_JOINED = re.compile(r"\s+(?:for|of|on|about|in|number|no\.?|#)\s+")
_ASKED_JA = re.compile(
    r"(?:を|が|に|は|へ)?(?:見せて|見たい|みたい|やりたい|やる|やって|したい|する|開いて|開きたい|開く|ひらいて|読みたい|読む|よみたい|出して"
    r"|行きたい|行く|行って|進む|進みたい|受けたい|受ける|挑戦|挑戦したい|もらえる|もらえます|もらいたい|ほしい|欲しい|教えて|見る|知りたい|一つ|ひとつ|戻って"
    r"|始めたい|はじめたい|始める|はじめる|お願いします|お願い|ください|下さい)?(?:を|が|に|は|へ)?$"
)
_ORDINAL = re.compile(r"^第?\s*(\d{1,2})\s*(?:回|章|課|レッスン)$")
_JA_PARTS = re.compile(r"\s*の\s*|\s+")


def command_in_words(text: str, catalog: Catalog) -> tuple[str, str] | None:
    """Return name and argument of a command that a text asks for in words; None for other text.

    An argument is recognized only where it names something that the catalogue has.
    """
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    bare = parse_bare_command(text) or parse_bare_command(plain(text))
    if bare is not None and (not bare[1] or bare[0] == "run"):
        return bare
    named = _argument(*bare, catalog) if bare is not None else None
    if bare is not None and named is not None:
        return bare[0], named
    clause = plain(text)
    for candidate in dict.fromkeys((clause, base_of(clause), without_request(clause))):
        found = _english(candidate, catalog) or _japanese(candidate, catalog)
        if found is not None:
            return found
    return bare if bare is not None and bare[0] in _GUESSES_ARGUMENT else None


_GUESSES_ARGUMENT = frozenset({"lesson", "exercise", "hint", "quiz", "progress", "language"})
"""Commands whose reply to an unknown argument says which one was probably meant."""


def without_request(clause: str) -> str:
    """Return a clause without the words that ask for something, in either language."""
    for _ in range(_MOST_PASSES):
        shorter = _ASKED_JA.sub("", _ASKING.sub("", base_of(clause))).strip()
        if shorter == clause or not shorter:
            break
        clause = shorter
    return clause


def _english(clause: str, catalog: Catalog) -> tuple[str, str] | None:
    """Return the command of "NAME ARGUMENT", "NAME for ARGUMENT" and "ARGUMENT NAME"."""
    words = split_number(_JOINED.sub(" ", _ASKING.sub("", clause))).split()
    words = [each for each in words if each not in _FILLERS] or words
    if not 1 <= len(words) <= _MOST_WORDS:
        return None
    for name, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        command = _command(name)
        if command is None:
            continue
        if not rest:
            return command, ""
        argument = _argument(command, " ".join(rest), catalog)
        if argument is not None:
            return command, argument
    return None


def _japanese(clause: str, catalog: Catalog) -> tuple[str, str] | None:
    """Return the command of レッスン3のクイズ, evens のヒント and 第3回."""
    ordinal = _ORDINAL.match(clause)
    if ordinal is not None:
        argument = _argument("lesson", ordinal[1], catalog)
        return None if argument is None else ("lesson", argument)
    parts = [each for each in _JA_PARTS.split(_ASKED_JA.sub("", clause)) if each]
    if not 1 <= len(parts) <= 4:
        return None
    split = [split_number(each).split() for each in parts]
    words = [word for each in split for word in each]
    words = [each for each in words if each not in _FILLERS] or words
    command = _command(words[-1])
    rest = words[:-1]
    if command is None:
        command, rest = _command(words[0]), words[1:]
    if command is None:
        return None
    if rest and command != "lesson" and _command(rest[0]) == "lesson" and len(rest) > 1:
        rest = rest[1:]  # レッスン 3 の クイズ
    if not rest:
        return command, ""
    argument = _argument(command, " ".join(rest), catalog)
    return None if argument is None else (command, argument)


def _command(word: str) -> str | None:
    name = normalize(word).lstrip("/")
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    return name if name in NAMES else None


def _argument(command: str, typed: str, catalog: Catalog) -> str | None:
    """Return the argument that a command takes by the name typed; None where it has no such."""
    name = _NUMBERS.get(typed, typed).strip()
    name = re.sub(r"^(?:lesson|レッスン|exercise|演習)\s*", "", name)
    name = _NUMBERS.get(name, name)
    match command:
        case "lesson" | "quiz":
            known = {
                _fold_known(each) for lesson in catalog.lessons() for each in lesson_names(lesson)
            }
            return name if _fold(name) in known else _lesson_with_page(command, name, catalog)
        case "exercise" | "hint" | "submit":
            if name.isdecimal() and command == "exercise":
                return name if 1 <= int(name) <= len(catalog.exercises()) else None
            wanted = _fold(name)
            return next(
                (
                    each.id
                    for each in catalog.exercises()
                    if wanted in {_fold_known(known) for known in exercise_names(each)}
                ),
                None,
            )
        case "language":
            words = {"japanese": "ja", "日本語": "ja", "english": "en", "英語": "en"}
            return words.get(name, name if name in ("ja", "en") else None)
        case "leaderboard":
            return name if name in ("week", "month", "all", "今週", "今月") else None
    return None


def _lesson_with_page(command: str, name: str, catalog: Catalog) -> str | None:
    """Return the argument for a lesson of which a page's title contains the name; else None.

    `/lesson` itself finds the page, `/quiz` takes the lesson.
    """
    wanted = _fold(name)
    if len(wanted) < SHORTEST_TITLE_PART:
        return None
    for lesson in catalog.lessons():
        titles = (_fold_known(page.title) for pages in lesson.pages.values() for page in pages)
        if any(wanted in each for each in titles):
            return name if command == "lesson" else lesson.slug
    return None


def exercise_named(text: str, catalog: Catalog) -> str | None:
    """Return the id of the exercise of which a text is a name; None for other text."""
    name = plain(text)
    return None if not name or name.isdecimal() else _argument("exercise", name, catalog)


def _fold(name: str) -> str:
    return key_of(normalized(name).strip().casefold().replace("-", "_")).replace(" ", "_")


_fold_known = lru_cache(maxsize=8192)(_fold)
"""The same for a name in the catalogue, with which every message is compared."""
