"""What asserts of a notebook say about a function, and the `@accepts` that is written from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from lessons.catalog import load
from lessons.cli.parser import main
from lessons.exercise_loader import load as load_exercise
from lessons.exercise_loader import make_cases
from lessons.notebook_asserts import Asserted, read_asserts
from lessons.static_checks import static_faults

FUNCTIONS = {"f": ("x",), "g": ("x", "scale"), "qr": ("A",)}


def only(source: str) -> Asserted:
    (found,) = read_asserts(source, FUNCTIONS, {"np", "math"})
    return found


def conditions(source: str) -> list[tuple[tuple[str, ...], str]]:
    found = (each.holds for each in read_asserts(source, FUNCTIONS, {"np", "math"}))
    return [(each.before, each.condition) for each in found if each is not None]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # The result is related to the argument.
        ("assert f(data).shape == data.shape", [((), "result.shape == x.shape")]),
        (
            "x = torch.ones(3)\nout = f(x)\nassert torch.allclose(out.sum(), x.sum())",
            [((), "torch.allclose(result.sum(), x.sum())")],
        ),
        (
            "Q, R = qr(M)\nassert torch.allclose(Q @ R, M)\nassert (R.tril(-1) == 0).all()",
            [(("Q, R = result",), "torch.allclose(Q @ R, A)")],
        ),
        # The argument is random.
        (
            "out = f(torch.rand(4))\nassert (out >= 0).all() and out.max() <= 1",
            [((), "(result >= 0).all() and result.max() <= 1")],
        ),
        (
            "def test_it():\n    for n in (1, 5):\n        y = torch.randn(n)\n"
            "        z = f(y)\n        norm = z.norm()\n        assert abs(norm - 1) < 1e-4",
            [(("norm = result.norm()",), "abs(norm - 1) < 0.0001")],
        ),
        ("assert g(y, scale=2).sum() == y.sum()", [((), "result.sum() == x.sum()")]),
        (
            "assert all(v >= 0 for v in f(y).tolist() + y.tolist())",
            [((), "all((v >= 0 for v in result.tolist() + x.tolist()))")],
        ),
        # No property: a value of one case, an unknown name, or two different calls.
        ("assert f(torch.tensor([1.0])).item() == 2", []),
        ("x = torch.tensor([1.0])\nassert f(x).tolist() == [2.0]", []),
        ("assert f(data).sum() == 0", []),
        ("y = torch.rand(3)\nassert f(y).sum() == helper(y)", []),
        ("y = torch.rand(3)\nassert torch.equal(f(y), f(y + 1))", []),
        ("y = torch.rand(3)\nassert f(*y).sum() == y.sum()", []),
        ("y = torch.rand(3)\nassert g(y).sum() == y.sum()", []),
        # What was computed from an older value is no longer related to the name.
        ("y = torch.rand(3)\nz = f(y)\ny = y + 1\nassert torch.equal(z, y)", []),
        ("y = torch.rand(3)\nx = 2\nassert f(y).sum() == x * y.sum()", []),
    ],
)
def test_an_assert_is_a_property_where_it_relates_the_result_to_the_arguments(
    source: str, expected: list[tuple[tuple[str, ...], str]]
):
    assert conditions(source) == expected


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        ("assert f(torch.tensor([1.0])).item() == 2", "torch.tensor([1.0])"),
        ("x = torch.ones(2)\ny = f(x)\nassert y.sum() == 2", "torch.ones(2)"),
        ("assert g(torch.ones(2), scale=3).sum() == 6", "torch.ones(2), 3"),
        ("assert f(torch.rand(2)).sum() == 2", None),
        ("assert f(data).sum() == 2", None),
    ],
)
def test_arguments_that_are_written_out_make_a_case(source: str, arguments: str | None):
    assert only(source).arguments == arguments


@pytest.mark.parametrize("source", ["assert 1 == 1", "x = 1", "def (", "assert h(1) == 2"])
def test_other_code_says_nothing(source: str):
    assert read_asserts(source, FUNCTIONS, ()) == []


def cell(source: str) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": []}


def write_notebook(path: Path, *cells: str) -> Path:
    path.write_text(json.dumps({"cells": [cell(each) for each in cells]}), encoding="utf-8")
    return path


BASIS = (
    "import torch\nimport numpy as np\n\ndef basis(A):\n    ### BEGIN SOLUTION\n"
    "    return torch.linalg.qr(A).Q\n    ### END SOLUTION"
)
CHECKS = (
    "A = torch.randn(6, 3)\nQ = basis(A)\n"
    "assert np.allclose(Q.T @ Q, torch.eye(A.shape[1]), atol=1e-4), 'Orthonormal columns.'\n"
    "assert torch.allclose(Q @ (Q.T @ A), A, atol=1e-3)"
)


@pytest.fixture
def track(tmp_path: Path, capsys) -> Path:
    assert main(["new", "track", str(tmp_path / "our-track")]) == 0
    capsys.readouterr()
    return tmp_path / "our-track"


def test_properties_of_a_notebook_decide_in_the_exercise_that_is_written(
    track: Path, tmp_path: Path
):
    notebook = write_notebook(tmp_path / "basis.ipynb", BASIS, CHECKS)
    assert main(["import", str(notebook), str(track / "bases")]) == 0
    path = track / "bases" / "basis.py"
    exercise = load_exercise(path)
    found = exercise.expectations.property
    assert found is not None
    A = torch.randn(6, 3)
    assert found.function(-torch.linalg.qr(A).Q, A) is None
    assert found.function(A, A) == "check-1"
    assert found.function(torch.linalg.qr(torch.randn(6, 3)).Q, A) == "check-2"
    assert list(exercise.mistakes) == ["check-1", "check-2"]
    assert list(make_cases(exercise, seed=1))
    (lesson,) = load(track, built_in=False).lessons()
    explained = lesson.exercises[0].mistakes["check-1"]["en"]
    assert explained.endswith("Orthonormal columns.")
    todos = [each.line for each in static_faults(lesson) if each.path == path]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "a wrong answer that is refused so" in " ".join(lines[each - 1] for each in todos)


def test_a_value_that_a_notebook_asks_for_keeps_the_comparison_with_the_reference(
    track: Path, tmp_path: Path
):
    value = "assert basis(torch.eye(2)).sum() == 2"
    notebook = write_notebook(tmp_path / "basis.ipynb", BASIS, CHECKS, value)
    assert main(["import", str(notebook), str(track / "bases")]) == 0
    exercise = load_exercise(track / "bases" / "basis.py")
    assert exercise.expectations.property is None
    shown = [case.arguments[0] for case in make_cases(exercise, seed=1) if case.shown]
    assert [each.tolist() for each in shown] == [torch.eye(2).tolist()]


def test_shapes_alone_decide_nothing_since_they_are_compared_anyway(track: Path, tmp_path: Path):
    only_form = "A = torch.rand(3, 2)\nassert basis(A).shape == A.shape"
    notebook = write_notebook(tmp_path / "basis.ipynb", BASIS, only_form)
    assert main(["import", str(notebook), str(track / "bases")]) == 0
    assert load_exercise(track / "bases" / "basis.py").expectations.property is None


def test_an_assert_that_cannot_be_taken_over_is_a_todo_with_its_cell(track: Path, tmp_path: Path):
    unclear = "assert basis(data).sum() == 0"
    notebook = write_notebook(tmp_path / "basis.ipynb", BASIS, CHECKS, unclear)
    assert main(["import", str(notebook), str(track / "bases")]) == 0
    path = track / "bases" / "basis.py"
    text = path.read_text(encoding="utf-8")
    assert "# TODO the notebook checks this too" in text
    assert "#     assert basis(data).sum() == 0  (cell 3)\n" in text
    assert load_exercise(path).expectations.property is not None
