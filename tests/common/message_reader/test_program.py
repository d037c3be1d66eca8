"""The program that is graded: what is taken from which block, and in which shape."""

from __future__ import annotations

import pytest

from common.message_reader.program import assemble, fingerprint, join_code, read_paste
from common.message_reader.reader import read_code, read_parts
from common.message_reader.records import Paste

EVENS = "def evens(stop):\n    return torch.arange(0, stop, 2)"
WANTED = ("evens", "frame", "to_float")


def blocks(*codes: str, between: str = "\nand then\n") -> Paste:
    return assemble(read_parts(between.join(f"```python\n{code}\n```" for code in codes)), WANTED)


def run(code: str) -> dict[str, object]:
    """Run a program of this file; `torch` in it is the standard library's `math`."""
    names: dict[str, object] = {}
    exec(compile(code.replace("import torch", "import math as torch"), "a.py", "exec"), names)
    return names


@pytest.mark.parametrize(
    "others",
    [
        ("evens('x')",),  # raises after the definition
        ("raise RuntimeError('demo')",),
        ("def evens(stop)\n    return (",),  # does not parse
        ("x = torch.load('data.pt')",),
        ("assert evens(3) == 1",),
        ("import no_such_module",),
        ("for each in evens(3):\n    print(missing)",),
    ],
)
def test_another_block_does_not_sink_the_right_function(others: tuple[str, ...]) -> None:
    for before, after in ((others, ()), ((), others)):
        paste = blocks(*before, f"import torch\n\n{EVENS}", *after)

        assert paste.code == f"import torch\n\n{EVENS}"
        assert paste.repairs == ("blocks",)
        assert paste.functions == ("evens",)


def test_what_the_function_needs_comes_from_other_blocks() -> None:
    paste = blocks(
        "import torch\nimport no_such_module",
        "STEP = 2\nOTHER = open('data.txt')\nprint(STEP)",
        "def helper(stop):\n    return torch.arange(0, stop, STEP)",
        "evens(3)",
        "def evens(stop):\n    return helper(stop)",
    )

    assert paste.code == (
        "import torch\n\nSTEP = 2\n\ndef helper(stop):\n    return torch.arange(0, stop, STEP)"
        "\n\ndef evens(stop):\n    return helper(stop)"
    )


def test_a_name_of_the_functions_own_is_not_looked_for_elsewhere() -> None:
    paste = blocks(
        "stop = open('data.txt')\neach = 1 / 0",
        "def evens(stop):\n    return [each for each in stop]",
    )
    assert paste.code == "def evens(stop):\n    return [each for each in stop]"


def test_a_value_that_other_blocks_change_is_changed() -> None:
    paste = blocks("SETTINGS = {}", "SETTINGS['step'] = 2", "def evens(stop):\n    return SETTINGS")
    assert run(paste.code)["SETTINGS"] == {"step": 2}


def test_of_two_definitions_the_last_counts() -> None:
    paste = blocks("def evens(stop):\n    return 1", "def evens(stop):\n    return 2")
    assert run(paste.code)["evens"](0) == 2  # type: ignore[operator]


def test_the_only_definition_keeps_its_mistake() -> None:
    paste = blocks("import torch", "def evens(stop)\n    return 1")
    assert "def evens(stop)\n    return 1" in paste.code
    assert paste.names == ("evens",)


def test_several_exercises_in_one_message_are_all_in_the_program() -> None:
    paste = blocks(
        f"import torch\n{EVENS}", "1 / 0", "def frame(h, w):\n    return torch.zeros(h, w)"
    )
    assert paste.functions == ("evens", "frame")
    assert "1 / 0" not in paste.code


def test_without_an_exercise_all_blocks_are_the_program() -> None:
    assert blocks("x = 1", "print(x)").code == "x = 1\n\nprint(x)"
    assert blocks("x = 1", "print(x)").repairs == ()


def test_a_single_block_is_graded_as_it_is() -> None:
    code = f"print('demo')\n{EVENS}\n\n\nevens('x')"
    assert (blocks(code).code, blocks(code).repairs) == (code, ())


def test_a_future_import_stays_first() -> None:
    paste = blocks("import torch", f"from __future__ import annotations\n{EVENS}")
    compile(paste.code, "a.py", "exec")


def test_a_right_cell_of_an_export_is_not_sunk_by_the_others() -> None:
    text = f"# In[1]:\n\nimport torch\n\n# In[2]:\n\n{EVENS}\n\n# In[3]:\n\nevens('x')\n"
    assert "evens('x')" not in assemble(read_code(text), WANTED).code


def test_the_joined_code_has_the_same_parts_again() -> None:
    parts = read_parts("```\nimport torch\n```\n```\nx = 1\n```\n")
    assert [each.text for each in read_code(join_code(parts))] == [each.text for each in parts]


