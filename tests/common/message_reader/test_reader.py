"""What a message consists of: each shape in which people send code, outputs and errors."""

from __future__ import annotations

import json

import pytest

from common.message_reader.reader import read_parts

EVENS = "import torch\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)"
FENCED = f"```python\n{EVENS}\n```"
ERROR = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"
TRACEBACK = f'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    y = x @ w\n{ERROR}'
CODE, PROSE = ("code", EVENS), "prose"


def read(text: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read_parts(text)]


def quoted(text: str, mark: str = "> ") -> str:
    return "\n".join(mark + line for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"これでいい？{FENCED}", [(PROSE, "これでいい？"), CODE]),
        (f"これでいい？{FENCED}どうですか", [(PROSE, "これでいい？"), CODE, (PROSE, "どうですか")]),
        (f"is it right? ```py\n{EVENS}```", [(PROSE, "is it right?"), CODE]),
        (f"||{FENCED}||", [CODE]),
        (f"my answer ||{FENCED}||", [(PROSE, "my answer"), CODE]),
        (quoted(FENCED), [CODE]),
        (quoted(FENCED) + "\nis it right?", [CODE, (PROSE, "is it right?")]),
        (quoted(FENCED, "> > "), [CODE]),
        (f">>> {FENCED}", [CODE]),
        (f"> aki wrote this\n{FENCED}", [(PROSE, "aki wrote this"), CODE]),
        (f"```python:evens.py\n{EVENS}\n```", [CODE]),
        (f"```evens.py\n{EVENS}\n```", [CODE]),
        (f"```python evens.py\n{EVENS}\n```", [CODE]),
        (f"```{{python}}\n{EVENS}\n```", [CODE]),
        (f"```{{.python .numberLines}}\n{EVENS}\n```", [CODE]),
        (f'```python title="evens.py"\n{EVENS}\n```', [CODE]),
        (f"```python {{linenos=true}}\n{EVENS}\n```", [CODE]),
        (f'```python title="evens.py" linenums="1"\n{EVENS}\n```', [CODE]),
        (f"```Python\n{EVENS}\n```", [CODE]),
        (f"```python import torch\n\n{EVENS[14:]}\n```", [CODE]),
        (f"````\n{EVENS}\n````", [CODE]),
        (f"``\n{EVENS}\n``", [CODE]),
        (f"``{EVENS}``", [CODE]),
        (f"`{EVENS}`", [CODE]),
        (f"python\nコードをコピーする\n{EVENS}", [CODE]),
        (f"pythonCopy code\n{EVENS}", [CODE]),
        (f"python\nCopy\nEdit\n{EVENS}", [CODE]),
        (f"どうですか\npython\nコードをコピーする\n{EVENS}", [(PROSE, "どうですか"), CODE]),
        (f"```\npython\nCopy code\n{EVENS}\n```", [CODE]),
        (f"python\n{EVENS}", [CODE]),
        (f"```text\n{EVENS}\n```", [CODE]),
        ("```bash\npip install torch\n```", [("output", "pip install torch")]),
    ],
)
def test_code_is_found_wherever_its_fence_stands(text: str, parts: list[tuple[str, str]]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("tensor([0, 2, 4])", [("output", "tensor([0, 2, 4])")]),
        ("tensor([[1, 2],\n        [3, 4]])", [("output", "tensor([[1, 2],\n        [3, 4]])")]),
        ("```\ntensor([0, 2, 4])\n```", [("output", "tensor([0, 2, 4])")]),
        ("```\nepoch 1 loss 0.52\nepoch 2 loss 0.41\n```", [("output", "epoch 1 loss 0.52\nepoch 2 loss 0.41")]),
        ("```output\n3\n```", [("output", "3")]),
        ('{"lr": 0.1, "steps": [1, 2]}', [("output", '{"lr": 0.1, "steps": [1, 2]}')]),
        (f"{EVENS}\ntensor([0, 2, 4])", [CODE, ("output", "tensor([0, 2, 4])")]),
        (f"{EVENS}\nそしたら\ntensor([0, 2, 4])", [CODE, (PROSE, "そしたら"), ("output", "tensor([0, 2, 4])")]),
        (f"```\n{EVENS}\n```\n```\ntensor([0, 2, 4])\n```", [CODE, ("output", "tensor([0, 2, 4])")]),
        (ERROR, [("traceback", ERROR)]),
        (ERROR.partition(": ")[2], [("traceback", ERROR.partition(": ")[2])]),
        ("name 'torch' is not defined", [("traceback", "name 'torch' is not defined")]),
        (TRACEBACK, [("traceback", TRACEBACK)]),
        (f"```\n{TRACEBACK}\n```", [("traceback", TRACEBACK)]),
        (f"```text\n{TRACEBACK}\n```", [("traceback", TRACEBACK)]),
        (f"エラーが出ました\n{TRACEBACK}\n\nなぜですか？", [(PROSE, "エラーが出ました"), ("traceback", TRACEBACK), (PROSE, "なぜですか？")]),
        (f"{FENCED}\n{TRACEBACK}", [CODE, ("traceback", TRACEBACK)]),
        (f"```\n{EVENS}\n\n{TRACEBACK}\n```", [CODE, ("traceback", TRACEBACK)]),
        (f"{EVENS}\n{ERROR}", [CODE, ("traceback", ERROR)]),
        (f"{EVENS}\nValueError: bad", [CODE, ("traceback", "ValueError: bad")]),
        (f"{TRACEBACK}\n\nDuring handling of the above exception, another exception occurred:\n\n{TRACEBACK}",
         [("traceback", f"{TRACEBACK}\n\nDuring handling of the above exception, another exception occurred:\n\n{TRACEBACK}")]),
        ('  File "a.py", line 1\n    def f(x)\n            ^\nSyntaxError: expected \':\'', [("traceback", '  File "a.py", line 1\n    def f(x)\n            ^\nSyntaxError: expected \':\'')]),
    ],
)  # fmt: skip
def test_code_output_and_tracebacks_are_told_apart(text: str, parts: list[tuple[str, str]]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("what does this mean: IndexError: index 3 is out", [(PROSE, "what does this mean:"), ("traceback", "IndexError: index 3 is out")]),
        ("TypeError: bad というエラーが出ました", [("traceback", "TypeError: bad"), (PROSE, "というエラーが出ました")]),
        ("実行すると NameError: name 'x' が出る", [(PROSE, "実行すると"), ("traceback", "NameError: name 'x'"), (PROSE, "が出る")]),
        ("答えは `def f(x): return x` です", [(PROSE, "答えは"), ("code", "def f(x): return x"), (PROSE, "です")]),
        ("can't convert cuda:0 device type tensor to numpy.", [("traceback", "can't convert cuda:0 device type tensor to numpy.")]),
        ("```text\n(torch.Size([2, 3]), torch.float32, 'cpu')\n```", [("output", "(torch.Size([2, 3]), torch.float32, 'cpu')")]),
        ("loss.backward() what does it do", [(PROSE, "loss.backward() what does it do")]),
    ],
)  # fmt: skip
def test_what_stands_within_a_sentence_is_told_apart_too(
    text: str, parts: list[tuple[str, str]]
) -> None:
    assert read(text) == parts


