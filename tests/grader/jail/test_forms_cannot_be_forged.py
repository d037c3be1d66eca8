"""Exercises that ask for more than a function's result, graded through the whole jail.

Each of `form_forgeries` is a wrong answer to one of tests/grader/judge/forms, by its name, that
uses what the form opens: an object that is kept, a later question, a given object, an iterator.
"""

from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import Limits
from grader.protocol import Grade, ProblemKind, Status
from grader.worker.grader import Grader
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source
from tests.support.exercise_files import catalog_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORMS = sorted((Path(__file__).parents[1] / "judge" / "forms").glob("*.py"))
FORGERIES = sorted((Path(__file__).parent / "form_forgeries").glob("*.py"))


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def grader(whole_jail):
    opened = Grader(catalog_of(*FORMS), whole_jail, limits=Limits(wall_seconds=8, cpu_seconds=4))
    await opened._parser.start()
    yield opened
    await opened.close()


async def grade(grader, form, code):
    exercise = f"toys/{form.replace('_', '-')}"
    return await grader.grade(Grade(id="form", exercise=exercise, code=code))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
async def test_right_answers_pass_and_mistakes_are_named_through_the_jail(grader, path):
    source = read_source(path, Faults())
    for right in (source.reference, *(each.source for each in source.alternatives)):
        verdict = await grade(grader, path.stem, right)
        assert verdict.status is Status.PASSED, verdict
    for key, mistake in source.mistakes.items():
        for variant in mistake.variants:
            verdict = await grade(grader, path.stem, variant.source)
            assert verdict.problem is not None, verdict
            assert verdict.problem.mistake == key, verdict


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda path: path.stem)
async def test_a_forged_answer_to_a_form_does_not_pass(grader, forgery):
    form = forgery.stem.partition(".")[0]
    verdict = await grade(grader, form, forgery.read_text())
    assert verdict.status in {Status.FAILED, Status.ERROR}, verdict
    assert verdict.problem is not None or verdict.reason is not None


async def test_a_class_that_trains_for_ever_in_a_later_round_is_stopped(grader):
    code = """
class RunningMean:
    def __init__(self, start=0.0):
        self.n, self.total, self.count = 0, start, 0
    def update(self, x):
        self.n += 1
        while self.n > 1:
            pass
        self.total += x.sum().item()
        self.count += len(x)
    def mean(self):
        return self.total / self.count if self.count else int("not yet")
"""
    verdict = await grade(grader, "running_mean", code)
    assert verdict.status is Status.TIMEOUT


CLASS = """class RunningMean:
    def __init__(self, start=0.0):
        self.total = start
        self.count = 0
    def update(self, x):
        self.total += x.sum().item()
        self.count += len(x)
    def mean(self):
        if not self.count:
            raise ValueError
        return self.total / self.count
"""


@pytest.mark.parametrize(
    ("old", "new", "kind", "facts"),
    [
        ("class RunningMean:", "class Mean:", ProblemKind.MISSING_CLASS, {"found": "nothing"}),
        (
            CLASS,
            "def RunningMean(start): return start",
            ProblemKind.MISSING_CLASS,
            {"found": "function"},
        ),
        ("def update(self, x)", "def update(self)", ProblemKind.METHOD, {"got_count": "0"}),
        ("def update(self, x)", "def updates(self, x)", ProblemKind.METHOD, {"nearest": "updates"}),
        ("start=0.0):", "start):", ProblemKind.METHOD, {"method": "__init__", "got_count": "1"}),
        (
            "def mean(self):",
            "def average(self):",
            ProblemKind.METHOD,
            {"found": "missing", "signature": "mean(self)"},
        ),
    ],
)
async def test_what_a_class_lacks_is_said_before_it_runs(grader, old, new, kind, facts):
    assert (await grade(grader, "running_mean", CLASS)).status is Status.PASSED
    verdict = await grade(grader, "running_mean", CLASS.replace(old, new))
    assert (verdict.status, verdict.problem.kind) == (Status.INVALID, kind)
    assert facts.items() <= verdict.problem.facts.items()
    assert verdict.milliseconds.run == 0


async def test_a_class_that_inherits_or_assigns_its_methods_is_run(grader):
    code = CLASS.replace("class RunningMean", "class Base") + "\nclass RunningMean(Base): pass\n"
    assert (await grade(grader, "running_mean", code)).status is Status.PASSED
