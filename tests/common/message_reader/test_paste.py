"""Code in messages: which repairs are made, what stays unchanged, and what is not code."""

from __future__ import annotations

import ast

import pytest

from common.message_reader.program import read_paste
from common.message_reader.syntax import defined_names

EVENS = "def evens(stop):\n    return torch.arange(0, stop, 2)"


@pytest.mark.parametrize(
    "pasted",
    [
        EVENS,
        f"\n\n{EVENS}\n\n",
        f"```python\n{EVENS}\n```",
        f"```py\n{EVENS}\n```",
        f"```\n{EVENS}\n```",
        f"~~~\n{EVENS}\n~~~",
        f"```python\n{EVENS}```",
        f"```python\n{EVENS}",
        f"Here is mine:\n```python\n{EVENS}\n```\nIs it right?",
        f"先生、できました！\n\n{EVENS}",
        f"先生、できました！\n{EVENS}\nこれで合っていますか？",
        f"Here it is:\n\n{EVENS}\n\nIt's my first one.\nIs it right?",
        "> def evens(stop):\n>     return torch.arange(0, stop, 2)",
        ">def evens(stop):\n>    return torch.arange(0, stop, 2)".replace(">   ", ">    "),
        f"\ufeff{EVENS}",
        EVENS.replace("\n", "\r\n"),
        EVENS.replace("\n", "\r"),
        EVENS.replace(" ", "\u3000"),
        EVENS.replace(" ", "\u00a0"),
        EVENS.replace("(", "（").replace(")", "）").replace(":", "：").replace(",", "，"),
        ">>> def evens(stop):\n...     return torch.arange(0, stop, 2)",
        ">>> def evens(stop):\n...     return torch.arange(0, stop, 2)\n...\n",
        "In [3]: def evens(stop):\n   ...:     return torch.arange(0, stop, 2)\n   ...:",
        f"```output\n3\n```\n```python\n{EVENS}\n```",
        "\n".join(f"    {line}" for line in EVENS.split("\n")),
    ],
)
def test_the_same_code_comes_out_however_it_was_pasted(pasted: str) -> None:
    paste = read_paste(pasted)
    assert paste.is_code
    assert paste.code.strip() == EVENS


def test_several_blocks_become_one_program() -> None:
    paste = read_paste("one:\n```python\na = 1\n```\ntwo:\n```\nb = 2\n```")
    assert paste.code == "a = 1\n\nb = 2"


def test_output_between_prompts_is_left_out() -> None:
    paste = read_paste(">>> x = 1\n>>> x\n1\n>>> x + 1\n2\n")
    assert [line for line in paste.code.split("\n") if line] == ["x = 1", "x", "x + 1"]
    assert paste.repairs == ("prompts",)


def test_output_of_notebook_cells_is_left_out() -> None:
    paste = read_paste("In [1]: x = 1\n\nIn [2]: x\nOut[2]: 1\nmore of it\n\nIn [3]: y = 2")
    assert [line for line in paste.code.split("\n") if line] == ["x = 1", "x", "y = 2"]


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("print(“hi”)", 'print("hi")'),
        ("print(‘hi’)", "print('hi')"),
        ('print("hi”)', 'print("hi")'),
        ("print(＂hi＂)", 'print("hi")'),
        ('x = “say "so"”', 'x = "say \\"so\\""'),
        ("f（“全角　は そのまま（です）”）", 'f("全角　は そのまま（です）")'),
        ("x　=　１　＋　２　＃　全角（コメント）", "x = 1 + 2 #　全角（コメント）"),
        ("x = a − b", "x = a - b"),
        ("d = {“a”：1， “b”：2}", 'd = {"a":1, "b":2}'),
        ("s = '''“quoted”'''（1）", "s = '''“quoted”'''(1)"),
    ],
)
def test_typographic_characters_become_plain_outside_strings_and_comments(
    pasted: str, code: str
) -> None:
    paste = read_paste(pasted)
    assert paste.code == code
    assert paste.repairs == ("characters",)
    ast.parse(paste.code)


@pytest.mark.parametrize(
    "code",
    [
        "s = '“curly” and （full width）'",
        "# “a comment”　（全角）\nx = 1",
        'def f():\n    """\n    >>> f()\n    ```\n    1\n    """\n    return 1',
        "def f():\n\treturn 1",
        "値 = 1",
    ],
)
def test_code_that_python_can_read_is_left_exactly_as_it_is(code: str) -> None:
    paste = read_paste(code)
    assert (paste.code, paste.repairs) == (code, ())


def test_tabs_mixed_with_spaces_are_straightened() -> None:
    paste = read_paste("def f():\n\tx = 1\n        return x")
    assert paste.repairs == ("indentation",)
    ast.parse(paste.code)


def test_code_with_a_real_mistake_keeps_its_lines() -> None:
    code = "import torch\n\ndef evens(stop)\n    return 1"
    assert read_paste(code).code == code
    assert read_paste(code).is_code


def test_a_slip_after_the_code_is_no_sentence_and_stays() -> None:
    code = f"{EVENS}\nretrn evens"
    assert read_paste(code).code == code


@pytest.mark.parametrize(
    "words",
    [
        "hello",
        "こんにちは",
        "help me please",
        "I don't know",
        "yes-no",
        "なぜ x = 1 なの？",
        "",
        "  \n",
    ],
)
def test_words_are_not_taken_for_code(words: str) -> None:
    assert not read_paste(words).is_code


@pytest.mark.parametrize(
    "code", ["1 + 1", "x = 1", "torch.zeros(3)", "import torch", "a @ b", "[1]"]
)
def test_a_single_line_of_code_is_taken_for_code(code: str) -> None:
    assert read_paste(code).is_code


def test_an_empty_fence_is_code_without_anything_in_it() -> None:
    paste = read_paste("```python\n```")
    assert (paste.code, paste.is_code) == ("", True)


def test_what_is_much_too_large_is_not_worked_on() -> None:
    huge = "(" * 300_000
    assert read_paste(huge).code == huge


def test_names_are_found_in_every_way_of_defining_a_function() -> None:
    code = "def a(): ...\nasync def b(): ...\nc = lambda x: x\nclass D: ...\n"
    assert defined_names(code) == ("a", "b", "c", "D")


def test_names_are_found_also_where_python_cannot_read_the_code() -> None:
    assert defined_names("def evens(stop)\n  return (") == ("evens",)


def test_a_function_inside_another_does_not_count() -> None:
    assert defined_names("def outer():\n    def inner(): ...\n") == ("outer",)


def test_a_word_that_ends_in_py_keeps_its_end_in_a_fence_of_one_line() -> None:
    assert read_paste("```python happy + 1```").code == "happy + 1"
    assert read_paste("```copy = happy + 1```").code == "copy = happy + 1"


def test_the_names_of_code_come_with_it() -> None:
    paste = read_paste("def a(): ...\nb = 1\nc = lambda x: x")

    assert (paste.names, paste.functions) == (("a", "b", "c"), ("a", "c"))
