"""Code and printed tensors fit on a phone, and mean the same as before."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms.narrow_code import narrow_code, narrow_output
from bot.platforms.tables import MAX_WIDTH
from bot.platforms.text_width import width
from lessons.curriculum import Snippet
from tests.support.built_in import built_in_lessons

GOLDEN = Path(__file__).parents[2] / "golden"


def shown_code() -> Iterator[str]:
    """Yield all code that lessons show, and code as learners write it."""
    for lesson in built_in_lessons().lessons():
        for pages in lesson.pages.values():
            for page in pages:
                yield from (part.code for part in page.parts if isinstance(part, Snippet))
        for exercise in lesson.exercises:
            yield exercise.reference
            yield from exercise.starters.values()
    yield from (path.read_text(encoding="utf-8") for path in GOLDEN.glob("*/*/*.py"))


def parsed(code: str) -> str | None:
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError:
        return None


def test_broken_code_is_the_same_program() -> None:
    checked = 0
    for code in shown_code():
        program = parsed(code)
        if program is not None:
            assert parsed(narrow_code(code)) == program, code
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize(
    ("code", "narrow"),
    [
        (
            "w = torch.zeros(3, 4, dtype=torch.int64)  # a leaf",
            "# a leaf\nw = torch.zeros(3, 4,\n                dtype=torch.int64)",
        ),
        (
            "values = torch.tensor([1.0, 2.0], requires_grad=True)",
            "values = torch.tensor([1.0, 2.0],\n    requires_grad=True)",
        ),
        ("import torch\n\n\ndef f():\n    ...", "import torch\n\ndef f():\n    ..."),
        (
            'x = """a, (b\n\n\nc, d, e, f, g, h, i, j, k, l, m, n"""',
            'x = """a, (b\n\n\nc, d, e, f, g, h, i, j, k, l, m, n"""',
        ),
        (
            "def f(values, other_values, more)\n                                 ^",
            "def f(values, other_values, more)\n                                 ^",
        ),
        ("return torch.softmax(scores / temperature + mask)", None),
    ],
)
def test_lines_are_broken_where_python_allows_it(code: str, narrow: str | None) -> None:
    assert narrow_code(code) == (code if narrow is None else narrow)


def test_the_rows_of_a_tensor_are_broken_below_their_bracket() -> None:
    row = ", ".join(f"0.{n}" for n in range(1234, 1240))
    text = narrow_output(f"tensor([[{row}],\n        [{row}]])")
    assert max(map(width, text.split("\n"))) <= MAX_WIDTH
    assert text.split("\n")[:2] == [
        "tensor([[0.1234, 0.1235, 0.1236,",
        "         0.1237, 0.1238, 0.1239],",
    ]
    assert "".join(text.split()) == "".join(f"tensor([[{row}],[{row}]])".split())


def test_prose_with_brackets_is_left_to_the_phone() -> None:
    said = "RuntimeError: sizes (that is, 2 and 3) do not match, so nothing can be added here"
    assert narrow_output(said) == said


def test_a_line_of_code_with_its_number_is_broken_below_its_own_beginning() -> None:
    text = "3 | picture = torch.zeros(height, width)\n4 |     x = f(aaaaaaaaaa, bbbbbbbbbb, cccc)"
    assert narrow_output(text).split("\n") == [
        "3 | picture = torch.zeros(height,",
        "                          width)",
        "4 |     x = f(aaaaaaaaaa,",
        "              bbbbbbbbbb, cccc)",
    ]
