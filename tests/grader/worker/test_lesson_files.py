"""Files of a lesson: the same for every child, not changed by any, and secret until judging."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import ExitKind, Jail, Task
from grader.protocol import Grade, Run, Status
from grader.worker.grader import Grader
from lessons.catalog import load
from lessons.curriculum import Catalog
from tests.grader.conftest import SHORT
from tests.support.lesson_with_files import SECRET, SHOWN, copy_with_files

EXERCISE = "batches/first-half"
RIGHT = {
    "csv": """
import csv, torch
def first_half(column):
    with open("iris.csv") as file:
        rows = list(csv.DictReader(file))
    return torch.tensor([float(row[column]) for row in rows]).mean()
""",
    "numpy": """
import numpy as np, torch
def first_half(column):
    table = np.genfromtxt("iris.csv", delimiter=",", names=True)
    return torch.tensor(table[column]).mean().float()
""",
    "read while the code is loaded": """
import torch
LINES = [line.split(",") for line in open("./iris.csv").read().split()]
def first_half(column):
    at = LINES[0].index(column)
    return torch.tensor([float(line[at]) for line in LINES[1:]]).mean()
""",
}
ANSWERED_AHEAD = """
import torch
def first_half(column):
    return torch.tensor({"length": 2.0, "width": 4.0}[column])
"""
PRINTED = (
    RIGHT["csv"]
    + "print(open('iris.csv').read(), file=__import__('sys').stderr)\n"
    + ("print(open('iris.csv').read())\n")
)


@pytest.fixture(scope="module")
def tracks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_with_files(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def catalog(tracks: Path) -> Catalog:
    return load(tracks, built_in=False)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def grader(catalog: Catalog, whole_jail: Jail) -> AsyncIterator[Grader]:
    grader = Grader(catalog, whole_jail, limits=replace(SHORT, wall_seconds=20, cpu_seconds=8))
    try:
        yield grader
    finally:
        await grader.close()


def submission(code: str) -> Grade:
    return Grade(id="1", exercise=EXERCISE, code=code)


@pytest.mark.parametrize("style", RIGHT)
@pytest.mark.asyncio(loop_scope="session")
async def test_code_that_reads_the_file_is_judged_with_its_replacement(
    grader: Grader, style: str
) -> None:
    verdict = await grader.grade(submission(RIGHT[style]))
    assert verdict.status is Status.PASSED, verdict


@pytest.mark.asyncio(loop_scope="session")
async def test_results_that_were_computed_ahead_from_the_shown_file_do_not_pass(
    grader: Grader,
) -> None:
    verdict = await grader.grade(submission(ANSWERED_AHEAD))
    assert verdict.status is Status.FAILED


@pytest.mark.asyncio(loop_scope="session")
async def test_a_mistake_on_the_file_is_recognised(grader: Grader) -> None:
    verdict = await grader.grade(submission(RIGHT["csv"].replace(".mean()", ".sum()")))
    assert verdict.problem is not None
    assert verdict.problem.mistake == "took-columns"


@pytest.mark.asyncio(loop_scope="session")
async def test_what_the_code_prints_of_a_secret_file_is_not_shown(grader: Grader) -> None:
    for code in (PRINTED, PRINTED.replace(".mean()", ".min()")):
        verdict = await grader.grade(submission(code))
        assert "1234.5" not in verdict.model_dump_json()
        assert verdict.output == verdict.warnings == ""
        assert verdict.trace is None


@pytest.mark.asyncio(loop_scope="session")
async def test_a_run_reads_the_shown_file_and_never_the_secret_one(
    grader: Grader, tracks: Path
) -> None:
    shown = await grader.run(Run(id="1", code='print(open("iris.csv").read(), end="")'))
    assert shown.stdout == SHOWN
    lesson = tracks / "team-basics" / "batches"
    attempts = [
        'print(open("iris.secret.csv").read())',
        f'print(open("{lesson}/iris.secret.csv").read())',
        f'"iris.csv"; print(open("{lesson}/iris.csv").read())',
        '"iris.csv"; import glob; print([open(each).read() for each in glob.glob("../*/*")])',
    ]
    for code in attempts:
        result = await grader.run(Run(id="1", code=code))
        assert SECRET.splitlines()[-1] not in result.model_dump_json(), code
        assert result.raised is not None or "5.5" not in result.stdout
    without = await grader.run(Run(id="1", code='import os; print(os.listdir("."))'))
    assert without.stdout == "[]\n"


FORGERIES = {
    "write": 'open("iris.csv", "w").write("length,width\\n2,4\\n")',
    "append": 'open("iris.csv", "a").write("2,4\\n")',
    "in place": 'open("iris.csv", "r+b").write(b"9")',
    "truncate": 'import os; os.truncate("iris.csv", 0)',
    "permit and write": 'import os; os.chmod("iris.csv", 0o777); open("iris.csv", "w").write("x")',
    "map": "import mmap, os\nfd = os.open('iris.csv', os.O_RDWR)\nmmap.mmap(fd, 0)[0] = 65",
}


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.asyncio(loop_scope="session")
async def test_no_code_writes_to_the_file(grader: Grader, forgery: str) -> None:
    result = await grader.run(Run(id="1", code=f'"iris.csv"\n{FORGERIES[forgery]}'))
    assert result.raised is not None
    assert result.raised.type == "PermissionError"


REPLACED = {
    "another file": 'import os; os.remove("iris.csv"); open("iris.csv", "w").write("a\\n1\\n")',
    "a link": 'import os; os.remove("iris.csv"); os.symlink("/etc/passwd", "iris.csv")',
    "a link outwards": 'import os; os.remove("iris.csv"); os.symlink("/nowhere/x", "iris.csv")',
    "a directory": 'import os; os.remove("iris.csv"); os.mkdir("iris.csv")',
    "renamed": 'import os; os.rename("iris.csv", "other.csv")',
}


@pytest.mark.parametrize("forgery", REPLACED)
@pytest.mark.asyncio(loop_scope="session")
async def test_what_code_puts_in_the_place_of_the_file_is_seen_by_nobody_else(
    grader: Grader, forgery: str
) -> None:
    code = f'"iris.csv"\n{REPLACED[forgery]}'
    ended = (await grader.run(Run(id="1", code=code))).status
    assert ended is (Status.REFUSED if "link" in forgery else Status.PASSED)
    forged = code + "\nimport torch\ndef first_half(column):\n    return torch.tensor(2.0)\n"
    assert (await grader.grade(submission(forged))).status in {Status.FAILED, Status.REFUSED}
    for _ in range(4):  # more than there are idle children
        shown = await grader.run(Run(id="1", code='print(open("iris.csv").read(), end="")'))
        assert shown.stdout == SHOWN
    assert (await grader.grade(submission(RIGHT["csv"]))).status is Status.PASSED


@pytest.mark.asyncio(loop_scope="session")
async def test_a_file_of_the_largest_size_arrives_whole(grader: Grader) -> None:
    content = bytes(range(256)) * (5 << 12)
    code = 'import hashlib; hashlib.sha256(open("big.bin", "rb").read()).hexdigest()'
    outcome = await grader.jails.cpu.run(Task(code, files=(("big.bin", content),)))
    assert outcome.ending is ExitKind.ANSWERED
    assert outcome.value == repr(hashlib.sha256(content).hexdigest())
