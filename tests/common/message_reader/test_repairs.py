"""Damaged code is repaired where the repair is certain, and what was done is said."""

from __future__ import annotations

import pytest

from common.message_reader.program import read_paste

CODE = "import torch\n\ndef evens(stop):\n    if stop > 0:\n        return torch.arange(0, stop - 1, 2)"
LINES = CODE.split("\n")


@pytest.mark.parametrize(
    ("damaged", "repair"),
    [
        ("\n".join(f"{n} {line}" for n, line in enumerate(LINES, 1)), "numbers"),
        ("\n".join(f"{n:3}  {line}" for n, line in enumerate(LINES, 8)), "numbers"),
        ("\n".join(f"{n}: {line}" for n, line in enumerate(LINES, 1)), "numbers"),
        ("\n".join(f"{n:3} | {line}" for n, line in enumerate(LINES, 1)), "numbers"),
        ("\n".join(f"{n}\t{line}" for n, line in enumerate(LINES, 1)), "numbers"),
        (CODE.replace("stop - 1", "stop ー 1"), "characters"),
        (CODE.replace("stop - 1", "stopー1"), "characters"),
        (CODE.replace("-", "−"), "characters"),
        (CODE.replace("-", "–"), "characters"),
        (CODE.replace("(0,", "(¥\n0,").replace("¥\n", "¥\n"), "characters"),
        (CODE.replace("def ", "def\u200c "), "characters"),
        (CODE.replace("evens(", "evens\u200b("), "characters"),
        (CODE.replace("\n", "\u2028"), "characters"),
        (CODE.replace("\n", "\u2029"), "characters"),
        (CODE.replace(" ", "\u00a0"), "characters"),
        (CODE.replace(">", "&gt;"), "entities"),
        ("if 1 &lt; 2 &amp;&amp; 3:\n    x = &quot;a&quot;".replace(" &amp;&amp; 3", ""), "entities"),
        ("def f(x):\n    y = x &gt; 0\n    return y", "entities"),
        (CODE.replace("def evens", "def to\\_float"), "escapes"),
        (CODE.replace("(", "\\(").replace("_", "\\_"), "escapes"),
        (f"    {LINES[0]}\n    {LINES[1]}\n" + "\n".join(f"    {line}" for line in LINES[2:]), "indentation"),
        ("def f(x):\n\ty = x\n        return y", "indentation"),
        ("import torch\n    x = 1\n    y = 2", "indentation"),
    ],
)  # fmt: skip
def test_damage_is_repaired_and_said(damaged: str, repair: str) -> None:
    paste = read_paste(damaged)

    assert paste.repairs == (repair,)
    compile(paste.code, "a.py", "exec")
    if "stop - 1" in paste.code and "(\\" not in paste.code and "to_float" not in paste.code:
        assert paste.code == CODE


def test_a_backslash_written_as_yen_is_one_in_strings_too() -> None:
    assert read_paste('x = 1 + ¥\n  2\nprint("a¥nb")').code == 'x = 1 + \\\n  2\nprint("a\\nb")'


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return x²",
        "2x = 3\ny = 2x",
        "def f(x):\n    return x × 2",
    ],
)
def test_a_name_that_python_does_not_allow_is_left_for_python_to_report(code: str) -> None:
    paste = read_paste(code)
    assert (paste.code, paste.repairs) == (code, ())


@pytest.mark.parametrize(
    "code",
    [
        "スコアー1 = 3\nprint(スコアー1)",
        "データ = 1\nx = データ - 1",
        "gt, lt = 1, 2\nx = 3 &gt; 0",
        'x = "&gt; &amp; \\\\_ ー − ¥"',
        'x = """\n1 import\n2 this\n> quoted\n%magic\n!pip\n```\n"""',
        "x = 1  # tensor([1])\n",
        "from torch import tensor\n\ntensor([1, 2])",
        "from torch import *\n\ntensor([1, 2])",
        "def tensor(x):\n    return x\n\ntensor([1, 2])",
        'def f():\n    """Doc.\n\n    >>> f()\n    ValueError: bad\n    tensor([1])\n    """\n    return 1',
        'TEXT = """\nTraceback (most recent call last):\nValueError: bad\n# %%\n# In[3]:\n"""',
        "x = [\n1,\n2,\n]\nx",
        "x = 1; y = 2",
        "print(5 % 3)\nx = (7\n% 2)",
        "import torch\n\nclass Net(torch.nn.Module):\n    def forward(self, x):\n        return x",
        "lambda x: x",
    ],
)  # fmt: skip
def test_code_that_python_can_read_stays_as_it_is(code: str) -> None:
    paste = read_paste(code, ("forward", "f"))
    assert (paste.code, paste.repairs) == (code.strip("\n"), ())
