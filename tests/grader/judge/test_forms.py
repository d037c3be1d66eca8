"""Every form of an exercise judges its own code as declared: right, and wrong by name."""

from pathlib import Path

import pytest
import torch

from grader.judge.questions import answer_exam, make_first_question, make_later_questions
from grader.probe import pack
from grader.protocol import ProblemKind, Status
from lessons.authoring import ask, do, made, shown
from lessons.exercise_loader import AuthoringError, load

FORMS = Path(__file__).parent / "forms"
PATHS = sorted(FORMS.glob("*.py"))


@pytest.fixture(scope="module")
def forms(judge_of):
    return judge_of(*PATHS)


def id_of(path):
    return f"toys/{path.stem.replace('_', '-')}"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_right_answers_pass_and_named_mistakes_are_recognised(forms, path):
    code = load(path)
    for seed in range(20):
        exam = forms.make_exam(id_of(path), seed=seed)
        for right in (code.reference, *code.alternatives):
            found = forms.grade(exam, answer_exam(right, exam, ""))
            assert found.status is Status.PASSED, (seed, found)
        for key, variants in code.mistakes.items():
            for wrong in variants:
                found = forms.grade(exam, answer_exam(wrong, exam, ""))
                assert found.problem is not None
                assert found.problem.mistake == key, (seed, found)


def graded(forms, form, code):
    exam = forms.make_exam(f"toys/{form}", seed=3)
    names = {}
    exec(compile(code, "<your code>", "exec"), names)
    return forms.grade(exam, answer_exam(names[exam.entry], exam, code))


def test_a_right_result_is_refused_if_the_given_object_is_not_as_asked_afterwards(forms):
    half = "def freeze_all(model):\n    model.bias.requires_grad_(False)\n    return 2"
    problem = graded(forms, "freeze-all", half).problem
    assert problem.kind is ProblemKind.GIVEN_STATE
    assert problem.facts["parameter"] == "model"
    assert problem.expected == "model =\n{'weight': False, 'bias': False}"
    assert problem.got == "model =\n{'weight': True, 'bias': False}"


def test_a_given_object_that_was_broken_is_refused_by_its_state(forms):
    broken = "def freeze_all(model):\n    model._parameters = None\n    return 2"
    problem = graded(forms, "freeze-all", broken).problem
    assert problem.kind is ProblemKind.GIVEN_STATE
    assert problem.got == "model =\nNone"


SHARED = """
class RunningMean:
    seen = []
    def __init__(self, start=0.0):
        self.start = start
    def update(self, x):
        self.seen.extend(x.tolist())
    @property
    def count(self):
        return len(self.seen)
    def mean(self):
        if not self.seen:
            raise ValueError
        return (self.start + sum(self.seen)) / len(self.seen)
"""


def test_objects_that_share_their_state_are_told_apart_by_the_next_script(forms):
    found = graded(forms, "running-mean", SHARED)
    assert found.status is Status.FAILED
    assert found.problem.script


def test_a_difference_shows_the_script_up_to_the_step(forms):
    code = SHARED.replace("seen = []", "").replace("= start\n", "= start; self.seen = []\n")
    wrong = code.replace("/ len(self.seen)", "/ (len(self.seen) if len(self.seen) < 3 else 1)")
    assert graded(forms, "running-mean", code).status is Status.PASSED
    problem = graded(forms, "running-mean", wrong).problem
    assert problem.input.splitlines() == [
        "m = RunningMean()",
        "m.update(tensor([1., 3.]))",
        "m.mean()",
        "m.update(tensor([5.]))",
        "m.mean()",
    ]
    assert (problem.expected, problem.got) == ("3.0", "9.0")


def test_a_hidden_script_describes_its_tensors(forms):
    code = SHARED.replace("seen = []", "").replace("= start\n", "= start; self.seen = []\n")
    wrong = code.replace("self.start + sum", "sum")
    problem = graded(forms, "running-mean", wrong).problem
    assert problem.hidden
    assert "# x: tensor (" in problem.input
    assert "m = RunningMean(start=2.0)" in problem.input


def test_an_exception_in_a_step_shows_the_script_up_to_it(forms):
    found = graded(forms, "running-mean", SHARED.replace("self.seen.extend", "self.gone.extend"))
    assert found.status is Status.ERROR
    assert found.problem.raised.type == "AttributeError"
    assert found.problem.input == "m = RunningMean()\nm.update(tensor([1., 3.]))"


