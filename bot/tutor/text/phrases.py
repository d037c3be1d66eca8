"""Recognizes everyday phrases, in any language and in many spellings: "is this right?", 疲れた.

The phrases are in the translations, as `heard-MEANING`. Neither width, kana, emoji nor politeness
makes a difference, and one long word of a phrase may be misspelt.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeGuard, get_args

from bot.i18n import Translations
from bot.tutor.text.limits import normalized
from lessons.curriculum import LANGUAGES

CommandPhrase = Literal[
    "do-help",
    "do-start",
    "do-next",
    "do-back",
    "do-again",
    "do-skip",
    "do-exercise",
    "do-lesson",
    "do-quiz",
    "do-hint",
    "do-review",
    "do-progress",
    "do-leaderboard",
    "do-group",
    "do-settings",
    "do-privacy",
    "do-daily",
    "do-status",
    "do-english",
    "do-japanese",
]
"""A command in other words."""

HelpPhrase = Literal[
    "help-me",
    "next-step",
    "answer",
    "not-working",
    "error",
    "is-right",
    "how-to-send",
    "points",
    "retry",
]
"""A request or a question about the learner's own work, which no page answers."""

TalkPhrase = Literal[
    "stuck",
    "hard",
    "done",
    "thanks",
    "praise",
    "greeting",
    "fine",
    "no",
    "tired",
    "bored",
    "laugh",
    "sorry",
    "cheer",
    "bye",
]
"""Small talk: what a learner feels or says without asking for anything."""

Meaning = CommandPhrase | HelpPhrase | TalkPhrase

_COMMANDS: tuple[CommandPhrase, ...] = get_args(CommandPhrase)
_HELP: tuple[HelpPhrase, ...] = get_args(HelpPhrase)
_TALK: tuple[TalkPhrase, ...] = get_args(TalkPhrase)
MEANINGS: tuple[Meaning, ...] = (*_COMMANDS, *_HELP, *_TALK)
"""All meanings, those first that weigh more where a message has several."""

COMMAND_OF: Mapping[CommandPhrase, tuple[str, str]] = {
    **{each: (each.removeprefix("do-"), "") for each in _COMMANDS},
    "do-again": ("lesson", ""),
    "do-english": ("language", "en"),
    "do-japanese": ("language", "ja"),
}
"""The name and the argument of the command that a phrase means."""

LONGEST_PHRASE = 120
"""Characters of a clause that can be a phrase."""

_LONG_WORD = 5  # letters from which a word of a phrase may be misspelt
_SIMILAR = 0.78  # least ratio of a misspelt word to the right one

_CLAUSE_ENDS = re.compile(r"[\n.,;:!?。、…~〜～()（）「」]+")
_EDGES = " \t\n.,;:!?。、…~〜～ー-'\"「」()・*_`"
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f々]")
_GAP = re.compile(
    r"(?<=[\u3041-\u30ff\u3400-\u9fff々])[ \u3000]+(?=[\u3041-\u30ff\u3400-\u9fff々])"
)
_STRETCHED = re.compile(r"([a-zぁ-ゖー!?])\1{2,}")

_BEFORE = re.compile(
    r"^(?:(?:please|pls|but|and|so|well|oh|um+|uh+|hey|hi|ok|okay|sorry|just|actually|hmm+|tensei"
    r"|(?:can|could|would|will|may) (?:you|i|we)|(?:do|did|are|would) you mind|i(?: would|'d) like"
    r"|i (?:want|need|wanna)|let(?: me|'s|s)|you|then|ah|anyway)\s+(?:to\s+)?)+"
    r"|^(?:すみません|あの|あのー|えっと|ええと|えーと|じゃあ|では|ちょっと|とりあえず|ごめん|ねえ|さて)+(?=.{2})"
)
_AFTER = re.compile(
    r"(?<=\S)\s*(?:please|pls|plz|thanks|thank you|tensei|bot|bro|guys|man|again|today"
    r"|too|for me|:\)"
    r"|下さい|ください|おねがいします|お願いします|お願いできますか|おねがいできますか|おねがい|お願い|ちょうだい|くれますか|くれませんか|くれる"
    r"|もらえますか|もらえませんか|いただけますか|でしょうか|んですか|のですか|ですか|ますか|んですが|んですけど|のですが|けど|です"
    r"|だよ|だね|だなあ|だな|よね|なあ|かな|かね|か|よ|ね|な|の|わ|ぞ|ー|っ|っす)$"
)
"""Politeness and particles at either end of a phrase, which are ignored."""

