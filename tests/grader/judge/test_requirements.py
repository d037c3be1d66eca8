"""Right values are refused where another way is required, and nothing evades that."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import probe
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.probe.materialize import materialize
from grader.protocol import ProblemKind, Status
from grader.syntax.summary import Summary, summarize
from lessons.exercise_loader import AuthoringError, load

HEAD = """\
import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown


@exercise(OPTIONS)
def ranked(x):
    return (x[:, None] > x).sum(1)


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([3.0, 1.0, 2.0]))
    yield hidden(rng.distinct(6), size="n")
    yield hidden(rng.distinct(60), size="10n")
"""


@pytest.fixture
def judged(judge_of, tmp_path: Path):
    """judged(options, code) returns the finding on code for the exercise with these options."""

    def finding(options: str, code: str, *, unread: bool = False):
        path = tmp_path / "ranked.py"
        source = HEAD.replace("OPTIONS", options)
        if "operations" not in options:
            source = source.replace(', size="n"', "").replace(', size="10n"', "")
        path.write_text(source)
        judge = judge_of(path)
        exam = judge.make_exam("toys/ranked")
        rules = rules_of(exam.expectations)
        summary: Summary | None = summarize(code, exam.entry, OUT_OF_PLACE, rules)
        names: dict[str, object] = {}
        exec(compile(code, probe.FILE_NAME, "exec"), names)
        answer = probe.answer(names[exam.entry], exam.question, code)
        return judge.grade(exam, answer, None if unread else summary)

    return finding


def function(*lines: str, head: str = "import torch\n") -> str:
    return "\n".join([head, "def ranked(x):", *(f"    {line}" for line in lines), ""])


REFERENCE = function("return (x[:, None] > x).sum(1)")
LOOP = function("return torch.stack([(each > x).sum() for each in x])")
SORTED = function("return x.argsort().argsort()")


def test_a_style_hint_that_is_insisted_on_refuses_what_is_else_only_remarked(judged):
    insists = 'insists=("loop-instead-of-broadcast",)'
    assert judged("", LOOP).status is Status.PASSED
    assert judged(insists, REFERENCE).status is Status.PASSED
    finding = judged(insists, LOOP)
    assert (finding.status, finding.problem.kind) == (Status.FAILED, ProblemKind.REQUIREMENT)
    assert finding.problem.facts["rule"] == "style"
    assert finding.problem.facts["name"] == "loop-instead-of-broadcast"


def test_wrong_values_are_told_before_the_requirement(judged):
    wrong = function("return torch.stack([(each < x).sum() for each in x])")
    finding = judged('insists=("loop-instead-of-broadcast",)', wrong)
    assert finding.problem.kind is ProblemKind.VALUE


@pytest.mark.parametrize(
    "options", ['insists=("loop-instead-of-broadcast",)', 'forbids=("sort",)', "allows=('sum',)"]
)
def test_code_that_could_not_be_read_does_not_pass_where_its_text_matters(judged, options):
    finding = judged(options, REFERENCE, unread=True)
    assert (finding.status, finding.problem.facts["rule"]) == (Status.FAILED, "unread")


EVASIONS = {
    "method": function("return x.argsort().argsort()"),
    "function": function("return torch.argsort(torch.argsort(x))"),
    "imported under another name": function(
        "return f(f(x))", head="from torch import argsort as f\n"
    ),
    "as a private name": function("f = torch.Tensor.argsort", "return f(f(x))"),
    "written in other letters": function("return x.argſort().argsort()"),
    "as a text": function("f = getattr(x, 'argsort')", "return f().argsort()"),
    "as a text in parts": function("f = getattr(torch, 'arg' + 'sort')", "return f(f(x))"),
    "by the class's dictionary": function("return vars(torch)['arg' + 'sort'](x).sort().indices"),
    "by a dunder": function("f = torch.__dict__['arg' + 'sort']", "return f(f(x))"),
    "by __getattribute__": function(
        "f = torch.Tensor.__getattribute__", "return f(f(x, 'arg' + 'sort')(), 'arg' + 'sort')()"
    ),
    "by a pattern": function(
        "match x:",
        "    case torch.Tensor(argsort=f):",
        "        y = f()",
        "match y:",
        "    case torch.Tensor(argsort=f):",
        "        return f()",
    ),
    "by eval": function("return eval('x.arg' + 'sort().arg' + 'sort()')"),
    "by exec": function(
        "a = {'x': x}", "exec('y = x.arg' + 'sort().arg' + 'sort()', a)", "return a['y']"
    ),
    "by operator": function(
        "f = methodcaller('arg' + 'sort')",
        "return f(f(x))",
        head="from operator import methodcaller\n",
    ),
    "by torch's own imports": function(
        "f = torch.sys.modules['built' + 'ins'].getattr", "return f(f(x, 'argsort')(), 'argsort')()"
    ),
    "by its neighbour": function("return x.sort().indices.sort().indices"),
}


@pytest.mark.parametrize("name", EVASIONS)
def test_a_forbidden_function_is_found_however_it_is_reached(judged, name):
    finding = judged('forbids=("argsort", "sort")', EVASIONS[name])
    assert (finding.status, finding.problem.kind) == (Status.FAILED, ProblemKind.REQUIREMENT)
    assert finding.problem.facts["rule"] in {"forbidden", "dynamic", "import"}
    assert finding.problem.facts["line"].isdecimal()


@pytest.mark.parametrize("name", EVASIONS)
def test_a_function_that_is_not_allowed_is_found_however_it_is_reached(judged, name):
    finding = judged('allows=("sum", "stack")', EVASIONS[name])
    assert (finding.status, finding.problem.kind) == (Status.FAILED, ProblemKind.REQUIREMENT)
    assert finding.problem.facts["rule"] in {"not-allowed", "dynamic", "import"}


ALLOWED = {
    "the reference": REFERENCE,
    "names of its own": function(
        "wide = x[:, None]",
        "def helper(a, b):",
        "    return a > b",
        "return helper(wide, x).sum(1)",
    ),
    "shapes and dtypes": function(
        "n = x.shape[0]", "return (x[:, None] > x).sum(1, dtype=torch.int64) * int(n > -1)"
    ),
    "a text": function('"""Count with sum."""', "return (x[:, None] > x).sum(1)"),
    "methods of a class": function(
        "return Wide(x)(x)",
        head="""\
