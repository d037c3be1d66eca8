"""The golden submissions: right and wrong code of learners, with the expected verdicts.

Each file starts with its expectations: `# status:`, and if they apply `# problem:`, `# mistake:`,
`# error:` (a key of the error catalogue) and `# remarks:`; then, unless a mistake is named, the
sentences that name the first cause, `# en:` and `# ja:`. All files are part of the project and harmless, so they are run in the
process of the tests, without the jail.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import torch

from grader.jail.inside.block_compile import stub_compiler
from grader.judge import Judge
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons

torch.set_num_threads(1)  # as in the jail: more threads of tiny tensors wait for each other
stub_compiler()  # as in a grader

HERE = Path(__file__).parent


@dataclass(frozen=True)
class GoldenSubmission:
    path: Path
    exercise: str
    code: str
    expected: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.exercise}/{self.path.stem}"

    @property
    def is_wrong(self) -> bool:
        return self.expected["status"] in {"failed", "error"}


def read_submission(path: Path) -> GoldenSubmission:
    code = path.read_text(encoding="utf-8")
    header = code.partition("\n\n")[0]
    expected = dict(re.findall(r"^# (\w+): (.*)$", header, re.MULTILINE))
    exercise = f"{path.parent.parent.name}/{path.parent.name}"
    return GoldenSubmission(path, exercise, code, expected)


SUBMISSIONS = [read_submission(path) for path in sorted(HERE.glob("*/*/*.py"))]
LESSONS = sorted({each.exercise.partition("/")[0] for each in SUBMISSIONS})


@pytest.fixture(params=LESSONS)
def goldens(request: pytest.FixtureRequest) -> dict[str, GoldenSubmission]:
    """Return all submissions to the exercises of a lesson, by their names."""
    lesson = f"{request.param}/"
    return {str(each): each for each in SUBMISSIONS if each.exercise.startswith(lesson)}


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return built_in_lessons()


@pytest.fixture(scope="session")
def judge(catalog: Catalog) -> Judge:
    return Judge(catalog)


@pytest.fixture(scope="session")
def all_golden() -> list[GoldenSubmission]:
    return SUBMISSIONS
