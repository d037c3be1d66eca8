"""Every kind of error is raised by the installed torch and Python."""

import re
import warnings

import pytest
import torch

from common.error_explanations import PATTERNS, REFINED
from common.error_explanations.explain import UNKNOWN, explain_message
from grader.judge.explain_exception import explain
from grader.probe import FILE_NAME, raised
from lessons.curriculum import LANGUAGES
from tests.support.built_in import strict_translations
from tests.support.errors_raised import (
    arrays,
    in_function,
    nn,
    python,
    required_groups,
    rows,
    syntax,
    tensors,
    training,
)
from tests.support.errors_raised.recorded import RECORDED
from tests.support.every_case import check_every

HEAD = """\
import torch, numpy as np
import torch.nn.functional as F
def f():
    x = torch.randn(2, 3)
    w = torch.randn(2, 3, requires_grad=True)
    i = torch.arange(6).reshape(2, 3)
    meta = torch.zeros(2, device="meta")
    a, nothing, items = np.zeros((2, 3)), None, [1, 2]
"""

RAISED = """
matmul-shapes           | x @ x | left=x left_shape=(2,_3) right=x
matmul-shapes           | x @ torch.randn(2) | left=x left_shape=(2,_3)
matmul-shapes           | torch.dot(x[0], x[0, :2]) | left=x[0]
shapes-do-not-fit       | torch.randn(2, 3, 4) @ torch.randn(2, 3, 4) |
shapes-do-not-fit       | torch.mm(x, x[0]) | left=x
matmul-shapes           | torch.addmm(torch.zeros(2, 2), x, x) |
linear-untransposed     | F.linear(x + 1, x[:, :2]) | left_shape=(2,_3) right_shape=(2,_2)
matmul-shapes           | a @ a | left=a left_shape=(2,_3)
dot-of-matrices         | torch.dot(x, x) | left=x left_shape=(2,_3) right=x right_shape=(2,_3)
dot-of-matrices         | x.dot(x) | left=x
matmul-scalar           | x @ 3 |
matmul-scalar           | x @ torch.tensor(3.0) |
broadcast               | x + torch.randn(2, 2) | a=3 b=2 dimension=1 left=x left_shape=(2,_3)
broadcast               | torch.zeros(2).add_(x) | a=2 b=3
numpy-broadcast         | a + a.T | shapes=(2,3)_(3,2)
view-memory             | x.T.view(-1) | left=x.T left_shape=(3,_2)
reshape-size            | x.reshape(4, 2) | shape=[4,_2] size=6
reshape-size            | x.view(-1, 4) | shape=[-1,_4] size=6
reshape-size            | a.reshape(4, 2) | shape=(4,2) size=6
assign-shape            | x[0] = torch.zeros(2) | target=[3] given=[2]
assign-shape            | x.expand(5, 3) | target=[5,_3] given=[2,_3]
assign-shape            | x[0][0] = torch.zeros(2) | target=[] given=[2]
assign-shape            | x[:, [0]] = torch.zeros(7) | target=[2,_1] given=[7]
assign-shape            | torch.zeros(3).add_(x) | target=[3] given=[2,_3]
stack-sizes             | torch.stack([x, i[0]]) | first=[2,_3] second=[3]
cat-sizes               | torch.cat([x, torch.zeros(4, 4)]) |
cat-sizes               | torch.cat([x, torch.zeros(2)]) |
permute-count           | x.permute(0) | dims=2 given=1
permute-twice           | x.permute(0, 0) |
transpose-dims          | torch.zeros(2, 2, 2).t() |
target-size             | F.binary_cross_entropy(torch.rand(2), torch.rand(2, 1)) |
negative-size           | torch.zeros(-1) |
ragged-list             | torch.tensor([[1, 2], [3]]) |
beyond-memory           | x.as_strided((4,), (3,)) | left=x
beyond-memory           | torch.as_strided(x, (7,), (1,)) |
negative-stride         | x.as_strided((2,), (-1,)) |
strides-count           | x.as_strided((2, 2), (1,)) |
index-out-of-range      | x[5] | index=5 dimension=0 size=2
index-out-of-range      | x.gather(1, torch.tensor([[7]])) | index=7
index-out-of-range      | a[7] | index=7 size=2
dimension-out-of-range  | x.sum(2) | dimension=2 low=-2 high=1 left=x left_shape=(2,_3)
too-many-indices        | x[0, 0, 0] | left=x left_shape=(2,_3)
too-many-indices        | a[0, 0, 0] |
index-of-number         | torch.tensor(3)[0] |
list-index              | items[5] | left=items
mask-shape              | x[torch.tensor([True, False, True])] | left=x left_shape=(2,_3)
mask-dtype              | x.masked_fill(x, 0) |
float-as-index          | x[1.5] |
float-as-index          | x[torch.tensor([0.0, 1.0])] |
float-as-index          | range(2.5) |
float-as-index          | items[1.0] |
one-integer-wanted      | range(torch.tensor(2.5)) |
empty-reduction         | torch.zeros(0).max() |
empty-reduction         | torch.zeros(2, 0).max(dim=1) |
dtype-mix               | x @ i.T | left=x left_dtype=float32 right=i.T right_dtype=int64
dtype-mix               | (x + 1) @ x.double().T | left_dtype=float32 right_dtype=float64
dtype-mix               | torch.dot(x[0], i[0]) |
needs-float             | i.mean() | function=mean dtype=int64
not-for-dtype           | i.softmax(0) | operation=softmax dtype=int64
not-for-dtype           | x & x | operation=& dtype=float32
not-for-dtype           | ~x | operation=~
cast-in-place           | i += 1.5 | result=float32 dtype=int64 left=i
integer-power           | i ** -1 |
between-0-and-1         | F.binary_cross_entropy(x.abs() + 2, x) |
truth-of-many           | bool(x) | left=x left_shape=(2,_3)
truth-of-many           | bool(a) |
many-to-number          | x.item() |
many-to-number          | float(x) |
many-to-number          | float(a) |
numpy-requires-grad     | w.numpy() | left=w
leaf-in-place           | w += 1 | left=w
leaf-in-place           | w.zero_() | left=w
backward-twice          | y = w.exp().sum(); y.backward(); y.backward() |
backward-of-many        | (w * 2).backward() | left=w_*_2
no-graph                | x.sum().backward() | left=x.sum()
grad-of-integers        | torch.tensor([1, 2], requires_grad=True) |
grad-of-integers        | i.requires_grad_() |
changed-before-backward | y = w.exp(); z = y.sum(); y.add_(1); z.backward() |
grad-not-required       | torch.autograd.grad(w.sum(), x) |
grad-unused             | torch.autograd.grad(w.sum(), torch.zeros(2, requires_grad=True)) |
flag-of-result          | y = w * 2; y.requires_grad = False |
inference-tensor        | torch.inference_mode()(lambda: x + 1)() * w |
grad-is-none            | w.grad.zero_() | left=w.grad
grad-is-none            | x - 0.1 * w.grad | left=w.grad
grad-is-none            | x - w.grad | left=w.grad
devices-mixed           | x + torch.zeros(2, 3, device="meta") | a=meta b=cpu
no-values               | meta.cpu() |
unknown-device          | x.to("gpu") | device=gpu
numpy-device            | meta.numpy() | device=meta
must-be-tensor          | torch.sum([1, 2]) | function=sum got=list
argument-type           | torch.zeros("a") | function=zeros argument=size got=str
list-wanted             | torch.stack(x, 5) | function=stack
argument-type           | F.pad(x, 1) | function=pad got=int
argument-choice         | x.sum("a") | function=sum got=str
unknown-keyword         | x.sum(axs=1) | function=sum name=axs
argument-choice         | torch.where(x > 0, x) | function=where
dtype-wanted            | torch.tensor([1], dtype="float32") | got=str
dtype-wanted            | torch.zeros(2, dtype="float32") | got=str
numpy-and-tensor        | np.dot(x, x.T) + x[0, :2] |
no-number               | torch.tensor(["a"]) | got=str
no-number               | torch.tensor(None) | got=NoneType
from-numpy              | torch.from_numpy([1]) | got=list
from-numpy-backwards    | torch.from_numpy(a[::-1]) |
from-numpy-dtype        | torch.from_numpy(np.array(["a"])) | dtype=numpy.str_
too-few-arguments       | (lambda a: a)() | names='a'
too-many-arguments      | (lambda a: a)(1, 2) | given=2
too-many-arguments      | x.abs(3) | given=1
unknown-keyword         | (lambda a: a)(b=1) | name=b
max-returns-pair        | x.max(1).shape |
attribute-of-none       | nothing.shape | left=nothing name=shape
operand-of-none         | x * nothing | left=nothing
operand-of-none         | nothing[0] | left=nothing
missing-in-module       | torch.zeroes(3) | module=torch name=zeroes nearest=zeros
missing-in-module       | np.zeross | module=numpy nearest=zeros
missing-attribute       | x.unsqeeze(0) | type=Tensor name=unsqeeze nearest=unsqueeze
only-of-tensors         | items.float() | type=list name=float
only-of-tensors         | (3).item() | type=int name=item
missing-attribute       | items.apend(1) | type=list nearest=append
missing-attribute       | a.reshap(6) | nearest=reshape
read-only               | x.shape = 3 | name=shape
method-not-called       | x.float + 1 | left=x.float
square-brackets         | x.sum[0] | called=x.sum
operand-types           | x + [1] | left_type=Tensor right_type=list
operand-types           | items + 1 | operation=+ left_type=list right_type=int
operand-types           | x > [1, "a"] | operation=> right_type=list
operand-types           | items * 1.5 | operation=* right_type=float
with-not-called         | exec("with torch.no_grad: pass") |
caret                   | x ^ 2 |
caret                   | 1.5 ^ 2 |
dtype-called            | torch.float32(items) | called=torch.float32
number-of-many          | float(items) | type=list
step                    | torch.arange(2, 8, 0) |
step                    | torch.arange(8, 2, 1) |
step                    | range(2, 8, 0) |
unknown-name            | ITEMS | name=ITEMS nearest=items
unknown-name            | nothng | name=nothng nearest=nothing
missing-in-module       | torch.array(items) | nearest=tensor
missing-attribute       | x.astype(torch.float32) | nearest=to
missing-attribute       | x.average() | nearest=mean
not-callable            | x.shape() | type=torch.Size called=x.shape
not-callable            | x(1) | type=Tensor called=x
not-subscriptable       | (5)[0] | type=int
loop-over-number        | list(torch.tensor(3)) |
loop-over-number        | len(torch.tensor(3)) |
not-iterable            | list(3) | type=int
not-iterable            | p, q = 5 | type=int
unhashable              | {items: 2} | type=list
unpack-count            | p, q = torch.zeros(3) | n=2
unpack-count            | p, q, r = x | n=3
not-a-number            | int("a") |
unbound-local           | p = q; q = 1 | name=q
name-without-import     | math.pi | name=math import=import_math
unknown-name            | prnt(x) | name=prnt nearest=print
unknown-name            | x.to(float32) | name=float32 nearest=torch.float32
unknown-name            | sigmoid(x) | name=sigmoid nearest=torch.sigmoid
missing-module          | import seaborn_of_no_kind | name=seaborn_of_no_kind
missing-import          | from torch import zeross | name=zeross module=torch nearest=zeros
missing-key             | {"a": 1}["b"] | name='b'
division-by-zero        | 1 / 0 |
endless-recursion       | f() |
not-written             | raise NotImplementedError |
assertion               | assert x is w |
exit                    | raise SystemExit |
exit                    | raise SystemExit(2) |
command-line            | __import__("argparse").ArgumentParser().parse_args(["x"]) |
input                   | raise EOFError("EOF when reading a line") |
missing-file            | open("no such file") |
"""

