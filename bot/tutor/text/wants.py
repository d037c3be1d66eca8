"""Decides what the sender of a message wants, the same on every platform.

`decide` is a pure function of a message's text and parts, where it was sent, and what is known:
it reads no database, and knows no platform.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.i18n import Translations
from bot.tutor.learning.answers import find_answer
from bot.tutor.learning.line_numbers import find_typed_order
from bot.tutor.questions.question_answers import FoundAnswer, QuestionAnswers
from bot.tutor.text.code_signs import (
    defined_classes,
    defined_functions,
    exercises_in,
    has_assignment,
    has_code,
    has_error,
    looks_like_an_answer,
)
from bot.tutor.text.command_names import (
    command_for,
    nearest_command,
    parse_bare_command,
    parse_slash_command,
)
from bot.tutor.text.command_words import command_in_words, exercise_named, without_request
from bot.tutor.text.limits import LONGEST_WORDS
from bot.tutor.text.phrases import (
    COMMAND_OF,
    MEANINGS,
    HelpPhrase,
    Meaning,
    PhraseMatcher,
    is_command,
    is_help,
    is_japanese,
    is_signs_only,
    plain,
)
from common.fuzzy_match import find_nearest
from common.message_reader.records import Part
from lessons.curriculum import Catalog, Language, Question

Intent = Literal[
    "grade", "run", "explain-error", "ask", "command", "answer", "small-talk", "silent"
]

MOST_NAMES = 20
"""Functions of a message that are compared with those of the exercises."""

_SIMILAR_CLASS = 0.85
"""Least similarity of a class's name to an exercise's: many are called `Net` or `Attention`."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a message was sent, and what was open for its sender.

    `thread_of` is for messages in a thread that the bot started or wrote in: whose thread it is.
    A message in a practice channel is as one in the sender's own thread.
    """

    addressed: bool = True  # direct, or with a mention of the bot
    thread_of: Literal["", "me", "other"] = ""
    open_question: Question | None = None


@dataclass(frozen=True, slots=True)
class PageReference:
    """A page of a lesson."""

    lesson: str  # slug
    page: int  # 1-based


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command with its argument, which may be empty."""

    name: str  # as typed after a slash, else that of a command
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the sender of a message wants."""

    intent: Intent
    language: Language
    exercises: tuple[str, ...] = ()  # ids, of "grade"
    line_numbers: str = ""  # of "grade", where lines of the exercise are put in order by number
    found: FoundAnswer | None = None  # of "ask", where the answer is known
    command: CommandCall | None = None  # of "command"
    phrase: Meaning | None = None  # of "ask" and "small-talk", where it is an everyday phrase
    answer: str = ""  # of "answer", in the form in which the question's answer is written

    @property
    def page(self) -> PageReference | None:
        """The page that belongs to the answer of a question, if there is one."""
        if self.found is None or self.found.lesson is None or self.found.page is None:
            return None
        return PageReference(self.found.lesson, self.found.page)

    @property
    def is_about_code(self) -> bool:
        """Whether the message has code or an error, which is read again when it is edited."""
        return self.intent in ("grade", "run", "explain-error")


@dataclass(frozen=True, slots=True)
class Known:
    """What a decision depends on besides the message."""

    catalog: Catalog
    phrases: PhraseMatcher
    answers: QuestionAnswers


def known_by(translations: Translations, catalog: Catalog) -> Known:
    """Return what is known by the catalogues of phrases and of lessons."""
    answers = QuestionAnswers(catalog, translations)
    return Known(catalog, PhraseMatcher(translations), answers)


def decide(text: str, parts: Sequence[Part], situation: Situation, known: Known) -> Decision:
    """Return what the sender of a message wants.

    `text` is the whole message without a mention of the bot, `parts` are what was read in it.
    """
    language = language_of(text, parts)
    code = "\n\n".join(part.text for part in parts if part.kind == "code")
    exercises = exercises_in(code, known.catalog)
    if not situation.addressed:
        intent = _unaddressed(parts, code, exercises, situation, known)
        return Decision(intent, language, exercises=exercises if intent == "grade" else ())
    slash = parse_slash_command(text)
    if slash is not None:
        name, argument = slash
        named = command_for(name)
        call = CommandCall(named[0] if len(named) == 1 else name, argument)
        return Decision("command", language, command=call)
    if exercises:
        return Decision("grade", language, exercises=exercises)
    order = find_typed_order(text, known.catalog)
    if order is not None:
        exercise, numbers = order
        return Decision("grade", language, exercises=(exercise.id,), line_numbers=numbers)
    answer = _answer(text, situation.open_question, known)
    if answer:
        return Decision("answer", language, answer=answer)
    if looks_like_an_answer(text):
        return Decision("answer", language)
    if has_error(text) or any(part.kind == "traceback" for part in parts):
        return Decision("explain-error", language)
    if any(part.kind == "code" for part in parts) and _is_meant_as_code(text, code):
        return Decision(_code_intent(code, known), language)
    if len(text) > LONGEST_WORDS:
        return Decision("small-talk", language)
    return _decide_words(text, language, known)


def language_of(text: str, parts: Sequence[Part]) -> Language:
    """Return the language of a message: of its prose, else of the comments of its code."""
    prose = "\n".join(part.text for part in parts if part.kind == "prose")
    return "ja" if is_japanese(prose or text) else "en"


def _unaddressed(
    parts: Sequence[Part],
    code: str,
    exercises: tuple[str, ...],
    situation: Situation,
    known: Known,
) -> Intent:
    """Return what a message in a group's thread wants that does not mention the bot.

    A learner's own thread with the bot takes all their code and errors. In any other thread, such
    as that of a daily prompt, only an exercise's function is answered.
    """
    if not situation.thread_of:
        return "silent"
    if exercises:
        return "grade"
    if situation.thread_of == "other":
        return "silent"
    if any(part.kind == "traceback" for part in parts):
        return "explain-error"
    return _code_intent(code, known) if has_code(code) else "silent"


def _is_meant_as_code(text: str, code: str) -> bool:
    """Return whether code is surely code, or marked as such by its sender."""
    return "```" in text or "~~~" in text or has_code(code) or has_assignment(code)


def _code_intent(code: str, known: Known) -> Intent:
    """Return "grade" for what is nearly named like an exercise's function or class, else "run"."""
    exercises = known.catalog.exercises()
    functions = [each.function for each in exercises if not each.is_class]
    classes = [each.function for each in exercises if each.is_class]
    if any(find_nearest(each, functions) for each in defined_functions(code)[:MOST_NAMES]):
        return "grade"
    names = defined_classes(code)[:MOST_NAMES]
    is_near = any(find_nearest(each, classes, _SIMILAR_CLASS) for each in names)
    return "grade" if is_near else "run"


