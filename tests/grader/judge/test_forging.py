"""Code that knows the probe and may do anything in its own process cannot forge a pass.

Each file in `forgeries` is a wrong answer to a toy exercise that tries to pass. It runs in its own
process, which holds the question and no expected values, as in the jail. The files are part of this
project, and harm nothing but that process.
"""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.protocol import ProblemKind, Status

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FORGERIES = {path.stem: path.read_text(encoding="utf-8") for path in HERE.glob("forgeries/*.py")}
HONEST = "def row_means(x):\n    return x.mean(1)\n"


def head(code, name):
    return re.search(rf"^{name}: (.*)$", code, re.MULTILINE)[1]


@pytest.fixture(scope="module")
def findings(judge):
    """{name: finding}, with "honest" for a right answer that is run in the same way."""
    codes = FORGERIES | {"honest": '"""\ntoy: row-means\n"""\n' + HONEST}
    exams = {name: judge.make_exam(f"toys/{head(code, 'toy')}") for name, code in codes.items()}
    tasks = {
        name: {
            "code": code,
            "entry": exams[name].entry,
            "question": base64.b64encode(exams[name].question).decode(),
        }
        for name, code in codes.items()
    }
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "support" / "forge.py")],
        input=json.dumps(tasks),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    answers = json.loads(ran.stdout)
    return {
        name: judge.grade(exams[name], base64.b64decode(answer or ""))
        for name, answer in answers.items()
    }


def test_an_honest_answer_passes_on_the_same_way(findings):
    assert findings["honest"].status is Status.PASSED


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_seen_for_what_it_is(findings, name):
    finding = findings[name]
    assert finding.status is not Status.PASSED
    kind = None if finding.problem is None else finding.problem.kind
    ends = head(FORGERIES[name], "ends")
    assert (kind, finding.reason) == (
        (None, "garbled") if ends == "garbled" else (ProblemKind(ends), None)
    )