def test_an_exception_in_an_earlier_step_is_not_the_one_that_is_asked_for(forms):
    code = SHARED.replace("self.start = start", "raise ValueError")
    found = graded(forms, "running-mean", code)
    assert found.status is not Status.PASSED


def test_a_list_is_no_iterator(forms):
    code = "def count_down(start):\n    return [start - n for n in range(1000)]\n"
    problem = graded(forms, "count-down", code).problem
    assert problem.kind is ProblemKind.TYPE
    assert (problem.facts["expected_type"], problem.facts["got_type"]) == ("iterator", "list")


def test_another_exception_than_the_declared_one_does_not_pass(forms):
    code = "def safe_log(x):\n    if (x <= 0).any():\n        raise TypeError\n    return x.log()\n"
    found = graded(forms, "safe-log", code)
    assert found.status is Status.ERROR
    assert found.problem.raised.type == "TypeError"


def test_the_question_of_a_later_round_is_no_part_of_the_first(forms):
    exam = forms.make_exam("toys/fit-line")
    assert len(exam.questions) == 2
    sent = [step.arguments[0] for case in exam.cases[1:] for step in case.rounds[-1]]
    assert sent
    for tensor in sent:
        assert tensor.numpy().tobytes() not in exam.question
    secret = exam.cases[1].secret.numpy().tobytes()
    assert all(secret not in question for question in exam.questions)


HEAD = "import torch\nfrom lessons.authoring import *\n\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "@exercise()\ndef f(x):\n    return x / 0\ndef cases(rng):\n    yield hidden(1)\n",
            "declare it with the case: raises=ZeroDivisionError",
        ),
        (
            "@exercise()\ndef f(x):\n    return x\ndef cases(rng):\n"
            "    yield hidden(1, raises=ValueError)\n",
            "the reference raises nothing",
        ),
        (
            "@exercise()\nclass A:\n    def f(self, x):\n        return x\ndef cases(rng):\n"
            "    yield hidden(made(), ask('f'))\n",
            "A.f other arguments than it takes",
        ),
        (
            "@exercise()\nclass A:\n    def f(self):\n        return 1\ndef cases(rng):\n"
            "    yield hidden(1)\n",
            "a case of a class is a script",
        ),
        (
            "@exercise()\nclass A:\n    def f(self):\n        return 1\ndef cases(rng):\n"
            "    yield hidden(made(), do('f'))\n",
            "a script ends with ask",
        ),
        (
            "@exercise()\nclass A:\n    def f(self):\n        return self\ndef cases(rng):\n"
            "    yield hidden(made(), ask('f'))\n",
            "holds a A, which does not cross",
        ),
        (
            "@exercise(calls=2)\ndef f(x):\n    return abs\ndef cases(rng):\n"
            "    yield hidden(call(1), then(1))\n",
            "cannot be combined",
        ),
    ],
)
def test_a_fault_of_a_form_is_named_by_file_and_line(judge_of, tmp_path, body, told):
    path = tmp_path / "faulty.py"
    path.write_text(HEAD + body)
    judge = judge_of(path)
    with pytest.raises(AuthoringError, match=told) as caught:
        judge.make_exam("toys/faulty")
    assert caught.value.file == path
    assert caught.value.line > 1


@pytest.mark.parametrize(
    ("raising", "other"),
    [
        (shown(torch.ones(2), raises=ValueError), shown(torch.ones(2))),
        (
            shown(made(), do("update", torch.ones(2)), raises=ValueError),
            shown(made(), ask("update", torch.ones(2))),
        ),
        (
            shown(made(), ask("count"), do("update", torch.ones(2)), raises=ValueError),
            shown(made(), ask("count"), ask("update", torch.ones(2))),
        ),
    ],
    ids=["a call", "a script of one round", "a later round"],
)
def test_no_question_says_that_a_case_has_to_raise(raising, other):
    code = load(FORMS / "running_mean.py")

    def questions_about(case):
        first = make_first_question(code, code.expectations, (case,), secret=3)
        return [pack(each) for each in (first, *make_later_questions((case,)))]

    assert questions_about(raising) == questions_about(other)
