"""Style hints, found in the syntax tree."""

import ast

import pytest

from grader.judge.style_hints import OUT_OF_PLACE, applicable_hints
from grader.syntax.style_hints import FACTS
from grader.syntax.summary import summarize


def remarks(code, reference):
    return [hint.key for hint in hints_of(code, reference)]


def hints_of(code, reference):
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
    ("return-in-loop", function("for row in x:", "    row.add_(1)", "    return x")),
    ("class-written", "class Net:\n    def step(self):\n        Net.count += 1"),
    ("uses-data", function("return x.data * 2")),
    ("uses-data", function("y = x.data", "y += 1", "return y")),
    ("writes-data", function("x.data -= 1", "return x")),
    ("writes-data", function("x.data = x * 2", "return x")),
    ("writes-data", function("x.data[0] = 1", "return x")),
    ("writes-data", function("x.data.sub_(1)", "return x")),
    ("loop-instead-of-broadcast", function("return torch.tensor([v + 1 for v in x.tolist()])")),
    ("loop-instead-of-broadcast", function("return [a * b for a, b in zip(x, device)]")),
    ("loop-instead-of-broadcast", function("return [r.sum() for r in torch.unbind(x)]")),
    ("loop-instead-of-broadcast", function("for i, row in enumerate(x):", "    x[i] = row * 2")),
    ("missing-zero-grad", function("for _ in range(3):", "    (x ** 2).sum().backward()")),
    (
        "missing-zero-grad",
        function(
            "for _ in range(3):", "    x.sum().backward()", "    g = x.grad.clone()", "return g"
        ),
    ),
    (
        "missing-zero-grad",
        function("y = x.clone()", "for _ in range(3):", "    x.sum().backward()", "return y"),
    ),
    ("hard-coded-cuda", function("return x.to('cuda')")),
    ("hard-coded-cuda", function("return x.cuda()")),
    ("hard-coded-cuda", function("return torch.zeros(2, device='cuda:0')")),
    ("shadowed-name", function("torch = x", "return torch")),
    ("shadowed-name", "import torch as th\ndef f(th):\n    return th"),
    ("unused-result", function("x.reshape(-1)", "return x")),
    ("unused-result", function("torch.relu(x)", "return x")),
    ("no-effect", function("y = x @ x.T", "+ device", "return y")),
    ("no-effect", function("y = x.sum()", "y.backward", "return x.grad")),
    ("no-effect", function("torch.no_grad()", "return x * 2")),
    ("no-effect", function("len(x) - 1", "return x")),
    ("no-effect", function("result = x.mean()", "result")),
    ("no-effect", function("a = x", "a, device")),
    ("unread-parameter", function("return device")),
    ("unread-parameter", function("x = torch.ones(3)", "return x.to(device)")),
]

