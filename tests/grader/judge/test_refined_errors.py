"""An error is explained by what stands in the learner's line, where Python's words lead astray."""

import pytest

from common.error_explanations import PATTERNS
from grader.judge.explain_exception import explain
from grader.judge.refinements import REFINED
from grader.probe import FILE_NAME, raised
from tests.support.built_in import strict_translations
from tests.support.errors_raised import arrays, in_function, nn, read_table, tensors
from tests.support.errors_raised import rows as table_rows

HEAD = """\
import torch, numpy as np, math
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self, out=2, name="first"):
        super().__init__()
        setattr(self, name, nn.Linear(3, out))
        self.layers, hidden = nn.ModuleList([nn.Linear(3, 3)]), nn.Linear(3, 3)
        self.listed = [nn.Linear(3, 3)]
    def forward(self, name):
        return getattr(self, name)
    def deeper(self, x):
        return first(x)
class Bare:
    def __init__(self):
        size = 3
class Grown:
    def __init__(self):
        self.grown = 4
    def larger(self):
        return grown + 1
    def doubled(self):
        grown = 2 * grown
class Unready(nn.Module):
    def __init__(self, way=0):
        if way == 0:
            super.__init__()
        if way == 1:
            super().__init__(self)
        if way == 2:
            super().__init()
        if way == 3:
            self.super().__init__()
        nn.Module.__init__()
class Counted:
    def __init__(self, length):
        self.length = length
    def __len__(self):
        return self.length
class Late(nn.Module):
    def __init__(self):
        self.size = 3
class Kept(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t.round()
    @staticmethod
    def backward(ctx, grad):
        (t,) = ctx.saved_tensors
        return t * grad
class Bound(torch.autograd.Function):
    @staticmethod
    def forward(t):
        return t.clone()
class Alone(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t.clone()
    @staticmethod
    def backward(grad):
        return grad
class Scaled(Kept):
    @staticmethod
    def backward(ctx, grad):
        return ctx.scale * grad
def double(t):
    return 2 * t
def f():
    x, v = torch.randn(2, 3), torch.randn(2)
    w = torch.randn(2, 3, requires_grad=True)
    i = torch.arange(6).reshape(2, 3)
    a, nothing, items = np.zeros((2, 3)), None, [1, 2]
    d = {"image": x, "label": v}
    m = nn.Linear(3, 2)
"""

RAISED = read_table("refined")

SYNTAX = [
    ("syntax-else-if", "if x:\n    pass\nelse if y:\n    pass", {}),
    ("syntax-else-if", "def f(x):\n    if x:\n        pass\n    else if y: pass", {}),
    ("syntax-colon", "if x:\n    pass\nelse\n    pass", {}),
    ("syntax-superscript", "y = x²", {"sign": "²", "digit": "2"}),
    ("syntax-superscript", "y = x³ + 1", {"sign": "³", "digit": "3"}),
    ("syntax-product", "y = 2x + 1", {"number": "2", "name": "x"}),
    ("syntax-product", "def f(x):\n    return 0.5 + 3x", {"number": "3", "name": "x"}),
    ("syntax-number", "2x = 1", {}),
    ("syntax-number", "def 2f(x): pass", {}),
]


def rows(table):
    """Yield (key, code, facts) of each line; an underscore in the facts means a space."""
    for line in table.strip().splitlines():
        key, _, rest = line.partition("|")
        code, _, facts = rest.rpartition("|")
        parts = facts.replace(" cross entropy", "_cross_entropy").replace(" loss", "_loss").split()
        pairs = (fact.partition("=") for fact in parts)
        yield key.strip(), code.strip(), {name: text for name, _, text in pairs}


def explain_raised(code):
    """Return the explained exception that compiling or running the code raises."""
    names = {}
    try:
        exec(compile(code, FILE_NAME, "exec"), names)
        names["f"]()
    except BaseException as error:
        return explain(raised(error, code))
    raise AssertionError(f"nothing was raised by {code}")


@pytest.mark.parametrize(("key", "line", "facts"), [*rows(RAISED)])
def test_an_error_is_explained_by_the_line_that_raised_it(key, line, facts):
    found = explain_raised(HEAD + "".join(f"    {part}\n" for part in line.split("; ")))
    told = {name: found.facts.get(name, "").replace(" ", "_") for name in facts}
    assert (found.key, told) == (key, facts), found


@pytest.mark.parametrize(("key", "code", "facts"), SYNTAX)
def test_a_syntax_error_is_explained_by_its_line(key, code, facts):
    found = explain_raised(code)
    assert (found.key, {name: found.facts.get(name) for name in facts}) == (key, facts), found


def test_every_refined_error_is_raised_here_or_in_the_catalogue_of_messages():
    tried = {key for key, _, _ in [*rows(RAISED), *SYNTAX]}
    elsewhere = {"grad-is-none", "gpu-only-pretended", "other-exception", "result-called"}
    assert REFINED.keys() - tried == elsewhere


@pytest.fixture(scope="module")
def translations():
    return strict_translations()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("key", sorted({p.key for p in PATTERNS if "left_shape" in p.facts}))
def test_an_operand_of_unknown_shape_is_not_said_to_have_the_shape_none(
    translations, language, key
):
    message = MESSAGES.get(key) or real_message(key)
    found = explain(message | {"facts": {"left": "lr * x", "right": "x @ w - y"}})
    facts = {name: text or "none" for name, text in found.facts.items()}
    assert "left_shape" not in facts or facts["left_shape"] == "none"
    text = translations.format(language, f"error-{found.key}", facts)
    assert "none" not in text.replace("(or none)", "")


def real_message(key):
    """Return type and message of an error that the catalogue's test raises."""
    for area in (arrays, nn, tensors):
        for each, line, _ in table_rows(area.TABLE):
            if each == key:
                code = in_function(area.HEAD, line)
                names = {}
                exec(compile(code, FILE_NAME, "exec"), names)
                try:
                    names["f"]()
                except Exception as error:
                    return {name: raised(error, code)[name] for name in ("type", "message")}
    raise AssertionError(f"no error of the key {key} is raised")


def runtime_error(message):
    return {"type": "RuntimeError", "message": message}


MESSAGES = {
    "matmul-shapes": runtime_error("self must be a matrix"),
    "dot-of-matrices": runtime_error("1D tensors expected, but got 2D and 2D tensors"),
    "broadcast": runtime_error(
        "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1"
    ),
    "view-memory": runtime_error("view size is not compatible with input tensor's size"),
    "dimension-out-of-range": {
        "type": "IndexError",
        "message": "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
    },
    "too-many-indices": {"type": "IndexError", "message": "too many indices for tensor"},
    "mask-shape": {"type": "IndexError", "message": "The shape of the mask [3] at index 0"},
    "truth-of-many": runtime_error("Boolean value of Tensor with more than one value"),
}


@pytest.mark.parametrize(
    "message",
    [
        "mat1 must be a matrix, got 1-D tensor",
        "self must be a matrix",
        "1D tensors expected, but got 2D and 2D tensors",
        "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3].",
    ],
)
def test_a_product_without_known_shapes_has_words_of_its_own(message):
    facts = {"left": "lr * x", "right": "x @ w - y"}
    found = explain({"type": "RuntimeError", "message": message, "facts": facts})
    assert found.key == "shapes-do-not-fit"
    assert found.facts == facts
