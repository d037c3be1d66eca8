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
    basics,
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


OF_TABLE = of_table(basics.HEAD, basics.TABLE)
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
    "mm-dims": ("linalg-shapes",),
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
        "dimension-as-text",  # another torch
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
