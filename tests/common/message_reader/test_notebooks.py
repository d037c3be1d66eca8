"""Notebooks and their exports: what only a notebook understands is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from common.message_reader.program import assemble, read_paste
from common.message_reader.reader import read_code, read_file
from common.message_reader.records import NotebookError

EVENS = "import torch\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)"


def notebook(*sources: str | list[str]) -> bytes:
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "source": ["# Title"]}]
    cells += [{"cell_type": "code", "source": source, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


def program(*sources: str | list[str]) -> str:
    return assemble(read_file(notebook(*sources), "a.ipynb"), ("evens",)).code


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "%load_ext autoreload",
        "!pip install torch",
        "!nvidia-smi",
        "torch.arange?",
        "torch.arange??",
        "?torch.arange",
        "%%time",
        "%%capture",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "get_ipython().system('pip install torch')",
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "from google.colab import files",
        "from IPython.display import display, clear_output\nclear_output()",
        "display(3)",
        "from IPython import get_ipython\nget_ipython().magic('time')",
    ],
)
def test_lines_of_the_notebook_itself_do_not_sink_the_code(line: str) -> None:
    for text in (
        f"{line}\n{EVENS}",
        f"# In[1]:\n\n{line}\n\n# In[2]:\n\n{EVENS}",
        f"```\n{line}\n{EVENS}\n```",
    ):
        paste = assemble(read_code(text), ("evens",))
        compile(paste.code, "a.py", "exec")
        assert paste.functions == ("evens",)
        left = [each for each in paste.code.split("\n") if each and not each.startswith("#")]
        assert left == [each for each in EVENS.split("\n") if each]
    assert read_paste(f"{line}\n{EVENS}", ("evens",)).repairs == ("notebook",)
    assert program(line, EVENS) == program(EVENS)


@pytest.mark.parametrize("magic", ["bash", "html", "javascript", "writefile a.py", "sh", "latex"])
def test_a_cell_in_another_language_is_left_out(magic: str) -> None:
    cell = f"%%{magic}\nimport os; rm -rf x"
    assert program(cell, EVENS) == EVENS
    assert "rm -rf" not in read_paste(f"```\n{cell}\n```\n```\n{EVENS}\n```", ("evens",)).code


def test_calls_inside_of_functions_are_left_out_with_their_place_kept() -> None:
    text = "def evens(stop):\n    display(\n        stop\n    )\n    return stop"
    assert read_paste(text).code == "def evens(stop):\n    pass\n\n\n    return stop"


@pytest.mark.parametrize(
    "text",
    [
        "def display(x):\n    return x\n\ndisplay(3)",
        "from mine import display\n\ndisplay(3)",
        "x = get_ipython()\nprint(x)",
        "from google.protobuf import message\n\nprint(message)",
        "show = display\nshow(3)",
    ],
)
def test_what_the_code_itself_depends_on_stays(text: str) -> None:
    assert read_paste(text).code == text


def test_line_numbers_stay_where_a_magic_is_left_out() -> None:
    text = f"%matplotlib inline\n{EVENS}\n!pip list"
    assert read_paste(text).code == f"# %matplotlib inline\n{EVENS}\n# !pip list"


def test_a_string_that_looks_like_a_magic_stays() -> None:
    cell = 'x = """\n%matplotlib\n!pip\n"""'
    assert program(cell + "\n" + EVENS) == cell + "\n" + EVENS


def test_a_source_may_be_a_text_or_a_list_of_lines() -> None:
    assert program(EVENS.splitlines(keepends=True)) == program(EVENS) == EVENS


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"  ", "empty"),
        (b"{", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b"[]", "no-cells"),
        (b'{"cells": 3}', "no-cells"),
        (b'{"cells": [{}]}', "no-cells"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "no-cells"),
        (b'{"cells": []}', "no-code"),
        (EVENS.encode(), "not-json"),
    ],
)
def test_what_is_no_notebook_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(NotebookError) as problem:
        read_file(content, "a.ipynb")
    assert problem.value.reason == reason


def test_a_notebook_is_recognised_in_a_file_of_any_name() -> None:
    for name in ("a.py", "a.txt", "download", ""):
        (part,) = read_file(notebook(EVENS), name)
        assert part.text == EVENS
