"""`@accepts`: a property decides where right answers are many, and nothing cheats it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from grader import probe
from grader.judge.properties import PropertyError
from grader.judge.questions import answer_exam
from grader.protocol import ProblemKind, Status
from lessons.diagnostics import Faults
from lessons.exercise_loader import AuthoringError, load
from lessons.exercise_source import read_source

GOLDEN = sorted((Path(__file__).parent / "properties").glob("*.py"))
SEEDS = 20


def program(source: str, function: str):
    names: dict[str, object] = {}
    exec(compile(source, probe.FILE_NAME, "exec"), names)
    return names[function]


def finding_of(judge, exam, function, source: str = ""):
    return judge.grade(exam, probe.answer(function, exam.question, source))


@pytest.fixture(scope="module")
def golden(judge_of):
    return judge_of(*GOLDEN)


def identifier(path: Path) -> str:
    return f"toys/{path.stem.replace('_', '-')}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_right_answers_in_several_styles_pass_on_the_inputs_of_every_seed(golden, path):
    source = read_source(path, Faults())
    right = [source.reference, *(each.source for each in source.alternatives)]
    assert len(right) >= 3
    functions = [program(each, source.function) for each in right]
    for seed in range(SEEDS):
        exam = golden.make_exam(identifier(path), seed=seed)
        for function in functions:
            torch.manual_seed(seed)
            assert finding_of(golden, exam, function).status is Status.PASSED


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_each_mistake_is_refused_under_its_key_on_the_inputs_of_every_seed(golden, path):
    source = read_source(path, Faults())
    for key, mistake in source.mistakes.items():
        function = program(mistake.variants[0].source, source.function)
        for seed in range(SEEDS):
            exam = golden.make_exam(identifier(path), seed=seed)
            torch.manual_seed(seed)
            finding = finding_of(golden, exam, function)
            assert (finding.status, finding.problem.mistake) == (Status.FAILED, key)


def test_no_expected_value_is_shown_where_it_is_only_one_of_many(golden):
    exam = golden.make_exam("toys/basis")
    finding = finding_of(golden, exam, lambda A: A / A.norm(dim=0))
    assert finding.problem.kind is ProblemKind.VALUE
    assert finding.problem.expected is None
    assert finding.problem.got.startswith("tensor(")


class EqualToAll(torch.Tensor):
    """Says yes to every comparison, where its own methods are asked."""

    def equal(self, other):
        return True

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.tensor(True)


def huge_factors(A):
    Q, R = torch.linalg.qr(A)
    return Q * 1e30, R * 1e-30


def aliased(A):
    memory = torch.zeros(A.shape)
    return memory.as_strided(A.shape, (0, 0))


FORGERIES = {
    "nan": ("basis", lambda A: torch.full_like(A, torch.nan)),
    "inf": ("basis", lambda A: torch.full_like(A, torch.inf)),
    "one nan": (
        "random-start",
        lambda i, o: torch.randn(o, i).index_fill(0, torch.tensor(0), torch.nan),
    ),
    "huge": ("qr-factors", huge_factors),
    "largest": ("basis", lambda A: torch.full_like(A, torch.finfo(A.dtype).max)),
    "wrong container": ("qr-factors", lambda A: dict(enumerate(torch.linalg.qr(A)))),
    "a third item": ("qr-factors", lambda A: (*torch.linalg.qr(A), A)),
    "empty": ("basis", lambda A: A[:, :0]),
    "no columns, no rows": ("sorting-order", lambda x: x[:0]),
    "aliasing": ("basis", aliased),
    "subclass": ("basis", lambda A: torch.zeros(A.shape).as_subclass(EqualToAll)),
    "complex": ("basis", lambda A: torch.linalg.qr(A).Q.to(torch.complex64)),
    "meta": ("basis", lambda A: A.to("meta")),
    "integers": ("sorting-order", lambda x: x.argsort().double()),
    "booleans": ("sorting-order", lambda x: x.bool()),
    "a number": ("basis", lambda A: 1.0),
    "nothing": ("basis", lambda A: None),
    "the input": ("qr-factors", lambda A: (A, torch.eye(A.shape[1]))),
    "input changed to fit": ("basis", lambda A: A.copy_(torch.eye(*A.shape))),
    "constant": ("random-start", lambda i, o: torch.full((o, i), i**-0.5)),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_no_value_cheats_a_property(golden, name):
    exercise, function = FORGERIES[name]
    exam = golden.make_exam(f"toys/{exercise}")
    finding = finding_of(golden, exam, function)
    assert finding.status in {Status.FAILED, Status.ERROR}
    assert finding.problem is not None
    assert finding.reason is None


HEAD = """\
import time

