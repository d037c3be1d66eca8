"""Code and answers that are made to keep the judge busy take no longer than others."""

import ast
import json

import pytest

from grader.judge import precheck
from grader.probe import FrameError, Opaque, pack, unpack
from grader.probe.serialization import MAX_TAGGED_KEYS
from grader.syntax.requirements import Rules
from grader.syntax.summary import summarize
from tests.support.built_in import built_in_lessons

MODULUS = 2**61 - 1
"""Python's hash of an integer is its remainder by this, so all multiples have the same hash."""


def look(exercise, code):
    return precheck.check(exercise, summarize(code, exercise.function))


@pytest.fixture
def looked_at(monkeypatch):
    """The number of visited nodes of syntax trees, as a list of one number."""
    count = [0]
    real = ast.iter_child_nodes

    def counted(node):
        count[0] += 1
        return real(node)

    monkeypatch.setattr(ast, "iter_child_nodes", counted)
    return count


def nested(*blocks, depth):
    lines = [" " * level + blocks[level % len(blocks)] for level in range(depth)]
    return "\n".join([*lines, " " * depth + f"y = [{'0, ' * 500}]"])


@pytest.mark.parametrize(
    "code",
    [
        nested("if x:", depth=90),
        nested("try:", depth=1) + "\nexcept OSError:\n pass",
        "if x:\n pass\n" + "elif x:\n pass\n" * 800,
    ],
    ids=["nested-ifs", "try", "elifs"],
)
def test_each_node_is_gone_through_a_few_times_before_code_is_run(looked_at, code):
    exercise = built_in_lessons().exercise("operations/row-means")
    looked_at[0] = 0  # without the trees of the lessons' own files
    assert look(exercise, "def row_means(x): return x\n" + code) is None
    assert looked_at[0] < 10 * sum(1 for _ in ast.walk(ast.parse(code))) + 100


def test_each_node_is_gone_through_a_few_times_for_the_remarks(looked_at):
    code = nested("def row_means(x):", "for i in x:", depth=90)
    assert "loop-instead-of-broadcast" in [
        hint.key for hint in summarize(code, "row_means").style_hints
    ]
    assert looked_at[0] < 20 * sum(1 for _ in ast.walk(ast.parse(code)))


def test_each_node_is_gone_through_a_few_times_for_what_an_exercise_does_not_allow(looked_at):
    code = nested("def row_means(x):", "for i in x:", depth=90)
    rules = Rules(("sort",), ("for",))
    assert summarize(code, "row_means", rules=rules).use is None
    assert looked_at[0] < 20 * sum(1 for _ in ast.walk(ast.parse(code)))


def test_a_module_is_split_into_its_parts_once_for_all_that_is_imported_from_it(monkeypatch):
    code = f"from torch{'.nn' * 3000} import {', '.join(f'a{n}' for n in range(3000))}"
    compared = [0]

    class Counted(tuple):
        __slots__ = ()

        def __contains__(self, name):
            compared[0] += 1
            return tuple.__contains__(self, name)

    found = summarize(code, "f", rules=Rules((), Counted(("nn",)))).use
    assert (found.kind, found.line) == ("not-allowed", 1)
    assert compared[0] < 4 * 3000


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("try:\n import torch\nexcept ImportError:\n row_means = len", True),
        ("if True:\n def row_means(x): return x", True),
        ("match 1:\n case 1:\n  row_means = abs", True),
        ("a = row_means = abs", True),
        ("row_means: object = abs", True),
        ("(row_means, b) = abs, 1", True),
        ("class A:\n def row_means(x): return x", False),
        ("def outer():\n row_means = abs", False),
    ],
)
def test_a_function_is_found_wherever_the_module_binds_it(code, found):
    refused = look(built_in_lessons().exercise("operations/row-means"), code)
    assert (refused is None) is found


def test_the_last_binding_of_a_name_counts():
    exercise = built_in_lessons().exercise("operations/row-means")
    refused = look(exercise, "row_means = abs\nif True:\n class row_means: pass")
    assert refused.problem.facts["found"] == "class"


def test_a_name_too_long_for_a_sentence_is_not_repeated():
    refused = look(
        built_in_lessons().exercise("operations/row-means"), f"def {'a' * 3000}(x): return x"
    )
    assert refused.problem.facts["found"] == "nothing"


def frame_of(keys):
    tree = json.dumps(["d", [[key, 0] for key in keys]]).encode()
    return len(tree).to_bytes(8, "little") + tree


@pytest.mark.parametrize(
    "key",
    [
        lambda n: ["i", hex(n * MODULUS)],
        lambda n: ["c", float(-1000003 * n), float(n)],
        lambda n: ["t", [["i", hex(n * MODULUS)]]],
    ],
    ids=["numbers", "complex", "tuples"],
)
def test_keys_of_which_many_can_have_one_hash_are_few(key):
    unpack(frame_of(map(key, range(1, MAX_TAGGED_KEYS + 1))))
    with pytest.raises(FrameError, match="keys"):
        unpack(frame_of(map(key, range(1, MAX_TAGGED_KEYS + 2))))


def test_a_dict_of_too_many_such_keys_crosses_as_its_name_only():
    many = {(number,): 0 for number in range(MAX_TAGGED_KEYS + 1)}
    assert isinstance(unpack(pack(many)), Opaque)
    assert unpack(pack(dict.fromkeys(range(5000), 0))) == dict.fromkeys(range(5000), 0)
