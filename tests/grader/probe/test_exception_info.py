"""Descriptions of exceptions, reduced to the learner's own lines."""

import torch

from grader.probe import FILE_NAME, raised


def describe(code, *arguments):
    names = {"torch": torch}
    try:
        exec(compile(code, FILE_NAME, "exec"), names)
        names["f"](*arguments)
    except BaseException as error:
        return raised(error, code)
    raise AssertionError("nothing was raised")


def test_the_line_is_the_learners_last_one_also_when_torch_raised_deeper():
    code = "def f(x):\n    y = x * 2\n    return torch.nn.functional.softmax(y, dim=7)\n"
    info = describe(code, torch.ones(2))
    assert (info["type"], info["line"]) == ("IndexError", 3)
    assert info["source"] == "    return torch.nn.functional.softmax(y, dim=7)"
    assert "site-packages" not in info["traceback"]
    assert info["facts"]["operation"] == "softmax"
    assert info["facts"]["left"] == "y"


def test_the_operands_of_the_failing_expression_are_named_with_their_shapes():
    code = "def f(a, b):\n    c = a + 1; return (a.T @ a) + torch.matmul(c, b.T)\n"
    facts = describe(code, torch.ones(2, 3), torch.ones(2, 2))["facts"]
    assert (facts["operation"], facts["left"], facts["left_shape"]) == ("matmul", "c", "(2, 3)")
    assert (facts["right"], facts["right_shape"]) == ("b.T", "(2, 2)")


def test_an_expression_is_never_run_again_to_be_described():
    code = (
        "calls = []\n"
        "def g():\n    calls.append(1)\n    return torch.ones(3)\n"
        "def f(a):\n    return a @ (g() @ torch.ones(2))\n"
    )
    names = {"torch": torch}
    exec(compile(code, FILE_NAME, "exec"), names)
    try:
        names["f"](1)
    except RuntimeError as error:
        info = raised(error, code)
    assert names["calls"] == [1]
    assert info["facts"]["left"] == "g()"
    assert "left_shape" not in info["facts"]


def test_an_operation_that_assigns_is_read_as_one():
    facts = describe("def f(x):\n    x += torch.ones(5)\n", torch.ones(2))["facts"]
    assert (facts["operation"], facts["left_shape"]) == ("+=", "(2,)")


def test_an_exception_that_cannot_print_itself_is_still_told():
    code = (
        "class Bad(Exception):\n    def __str__(self): raise ValueError\ndef f():\n    raise Bad\n"
    )
    info = describe(code)
    assert (info["type"], info["message"], info["line"]) == ("Bad", "", 4)


def test_deep_recursion_is_told_in_a_few_frames():
    info = describe("def f():\n    return f()\n")
    assert info["type"] == "RecursionError"
    assert info["traceback"].count("\n") < 40


def test_a_syntax_error_says_line_and_column():
    info = describe("def f(:\n    pass\n")
    assert (info["line"], info["column"], info["source"]) == (1, 7, "def f(:")


NET = """\
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(5, 1))
    def forward(self, x):
        return self.body(x)
def f(x):
    return Net()(x)
"""


def test_the_layer_that_raised_is_described_with_its_place_and_its_input():
    info = describe(NET, torch.ones(2, 3))
    facts = info["facts"]
    assert info["line"] == 7
    assert (facts["layer"], facts["layer_name"]) == ("Linear(5, 1)", "2")
    assert (facts["layer_shape"], facts["layer_wants"]) == ("(2, 4)", "5")
    assert (facts["left"], facts["left_shape"]) == ("x", "(2, 3)")  # not self.body


def test_where_no_layer_raised_none_is_described():
    code = NET.replace("return self.body(x)", "return x.foo")
    assert "layer" not in describe(code, torch.ones(2, 3))["facts"]


def test_a_layer_with_many_settings_is_described_in_one_line():
    code = "from torch import nn\ndef f(x):\n    return nn.BatchNorm2d(3)(x)\n"
    layer = describe(code, torch.ones(2))["facts"]["layer"]
    assert layer.startswith("BatchNorm2d(3, eps=1e-05")
    assert layer.endswith(", …)")
    assert len(layer) < 80


def test_what_a_loop_goes_through_and_what_names_are_taken_from_is_described():
    loop = describe("def f(x):\n    for a in x:\n        pass\n", torch.tensor(3))["facts"]
    assert (loop["operation"], loop["left"], loop["left_shape"]) == ("for", "x", "()")
    names = describe("def f(x):\n    a, b, c = x\n", torch.ones(2, 3))["facts"]
    assert (names["operation"], names["left"], names["left_shape"]) == ("=", "x", "(2, 3)")


def test_a_call_outside_all_functions_is_named_beside_the_line_that_raised():
    info = describe("def f(x):\n    return x.mean()\n\nf(torch.tensor([1, 2]))\n")
    assert (info["line"], info["outer_line"]) == (2, 4)
    assert info["outer_source"] == "f(torch.tensor([1, 2]))"


def test_a_call_by_the_exercise_and_a_line_that_itself_raised_name_no_outer_line():
    by_exercise = describe("def f(x):\n    return x.mean()\n", torch.tensor([1, 2]))
    itself = describe("def f(x):\n    return x\n\n1 / 0\n")
    assert by_exercise["outer_line"] is itself["outer_line"] is None


def test_a_loop_that_unpacks_what_a_dict_gives_is_described_by_the_dict():
    code = "def f(d):\n    for key, value in d:\n        pass\n"
    assert describe(code, {"abc": 1})["facts"] == {
        "operation": "for",
        "left": "d",
        "left_type": "dict",
    }