_ASKS_WHETHER = re.compile(
    r"^(?:check|tell me|see|know|verify|say) (?:if|whether) (it|this|that|my \w+|the \w+)"
    r"(?: is|'s) (?:right|correct|ok|okay|fine|good|valid)$"
)
_ASKS_WHETHER_JA = re.compile(r"^(?:正解|正しい|合って(?:る|いる)|あって(?:る|いる))かどうか")
_WHICH = re.compile(
    r"^(?:what|which) (\w+(?: \w+)?)"
    r" (?:do you have|do you know|are there|are due|are left|do i have)$"
)
_REQUEST = re.compile(
    r"^(?:show|give|tell|get|bring|open|display|see|view|need|want|look at|take|go)"
    r"(?: me| up| us)?(?: back to| to)?(?: the| a| an| my| some| to)*(?= )"
)
_AMOUNTS = re.compile(
    r"\b(?:all of|all|small|little|tiny|quick|short|full|whole|complete|entire) (?=\w)"
    r"|(?:全部|ぜんぶ|すべて|全て|もう少し|小さな|簡単な|ちょっとした)(?=.)"
)
_CONTEXT = re.compile(
    r" (?:so far|right now|at the moment|if possible|now|here"
    r"|(?:to|for|of|on|with|in) (?:this|that|it|this one|that one|this exercise|this task"
    r"|this problem|this question|the exercise))$"
    r"|は(?:どうなって(?:いる|る|い)?|どんな感じ|どう|どのくらい|どれくらい)$"
)
_WISH = re.compile(r"(?<=[てで])(?:ほしい|欲しい|もらいたい|もらえる|いただきたい)$")

_KATAKANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}


def plain(text: str) -> str:
    """Return text in small letters, without full-width letters, emoji, punctuation at its ends."""
    folded = normalized(text).casefold().replace("\u2019", "'").replace("\u2018", "'")
    kept = (each for each in folded if unicodedata.category(each) not in _UNHEARD)
    return " ".join("".join(kept).split()).strip(_EDGES)


_UNHEARD = frozenset({"So", "Sk", "Cf", "Mn"})


def is_japanese(text: str) -> bool:
    """Return whether a text has a Japanese letter."""
    return _JAPANESE.search(text) is not None


def is_signs_only(text: str) -> bool:
    """Return whether text has no letter and no digit, such as emoji or question marks."""
    return not any(each.isalnum() for each in text)


def clauses(text: str) -> Iterator[str]:
    """Yield the clauses of a text in plain form, without empty ones."""
    found = (plain(each) for each in _CLAUSE_ENDS.split(normalized(text)))
    return (each for each in found if each)


def key_of(clause: str) -> str:
    """Return a plain clause in hiragana, without stretched letters and gaps between kana."""
    kana = clause.translate(_TO_HIRAGANA)
    return _GAP.sub("", _STRETCHED.sub(r"\1", kana)).strip(_EDGES)


_TO_HIRAGANA = str.maketrans(_KATAKANA)


def base_of(key: str) -> str:
    """Return a key without politeness and particles at its ends."""
    for _ in range(4):
        shorter = _AFTER.sub("", _BEFORE.sub("", key)).strip(_EDGES)
        if shorter == key or not shorter:
            break
        key = shorter
    return key


def core_of(base: str) -> str:
    """Return a phrase without what is asked for its sake: "show me the", "all", "so far"."""
    whether = _ASKS_WHETHER.match(base)
    if whether:
        return f"is {whether[1]} right"
    if _ASKS_WHETHER_JA.match(base):
        return "正しい"
    which = _WHICH.match(base)
    if which:
        return which[1]
    shorter = _WISH.sub("", _CONTEXT.sub("", _AMOUNTS.sub("", base)))
    return _REQUEST.sub("", shorter).strip(_EDGES)


