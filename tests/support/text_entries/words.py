"""Prose, which the tutor parses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.i18n import Translations, detect_language
from bot.tutor import timezones
from bot.tutor.courses.course_file import CourseFileError, looks_like_course, read_course
from bot.tutor.courses.draft_words import DraftParseError, parse_draft
from bot.tutor.daily import schedule_parser
from bot.tutor.grading import failed_case, pasted_errors
from bot.tutor.groups.invite_codes import read_code as read_link_code
from bot.tutor.groups.live_arguments import parse_live
from bot.tutor.learning import answers, marking
from bot.tutor.learning.blank_fills import BlankFillsError, parse_fills
from bot.tutor.learning.line_numbers import LineNumbersError, parse_numbers
from bot.tutor.replies.model import escaped, inline
from bot.tutor.text import (
    code_signs,
    command_names,
    command_words,
    commands,
    phrases,
    quoted,
    times,
    wants,
)
from common.fuzzy_match import find_nearest
from common.message_reader.records import Part, PartKind
from grader.protocol import Problem, ProblemKind
from lessons.curriculum import Catalog, Question
from lessons.forms import LineOrder, match_line
from tests.support.built_in import built_in_lessons
from tests.support.slow_texts import Process
from tests.support.study import Study
from tests.support.text_entries.base import to_async


def _typed_answers(question: Question) -> dict[str, Callable[[str], object]]:
    """Return what marks the answer to a question, for each kind that has a form of its own."""
    answers = {"number": "1", "several": "ac", "blank": "1", "shape": "(1,)", "order": "2 1 3"}
    marked: dict[str, Callable[[str], object]] = {}
    for kind, answer in answers.items():
        asked = replace(
            question,
            kind=kind,  # type: ignore[arg-type]
            answer=answer,
            answers=(answer,),
            options={"en": ("1", "2", "3")},
            code="x.sum(____)",
        )
        marked[f"a typed answer, {kind}"] = partial(marking.mark, asked)
    several_shapes = replace(question, kind="shape", answer="(1,); (2,)", each=True)
    return {**marked, "typed shapes": partial(marking.mark, several_shapes)}


def of_words(study: Study, words: Translations) -> Mapping[str, Process]:
    """Functions of the tutor that parse prose, called without its limits."""
    known = wants.known_by(words, built_in_lessons())
    asked = wants.Situation(open_question=study.catalog.lessons()[0].questions[0])
    in_thread = wants.Situation(addressed=False, thread_of="me")

    def decided(kind: PartKind, situation: wants.Situation) -> Callable[[str], object]:
        return lambda text: wants.decide(text, (Part(kind, text),), situation, known)

    question = Question(
        id="q",
        kind="output",
        texts={"en": "?", "ja": "?"},
        options={},
        answer="1",
        explanations={"en": ".", "ja": "。"},
        expression=None,
    )
    functions: dict[str, Callable[[str], object]] = {
        "what words want": decided("prose", asked),
        "what code wants": decided("code", wants.Situation()),
        "what a thread wants": decided("code", in_thread),
        "what quoted words want": lambda text: quoted.decide_quoted(
            "", quoted.QuotedMessage(text, (Part("prose", text),)), known
        ),
        "what quoted code wants": lambda text: quoted.decide_quoted(
            "", quoted.QuotedMessage(text, (Part("code", text),)), known
        ),
        "whether another message is meant": lambda text: quoted.wants_quoted(
            text, wants.decide(text, (Part("prose", text),), wants.Situation(), known)
        ),
        "an error beside graded code": lambda text: pasted_errors.explain_beside(
            words.translator("en"), text, None
        ),
        "a phrase": known.phrases.whole,
        "phrases": known.phrases.all_of,
        "thanks at the start": known.phrases.opening,
        "a question": lambda text: known.answers.find(text, "en"),
        "a question in Japanese": lambda text: known.answers.find(text, "ja"),
        "what a question may mean": lambda text: known.answers.candidates(text, "en"),
        "whether it is a question": known.answers.is_question,
        "whether it is code": code_signs.has_code,
        "functions in code": code_signs.defined_functions,
        "exercises in code": lambda text: code_signs.exercises_in(text, study.catalog),
        "classes in code": code_signs.defined_classes,
        "whether it is an error": code_signs.has_error,
        "whether it is an answer": code_signs.looks_like_an_answer,
        "whether words ask": wants.is_question,
        "a command with its argument in words": lambda text: command_words.command_in_words(
            text, study.catalog
        ),
        "a command after a slash": command_names.parse_slash_command,
        "signs": phrases.is_signs_only,
        "a command in words": command_names.parse_bare_command,
        "the nearest command": command_names.nearest_command,
        "the nearest name": lambda text: find_nearest(text, commands.NAMES),
        "numbers of lines": _numbers,
        "what fills blanks": _fills,
        "whether code is an order of lines": _disassembled,
        "whether code has its blanks filled in": lambda text: match_line("a ____ b ____", text),
        "a typed answer": lambda text: answers.judge(question, text),
        "an answer in a message": lambda text: answers.find_answer(question, text),
        **_typed_answers(question),
        "a schedule": _read_schedule,
        "a live class": parse_live,
        "a draft of a course": _read_draft,
        "the file of a course": _read_course,
        "whether it is the file of a course": looks_like_course,
        "weekdays": times.parse_weekdays,
        "the zone that is named": timezones.zone_named,
        "the nearest zone": timezones.nearest_zone,
        "zones with that prefix": lambda text: timezones.zones_beginning(text, 25),
        "a code to link accounts": read_link_code,
        "the language of a text": detect_language,
        "a name in a sentence": lambda text: words.translate("en", "start", name=escaped(text)),
        "a word in a sentence": lambda text: words.translate(
            "ja", "command-unknown", name=inline(text)
        ),
        "an answer in a verdict": lambda text: failed_case.case_blocks(
            words.translator("en"), Problem(kind=ProblemKind.VALUE, got=f"tensor({text}*1*)")
        ),
    }
    return {name: to_async(function) for name, function in functions.items()}


def _numbers(text: str) -> object:
    try:
        return parse_numbers(text, 9)
    except LineNumbersError as problem:
        return problem


def _fills(text: str) -> object:
    try:
        return parse_fills(text, "def evens(____):\n    return ____(____)")
    except BlankFillsError as problem:
        return problem


def _disassembled(text: str) -> object:
    return LineOrder("def f():", ("    a", "    b"), ()).disassemble(f"def f():\n{text}")


def _read_draft(text: str) -> object:
    try:
        return parse_draft(text, ())
    except DraftParseError as problem:
        return problem


def _read_course(text: str) -> object:
    try:
        return read_course(text, Catalog(()))
    except CourseFileError as problem:
        return problem


def _read_schedule(text: str) -> object:
    try:
        return schedule_parser.parse_schedule(text, ())
    except schedule_parser.ScheduleParseError as problem:
        return problem
