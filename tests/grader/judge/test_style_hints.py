"""Style hints, found in the syntax tree."""

import ast

import pytest

from grader.judge.style_hints import OUT_OF_PLACE, applicable_hints
from grader.syntax.style_hints import KEYS
from grader.syntax.summary import summarize


def remarks(code, reference):
    return applicable_hints(summarize(code, "f", OUT_OF_PLACE).style_hints, reference)


PLAIN = "def f(x):\n    return x.mean()\n"
LOOPING = "def f(x):\n    for row in x:\n        row.add_(1)\n    return x\n"


def function(*lines, head="import torch\ndef f(x, device):"):
    return "\n".join([head, *(f"    {line}" for line in lines)])


SEEN = [
    ("loop-instead-of-broadcast", function("return torch.stack([row.sum() for row in x])")),
    ("loop-instead-of-broadcast", function("for i in range(3):", "    x = x + i", "return x")),
    ("loop-instead-of-broadcast", function("while True:", "    return x")),
    ("item-in-loop", function("s = 0", "for row in x:", "    s += row.sum().item()", "return s")),
    ("uses-data", function("return x.data * 2")),
    ("missing-zero-grad", function("for _ in range(3):", "    (x ** 2).sum().backward()")),
    ("hard-coded-cuda", function("return x.to('cuda')")),
    ("hard-coded-cuda", function("return x.cuda()")),
    ("hard-coded-cuda", function("return torch.zeros(2, device='cuda:0')")),
    ("shadowed-name", function("torch = x", "return torch")),
    ("shadowed-name", "import torch as th\ndef f(th):\n    return th"),
    ("unused-result", function("x.reshape(-1)", "return x")),
    ("unused-result", function("torch.relu(x)", "return x")),
]

NOT_SEEN = [
    (
        "loop-instead-of-broadcast",
        function("return x.sum(1)") + "\nfor i in range(3):\n    print(i)",
    ),
    ("item-in-loop", function("for row in x:", "    row.add_(1)", "return x.sum().item()")),
    (
        "uses-data",
        "import torch.utils.data\n" + function("return torch.utils.data.TensorDataset(x)"),
    ),
    ("missing-zero-grad", function("for _ in x:", "    x.sum().backward()", "    x.grad.zero_()")),
    ("missing-zero-grad", function("for _ in x:", "    x.sum().backward()", "    x.grad = None")),
    ("missing-zero-grad", function("for _ in x:", "    opt.zero_grad()", "    x.sum().backward()")),
    ("missing-zero-grad", function("x.sum().backward()", "return x.grad")),
    ("hard-coded-cuda", function("return x.to('cuda' if torch.cuda.is_available() else 'cpu')")),
    ("hard-coded-cuda", function("return x.to(device)")),
    ("shadowed-name", function("total = x", "return total")),
    ("unused-result", function("x.add_(1)", "x.sum().backward()", "items = []", "items.append(x)")),
    ("unused-result", function("seen = set()", "seen.add(x)", "return x")),
    ("unused-result", function("torch.add(x, 1, out=x)", "return x")),
    ("unused-result", function("torch.manual_seed(0)", "return x")),
]


@pytest.mark.parametrize(("key", "code"), SEEN)
def test_it_is_remarked_on(key, code):
    assert key in remarks(code, PLAIN)


@pytest.mark.parametrize(("key", "code"), NOT_SEEN)
def test_it_is_not_remarked_on(key, code):
    ast.parse(code)
    assert key not in remarks(code, PLAIN)


def test_every_remark_is_tried_both_ways():
    assert {key for key, _ in SEEN} == {key for key, _ in NOT_SEEN} == set(KEYS)


def test_a_loop_is_fine_where_the_reference_loops_too():
    assert "loop-instead-of-broadcast" not in remarks(LOOPING, LOOPING)


def test_code_that_cannot_be_parsed_has_no_remarks():
    assert remarks("def f(:", PLAIN) == ()


def test_clean_code_has_no_remarks(judge):
    summary = summarize("def row_means(x):\n    return x.mean(1)\n", "row_means", OUT_OF_PLACE)
    assert judge.style_hints("toys/row-means", summary) == ()