SYNTAX = [
    ("syntax-unclosed", "x = (1,\n", {"sign": "("}),
    ("syntax-unmatched", "x = 1)", {"sign": ")"}),
    ("syntax-unmatched", "x = (1]", {"sign": "]"}),
    ("syntax-colon", "def f()\n    pass", {}),
    ("syntax-indent-missing", "def f():\npass", {}),
    ("syntax-indent", "x = 1\n  y = 2", {}),
    ("syntax-indent", "if 1:\n    x\n  y", {}),
    ("syntax-tabs", "if 1:\n        x\n\ty", {}),
    ("syntax-string", "x = 'abc", {}),
    ("syntax-string", "x = '''abc", {}),
    ("syntax-equals", "if x = 1: pass", {}),
    ("syntax-equals", "f() = 1", {}),
    ("syntax-character", "x = （1)", {"sign": "（", "code": "U+FF08"}),
    ("syntax-character", "x = 1\u00a0+ 2", {"sign": "none", "code": "U+00A0"}),
    ("syntax-comma", "x = [1 2]", {}),
    ("syntax-print", "print x", {}),
    ("syntax-return", "return 3", {}),
    ("syntax-number", "2x = 1", {}),
    ("syntax-null", "x = '\0'", {}),
    ("syntax", "retrn x", {}),
]