NOT_SEEN = [
    (
        "loop-instead-of-broadcast",
        function("return x.sum(1)") + "\nfor i in range(3):\n    print(i)",
    ),
    ("item-in-loop", function("for row in x:", "    row.add_(1)", "return x.sum().item()")),
    ("return-in-loop", function("for row in x:", "    row.add_(1)", "return x")),
    ("class-written", "class Net:\n    count = 0\n    def step(self):\n        self.count += 1"),
    ("return-in-loop", function("for r in x:", "    if r > 0:", "        return r", "return x")),
    (
        "return-in-loop",
        function("for r in x:", "    if r < 0:", "        continue", "    return r"),
    ),
    ("return-in-loop", function("while True:", "    return x")),
    (
        "uses-data",
        "import torch.utils.data\n" + function("return torch.utils.data.TensorDataset(x)"),
    ),
    ("missing-zero-grad", function("for _ in x:", "    x.sum().backward()", "    x.grad.zero_()")),
    ("missing-zero-grad", function("for _ in x:", "    x.sum().backward()", "    x.grad = None")),
    ("missing-zero-grad", function("for _ in x:", "    opt.zero_grad()", "    x.sum().backward()")),
    ("missing-zero-grad", function("x.sum().backward()", "return x.grad")),
    (
        "missing-zero-grad",
        function(
            "for _ in range(3):",
            "    x = x.detach().requires_grad_()",
            "    x.sum().backward()",
            "    x = (x - x.grad).detach()",
        ),
    ),
    ("loop-instead-of-broadcast", function("return tuple(int(n) for n in x.size())")),
    ("loop-instead-of-broadcast", function("return tuple(int(n) for n in x.shape)")),
    ("loop-instead-of-broadcast", function("return tuple(float(j) for j in jacobian(x))")),
    (
        "loop-instead-of-broadcast",
        function("return [float(j) for j in torch.autograd.functional.jacobian(f, x)]"),
    ),
    ("loop-instead-of-broadcast", function("return tuple(t.numpy() for t in (x, device))")),
    (
        "loop-instead-of-broadcast",
        function("layers = [(1, 2), (3, 4)]", "for w, b in layers:", "    x = w * x + b"),
    ),
    ("loop-instead-of-broadcast", function("return {k: v for k, v in device.items()}")),
    ("loop-instead-of-broadcast", function("return [x * i for i, x in enumerate((x, device))]")),
    ("item-in-loop", function("return tuple(j.item() for j in jacobian(x))")),
    ("uses-data", function("layer.weight.data = x", "return layer")),
    ("uses-data", function("x.data.zero_()", "return x")),
    ("writes-data", function("return x.data * 2")),
    ("writes-data", function("x.data.sum()", "return x")),
    (
        "hard-coded-cuda",
        function("try:", "    return x.to('cuda')", "except Exception:", "    return x"),
    ),
    (
        "hard-coded-cuda",
        "from torch.cuda import is_available\n"
        + function("return x.to('cuda' if is_available() else 'cpu')"),
    ),
    ("no-effect", function("'Return the mean.'", "...", "print(x)", "x.add_(1)", "return x")),
    ("no-effect", function("with torch.no_grad():", "    return x * 2")),
    ("no-effect", function("return x") + "\nx = 3\nx"),
    ("unread-parameter", function("x = x.to(device)", "return x")),
    ("unread-parameter", function("x += device", "return x")),
    ("unread-parameter", function("if device:", "    x = 3", "return x")),
    ("unread-parameter", function("...")),
    ("unread-parameter", function("return ...")),
    ("unread-parameter", function("raise NotImplementedError")),
    ("unread-parameter", function("def inner():", "    return x, device", "return inner()")),
    ("unread-parameter", function("return sum(locals().values())")),
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
    tried = set(FACTS) - {"parameters-swapped"}
    assert {key for key, _ in SEEN} == {key for key, _ in NOT_SEEN} == tried


LINES = [
    (
        "unused-result",
        {"line": "4", "name": "y", "call": "y.float"},
        function("y = x", "y.float()", "y.double()", "return y"),
    ),
    (
        "unused-result",
        {"line": "3", "name": "x", "call": "torch.relu"},
        function("torch.relu(x)", "return x"),
    ),
    (
        "unused-result",
        {"line": "3", "name": "none", "call": "none"},
        function("(x + 1).float()", "return x"),
    ),
    ("return-in-loop", {"line": "4"}, function("for row in x:", "    return row")),
    ("no-effect", {"line": "3", "what": "value"}, function("+ device", "return x")),
    ("no-effect", {"line": "3", "what": "method"}, function("x.backward", "return x")),
    ("no-effect", {"line": "3", "what": "context"}, function("torch.no_grad()", "return x")),
    (
        "unread-parameter",
        {"name": "x", "line": "3"},
        function("x = torch.ones(3)", "return device"),
    ),
    ("unread-parameter", {"name": "x", "line": "none"}, function("return device")),
]


@pytest.mark.parametrize(("key", "facts", "code"), LINES)
def test_a_remark_names_the_first_line_that_it_is_about(key, facts, code):
    assert [hint.facts for hint in hints_of(code, PLAIN) if hint.key == key] == [facts]


SWAPPED = [
    ("def parts(extra, x):\n    return extra, x\n", {"expected": "x, extra", "given": "extra, x"}),
    ("def parts(x, extra):\n    return extra, x\n", None),
    ("def parts(a, b):\n    return a, b\n", None),
    ("def parts(extra, y):\n    return extra, y\n", None),
]


@pytest.mark.parametrize(("code", "facts"), SWAPPED)
def test_parameters_of_the_right_names_in_another_order_are_told(judge, code, facts):
    hints = judge.style_hints("toys/parts", summarize(code, "parts", OUT_OF_PLACE))
    assert [hint.facts for hint in hints] == ([] if facts is None else [facts])


def test_a_loop_is_fine_where_the_reference_loops_too():
    assert "loop-instead-of-broadcast" not in remarks(LOOPING, LOOPING)


def test_code_that_cannot_be_parsed_has_no_remarks():
    assert remarks("def f(:", PLAIN) == []


def test_clean_code_has_no_remarks(judge):
    summary = summarize("def row_means(x):\n    return x.mean(1)\n", "row_means", OUT_OF_PLACE)
    assert judge.style_hints("toys/row-means", summary) == ()


COUNTING = "def f(x):\n    s = 0\n    for row in x:\n        s += row.sum().item()\n    return s\n"


@pytest.mark.parametrize(("reference", "found"), [(LOOPING, ["item-in-loop"]), (COUNTING, [])])
def test_a_number_per_round_is_no_remark_where_the_reference_fetches_one_itself(reference, found):
    assert remarks(COUNTING, reference) == found