def _answer(text: str, question: Question | None, known: Known) -> str:
    """Return the answer that a text gives to the open question; empty where it gives none."""
    if question is None or len(text) > LONGEST_WORDS:
        return ""
    found = find_answer(question, text)
    if not found.text or found.is_certain:
        return found.text
    meant_otherwise = known.phrases.whole(text) or command_in_words(text, known.catalog)
    return "" if meant_otherwise else found.text


def _decide_words(text: str, language: Language, known: Known) -> Decision:
    """Return what a message without code wants."""

    def command(name: str, argument: str) -> Decision:
        return Decision("command", language, command=CommandCall(name, argument))

    if is_signs_only(text):
        return Decision("small-talk", language)
    bare = command_in_words(text, known.catalog)
    whole = known.phrases.whole(text)
    if whole is None:
        asked = known.phrases.whole(without_request(plain(text)))
        whole = asked if is_command(asked) else None
    if bare is not None and (whole is None or is_command(whole) or parse_bare_command(text)):
        return command(*bare)
    found = known.phrases.all_of(text)
    meanings = [whole] if whole is not None else [each for each in found if each is not None]
    meanings.sort(key=MEANINGS.index)
    called = next((each for each in meanings if is_command(each)), None)
    if is_command(called):
        return command(*COMMAND_OF[called])
    asks_for_help = next((each for each in meanings if is_help(each)), None)
    all_known = whole is not None or None not in found
    if not all_known or not meanings:
        exercise = exercise_named(text, known.catalog)
        if exercise is not None:
            return command("exercise", exercise)
        answer = known.answers.find(text, language)
        if answer is not None:
            return Decision("ask", language, found=answer)
    if asks_for_help is not None:
        return Decision("ask", language, phrase=asks_for_help)
    if meanings and all_known:
        return Decision("small-talk", language, phrase=meanings[0])
    return _decide_rest(text, meanings, language, known)