import numpy as np
import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise()
def made(x):
    return REFERENCE


def cases(rng: Rng) -> Cases:
    yield shown(2)
    yield hidden(rng.integer(3, 9))


@mistake("wrong")
def _(x):
    return None


"""


def write(folder: Path, accepts: str, reference: str = "float(x)") -> Path:
    path = folder / "made.py"
    path.write_text(HEAD.replace("REFERENCE", reference) + accepts)
    return path


BROKEN = {
    "raises": ("@accepts\ndef _(y, x):\n    return 1 / 0\n", 26, "raised ZeroDivisionError"),
    "names nothing": ("@accepts\ndef _(y, x):\n    return 'other'\n", 24, "returned 'other'"),
    "says yes": ("@accepts\ndef _(y, x):\n    return True\n", 24, "returned True"),
    "says no": ("@accepts\ndef _(y, x):\n    return False\n", 24, "returned False"),
    "never ends": ("@accepts\ndef _(y, x):\n    while True:\n        pass\n", 24, "took over 2 s"),
    "swallows": (
        "@accepts\ndef _(y, x):\n    while True:\n        try:\n            time.sleep(0)\n"
        "        except Exception:\n            pass\n",
        24,
        "took over 2 s",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_property_that_cannot_say_is_the_authors_fault_and_no_pass(judge_of, tmp_path, name):
    source, line, message = BROKEN[name]
    judge = judge_of(write(tmp_path, source))
    exam = judge.make_exam("toys/made")
    with pytest.raises(PropertyError) as raised:
        finding_of(judge, exam, float)
    assert (raised.value.file.name, raised.value.line) == ("made.py", line)
    assert message in raised.value.message


UNLOADABLE = {
    "no second call": (
        "@accepts\ndef _(y, x, again):\n    pass\n",
        "takes the result of a second call",
    ),
    "too few": ("@accepts\ndef _(y):\n    pass\n", "has to take 2 arguments, not 1"),
    "two": ("@accepts\ndef _(y, x):\n    pass\n\n\n@accepts\ndef _(y, x):\n    pass\n", "a second"),
}


@pytest.mark.parametrize("name", UNLOADABLE)
def test_a_property_that_does_not_fit_the_exercise_is_named_when_it_is_loaded(tmp_path, name):
    source, message = UNLOADABLE[name]
    with pytest.raises(AuthoringError, match=message):
        load(write(tmp_path, source))


@pytest.mark.parametrize(
    "option", ["shares_memory_with='x'", "grad_of=('x',)", "leaves_inputs=False"]
)
def test_what_compares_with_the_only_right_result_is_refused_beside_a_property(tmp_path, option):
    path = write(tmp_path, "@accepts\ndef _(y, x):\n    pass\n")
    path.write_text(path.read_text().replace("@exercise()", f"@exercise({option})"))
    with pytest.raises(AuthoringError, match="@accepts"):
        load(path)


SAME = "@accepts\ndef _(y, x):\n    return None if type(y) is float and y == x else 'wrong'\n"


@pytest.mark.parametrize(
    ("function", "passes"),
    [
        (lambda x: x, True),
        (float, True),
        (lambda x: torch.tensor(float(x)).numpy()[()], True),
        (lambda x: 10**400, False),
        (lambda x: -(1 << 63) - 1, False),
        (lambda x: float("nan"), False),
        (lambda x: True, False),
        (lambda x: "2.0", False),
    ],
)
def test_a_number_of_an_accepted_type_reaches_the_property_as_the_references_type(
    judge_of, tmp_path, function, passes
):
    judge = judge_of(write(tmp_path, SAME))
    exam = judge.make_exam("toys/made")
    assert (finding_of(judge, exam, function).status is Status.PASSED) is passes


ANY_TYPE = (
    "@accepts(types=False, finite=False)\n"
    "def _(y, x):\n    return None if str(y) in ('nan', 'yes') else 'wrong'\n"
)


@pytest.mark.parametrize(
    ("function", "status"),
    [
        (lambda x: float("nan"), Status.PASSED),
        (lambda x: "yes", Status.PASSED),
        (lambda x: [1, {"a": torch.ones(2)}], Status.FAILED),
        (lambda x: len, Status.FAILED),
        (lambda x: {1: torch}, Status.FAILED),
        (lambda x: torch.empty(3, device="meta"), Status.FAILED),
        (lambda x: np_objects(), Status.FAILED),
        (lambda x: [0] * 100_000, Status.FAILED),
    ],
)
def test_without_types_the_property_still_gets_plain_values_only(
    judge_of, tmp_path, function, status
):
    judge = judge_of(write(tmp_path, ANY_TYPE))
    finding = finding_of(judge, judge.make_exam("toys/made"), function)
    assert (finding.status, finding.reason) == (status, None)


def np_objects():
    return np.array([None, 1], dtype=object)


def test_dtype_and_shape_are_compared_unless_the_author_says_otherwise(judge_of, tmp_path):
    property_of = "@accepts{}\ndef _(y, x):\n    return None if y.sum() == 0 else 'wrong'\n"
    answer = lambda x: torch.zeros(7, dtype=torch.float64)  # noqa: E731
    found = {}
    for options in ("", "(dtype=False)", "(shape=False)", "(dtype=False, shape=False)"):
        folder = tmp_path / str(len(found))
        folder.mkdir()
        judge = judge_of(write(folder, property_of.format(options), "torch.zeros(x)"))
        finding = finding_of(judge, judge.make_exam("toys/made"), answer)
        found[options] = finding.problem.kind if finding.problem else None
    assert found == {
        "": ProblemKind.DTYPE,
        "(dtype=False)": ProblemKind.SHAPE,
        "(shape=False)": ProblemKind.DTYPE,
        "(dtype=False, shape=False)": None,
    }


def test_a_property_that_draws_random_numbers_draws_the_same_for_the_same_exam(judge_of, tmp_path):
    source = "@accepts\ndef _(y, x):\n    return None if torch.rand(()) < 0.5 else 'wrong'\n"
    judge = judge_of(write(tmp_path, source))
    for seed in range(8):
        exam = judge.make_exam("toys/made", seed=seed)
        found = set()
        for state in range(8):
            torch.manual_seed(state)  # whatever the process drew before
            found.add(finding_of(judge, exam, float).status)
        assert len(found) == 1


SCRIPT = """
import torch

