"""The steps of python -m benchmarks.gpu_check that run tests: which ones, and what they report."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import gpu_tests
from benchmarks.gpu_card import Card
from benchmarks.gpu_record import Record, State, read_record
from benchmarks.gpu_step import run_step
from benchmarks.gpu_tests import ATTACK_TEST, ATTACKS, ROOT, marked_files
from common.tasks import cancel_and_wait
from tests.support.polling import until

COLLECT = ("-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", "-m", "gpu")
LIMIT_S = 120.0
BEGIN = "import os, time\nimport pytest\n\n\npytestmark = pytest.mark.gpu\n\n\n"


async def step(name: str, out: Path) -> Record:
    """Run a step, and return what its file says."""
    await run_step(name, out, Card(), LIMIT_S)
    return read_record(out, name)


def test_marked_files_are_found_by_reading_and_none_is_imported(tmp_path: Path) -> None:
    files = {
        "support/modes.py": "import pytest\nAND_CARD = [pytest.param(1, marks=pytest.mark.gpu)]",
        "test_own_mark.py": "import pytest, not_on_this_machine\n@pytest.mark.gpu\ndef test(): ...",
        "deep/test_of_support.py": "import not_on_this_machine\nfrom .modes import AND_CARD",
        "test_without.py": "import not_on_this_machine\ngpu = 'mark.gpu'",
        "deep/helper.py": "import pytest\npytest.mark.gpu",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = [str(path.relative_to(tmp_path)) for path in marked_files(tmp_path)]
    assert found == ["deep/test_of_support.py", "test_own_mark.py"]


def test_every_attack_and_every_found_file_has_tests_that_are_marked() -> None:
    files = marked_files(ROOT / "tests")
    command = [sys.executable, *COLLECT, *map(str, files)]
    text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300).stdout
    for path in files:
        assert f"{path.relative_to(ROOT)}::" in text
    assert ATTACK_TEST in files
    for attack in ATTACKS.glob("*.py"):
        assert f"test_an_attack_gets_nothing[on-a-card-{attack.stem}]" in text


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that the step `attacks` runs instead, and let there be two attacks."""
    attacks = tmp_path / "attacks"
    attacks.mkdir()
    for name in ("fork_bomb", "become_root"):
        (attacks / f"{name}.py").touch()
    path = tmp_path / "test_stand_in.py"
    monkeypatch.setattr(gpu_tests, "ATTACKS", attacks)
    monkeypatch.setattr(gpu_tests, "ATTACK_TEST", path)
    return path


def attack_test(body: str, names: str = "'fork_bomb', 'become_root'") -> str:
    return (
        f"{BEGIN}@pytest.mark.parametrize('mode', ['on-a-card'])\n"
        f"@pytest.mark.parametrize('attack', [{names}])\n"
        f"def test_an_attack_gets_nothing(attack, mode):\n    {body}\n"
    )


async def test_attacks_that_get_nothing_are_counted(write: Path, tmp_path: Path) -> None:
    write.write_text(attack_test("pass"))
    result = await step("attacks", tmp_path)
    assert (result.state, result.summary) == (State.OK, "none of 2 attacks got anything")
    assert result.figures == {"passed": 2, "attacks": 2}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (attack_test("pass", "'fork_bomb'"), "1 attacks were not run: become_root"),
        (attack_test("assert attack != 'fork_bomb', 'it got ' + 'a lot ' * 20 + 'and root'"),
         "1 did not pass; test_stand_in.py::test_an_attack_gets_nothing[fork_bomb-on-a-card]: "
         "AssertionError: it got a lot"),
        (attack_test("pytest.skip('needs a GPU: it is lost')"),
         "2 did not pass; test_stand_in.py::test_an_attack_gets_nothing[fork_bomb-on-a-card]: "
         "(needs a GPU: it is lost)"),
        ("import not_on_this_machine", "No module named 'not_on_this_machine'"),
        ("def test(): pass", "no test was run: 1 deselected"),
    ],
    ids=["missing", "failed", "skipped", "not-imported", "not-marked"],
)  # fmt: skip
async def test_attacks_that_succeed_or_are_not_run_are_a_failure_with_the_cause(
    write: Path, tmp_path: Path, text: str, why: str
) -> None:
    write.write_text(text)
    result = await step("attacks", tmp_path)
    assert result.state is State.FAILED
    assert why in result.summary
    assert not result.summary.endswith("%]")


async def test_every_attack_that_succeeds_is_in_the_figures_with_its_cause(
    write: Path, tmp_path: Path
) -> None:
    write.write_text(attack_test("assert attack == '', 'it became root'"))
    wrong = (await step("attacks", tmp_path)).figures["wrong"]
    assert [name.partition("[")[2] for name in wrong] == [
        "fork_bomb-on-a-card]",
        "become_root-on-a-card]",
    ]
    assert all("it became root" in cause for cause in wrong.values())


async def test_tests_that_are_broken_off_are_ended_and_leave_how_far_they_came(
    write: Path, tmp_path: Path
) -> None:
    running = tmp_path / "running"
    hang = f"open({str(running)!r}, 'w').write(str(os.getpid())) and time.sleep(600)"
    write.write_text(attack_test(f"attack == 'fork_bomb' or {hang}"))
    testing = asyncio.create_task(gpu_tests.run_attacks(Record(tmp_path, "it"), Card()))
    await until(lambda: running.exists() and running.read_text())
    await until(lambda: read_record(tmp_path, "it").figures == {"passed": 1})
    await cancel_and_wait(testing)
    assert not Path(f"/proc/{running.read_text()}").exists()
    assert read_record(tmp_path, "it").summary == "1 passed"


async def test_all_other_marked_tests_are_those_of_the_step_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    monkeypatch.setattr(gpu_tests, "ROOT", tmp_path)
    (tests / "test_one.py").write_text(BEGIN + "def test_card(): pass\n")
    (tests / "test_other.py").write_text("import not_on_this_machine\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = gpu")
    result = await step("tests", tmp_path)
    assert (result.state, result.summary) == (State.OK, "1 tests passed, in 1 files")
