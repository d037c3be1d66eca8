"""Code in a message is for the exercise whose function or class it defines."""

from __future__ import annotations

from functools import cache

import pytest

from bot.tutor.text.code_signs import exercises_in
from bot.tutor.text.wants import Known, Situation, decide, known_by
from common.message_reader.records import Part
from lessons.curriculum import Exercise
from tests.support.built_in import built_in_lessons, strict_translations

EXERCISES = built_in_lessons().exercises()
CLASSES = [each for each in EXERCISES if each.is_class]


@cache
def known() -> Known:
    return known_by(strict_translations(), built_in_lessons())


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.id)
def test_the_reference_of_every_exercise_is_graded_for_it_alone(exercise: Exercise) -> None:
    code = exercise.reference
    decision = decide(code, (Part("code", code),), Situation(), known())
    assert (decision.intent, decision.exercises) == ("grade", (exercise.id,))


@pytest.mark.parametrize("exercise", CLASSES, ids=lambda each: each.id)
def test_methods_of_an_exercises_class_answer_no_other_exercise(exercise: Exercise) -> None:
    code = f"class {exercise.function}:\n    def forward(self, x):\n        return x\n"
    assert exercises_in(code, known().catalog) == (exercise.id,)
    code += "\n\ndef evens(stop):\n    return stop"
    assert exercises_in(code, known().catalog) == (exercise.id, "tensors/evens")


@pytest.mark.parametrize("exercise", CLASSES, ids=lambda each: each.id)
def test_a_class_that_is_nearly_named_as_asked_is_meant_for_grading(exercise: Exercise) -> None:
    name = exercise.function[:-1]  # a letter is missing
    code = f"import torch\n\n\nclass {name}(torch.nn.Module):\n    size = 3"
    assert decide(code, (Part("code", code),), Situation(), known()).intent == "grade"


@pytest.mark.parametrize("name", ["Net", "Attention", "Perceptron", "Model"])
def test_a_class_with_a_name_of_its_own_is_run(name: str) -> None:
    code = f"import torch\n\n\nclass {name}(torch.nn.Module):\n    size = 3"
    assert decide(code, (Part("code", code),), Situation(), known()).intent == "run"
