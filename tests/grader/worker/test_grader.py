"""Submissions are graded in the real jail by the real judge."""

import json
from dataclasses import replace

import pytest

from grader.jail import Jail
from grader.protocol import Grade, ProblemKind, Run, RunResult, Status, Verdict
from grader.worker.grader import Grader
from lessons.curriculum import Catalog, Snippet
from tests.grader.conftest import SHORT

pytestmark = pytest.mark.asyncio(loop_scope="session")

RIGHT = (
    "import torch\ndef to_float(values):\n    return torch.tensor(values, dtype=torch.float32)\n"
)


async def verdict_on(grader: Grader, code: str, exercise: str = "tensors/to-float") -> Verdict:
    return await grader.grade(Grade(id="test", exercise=exercise, code=code))


async def test_a_right_answer_passes_behind_walls_and_says_where_the_time_went(
    grader: Grader,
) -> None:
    verdict = await verdict_on(grader, RIGHT)
    assert verdict.status is Status.PASSED
    assert verdict.problem is None
    assert verdict.device == "cpu"
    assert {"landlock", "seccomp"} <= set(verdict.jail)
    spent = verdict.milliseconds
    assert 0 < spent.run <= spent.total
    assert spent.judge == pytest.approx(spent.total - spent.run, abs=0.01)


async def test_a_named_mistake_is_recognised(grader: Grader) -> None:
    verdict = await verdict_on(
        grader, "import torch\ndef to_float(values):\n    return torch.tensor(values)\n"
    )
    assert verdict.status is Status.FAILED
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.DTYPE
    assert verdict.problem.mistake == "stayed-integer"
    assert "float32" in (verdict.problem.expected or "")
    assert "int64" in (verdict.problem.got or "")


async def test_an_exception_is_an_error_with_the_learners_own_line(grader: Grader) -> None:
    verdict = await verdict_on(
        grader, "import torch\ndef to_float(values):\n    return torch.tensr(values)\n"
    )
    assert verdict.status is Status.ERROR
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.EXCEPTION
    raised = verdict.problem.raised
    assert raised is not None
    assert (raised.type, raised.line) == ("AttributeError", 3)
    assert raised.source is not None
    assert "torch.tensr" in raised.source
    assert "grader" not in raised.traceback


@pytest.mark.parametrize(
    ("code", "reason"),
    [("", "empty"), ("   \n\n", "empty"), ("# a note\n" * 10_000, "too-large")],
)
async def test_what_is_no_submission_is_invalid_and_says_why(
    grader: Grader, code: str, reason: str
) -> None:
    verdict = await verdict_on(grader, code)
    assert (verdict.status, verdict.reason) == (Status.INVALID, reason)


async def test_a_syntax_error_names_line_and_column(grader: Grader) -> None:
    verdict = await verdict_on(grader, "def to_float(values):\n    return torch.tensor(values\n")
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.SYNTAX
    raised = verdict.problem.raised
    assert raised is not None
    assert raised.line == 2
    assert raised.column is not None


async def test_a_wrong_function_name_suggests_the_right_one(grader: Grader) -> None:
    verdict = await verdict_on(grader, RIGHT.replace("to_float", "to_flaot"))
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.MISSING_FUNCTION
    assert "to_flaot" in verdict.problem.facts.values()


async def test_a_wrong_number_of_arguments_is_said_before_the_code_runs(grader: Grader) -> None:
    verdict = await verdict_on(grader, "def to_float():\n    return 1\n")
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.SIGNATURE


BODY = "import os, sys, torch\ndef to_float(values):\n    {}\n"


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ("while True: pass", Status.TIMEOUT, "cpu"),
        ("return torch.zeros(10 * 1024**3 // 4)", Status.OUT_OF_MEMORY, None),
        ("return 'x' * (10 * 1024**3)", Status.OUT_OF_MEMORY, None),
        ("for _ in range(1024): print('x' * 1024 * 1024)", Status.OUTPUT_LIMIT, None),
        ("os._exit(0)", Status.ERROR, "vanished"),
        ("os.abort()", Status.ERROR, "crashed"),
        ("exit()", Status.ERROR, None),
        ("sys.exit('done')", Status.ERROR, None),
        ("return input('value? ')", Status.REFUSED, "input"),
        ("import urllib.request as u; u.urlopen('http://127.0.0.1:9/')", Status.REFUSED, None),
        ("import subprocess; subprocess.run(['ls'])", Status.REFUSED, "subprocess"),
        ("open('/etc/passwd').read()", Status.REFUSED, "files"),
    ],
)
async def test_every_way_to_end_badly_has_its_own_status(
    grader: Grader, body: str, status: Status, reason: str | None
) -> None:
    verdict = await verdict_on(grader, BODY.format(body))
    assert verdict.status is status
    if reason is not None:
        assert verdict.reason == reason


async def test_code_that_waits_for_too_long_is_stopped(catalog: Catalog, whole_jail: Jail) -> None:
    impatient = Grader(catalog, whole_jail, limits=replace(SHORT, wall_seconds=1))
    try:
        verdict = await verdict_on(impatient, BODY.format("import time; time.sleep(60)"))
    finally:
        await impatient.close()
    assert (verdict.status, verdict.reason) == (Status.TIMEOUT, "wall")


