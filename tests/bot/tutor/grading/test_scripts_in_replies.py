"""A script that failed is shown as code, with both values behind the step that differs."""

import pytest

from bot.tutor.grading.feedback import verdict_blocks
from bot.tutor.replies.model import Code, Text
from grader.protocol import Milliseconds, Problem, ProblemKind, Status, Verdict
from lessons.curriculum import LANGUAGES
from tests.support.built_in import strict_translations
from tests.support.exercise_files import exercise_of

SCRIPT = "m = RunningMean()\nm.update(tensor([1., 3.]))\nm.mean()"


@pytest.fixture
def reply_to(tmp_path):
    """reply_to(language, problem) returns the blocks of the reply to a wrong answer."""
    path = tmp_path / "running_mean.py"
    path.write_text(
        "from lessons.authoring import *\n\n@exercise()\nclass RunningMean:\n"
        "    def mean(self):\n        return 0.0\n\n"
        "def cases(rng):\n    yield shown(made(), ask('mean'))\n"
    )

    def blocks(language, problem, status=Status.FAILED):
        verdict = Verdict(
            status=status,
            exercise="toys/running-mean",
            problem=problem,
            milliseconds=Milliseconds(run=1, judge=1, total=2),
        )
        t = strict_translations().translator(language)
        return verdict_blocks(t, exercise_of(path), verdict, None)

    return blocks


def values(**facts):
    names = ("where", "call", "cuda", "hidden", "differing", "total", "index", "strange", "raises")
    return dict.fromkeys(names, "none") | facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_values_stand_behind_the_step(reply_to, language):
    problem = Problem(
        kind=ProblemKind.VALUE, input=SCRIPT, script=True, expected="2.0", got="3.0", facts=values()
    )
    (code,) = [block for block in reply_to(language, problem) if isinstance(block, Code)]
    last = code.text.splitlines()[-1]
    assert code.language == "python"
    assert last.startswith("m.mean()  # → ")
    assert "2.0" in last
    assert "3.0" in last


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_values_stand_below_the_script(reply_to, language):
    long = "tensor([[1., 2.],\n        [3., 4.]])"
    problem = Problem(
        kind=ProblemKind.VALUE, input=SCRIPT, script=True, expected=long, got="3.0", facts=values()
    )
    script, expected, got = [
        block for block in reply_to(language, problem) if isinstance(block, Code)
    ]
    assert script.text.startswith(SCRIPT + "  # → ")
    assert (expected.text, got.text) == (long, "3.0")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "facts", "named"),
    [
        (
            ProblemKind.METHOD,
            {
                "name": "RunningMean",
                "method": "update",
                "signature": "update(self, x)",
                "found": "missing",
                "nearest": "none",
                "expected_count": "0",
                "got_count": "0",
            },
            "def update(self, x):",
        ),
        (
            ProblemKind.MISSING_CLASS,
            {"name": "RunningMean", "found": "function", "line": "none"},
            "class RunningMean:",
        ),
    ],
)
def test_what_a_class_lacks_is_said_with_the_line_to_write(reply_to, language, kind, facts, named):
    problem = Problem(kind=kind, facts=facts)
    texts = [
        block.markdown
        for block in reply_to(language, problem, Status.INVALID)
        if isinstance(block, Text)
    ]
    assert any(named in text for text in texts)
