"""Errors of Python's own types and functions."""

HEAD = """\
import math
import torch

class Plain:
    pass

class Wrong:
    def __init__(self):
        return 3

def double(x):
    return 2 * x

def f(*_):
    text, numbers, pair, table = "abc", [1, 2], (1, 2), {"a": 1}
    x = torch.ones(2, 3)
"""

TABLE = """
index-of-text          | text["a"] |
item-assignment        | pair[0] = 3 |
item-assignment        | text[0] = "b" |
item-assignment        | range(3)[0] = 1 |
item-assignment        | x.shape[0] = 1 |
item-assignment        | del pair[0] |
math-domain            | math.log(0) |
math-domain            | math.sqrt(-1) |
too-large              | math.exp(1000) |
too-large              | 10.0 ** 400 |
too-large              | float(10 ** 400) |
too-large              | int(float("inf")) |
nan-to-integer         | int(float("nan")) |
integer-wanted         | range("3") |
integer-wanted         | range(numbers) |
pop-empty              | [].pop() |
pop-empty              | set().pop() |
pop-empty              | {}.popitem() |
not-in-list            | numbers.remove(7) |
not-in-list            | numbers.index(7) |
not-in-list            | pair.index(7) |
not-in-list            | text.index("z") |
max-of-nothing         | max([]) |
max-of-nothing         | min([]) |
no-len                 | len(3) |
no-len                 | len(n for n in numbers) |
argument-twice         | (lambda a: a)(1, a=2) |
argument-twice         | x.sum(1, dim=1) |
changed-in-loop        | for k in table: table[k + "x"] = 1 |
changed-in-loop        | s = {1, 2}; [s.add(n + 5) for n in s] |
changed-in-loop        | d = {1: 1, 2: 2}; for k in d: (d.pop(k), d.update({k + 2: 1})) |
isinstance-type        | isinstance(3, "int") |
isinstance-type        | isinstance(3, [int, float]) |
isinstance-type        | issubclass(3, int) |
join-texts             | ",".join(numbers) |
own-raise              | raise ValueError("x must be positive") |
memory                 | raise MemoryError |
iterator-empty         | next(iter([])) |
iterator-empty         | list((lambda: (yield next(iter([]))))()) |
unary-operand          | -numbers |
unary-operand          | -text |
format-count           | "%d %d" % 3 |
format-count           | "%d" % (1, 2) |
format-count           | "{} {}".format(1) |
format-code            | f"{text:.2f}" |
format-code            | "%d" % text |
format-code            | f"{3:5.q}" |
method-of-class        | list.append(3) |
method-of-class        | str.upper(3) |
class-without-init     | Plain(3) |
init-returns           | Wrong() |
function-not-called    | double + 1 |
function-not-called    | double[0] |
function-not-called    | double.shape |
function-not-called    | len(double) |
function-not-called    | for n in double: pass |
method-not-called      | x.sum.shape |
method-not-called      | for n in x.sum: pass |
method-not-called      | len(x.tolist) |
lazy-index             | (n for n in numbers)[0] |
lazy-index             | map(str, numbers)[0] |
lazy-index             | table.keys()[0] |
lazy-index             | {1, 2}[0] |
lazy-index             | zip(numbers, numbers)[0] |
unpack-none            | a, b = print() |
number-of-type         | int(None) |
number-of-type         | float(double) |
real-number            | math.sqrt("4") |
real-number            | math.sqrt(numbers) |
real-number            | math.sqrt(None) |
float-as-index         | numbers[0:1.5] |
in-text                | 3 in text |
in-number              | 3 in 5 |
argument-count         | len(1, 2) |
argument-count         | numbers.append(1, 2) |
argument-count         | math.sqrt() |
unknown-keyword        | sorted(numbers, revers=True) |
argument-count         | range() |
too-few-arguments      | pow(2) |
no-keywords            | len(obj=numbers) |
no-context             | exec("with 3: pass") |
unhashable             | {numbers: 1} |
relative-import        | exec("from . import a", {"__package__": None, "__name__": "__main__"}) |
unbound-local          | (lambda: [later for _ in numbers])(); later = 2 |
pickle-local           | import pickle; pickle.dumps(lambda: 0) |
file-refused           | open("/") |
unary-operand          | abs(text) |
dict-pairs             | dict(numbers) |
dict-pairs             | dict(["abc"]) |
text-encoding          | b"\\xff".decode() |
missing-in-class       | Plain.size |
"""