@pytest.mark.parametrize(
    "text",
    [
        "class Solution:\n    def evens(self, stop):\n        return list(range(0, stop, 2))",
        "class Solution(object):\n    def evens(self, stop):\n        return list(range(0, stop, 2))",
        "class Answer:\n    STEP = 2\n    def evens(self, stop):\n        return list(range(0, stop, self.STEP))",
        "class A:\n    @staticmethod\n    def evens(stop):\n        return list(range(0, stop, 2))",
        "class A:\n    @classmethod\n    def evens(cls, stop):\n        return list(range(0, stop, 2))",
        'class A:\n    """My answer."""\n\n    def evens(\n        self,\n        stop,\n    ):\n        return list(range(0, stop, 2))',
        "class A:\n    def step(self):\n        return 2\n\n    def evens(self, stop):\n        return list(range(0, stop, self.step()))",
        "class A:\n    # 答え\n    def evens(self, stop: 'int') -> 'list':\n        '''値'''\n        return list(range(0, stop, 2))",
    ],
)  # fmt: skip
def test_a_method_is_taken_out_of_its_class(text: str) -> None:
    paste = read_paste(text, WANTED)

    assert paste.repairs == ("class",)
    assert "evens" in paste.functions
    assert run(paste.code)["evens"](5) == [0, 2, 4]  # type: ignore[operator]
    assert paste.code.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n    def __init__(self):\n        self.step = 2\n    def evens(self, stop):\n        return self.step",
        "import torch\n\nclass Net(torch.nn.Module):\n    def evens(self, stop):\n        return stop",
        "@decorated\nclass A:\n    def evens(self, stop):\n        return stop",
        "class A:\n    def other(self):\n        return 1",
        "class A:\n    def evens(self, stop):\n        return stop\n\ndef evens(stop):\n    return 1",
    ],
)
def test_a_class_stays_where_its_method_is_more_than_a_function(text: str) -> None:
    paste = read_paste(text, WANTED)
    assert (paste.code, paste.repairs) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        'from jaxtyping import Float\ndef evens(stop: Float[int, "n"]) -> Float[int, "n"]:\n    return stop',
        "import jaxtyping\ndef evens(stop: jaxtyping.Float) -> int:\n    x: jaxtyping.Int = stop\n    y: jaxtyping.Int\n    return x",
        "from torchtyping import TensorType, patch_typeguard\npatch_typeguard()\ndef evens(stop: TensorType):\n    return stop",
        "from jaxtyping import Float, jaxtyped\nfrom beartype import beartype\n@jaxtyped(typechecker=beartype)\ndef evens(stop: Float):\n    return stop",
        'from jaxtyping import Float\nBatch = Float[int, "batch"]\ndef evens(\n    stop: Batch,\n    step: int = 2,\n) -> Batch:\n    return stop',
        "try:\n    from jaxtyping import Float\nexcept ImportError:\n    pass\ndef evens(stop: 'int'):\n    値: Float = stop\n    return stop",
    ],
)  # fmt: skip
def test_annotations_of_packages_that_are_not_here_are_left_out(text: str) -> None:
    paste = read_paste(text, WANTED)

    assert "annotations" in paste.repairs
    assert set(paste.missing) & {"jaxtyping", "torchtyping", "beartype"}
    assert run(paste.code)["evens"](5) == 5  # type: ignore[operator]


def test_a_package_that_the_function_itself_needs_stays() -> None:
    text = (
        "from jaxtyping import Float\n\ndef evens(stop: Float):\n    return isinstance(stop, Float)"
    )
    paste = read_paste(text, WANTED)
    assert (paste.code, paste.missing, paste.repairs) == (text, (), ())


STARTER = "import torch\n\n\ndef evens(stop):\n    # stop itself is not included\n    ..."
REAL_STARTER = "def frame(h, w):\n    picture = torch.zeros(h, w)\n    return picture"


@pytest.mark.parametrize(
    "text",
    [
        STARTER,
        STARTER.replace("...", "pass"),
        STARTER.replace("...", "raise NotImplementedError"),
        STARTER.replace("...", "raise NotImplementedError('todo')"),
        STARTER.replace("...", "return ..."),
        STARTER.replace("...", '"""Return the even numbers."""'),
        STARTER.replace("    ...", ""),
        STARTER.replace("    ...", "") + "\n\nprint(evens(3))",
        f"できました\n```python\n{STARTER}\n```",
    ],
)
def test_a_function_without_a_body_is_not_attempted(text: str) -> None:
    assert read_paste(text, WANTED).not_attempted == ("evens",)


def test_a_starter_of_real_code_is_known_by_its_fingerprint_in_every_language() -> None:
    starters = {"frame": {fingerprint(REAL_STARTER, "frame")}}
    commented = REAL_STARTER.replace("    return", "    # 枠だけを 1 に\n    return")
    changed = REAL_STARTER.replace("zeros", "ones")

    for text, expected in ((REAL_STARTER, ("frame",)), (commented, ("frame",)), (changed, ())):
        assert assemble(read_parts(text), WANTED, starters).not_attempted == expected


@pytest.mark.parametrize(
    "text",
    [
        EVENS,
        "def evens(stop):\n    return None",
        "def evens(stop):\n    x = ...\n    return x",
        f"{STARTER}\n{EVENS}",
        "import torch\ndef evens(stop):\nreturn torch.arange(0, stop, 2)",
        "def evens(stop):\n# the even ones\nnumbers = range(stop)\nreturn numbers[::2]",
    ],
)
def test_an_attempt_is_one(text: str) -> None:
    assert read_paste(text, WANTED).not_attempted == ()


def test_output_and_a_traceback_are_no_code() -> None:
    for text in ("tensor([0, 2, 4])", "ValueError: bad", "what is this?"):
        assert not read_paste(text, WANTED).is_code
