"""What the judge finds in code without running it."""

import pytest

from grader.protocol import MAX_CODE_BYTES, ProblemKind, Status, rejection_reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("# only a comment\n", "empty"),
        ("#" * (MAX_CODE_BYTES + 1), "too-large"),
        ("あ" * (MAX_CODE_BYTES // 3 + 1), "too-large"),
        ("x = '\udcff'", "not-utf-8"),
    ],
)
def test_what_cannot_be_read_says_why(precheck, code, reason):
    if rejection_reason(code) is not None:
        assert rejection_reason(code) == reason
    else:
        finding = precheck("row-means", code)
        assert (finding.status, finding.reason, finding.problem) == (Status.INVALID, reason, None)


def test_a_syntax_error_says_line_column_and_source(precheck):
    finding = precheck("row-means", "import torch\ndef row_means(x)\n    return x\n")
    raised = finding.problem.raised
    assert (finding.status, finding.problem.kind) == (Status.INVALID, ProblemKind.SYNTAX)
    assert (raised.line, raised.column, raised.key) == (2, 17, "syntax-colon")
    assert raised.source == "def row_means(x)"


@pytest.mark.parametrize(
    ("code", "found", "nearest"),
    [
        ("def rowmeans(x): pass", "similar", "rowmeans"),
        ("def Row_Means(x): pass", "similar", "Row_Means"),
        ("def something_else(x): pass", "similar", "something_else"),
        ("def one(x): pass\ndef two(x): pass", "nothing", "none"),
        ("x = 1", "nothing", "none"),
        ("class row_means:\n    def __call__(self, x): return x", "class", "none"),
        ("class A:\n    def row_means(self, x): return x", "inside", "none"),
        ("def outer():\n    def row_means(x): return x", "inside", "none"),
        ("row_means(3)", "nothing", "none"),
    ],
)
def test_a_missing_function_is_named_with_what_stands_there_instead(precheck, code, found, nearest):
    problem = precheck("row-means", code).problem
    assert problem.kind is ProblemKind.MISSING_FUNCTION
    assert (problem.facts["found"], problem.facts["nearest"]) == (found, nearest)


def test_a_function_that_the_run_did_not_define_is_missing_too(judge):
    problem = judge.missing_function("toys/row-means", ["row_mean", "helper"]).problem
    assert (problem.kind, problem.facts["nearest"]) == (ProblemKind.MISSING_FUNCTION, "row_mean")


@pytest.mark.parametrize(
    ("code", "found", "count"),
    [
        ("def row_means(): pass", "count", "0"),
        ("def row_means(x, y): pass", "count", "2"),
        ("def row_means(x, *, dim): pass", "count", "2"),
        ("row_means = lambda x, y: x", "count", "2"),
        ("async def row_means(x): pass", "async", "1"),
    ],
)
def test_a_function_that_cannot_take_the_arguments_is_refused(precheck, code, found, count):
    problem = precheck("row-means", code).problem
    assert problem.kind is ProblemKind.SIGNATURE
    assert (problem.facts["found"], problem.facts["got_count"]) == (found, count)


@pytest.mark.parametrize(
    "code",
    [
        "def row_means(anything): pass",
        "def row_means(x, dim=1): pass",
        "def row_means(*args, **kwargs): pass",
        "def row_means(x, /, *, dim=1): pass",
        "row_means = lambda x: x",
        "row_means: object = print",
        "def helper(a, b): pass\ndef row_means(x): pass",
        "def row_means(): pass\ndef row_means(x): pass",
        "if True:\n    def row_means(x): pass",
        "try:\n    pass\nfinally:\n    def row_means(x): pass",
        "@decorated\ndef row_means(): pass",
        "from somewhere import row_means",
        "from somewhere import *",
        "exec('def row_means(x): pass')",
        "globals()['row_means'] = print",
        "row_means, other = print, len",
        "(row_means := print)",
        "x = 'a \\d b'\ndef row_means(x): pass",
    ],
)
def test_code_that_may_be_right_is_run(precheck, code):
    assert precheck("row-means", code) is None


def test_an_unknown_exercise_is_a_key_error(precheck):
    with pytest.raises(KeyError):
        precheck("no-such", "x = 1")