def test_a_traceback_of_a_notebook_has_its_colours_taken_off() -> None:
    bar = "-" * 75
    coloured = (
        f"\x1b[0;31m{bar}\x1b[0m\n\x1b[0;31mRuntimeError\x1b[0m   Traceback (most recent call last)\n"
        f"Cell \x1b[0;32mIn[3], line 2\x1b[0m\n      1\x1b[0m x = f()\n\x1b[0;32m----> 2\x1b[0m x @ w\n\n{ERROR}"
    )
    (part,) = read_parts(coloured)

    assert part.kind == "traceback"
    assert "\x1b" not in part.text
    assert part.text.endswith(ERROR)


def test_a_session_has_its_code_and_what_it_printed_in_order() -> None:
    session = (
        ">>> import torch\n>>> def evens(stop):\n...     return torch.arange(0, stop, 2)\n...\n"
        ">>> evens(5)\ntensor([0, 2, 4])\n>>> evens('a')\nTraceback (most recent call last):\n"
        '  File "<stdin>", line 1, in <module>\nTypeError: bad\n\nなぜですか？'
    )
    assert [kind for kind, _ in read(f"試しました\n{session}")] == [
        *("prose", "code", "output", "code", "traceback", "prose"),
    ]
    assert read(session)[0][1].startswith("import torch\ndef evens(stop):\n    return torch")


