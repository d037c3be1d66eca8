"""Makes the questions of an exam: one for each round, as values that a frame can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grader.judge.records import Exam
from grader.probe import GIVEN, answer, converse, unpack
from lessons.authoring import Case, Expectations
from lessons.exercise_loader import ExerciseCode
from lessons.steps import Given, Step


def make_first_question(
    code: ExerciseCode, expectations: Expectations, cases: Sequence[Case], secret: int
) -> dict[str, Any]:
    """Return the question of the first round: all cases, and of a script its steps up to an ask."""
    question: dict[str, Any] = {
        "parameters": list(code.parameters),
        "calls": expectations.calls,
        "shares_memory_with": expectations.shares_memory_with,
        "grad_of": list(expectations.grad_of),
        "watched": expectations.computed_on is not None,
        "counted": expectations.requirements.are_operations_counted,
        "secret": secret,
        "cases": [_first_of_case(case) for case in cases],
    }
    if expectations.fewest_transfers:
        question["moves"] = True
    if expectations.collect:
        question["collect"] = expectations.collect
    if code.given:
        question["given"] = code.given
    return question


def make_later_questions(cases: Sequence[Case]) -> Iterator[dict[str, Any]]:
    """Yield the question of each further round: the next steps of the scripts that go on."""
    rounds = [case.rounds for case in cases]
    for index in range(1, max(map(len, rounds), default=0)):
        yield {
            "later": True,
            "cases": [
                {"number": number, "steps": _sent_steps(each[index])}
                for number, each in enumerate(rounds)
                if len(each) > index
            ],
        }


def is_conversation(first: Mapping[str, Any]) -> bool:
    """Return whether an unpacked first question needs a `probe.Conversation`."""
    return "given" in first or any("steps" in case for case in first["cases"])


def questions_of_case(questions: Sequence[Mapping[str, Any]], number: int) -> list[dict[str, Any]]:
    """Return the questions that are left of unpacked ones if the exam has only one of its cases."""
    first, *later = questions
    kept = [{**first, "cases": [first["cases"][number]]}]
    for question in later:
        mine = [each for each in question["cases"] if each["number"] == number]
        kept += [{**question, "cases": [{**each, "number": 0}]} for each in mine]
    return kept


def inputs_of(questions: Sequence[Mapping[str, Any]]) -> tuple[tuple[Any, ...], ...]:
    """Return the records of `Case.values` of each case of unpacked questions."""
    first, *later = questions
    inputs: list[tuple[Any, ...]] = []
    for number, case in enumerate(first["cases"]):
        if "steps" not in case:
            inputs.append(case["arguments"])
            continue
        steps = list(case["steps"])
        for question in later:
            steps += [
                step
                for each in question["cases"]
                if each["number"] == number
                for step in each["steps"]
            ]
        inputs.append(
            tuple(
                value
                for _, _, arguments, keywords in steps
                for value in (*arguments, *keywords.values())
            )
        )
    return tuple(inputs)


def answer_exam(function: Callable[..., Any], exam: Exam, source: str) -> tuple[bytes, ...]:
    """Answer all rounds of an exam in this process. The function must be trusted."""
    if not exam.conversation:
        return (answer(function, exam.question, source),)
    return converse(function, map(unpack, exam.questions), source)


def _first_of_case(case: Case) -> dict[str, Any]:
    if case.steps:
        return {"arguments": (), "cuda": case.cuda, "steps": _sent_steps(case.rounds[0])}
    return {"arguments": to_sent(case.arguments), "cuda": case.cuda}


def _sent_steps(steps: Sequence[Step]) -> list[tuple[Any, ...]]:
    """Return the steps of a round as they are sent.

    A last step whose value is not asked for has to raise. Code in the jail can read the question,
    so such a step is sent as if it were asked.
    """
    return [
        (
            "ask" if step is steps[-1] and step.how == "do" else step.how,
            step.name,
            to_sent(tuple(step.arguments)),
            to_sent(dict(step.keywords)),
        )
        for step in steps
    ]


def to_sent(value: Any) -> Any:
    """Return a value with a dict in the place of every given object."""
    if isinstance(value, Given):
        return {
            GIVEN: value.name,
            "arguments": to_sent(value.arguments),
            "keywords": to_sent(dict(value.keywords)),
        }
    if type(value) is dict:
        return {key: to_sent(each) for key, each in value.items()}
    if type(value) in {list, tuple}:
        return type(value)(map(to_sent, value))
    return value