TRANSLATIONS = strict_translations()
AREAS = (arrays, nn, python, tensors, training)


def of_table(head, table):
    """Return (key, code, facts) for each row of a table, by its number, key and line."""
    return {
        f"{number}: {key}: {line}": (key, in_function(head, line), facts)
        for number, (key, line, facts) in enumerate(rows(table))
    }


OF_TABLE = of_table(HEAD, RAISED)
OF_AREAS = {
    f"{area.__name__.rpartition('.')[2]} {name}": row
    for area in AREAS
    for name, row in of_table(area.HEAD, area.TABLE).items()
}


def explain_raised(code):
    """Return the explained exception that compiling or running the code raises."""
    return explain(exception_of(code))


def exception_of(code):
    """Return what the probe tells of the exception that compiling or running the code raises."""
    names = {}
    try:
        with warnings.catch_warnings():
            exec(compile(code, FILE_NAME, "exec"), names)
            names["f"]()
    except BaseException as error:
        return raised(error, code)
    raise AssertionError(f"nothing was raised by {code}")


def test_an_error_is_found_by_its_real_message():
    def check(row):
        key, code, facts = row
        found = explain_raised(code)
        wanted = {name: found.facts.get(name, "").replace("_", " ") for name in facts}
        assert (found.key, wanted) == (key, facts), found

    check_every(OF_TABLE, check)