def test_cells_of_ipython_have_their_code_and_outputs_in_order() -> None:
    session = (
        "In [1]: import torch\n\nIn [2]: def evens(stop):\n   ...:     return torch.arange(0, stop, 2)"
        "\n   ...:\n\nIn [3]: evens(5)\nOut[3]: tensor([0, 2, 4])"
    )
    assert read(session) == [
        ("code", "import torch"),
        ("code", "def evens(stop):\n    return torch.arange(0, stop, 2)"),
        ("code", "evens(5)"),
        ("output", "tensor([0, 2, 4])"),
    ]


def test_code_between_sentences_is_found_run_by_run() -> None:
    text = f"hello, this is my code (first try)\nimport torch\nand here the function:\n\n{EVENS[14:]}\n\nIs it ok?"
    assert [kind for kind, _ in read(text)] == ["prose", "code", "prose", "code", "prose"]


@pytest.mark.parametrize(
    "text",
    [
        "torch.Tensorとtorch.tensorの違い",
        "loss.backward()がわからない",
        "nn.Moduleの使い方",
        "what is nn.Module",
        "説明して（これ）",
        "class is at 9",
        "print it out",
        "del this",
        "time = money",
        "Note: important",
        "what does `x.sum()` do?",
        "``loss.backward()`` がわからない",
        "なぜ x = 1 なの？",
        "import antの使い方を教えて",
        "python",
        "use ``` around your code",
        "いいえ",
        "1. read the page\n2. do the quiz",
        "for me it is hard, if you can help me please",
    ],
)  # fmt: skip
def test_words_are_prose_though_python_may_parse_them(text: str) -> None:
    assert {kind for kind, _ in read(text)} == {"prose"}


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff", "\u200b \n"])
def test_nothing_has_no_part_with_code(text: str) -> None:
    assert "code" not in {kind for kind, _ in read(text)}


def test_every_part_says_where_it_was_sent() -> None:
    parts = read_parts(f"hi there\n{FENCED}", "replied-to", "a.txt")
    assert {(part.origin, part.name) for part in parts} == {("replied-to", "a.txt")}


def test_a_pasted_notebook_has_its_cells_as_parts() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": EVENS, "outputs": []},
        {"cell_type": "code", "source": ["evens(5)"], "outputs": [
            {"output_type": "execute_result", "data": {"text/plain": ["tensor([0, 2, 4])"]}}]},
        {"cell_type": "code", "source": "evens('a')", "outputs": [
            {"output_type": "error", "traceback": [f"\x1b[0;31m{ERROR}\x1b[0m"]}]},
    ]  # fmt: skip
    assert read(json.dumps({"cells": cells})) == [
        CODE,
        ("code", "evens(5)"),
        ("output", "tensor([0, 2, 4])"),
        ("code", "evens('a')"),
        ("traceback", ERROR),
    ]


def test_half_a_notebook_is_data_and_no_code() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": EVENS}]})[:60]
    assert [kind for kind, _ in read(text)] == ["output"]