def _decide_rest(
    text: str, meanings: Sequence[Meaning], language: Language, known: Known
) -> Decision:
    """Return what a message wants that is no command, no known phrase and has no page."""
    topic = _topic_of_trouble(text)
    if topic is not None or is_question(text):
        return Decision("ask", language, phrase=topic)
    phrase = meanings[0] if meanings else known.phrases.opening(text)
    if phrase is None and len(text.split()) == 1:
        mistyped = nearest_command(text)
        if mistyped is not None and command_for(mistyped):
            return Decision("command", language, command=CommandCall(plain(text)))
    return Decision("small-talk", language, phrase=phrase)


_QUESTION = re.compile(
    r"[?？]|^(?:(?:so|and|but|ok|hey|hi|please|can you|could you|sorry|i wonder|wondering)[ ,]+)*"
    r"(?:what|whats|what's|how|hows|how's|why|when|where|which|who|whose|explain"
    r"|define|describe|tell me|is|are|does|do|did|can|could|should|would|difference"
    r"|i (?:don't|dont|do not) (?:get|understand|know))\b"
    r"|\b(?:what|whats|why|how|difference between|versus|vs|explain"
    r"|meaning of|what is)\b"
)
_QUESTION_JA = re.compile(
    r"って(?:何|なに|なん)|なに$|なん(?:だろう|だっけ|ですか|でしょう)|とは|違い|ちがい|使い方|つかいかた|やり方|書き方|作り方|求め方|選び方|調べ方|方法|意味|なぜ|なんで|どうして|どうすれ"
    r"|どうやって|どんな|どの|どこ|どれ|どっち|いつ|何故|何|教えて|説明|(?:です|ます|でしょう|ません)か|(?:わか|分か)(?:らない|りません|らん)"
    r"|(?:する|なる|ある|いる|あるの|るの|たの|の)$|には$|したい$|たいです$|ますか|は$"
)


_TROUBLES: tuple[tuple[re.Pattern[str], HelpPhrase], ...] = (
    (re.compile(r"\berrors?\b|\bexception\b|エラー|例外"), "error"),
    (
        re.compile(
            r"\b(?:doesn'?t|does not|not|won'?t|isn'?t|never)"
            r" (?:work|working|run|pass|return)|crash|\btest fails|\brejected\b"
            r"|\breturns? (?:none|nothing)\b"
            r"|動かな|動きませ|動かず|うまくいか|通らな|通りませ|不合格|返事が来"
        ),
        "not-working",
    ),
    (
        re.compile(
            r"\bstuck\b|\bnot sure\b|\blost\b|am i missing|\bkeeps saying\b"
            r"|困って|こまって|行き詰ま|つまず|進めな|進めませ|どこが違|どこが間違"
        ),
        "help-me",
    ),
)
"""Signs of trouble in longer sentences; they count where no phrase and no page was found."""


def _topic_of_trouble(text: str) -> HelpPhrase | None:
    folded = plain(text)
    return next((topic for pattern, topic in _TROUBLES if pattern.search(folded)), None)


def is_question(text: str) -> bool:
    """Return whether a text asks something, with or without a question mark."""
    folded = plain(text)
    return bool(
        "?" in text or "？" in text or _QUESTION.search(folded) or _QUESTION_JA.search(folded)
    )