@pytest.mark.filterwarnings("ignore")
def test_an_error_of_an_area_is_found_by_its_real_message():
    def check(row):
        key, code, facts = row
        found = explain(exception_of(code))
        wanted = {name: found.facts.get(name, "").replace("_", " ") for name in facts}
        assert (found.key, wanted) == (key, facts), found
        always = set.intersection(
            *(required_groups(entry.message) for entry in PATTERNS if entry.key == key)
            if key not in REFINED
            else [set(REFINED[key]) - {"layer_name"}]
        )
        assert [name for name in always if found.facts.get(name, UNKNOWN) == UNKNOWN] == []
        for language in LANGUAGES:
            given = {"line": "1", "source": "", "type": found.type, "message": found.message}
            sentence = TRANSLATIONS.format(language, f"error-{key}", given | found.facts)
            # "none" is a word of English, and in Japanese only the value of an unknown fact.
            assert not re.search(
                r"\bnone\b" if language == "ja" else "`none`|(size|shape) none", sentence
            )

    check_every(OF_AREAS, check)


def test_a_syntax_error_is_found_by_its_real_message():
    def check(row):
        key, code, facts = row
        found = explain_raised(code)
        assert (found.key, {name: found.facts.get(name) for name in facts}) == (key, facts), found

    every = [*SYNTAX, *syntax.SYNTAX]
    check_every({f"{n}: {row[0]}: {row[1]!r}": row for n, row in enumerate(every)}, check)


