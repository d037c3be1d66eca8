"""Tracebacks and error messages as people paste them: from files, notebooks and terminals."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from common.error_explanations.explain import explain_message
from common.error_explanations.pasted_traceback import PastedTraceback, parse_traceback

MESSAGE = "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"

OF_A_FILE = f"""\
Traceback (most recent call last):
  File "/home/aki/study/a.py", line 12, in <module>
    main()
  File "/home/aki/study/a.py", line 7, in main
    print(net(x))
          ^^^^^^
  File "/home/aki/v/lib/python3.11/site-packages/torch/nn/modules/module.py", line 1751, in call
    return self._call_impl(*args, **kwargs)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/home/aki/v/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 125, in forward
    return F.linear(input, self.weight, self.bias)
RuntimeError: {MESSAGE}"""

OF_WINDOWS = """\
Traceback (most recent call last):
  File "C:\\Users\\aki\\a.py", line 3, in <module>
    import torch
  File "C:\\Python311\\Lib\\site-packages\\torch\\__init__.py", line 130, in <module>
    raise err
OSError: [WinError 126] The specified module could not be found."""

OF_A_NOTEBOOK = f"""\
---------------------------------------------------------------------------
RuntimeError                              Traceback (most recent call last)
Cell In[3], line 3
      1 x = torch.randn(2, 3)
      2 y = torch.randn(4, 5)
----> 3 x @ y

RuntimeError: {MESSAGE}"""

OF_AN_OLD_NOTEBOOK = """\
---------------------------------------------------------------------------
TypeError                                 Traceback (most recent call last)
<ipython-input-5-7a2c> in <module>
      1 model = Net()
----> 2 model(x)

/usr/local/lib/python3.7/dist-packages/torch/nn/modules/module.py in _call_impl(self, *input)
   1108         if not (self._backward_hooks or self._forward_hooks):
-> 1110             return forward_call(*input, **kwargs)

<ipython-input-4-11> in forward(self, x)
      7     def forward(self, x):
----> 8         return self.fc(x, 3)

