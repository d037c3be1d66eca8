"""python -m benchmarks.question_recall: how many questions in words are answered, and rightly.

The questions are in tests/bot/tutor/questions. Recall@1 is the share of the questions whose answer
is one of those expected. Precision is the share of all given answers that are right; an answer to
what is no question is a wrong one.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.i18n import Translations
from bot.tutor.questions.question_answers import QuestionAnswers
from common.cli_runner import Parser, epilog, exit_with, run_command
from lessons.catalog import load
from lessons.curriculum import LANGUAGES, Language

QUESTIONS = Path(__file__).parent.parent / "tests" / "bot" / "tutor" / "questions"

Part = Literal["tuned", "paraphrases", "held out", "unseen", "all"]
"""Questions on which the index may be tuned; those on which it may not, which were known when names
of answers were written; those that were written after all of that; and all together."""

_SUFFIXES: Mapping[Part, tuple[str, ...]] = {
    "tuned": ("",),
    "paraphrases": ("_paraphrases",),
    "held out": ("_held_out",),
    "unseen": ("_unseen",),
    "all": ("", "_paraphrases", "_held_out", "_unseen"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was answered."""

    questions: int
    others: int  # texts that must get no answer
    right: int  # questions with an expected answer
    offered: int  # other questions whose expected answer is among those to choose from
    offers_to_others: int  # other texts that are answered with something to choose from
    misses: tuple[str, ...]  # what was asked, and what was answered instead
    beside_the_point: tuple[str, ...]  # other texts that were answered, and with what

    @property
    def recall(self) -> float:
        """Share of the questions that are answered rightly."""
        return self.right / self.questions

    @property
    def recall_with_offers(self) -> float:
        """Share of the questions that are answered rightly or whose answer can be chosen."""
        return (self.right + self.offered) / self.questions

    @property
    def precision(self) -> float:
        """Share of the answers that are right."""
        wrong = sum(not each.endswith(_NOTHING) for each in self.misses)
        return self.right / (self.right + wrong + len(self.beside_the_point))


_NOTHING = "-> nothing"


def measure(answers: QuestionAnswers, language: Language, part: Part) -> Figures:
    """Ask all questions of a part in a language, and what is none."""
    questions, others = read(language, part)
    right = offered = 0
    misses = []
    for text, *expected in questions:
        found = answers.find(text, language)
        if found is not None and found.id in expected:
            right += 1
        else:
            choice = (
                answers.others(text, found, language)
                if found
                else answers.candidates(text, language)
            )
            offered += any(each.id in expected for each in choice)
            misses.append(f"{text} -> {found.id}" if found else f"{text} {_NOTHING}")
    answered = ((text, answers.find(text, language)) for text in others)
    offers = sum(bool(answers.candidates(text, language)) for text in others)
    beside = tuple(f"{text} -> {found.id}" for text, found in answered if found)
    return Figures(len(questions), len(others), right, offered, offers, tuple(misses), beside)


def read(language: Language, part: Part) -> tuple[list[list[str]], list[str]]:
    """Return questions with the answers expected, and texts that are no questions."""
    questions: list[list[str]] = []
    others: list[str] = []
    for suffix in _SUFFIXES[part]:
        questions += _table(f"{language}{suffix}.toml")["questions"]
        others += _table(f"{language}_off_topic{suffix}.toml")["texts"]
    return questions, others


def measure_all(answers: QuestionAnswers) -> dict[tuple[Language, Part], Figures]:
    """Measure every part in every language."""
    return {
        (language, part): measure(answers, language, part)
        for language in LANGUAGES
        for part in _SUFFIXES
    }


def _table(name: str) -> dict[str, list[Any]]:
    return tomllib.loads((QUESTIONS / name).read_text(encoding="utf-8"))


def milliseconds_per_question(answers: QuestionAnswers) -> float:
    """Return the median time to answer a question, in ms."""
    durations = []
    for language in LANGUAGES:
        for text, *_ in read(language, "all")[0]:
            start = time.perf_counter()
            answers.find(text, language)
            durations.append(time.perf_counter() - start)
    return sorted(durations)[len(durations) // 2] * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.question_recall",
        description="Asks the questions that the tests have, in both languages, and prints how\n"
        "many get the right answer (recall@1), and how many of the answers are right (precision).",
        epilog=epilog(
            examples={
                "python -m benchmarks.question_recall": "a few seconds",
                "python -m benchmarks.question_recall --misses": "with what went wrong",
                "python -m benchmarks.question_recall --json": "for programs",
            },
            codes={0: "measured", 1: "not; standard error says why", 2: "wrong usage"},
            read_on='docs/writing-lessons.md, "Answers to questions"',
        ),
    )
    root.add_argument("--json", action="store_true", help="print the figures as JSON")
    root.add_argument(
        "--misses",
        action="store_true",
        help="print the wrong answers too, for the tuned questions only",
    )
    return root


def _run(options: argparse.Namespace) -> int:
    answers = QuestionAnswers(load(), Translations())
    measured = measure_all(answers)
    p50 = milliseconds_per_question(answers)
    if options.json:
        figures = [
            {
                "language": language,
                "part": part,
                "questions": each.questions,
                "others": each.others,
                "recall": round(each.recall, 3),
                "recall_with_offers": round(each.recall_with_offers, 3),
                "offers_to_others": each.offers_to_others,
                "precision": round(each.precision, 3),
            }
            for (language, part), each in measured.items()
        ]
        print(json.dumps({"figures": figures, "p50_ms": round(p50, 3)}, indent=2))
        return 0
    for (language, part), each in measured.items():
        counts = f"{each.questions:4} questions, {each.others:4} others"
        print(
            f"{language}  {part:<12}{counts}   recall@1 {each.recall:.3f}   "
            f"or offered {each.recall_with_offers:.3f}   precision {each.precision:.3f}   "
            f"others with an offer {each.offers_to_others}"
        )
        if options.misses and part in ("tuned", "paraphrases"):
            for miss in (*each.misses, *each.beside_the_point):
                print(f"      {miss}")
    print(f"one question: p50 {p50:.2f} ms")
    return 0


if __name__ == "__main__":
    exit_with(main)