import torch
class Wide:
    def __init__(self, x):
        super().__init__()
        self.wide = x[:, None]
    def __call__(self, x):
        wide = self.wide
        return (wide > x).sum(1)
""",
    ),
    "an argument named input": function(
        "def f(input):", "    return input.sum(1)", "return f(x[:, None] > x)"
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_code_that_keeps_to_what_is_allowed_passes(judged, name):
    allows = 'allows=("sum", "wide", "class"), forbids=("argsort",)'
    assert judged(allows, ALLOWED[name]).status is Status.PASSED


NOT_ALLOWED = {
    "for": function("y = (x[:, None] > x).sum(1)", "for _ in (1,):", "    y = y + 0", "return y"),
    "a builtin function under its own name": function(
        "return (x[:, None] > x).sum(1)", head="import torch\nsorted = sorted\n"
    ),
    "@": function("y = (x[:, None] > x).float()", "return (y @ (x - x + 1)).long()"),
}


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_what_is_not_on_the_list_is_named(judged, name):
    finding = judged('allows=("sum",)', NOT_ALLOWED[name])
    assert finding.problem.facts["rule"] == "not-allowed"


def test_an_operation_that_torch_carries_out_inside_another_one_is_reported(judged):
    code = function("return torch.unique(x, return_inverse=True)[1] + 0 * x.msort().long()")
    finding = judged('forbids=("sort",)', code)
    assert finding.problem.facts["rule"] == "dispatched"
    assert finding.problem.facts["name"] == "sort"


def test_a_matrix_product_is_found_as_an_operator_and_as_an_operation(judged):
    operator = function("return ((x[:, None] > x).float() @ torch.ones(len(x))).long()")
    einsum = function(
        "return torch.einsum('ij,j->i', (x[:, None] > x).float(), torch.ones(len(x))).long()"
    )
    found = [judged('forbids=("matmul",)', code).problem.facts for code in (operator, einsum)]
    assert [(each["rule"], each["name"]) for each in found] == [
        ("forbidden", "@"),
        ("dispatched", "matmul"),
    ]


def test_operations_that_grow_with_the_input_are_refused_and_counted(judged):
    constant = 'operations="constant"'
    assert judged(constant, REFERENCE).status is Status.PASSED
    assert judged(constant, SORTED).status is Status.PASSED
    for code in (
        LOOP,
        function(
            "y = x.clone()",
            "for i in range(len(x)):",
            "    y[i] = (x < x[i]).sum()",
            "return y.long()",
        ),
    ):
        facts = judged(constant, code).problem.facts
        assert facts["rule"] == "operations"
        assert int(facts["large"]) > 5 * int(facts["small"])


@pytest.mark.parametrize(
    "count", [None, [], {"sum": 0}, {"sum": -1}, {"sum": "1"}, {1: 1}, {"a" * 101: 1}]
)
def test_a_count_of_operations_that_cannot_be_is_garbled(judge_of, tmp_path, count):
    path = tmp_path / "ranked.py"
    path.write_text(HEAD.replace("OPTIONS", 'operations="constant"'))
    judge = judge_of(path)
    exam = judge.make_exam("toys/ranked")
    honest = probe.unpack(probe.answer(lambda x: (x[:, None] > x).sum(1), exam.question, ""))
    forged = [{key: materialize(value) for key, value in case.items()} for case in honest]
    assert judge.grade(exam, probe.pack(forged)).status is Status.PASSED
    for case in forged:
        del case["operations"]
        if count is not None:
            case["operations"] = count
    assert judge.grade(exam, probe.pack(forged)).reason == "garbled"


UNDECLARABLE = {
    "no such hint": ('insists=("elegant",)', 'insists=…\\): "elegant" is no style hint'),
    "a text": ('forbids="sort"', 'takes a tuple of names: forbids=\\("sort",\\)'),
    "a path": ('forbids=("torch.sort",)', "give the last part of a name"),
    "another word": ('operations="linear"', 'is "constant"'),
    "the reference itself": ('forbids=("sum",)', "the reference"),
}


@pytest.mark.parametrize("name", UNDECLARABLE)
def test_a_requirement_that_cannot_be_met_or_read_is_named_with_its_line(judged, name):
    options, message = UNDECLARABLE[name]
    if name == "the reference itself":
        assert judged(options, REFERENCE).status is Status.FAILED  # the check says so
        return
    with pytest.raises(AuthoringError, match=message) as raised:
        judged(options, REFERENCE)
    assert raised.value.line == 6


def test_operations_are_compared_for_as_many_cases_of_each_size(judge_of, tmp_path):
    path = tmp_path / "ranked.py"
    source = HEAD.replace("OPTIONS", 'operations="constant"')
    for old, new in ((', size="10n"', ""), (', size="10n"', ', size="n"'), ('"10n"', '"9n"')):
        path.write_text(source.replace(old, new))
        with pytest.raises(AuthoringError, match="as many of each"):
            judge_of(path).make_exam("toys/ranked")
    path.write_text(HEAD.replace("OPTIONS", ""))
    with pytest.raises(AuthoringError, match="has no effect"):
        judge_of(path).make_exam("toys/ranked")
    assert load(path).function == "ranked"