TypeError: forward() takes 2 positional arguments but 3 were given"""

COLOURED = """\
\x1b[0;31m---------------------------------------------------------------------------\x1b[0m
\x1b[0;31mIndexError\x1b[0m                                Traceback (most recent call last)
Cell \x1b[0;32mIn[2], line 1\x1b[0m
\x1b[0;32m----> 1\x1b[0m \x1b[43mx\x1b[49m[\x1b[38;5;241;43m5\x1b[39;49m]

\x1b[0;31mIndexError\x1b[0m: index 5 is out of bounds for dimension 0 with size 2"""

IN_A_PANEL = f"""\
╭─────────────────── Traceback (most recent call last) ───────────────────╮
│ /home/me/a.py:3 in <module>                                             │
│                                                                         │
│ ❱ 3 x @ y                                                               │
╰─────────────────────────────────────────────────────────────────────────╯
RuntimeError: {MESSAGE}"""

CHAINED = """\
Traceback (most recent call last):
  File "a.py", line 3, in <module>
    d["x"]
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "a.py", line 5, in <module>
    1/0
ZeroDivisionError: division by zero"""

OF_A_WORKER = """\
Traceback (most recent call last):
  File "/home/me/t.py", line 20, in <module>
    for x in loader:
  File "/x/site-packages/torch/utils/data/dataloader.py", line 733, in __next__
    data = self._next_data()
RuntimeError: Caught ValueError in DataLoader worker process 0.
Original Traceback (most recent call last):
  File "/x/site-packages/torch/utils/data/_utils/worker.py", line 349, in _worker_loop
    data = fetcher.fetch(index)
  File "/home/me/t.py", line 8, in __getitem__
    return int(self.rows[i])
ValueError: invalid literal for int() with base 10: 'a'"""

QUOTED = """\
> Traceback (most recent call last):
>   File "a.py", line 3, in <module>
>     x.foo
> AttributeError: 'Tensor' object has no attribute 'foo'
help please"""

OF_A_STATE = """\
RuntimeError: Error(s) in loading state_dict for Net:
	Missing key(s) in state_dict: "fc1.weight".
	Unexpected key(s) in state_dict: "layer.weight"."""

WARNED = """\
/usr/lib/python3/loss.py:12: UserWarning: Using a target size (torch.Size([4])) that is different
  return F.mse_loss(input, target)"""

READ = {
    OF_A_FILE: ("RuntimeError", MESSAGE, 7, "print(net(x))"),
    OF_WINDOWS: (
        "OSError",
        "[WinError 126] The specified module could not be found.",
        3,
        "import torch",
    ),
    OF_A_NOTEBOOK: ("RuntimeError", MESSAGE, 3, "x @ y"),
    OF_AN_OLD_NOTEBOOK: (
        "TypeError",
        "forward() takes 2 positional arguments but 3 were given",
        8,
        "return self.fc(x, 3)",
    ),
    COLOURED: ("IndexError", "index 5 is out of bounds for dimension 0 with size 2", 1, "x[5]"),
    IN_A_PANEL: ("RuntimeError", MESSAGE, 3, "x @ y"),
    CHAINED: ("ZeroDivisionError", "division by zero", 5, "1/0"),
    OF_A_WORKER: (
        "ValueError",
        "invalid literal for int() with base 10: 'a'",
        8,
        "return int(self.rows[i])",
    ),
    QUOTED: ("AttributeError", "'Tensor' object has no attribute 'foo'", 3, "x.foo"),
    f"```\n{OF_A_FILE}\n```\nwhat is that?": ("RuntimeError", MESSAGE, 7, "print(net(x))"),
    OF_A_FILE.partition("    print(net")[2]: ("RuntimeError", MESSAGE, None, None),  # cut off
    "    y = x @ w\n        ~~^~~\nTypeError: boo": ("TypeError", "boo", None, None),
    OF_A_STATE: ("RuntimeError", OF_A_STATE.partition(": ")[2].strip(), None, None),
    WARNED: (
        "UserWarning",
        "Using a target size (torch.Size([4])) that is different\n"
        "  return F.mse_loss(input, target)",
        None,
        None,
    ),
    "  Cell In[1], line 2\n    x++\n       ^\nSyntaxError: invalid syntax": (
        "SyntaxError",
        "invalid syntax",
        2,
        "x++",
    ),
    'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    raise Oops("bad")\n'
    "__main__.Oops: bad": ("__main__.Oops", "bad", 3, 'raise Oops("bad")'),
    'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    assert x\n'
    "AssertionError": ("AssertionError", "", 3, "assert x"),
    f"RuntimeError: {MESSAGE}": ("RuntimeError", MESSAGE, None, None),
    f"このエラーは何ですか？ RuntimeError: {MESSAGE}": ("RuntimeError", MESSAGE, None, None),
    MESSAGE: (None, MESSAGE, None, None),
    f"`{MESSAGE}`\n何ですか？": (None, MESSAGE, None, None),
    "torch.cuda.OutOfMemoryError: CUDA out of memory.": (
        "torch.cuda.OutOfMemoryError",
        "CUDA out of memory.",
        None,
        None,
    ),
}


@pytest.mark.parametrize(("text", "wanted"), READ.items())
def test_the_error_and_the_last_line_of_ones_own_are_read(
    text: str, wanted: tuple[str | None, str, int | None, str | None]
) -> None:
    assert parse_traceback(text) == PastedTraceback(*wanted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, what is broadcasting?",
        "What is a ValueError?",
        "RuntimeErrorって何ですか？",
        "def f(x):\n    if x < 0:\n        raise ValueError('x must be positive')\n    return x",
        "try:\n    x = 3\nexcept ValueError:\n    pass",
        "class MyError(Exception):\n    pass",
        "def f(x: int) -> int:\n    return x",
    ],
)
def test_what_is_no_error_is_not_read_as_one(text: str) -> None:
    assert parse_traceback(text) is None


PROSE = sorted(Path("lessons").rglob("*.md")) + sorted(Path("bot/i18n").rglob("*.ftl"))


def test_no_sentence_of_the_lessons_passes_for_an_error() -> None:
    paragraphs = [
        line for path in PROSE for line in path.read_text(encoding="utf-8").split("\n") if line
    ]
    assert len(paragraphs) > 5000
    found = [line for line in paragraphs if parse_traceback(line) is not None]
    # A page may show the last line of a traceback as it is printed.
    assert [
        line for line in found if not re.match(r"(Runtime|Assertion|Value)Error: |EOFError$", line)
    ] == []


EXPLAINED = {
    OF_A_FILE: ("matmul-sizes", {"left_shape": "(2, 3)", "right_shape": "(4, 5)"}),
    OF_A_NOTEBOOK: ("matmul-shapes", {"left": "x", "left_shape": "(2, 3)", "right": "y"}),
    MESSAGE: ("matmul-sizes", {"left_shape": "(2, 3)", "right_shape": "(4, 5)"}),
    "RuntimeError: mat2 must be a matrix, got 1-D tensor": ("linalg-shapes", {}),
    OF_A_WORKER: ("not-a-number", {}),
    OF_A_STATE: ("state-dict-keys", {"missing": '"fc1.weight"', "unexpected": '"layer.weight"'}),
    "  Cell In[1], line 2\n    x++\n       ^\nSyntaxError: invalid syntax": (
        "syntax-increment",
        {"name": "++"},
    ),
    "AttributeError: module 'torch' has no attribute 'zeross'. Did you mean: 'zeros'?": (
        "missing-in-module",
        {"module": "torch", "nearest": "zeros"},
    ),
    "NameError: name 'np' is not defined": (
        "name-without-import",
        {"import": "import numpy as np"},
    ),
    '  File "a.py", line 9, in <module>\n    w -= lr * w.grad\n'
    "TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'": (
        "grad-is-none",
        {"left": "w.grad"},
    ),
    '  File "a.py", line 9, in <module>\n    print(y.shape)\n'
    "AttributeError: 'NoneType' object has no attribute 'shape'": (
        "attribute-of-none",
        {"left": "y", "name": "shape"},
    ),
    '  File "a.py", line 9, in <module>\n    raise ValueError("x must be positive")\n'
    "ValueError: x must be positive": ("own-raise", {}),
}


@pytest.mark.parametrize(("text", "wanted"), EXPLAINED.items())
def test_a_pasted_error_is_explained(text: str, wanted: tuple[str, dict[str, str]]) -> None:
    pasted = parse_traceback(text)
    assert pasted is not None
    found = explain_message(pasted.error_type, pasted.message, pasted.source)
    assert found is not None
    key, facts = wanted
    assert (found.key, {name: found.facts[name] for name in facts}) == (key, facts)


def test_an_error_that_nobody_expects_is_not_explained() -> None:
    assert explain_message("ArithmeticError", "nobody expects this") is None
    assert explain_message(None, "nobody expects this") is None


def test_an_error_is_explained_where_neither_torch_nor_numpy_is_loaded() -> None:
    code = (
        "import sys\n"
        "from common.error_explanations.explain import explain_message\n"
        "from common.error_explanations.pasted_traceback import parse_traceback\n"
        f"assert parse_traceback({MESSAGE!r}) and explain_message(None, {MESSAGE!r})\n"
        "assert not {'torch', 'numpy', 'bot', 'grader'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