from lessons.authoring import accepts, call, exercise, hidden, mistake, then


@exercise()
def nearest(points, labels):
    return lambda new: labels[(new[:, None] - points).abs().argmin(1)]


@accepts
def _(result, points, labels, secret):
    assert points.shape == labels.shape == (4,)
    return None if (result == secret).float().mean() >= 0.5 else "too-few"


def cases(rng):
    points, labels = torch.tensor([0.0, 1.0, 2.0, 3.0]), torch.tensor([0, 0, 1, 1])
    yield hidden(call(points, labels), then(points + 0.1), secret=labels)


@mistake("too-few")
def _(points, labels):
    return lambda new: 1 - labels[(new[:, None] - points).abs().argmin(1)]
"""


@pytest.mark.parametrize(("body", "status"), [("labels", "passed"), ("1 - labels", "failed")])
def test_a_property_beside_a_script_takes_the_arguments_of_its_first_step(
    judge_of, tmp_path, body, status
):
    path = tmp_path / "nearest.py"
    path.write_text(SCRIPT)
    judge = judge_of(path)
    exam = judge.make_exam("toys/nearest")
    source = f"def nearest(points, labels):\n    return lambda new: {body}\n"
    answers = answer_exam(program(source, "nearest"), exam, source)
    finding = judge.grade(exam, answers)
    assert (finding.status, finding.problem and finding.problem.mistake) == (
        Status(status),
        None if status == "passed" else "too-few",
    )