async def test_a_missing_import_is_an_error_that_names_it(grader: Grader) -> None:
    verdict = await verdict_on(grader, RIGHT.replace("import torch\n", ""))
    assert verdict.status is Status.ERROR
    assert verdict.problem is not None
    assert verdict.problem.raised is not None
    assert verdict.problem.raised.type == "NameError"


async def test_the_grader_still_grades_after_all_that(grader: Grader) -> None:
    assert (await verdict_on(grader, RIGHT)).status is Status.PASSED


async def test_the_playground_gives_output_value_and_the_line_that_raised(grader: Grader) -> None:
    result = await grader.run(Run(id="test", code="print('hello')\n1 + 1"))
    assert (result.status, result.stdout, result.value) == (Status.PASSED, "hello\n", "2")
    failed = await grader.run(Run(id="test", code="x = [1]\nx[3]"))
    assert failed.status is Status.ERROR
    assert failed.raised is not None
    assert (failed.raised.type, failed.raised.line) == ("IndexError", 2)


async def test_an_error_of_a_snippet_counts_the_lines_that_are_shown(grader: Grader) -> None:
    snippet = Snippet(
        "y = x + 1\nraise ValueError(str(y))",
        "",
        line=9,
        before=("print('hidden')\nx = 1", "1 / 0"),
    )
    result = await grader.run(Run(id="test", code=snippet.code, earlier=snippet.setup))
    assert result.raised is not None
    assert (result.raised.type, result.raised.message) == ("ValueError", "2")
    assert (result.raised.line, result.raised.source) == (2, "raise ValueError(str(y))")
    assert result.stdout == ""


async def test_japanese_text_in_a_figure_has_a_font(grader: Grader) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('損失 loss')"
    result = await grader.run(Run(id="test", code=code))
    assert (result.status, len(result.figures)) == (Status.PASSED, 1)
    assert result.stderr == ""  # matplotlib warns of each letter that no font has


async def test_a_plot_comes_back_as_a_png(grader: Grader) -> None:
    result = await grader.run(
        Run(id="test", code="import matplotlib.pyplot as plt\nplt.plot([1, 4, 9])\n")
    )
    assert result.status is Status.PASSED
    assert len(result.figures) == 1
    assert result.figures[0].startswith("iVBOR")  # base64 of the PNG signature


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError('half \\ud800, nothing \\0')",
        "class Half:\n    def __repr__(self):\n        return '\\ud800\\0'\nHalf()",
        "raise type('\\ud800', (Exception,), {})('\\udfff')",
        "print('\\0')",
    ],
)
async def test_what_no_message_can_carry_is_replaced_in_what_code_says_of_itself(
    grader: Grader, code: str
) -> None:
    result = await grader.run(Run(id="test", code=code))
    text = result.model_dump_json()
    assert RunResult.model_validate_json(text) == result
    assert "\\u0000" not in text


async def test_a_verdict_survives_its_own_json(grader: Grader) -> None:
    verdict = await verdict_on(grader, RIGHT)
    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict
    assert json.loads(verdict.model_dump_json())["status"] == "passed"


PRINTS = """\
import torch
from torch import nn
print("loading")
def to_float(values):
    print("called with", len(values))
    nn.Linear(0, 3)
    t = torch.tensor([1.0], requires_grad=True)
    (t * 2).grad
    torch.tensor(t)
    return torch.tensor(values) * 1.0 + 1
"""


async def test_output_of_one_call_is_shown_and_warnings_are_no_output(grader: Grader) -> None:
    verdict = await verdict_on(grader, PRINTS)
    assert verdict.status is Status.FAILED
    assert verdict.problem is not None
    assert verdict.problem.input == "values = [-4, 0]"  # the smallest of those that are shown
    assert verdict.output == "loading\ncalled with 2\n"
    assert (verdict.printed_inputs, verdict.printed_for_problem) == (5, True)
    assert verdict.warnings == ""
    assert "zero-element" not in verdict.model_dump_json()
    lines = {key: verdict.remark_facts[key]["line"] for key in verdict.remarks}
    assert lines["warned-grad-of-result"] == "8"
    assert lines["warned-tensor-copied"] == "9"
    assert lines["no-effect"] == "8"


async def test_an_own_test_call_that_fails_is_told_with_its_line(grader: Grader) -> None:
    verdict = await verdict_on(grader, RIGHT + "\n\nto_float('three')\n")
    assert verdict.status is Status.ERROR
    assert verdict.problem is not None
    raised = verdict.problem.raised
    assert raised is not None
    assert (raised.line, raised.outer_line) == (3, 6)
    assert raised.outer_source == "to_float('three')"


async def test_a_function_that_is_overwritten_is_told_with_the_line(grader: Grader) -> None:
    verdict = await verdict_on(grader, RIGHT + "to_float = to_float([1, 2])\n")
    assert verdict.status is Status.INVALID
    assert verdict.problem is not None
    assert verdict.problem.facts["found"] == "overwritten"
    assert verdict.problem.facts["line"] == "4"


async def test_the_playground_shows_warnings_of_libraries_without_a_path(grader: Grader) -> None:
    result = await grader.run(Run(id="test", code="from torch import nn\nnn.Linear(0, 3)"))
    assert "zero-element" in result.stderr
    assert "site-packages" not in result.stderr
