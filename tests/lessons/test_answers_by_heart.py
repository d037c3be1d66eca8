"""No built-in exercise passes an answer that repeats what earlier exams have shown."""

import pytest

from grader.judge import Judge
from grader.probe import TensorRecord
from tests.support.built_in import built_in_lessons

KNOWN_SEEDS = range(1, 7)
NEW_SEED = 1_000


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(built_in_lessons())


def answers(judge: Judge, exercise: str, seed: int) -> list[str]:
    """Return the right answers to the cases of an exam, as texts that are equal if these are."""
    exam = judge.make_exam(exercise, seed=seed)
    return [
        repr([_plain(each.value) for each in (case.rounds or (case,))]) for case in exam.expected
    ]


def _plain(value: object) -> object:
    if isinstance(value, TensorRecord):
        return str(value.dtype), value.shape, value.entries
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("exercise", [each.id for each in built_in_lessons().exercises()])
def test_the_right_answers_of_earlier_exams_are_not_those_of_the_next_one(judge, exercise):
    seen = [answers(judge, exercise, seed) for seed in KNOWN_SEEDS]
    assert answers(judge, exercise, NEW_SEED) not in seen