BY_VALUES = {
    "linear-features": ("matmul-sizes",),
    "linear-untransposed": ("matmul-sizes",),
    "shapes-do-not-fit": ("linalg-shapes",),
    "matmul-shapes": ("matmul-sizes", "linalg-shapes"),
    "layer-dtype": ("dtype-mix",),
    "collate-sizes": ("stack-sizes",),
    "grad-is-none": ("operand-of-none",),
    "list-wanted": ("argument-type",),
    "unknown-keyword": ("argument-choice",),
    "square-brackets": ("method-not-called", "function-not-called"),
}
"""Keys that take the values at the line, and the keys for the message alone."""


@pytest.mark.filterwarnings("ignore")
def test_a_message_alone_is_explained_alike():
    def check(row):
        key, code, _ = row
        told = exception_of(code)
        kind, message = told["type"], told["message"]
        found = explain_message(kind, message, told["source"])
        assert found is not None
        assert found.key in (key, *BY_VALUES.get(key, ()))
        without_type = explain_message(None, message, told["source"])
        assert without_type is None or without_type.key in (key, *BY_VALUES.get(key, ()))

    check_every(OF_TABLE | OF_AREAS, check)


def test_a_message_that_this_machine_does_not_raise_is_explained():
    def check(row):
        key, kind, message, facts = row
        found = explain_message(kind, message)
        assert found is not None
        assert (found.key, {name: found.facts[name] for name in facts}) == (key, facts)

    check_every({f"{n}: {row[2]}": row for n, row in enumerate(RECORDED)}, check)


def test_every_error_of_the_catalogue_is_raised_here_but_those_that_need_hardware_or_luck():
    tried = {key for key, *_ in [*OF_TABLE.values(), *SYNTAX, *syntax.SYNTAX]}
    tried |= {key for key, *_ in OF_AREAS.values()}
    recorded = {key for key, *_ in RECORDED} - tried - {"matmul-sizes"}
    assert {entry.key for entry in PATTERNS} - tried - recorded == {"syntax-nested"}
    assert recorded == {
        *(
            "no-cuda",
            "layer-device",
            "load-cuda",
            "cuda-memory",
            "cuda-assert",
            "cuda-version",
        ),  # a GPU
        *("loader-main", "loader-worker"),  # processes
        *("own-file-named", "not-installed", "broken-installation"),
    }


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a machine on which CUDA is missing")
def test_asking_for_cuda_where_there_is_none_is_explained():
    assert explain_raised("import torch\ndef f(): return torch.zeros(2).cuda()\n").key == "no-cuda"


def test_code_nested_too_deeply_is_explained():
    assert explain_raised("x = " + "(" * 500 + ")" * 500).key == "syntax-nested"


def test_an_unknown_error_has_no_key_and_keeps_its_message():
    found = explain_raised("def f(): raise ArithmeticError('nobody expects this')\n")
    assert (found.key, found.message, found.line) == (None, "nobody expects this", 1)


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"type": 3, "message": [1], "line": "7", "facts": ["left"], "traceback": None},
        {"type": "RuntimeError", "message": "size mismatch, got input", "facts": {"left": 3}},
        {"type": "AttributeError", "message": "module 'antigravity' has no attribute 'x'"},
    ],
)
def test_what_the_jail_tells_is_not_trusted(forged):
    found = explain(forged)
    assert found.line is None
    assert all(isinstance(fact, str) for fact in found.facts.values())


def test_a_module_that_the_jail_names_is_not_imported():
    import sys

    explain({"type": "AttributeError", "message": "module 'antigravity' has no attribute 'x'"})
    assert "antigravity" not in sys.modules