_REMEMBERED = 512
"""Clauses whose meanings are kept."""


class PhraseMatcher:
    """Finds the meaning of a text among the phrases of all languages."""

    def __init__(self, translations: Translations) -> None:
        # A clause of a message is looked up several times, and long texts repeat theirs.
        self._find = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._by_key: dict[str, Meaning] = {}
        self._by_base: dict[str, Meaning] = {}
        for meaning in MEANINGS:
            for phrase in _phrases_of(translations, meaning):
                self._by_key.setdefault(phrase, meaning)
                base = base_of(phrase)
                if len(base) > 1:
                    self._by_base.setdefault(base, meaning)
        self._by_length: dict[int, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in self._by_key.items():
            words = tuple(phrase.split(" "))
            is_guessed_elsewhere = len(words) == 1 and is_command(meaning)
            has_long_word = any(len(each) >= _LONG_WORD for each in words)
            if phrase.isascii() and has_long_word and not is_guessed_elsewhere:
                self._by_length.setdefault(len(words), []).append((words, meaning))

    def whole(self, text: str) -> Meaning | None:
        """Return the meaning of a text that is one phrase; None for any other."""
        return self._meaning(plain(text)) if len(text) <= LONGEST_PHRASE else None

    def all_of(self, text: str) -> tuple[Meaning | None, ...]:
        """Return the meaning of each clause, None for those that are no phrase."""
        found = [self._meaning(each) for each in clauses(text)]
        return tuple(found)

    def opening(self, text: str) -> Meaning | None:
        """Return the small talk that a longer text begins with, such as thanks for something."""
        words = plain(text).split(" ")
        beginnings = (" ".join(words[:count]) for count in range(min(len(words), 5), 0, -1))
        found = (self._by_key.get(key_of(each)) for each in beginnings)
        return next(
            (each for each in found if each in ("thanks", "greeting", "bye", "sorry")), None
        )

    def _meaning(self, clause: str) -> Meaning | None:
        return self._find(clause) if 0 < len(clause) <= LONGEST_PHRASE else None

    def _look_up(self, clause: str) -> Meaning | None:
        key = key_of(clause)
        exact = self._by_key.get(key)
        if exact is not None:
            return exact
        base = base_of(key)
        core = core_of(base)
        return (
            self._by_key.get(base)
            or self._by_base.get(base)
            or self._misspelt(base)
            or self._request(core)
        )

    def _request(self, core: str) -> Meaning | None:
        """Return the request that the core of a phrase is; small talk has no core."""
        meaning = self._by_key.get(core) or self._by_base.get(core)
        return meaning if is_command(meaning) or is_help(meaning) else None

    def _misspelt(self, base: str) -> Meaning | None:
        """Return the meaning of an English phrase with one long word misspelt.

        A command's name that is misspelt is not done at once: the one that was meant is offered.
        """
        words = tuple(base.split(" "))
        if all(len(each) < _LONG_WORD for each in words):
            return None
        for phrase, meaning in self._by_length.get(len(words), ()):
            wrong = [(a, b) for a, b in zip(words, phrase, strict=True) if a != b]
            if len(wrong) == 1 and _is_similar(*wrong[0]):
                return meaning
        return None


def _is_similar(typed: str, word: str) -> bool:
    if min(len(typed), len(word)) < _LONG_WORD or typed[0] != word[0]:
        return False
    if abs(len(typed) - len(word)) > 1 or {typed.rstrip("s"), typed} & {word, word.rstrip("s")}:
        return False
    return difflib.SequenceMatcher(None, typed, word).ratio() >= _SIMILAR


def is_command(meaning: Meaning | None) -> TypeGuard[CommandPhrase]:
    """Return whether a meaning is that of a command."""
    return meaning in COMMAND_OF


def is_help(meaning: Meaning | None) -> TypeGuard[HelpPhrase]:
    """Return whether a meaning is a request about the learner's own work."""
    return meaning in _HELP


def _phrases_of(translations: Translations, meaning: Meaning) -> Iterator[str]:
    for language in LANGUAGES:
        listed = translations.translate(language, f"heard-{meaning}")
        yield from (key_of(plain(each)) for each in listed.split("|"))
