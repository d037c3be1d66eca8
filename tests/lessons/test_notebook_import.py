"""`python -m lessons import`: a notebook becomes a lesson that loads, with TODOs for the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessons.catalog import load
from lessons.cli.parser import main
from lessons.exercise_loader import load as load_exercise
from lessons.exercise_loader import make_cases
from lessons.static_checks import static_faults


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source.splitlines(keepends=True)}


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    return {"cell_type": "code", "source": lines, "outputs": list(outputs)}


CELLS = [
    text("# Sums\n\n## One sum\n\nA tensor is added up by `sum`."),
    code(
        "import torch\n\nprint(1)\ntorch.ones(2).sum()",
        {"output_type": "stream", "text": ["1\n"]},
        {"output_type": "execute_result", "data": {"text/plain": ["tensor(2.)"]}},
    ),
    code("%matplotlib inline"),
    text("The sum is $\\sum_i x_i$."),
    code(
        "import torch\n\ndef twice(x):\n    ### BEGIN SOLUTION\n    return x * 2\n"
        "    ### END SOLUTION"
    ),
    code("assert twice(torch.tensor([1.0])).item() == 2\nassert twice(data).sum() == 0"),
    text("### Means"),
    code("def middle(x, y):\n    return (x + y) / 2  # SOLUTION"),
    code("class Model:\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION"),
]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "sums.ipynb"
    path.write_text(json.dumps({"cells": CELLS, "nbformat": 4}), encoding="utf-8")
    return path


@pytest.fixture
def track(tmp_path: Path, capsys) -> Path:
    assert main(["new", "track", str(tmp_path / "our-track")]) == 0
    capsys.readouterr()
    return tmp_path / "our-track"


def test_a_notebook_becomes_pages_snippets_and_exercises(notebook: Path, track: Path, capsys):
    assert main(["import", str(notebook), str(track / "sums")]) == 0
    written = capsys.readouterr().out.split()
    assert {Path(each).name for each in written} >= {"lesson.en.md", "twice.py", "middle.ja.md"}
    lesson = load(track, built_in=False).lesson("sums")
    assert lesson is not None
    assert lesson.titles["en"] == "Sums"
    assert [page.title for page in lesson.pages["en"]] == ["One sum", "Means"]
    snippet = next(part for part in lesson.pages["en"][0].parts if hasattr(part, "output"))
    assert (snippet.code, snippet.output) == (
        "import torch\n\nprint(1)\ntorch.ones(2).sum()",
        "1\ntensor(2.)",
    )
    assert [(each.id, each.signature) for each in lesson.exercises] == [
        ("sums/twice", "twice(x)"),
        ("sums/middle", "middle(x, y)"),
    ]
    assert lesson.exercises[0].reference.endswith("def twice(x):\n    return x * 2")
    assert "return" not in lesson.exercises[0].starters["en"]


def test_arguments_of_asserts_become_cases_and_asserts_a_note(notebook: Path, track: Path):
    assert main(["import", str(notebook), str(track / "sums")]) == 0
    exercise = load_exercise(track / "sums" / "twice.py")
    cases = make_cases(exercise, seed=1)
    assert [case.arguments[0].tolist() for case in cases if case.shown] == [[1.0]]
    assert len([case for case in cases if not case.shown]) == 3
    noted = exercise.path.read_text(encoding="utf-8")
    assert "#     assert twice(data).sum() == 0  (cell 6)\n" in noted


def test_what_cannot_be_taken_over_is_named_with_its_cell(notebook: Path, track: Path):
    assert main(["import", str(notebook), str(track / "sums")]) == 0
    lesson = load(track, built_in=False).lesson("sums")
    assert lesson is not None
    faults = [f"{each.path.name}: {each.message}" for each in static_faults(lesson)]
    for message in (
        "TODO: cell 3 is no plain Python, and was left out",
        "TODO: cell 4 has text with '$', which no page shows",
        "TODO: cell 9 has a solution that is no function of its own",
    ):
        assert f"lesson.en.md: {message}" in faults


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [{"cell_type": "code", "source": "1", "outputs": [1]}]}',
        '{"cells": [{"cell_type": "code", "source": [1]}]}',
        "\udcff",
    ],
)
def test_a_file_that_is_no_notebook_is_refused_and_nothing_is_written(
    track: Path, tmp_path: Path, capsys, content: str
):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content.encode(errors="surrogateescape"))
    assert main(["import", str(path), str(track / "sums")]) == 2
    assert "is no Jupyter notebook; save it as .ipynb again" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "none.ipynb"), str(track / "sums")]) == 2
    assert "name a notebook" in capsys.readouterr().err
    assert not (track / "sums").exists()
