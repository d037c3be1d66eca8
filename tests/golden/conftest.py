"""The golden submissions: what learners write, right and wrong, and what must be said of it.

Each file begins with what is expected of it: `# status:`, and where they apply `# problem:`,
`# mistake:`, `# error:` (key of the error catalogue) and `# remarks:`; then the sentences that name
the first cause, `# en:` and `# ja:`. All of them were written by us and are known to be harmless,
so they are judged in this very process, without the jail.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.judge import Judge
from lessons.catalog import load
from lessons.curriculum import Catalog

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Golden:
    path: Path
    exercise: str
    code: str
    expected: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.exercise}/{self.path.stem}"


def read(path: Path) -> Golden:
    code = path.read_text(encoding="utf-8")
    head = code.partition("\n\n")[0]
    expected = dict(re.findall(r"^# (\w+): (.*)$", head, re.MULTILINE))
    return Golden(path, f"{path.parent.parent.name}/{path.parent.name}", code, expected)


GOLDEN = [read(path) for path in sorted(HERE.glob("*/*/*.py"))]


def pytest_generate_tests(metafunc):
    if "golden" in metafunc.fixturenames:
        metafunc.parametrize("golden", GOLDEN, ids=str)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def judge(catalog: Catalog) -> Judge:
    return Judge(catalog)


@pytest.fixture(scope="session")
def all_golden() -> list[Golden]:
    return GOLDEN
