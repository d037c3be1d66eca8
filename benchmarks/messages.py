"""python -m benchmarks.messages: how well messages are understood, on the corpus in tests/messages.

For each intent and each kind of part it prints precision and recall, over all messages and over
those held out, on which no phrase and no pattern is tuned.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from bot.i18n import Translations
from bot.tutor.learning.answers import judge
from bot.tutor.text.wants import Decision, Intent, Known, Situation, decide, known_by
from common.cli_runner import Parser, epilog, run_command
from common.message_reader.reader import read_parts
from common.message_reader.records import Part, PartKind
from lessons.catalog import load

CORPUS = Path(__file__).parents[1] / "tests" / "messages"
FILES = (
    "pastes",
    "questions",
    "errors",
    "small_talk",
    "commands",
    "answers",
    "more_words",
    "third_words",
    "fourth_words",
)

SITUATIONS: Mapping[str, Situation] = {
    "direct": Situation(),
    "mention": Situation(),
    "mention-other": Situation(thread_of="other"),
    "channel": Situation(addressed=False),
    "other": Situation(addressed=False, thread_of="other"),
    "me": Situation(addressed=False, thread_of="me"),
}
"""Where a message of the table of silence was sent, by the word for it there."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the corpus, with what is expected of it; None is not judged."""

    id: str
    text: str
    intent: Intent
    held_out: bool = False
    parts: tuple[PartKind, ...] | None = None
    exercises: tuple[str, ...] | None = None
    lesson: str | None = None  # of the page, empty for no page
    language: str | None = None
    command: str | None = None
    question: str | None = None  # the id of the one that is open
    right: bool | None = None  # whether the answer to it is
    where: str = "direct"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a message."""

    message: Message
    parts: tuple[Part, ...]
    decision: Decision
    failures: tuple[str, ...]  # the expectations that were not met


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one label."""

    label: str
    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of those found that are right; 1 where none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of those expected that were found; 1 where none is expected."""
        return self.right / self.expected if self.expected else 1.0


def read_corpus(files: Iterable[str] = FILES) -> Iterator[Message]:
    """Yield the messages of files of the corpus, by their names without an ending."""
    for name in files:
        for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield _message(json.loads(line))


def read_silence() -> Iterator[Message]:
    """Yield the messages of the table that says where the bot speaks."""
    for path in sorted((CORPUS / "silence").glob("*.jsonl")):
        yield from read_corpus([f"silence/{path.stem}"])


def understand(message: Message, known: Known) -> Understanding:
    """Read a message and decide what it wants, and compare both with what is expected."""
    question = known.catalog.question(message.question) if message.question else None
    here = SITUATIONS[message.where]
    situation = Situation(here.addressed, here.thread_of, question)
    parts = read_parts(message.text)
    decision = decide(message.text, parts, situation, known)
    right = bool(question and decision.answer and judge(question, decision.answer) != "wrong")
    judged = {
        "parts": (message.parts and tuple(sorted(set(message.parts))), kinds_of(parts)),
        "intent": (message.intent, decision.intent),
        "exercises": (message.exercises, decision.exercises),
        "lesson": (message.lesson, decision.page.lesson if decision.page else ""),
        "language": (message.language, decision.language),
        "command": (message.command, decision.command.name if decision.command else ""),
        "right": (message.right, right),
    }
    failures = [
        each
        for each, (expected, found) in judged.items()
        if expected is not None and expected != found
    ]
    return Understanding(message, parts, decision, tuple(failures))


def kinds_of(parts: Sequence[Part]) -> tuple[PartKind, ...]:
    """Return the kinds of a message's parts, each once, in the order of the alphabet."""
    return tuple(sorted({part.kind for part in parts}))


def scores_of(understood: Sequence[Understanding]) -> Iterator[Score]:
    """Yield the scores of each intent and of each kind of part, which is named `part KIND`."""
    for intent in get_args(Intent):
        pairs = [
            (each.message.intent == intent, each.decision.intent == intent) for each in understood
        ]
        yield _score(intent, pairs)
    judged = [each for each in understood if each.message.parts is not None]
    for kind in get_args(PartKind):
        pairs = [
            (kind in (each.message.parts or ()), kind in kinds_of(each.parts)) for each in judged
        ]
        yield _score(f"part {kind}", pairs)


def _score(label: str, pairs: Sequence[tuple[bool, bool]]) -> Score:
    return Score(
        label,
        expected=sum(wanted for wanted, _ in pairs),
        found=sum(found for _, found in pairs),
        right=sum(wanted and found for wanted, found in pairs),
    )


def _message(row: Mapping[str, Any]) -> Message:
    lists = {key: tuple(row[key]) for key in ("parts", "exercises") if key in row}
    return Message(**{**row, **lists})


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.messages",
        description="Reads the messages in tests/messages, decides what each wants, and prints\n"
        "precision and recall for each intent and each kind of part.",
        epilog=epilog(
            examples={
                "python -m benchmarks.messages": "the scores",
                "python -m benchmarks.messages --wrong": "and each message misunderstood",
                "python -m benchmarks.messages --json": "for programs",
            },
            codes={0: "measured", 1: "not; standard error says why", 2: "wrong usage"},
            read_on="CONTRIBUTING.md",
        ),
    )
    root.add_argument("--wrong", action="store_true", help="list what is misunderstood")
    root.add_argument("--json", action="store_true", help="print the scores as JSON")
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the scores, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def _run(options: argparse.Namespace) -> int:
    known = known_by(Translations(), load())
    messages = [*read_corpus(), *read_silence()]
    start = time.perf_counter()
    understood = [understand(each, known) for each in messages]
    spent_ms = (time.perf_counter() - start) * 1000 / len(messages)
    corpus = [each for each in understood if each.message.where == "direct"]
    groups = {
        "all": understood,
        "held out": [each for each in corpus if each.message.held_out],
    }
    if options.json:
        print(json.dumps({name: _as_json(each) for name, each in groups.items()}, indent=2))
        return 0
    for name, group in groups.items():
        print(f"{name}: {len(group)} messages")
        for score in scores_of(group):
            counts = f"{score.right:4} of {score.expected:4}"
            shares = f"precision {score.precision:6.1%}  recall {score.recall:6.1%}"
            print(f"  {score.label:<16} {shares}  {counts}")
    print(f"{spent_ms:.2f} ms for a message on average")
    if options.wrong:
        for each in understood:
            if each.failures:
                print(_described(each))
    return 0


def _as_json(understood: Sequence[Understanding]) -> dict[str, dict[str, float]]:
    return {
        each.label: {"precision": each.precision, "recall": each.recall, "expected": each.expected}
        for each in scores_of(understood)
    }


def _described(found: Understanding) -> str:
    decision, message = found.decision, found.message
    what = {
        "parts": ",".join(kinds_of(found.parts)),
        "intent": decision.intent,
        "exercises": ",".join(decision.exercises),
        "lesson": decision.page.lesson if decision.page else "-",
        "language": decision.language,
        "command": str(decision.command),
        "right": decision.answer,
    }
    wrong = " ".join(f"{each}={what[each]}" for each in found.failures)
    held = " (held out)" if message.held_out else ""
    return f"{message.id}{held} [{message.where}] {message.intent}: {wrong}: {message.text[:70]!r}"


if __name__ == "__main__":
    raise SystemExit(main())
