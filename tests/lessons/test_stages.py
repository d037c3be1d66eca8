"""`@exercise(after=…)`: an exercise that builds on the code of an earlier one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.catalog import CatalogError, load
from lessons.check import check
from tests.support.lesson_with_stages import copy_with_stages


def test_the_check_finds_nothing_wrong_with_a_second_stage(tmp_path: Path) -> None:
    tracks = copy_with_stages(tmp_path)
    report = check(load(tracks, built_in=False).lessons(), [tracks], seeds=3)
    assert [str(each) for each in report.faults] == []


@pytest.mark.parametrize("after", ["batches/first-quarter", "batches/nowhere", "other/first-half"])
def test_a_stage_comes_after_an_exercise_that_learners_have_met(tmp_path: Path, after: str) -> None:
    tracks = copy_with_stages(tmp_path, after=after)
    with pytest.raises(CatalogError) as raised:
        load(tracks, built_in=False)
    (fault,) = raised.value.faults
    assert fault.path.name == "first_quarter.py"
    assert fault.line == 8
    assert f'there is no exercise "{after}" before this one' in fault.message


def test_the_id_of_a_stage_is_written_as_an_id(tmp_path: Path) -> None:
    tracks = copy_with_stages(tmp_path, after="first_half")
    with pytest.raises(CatalogError, match='such as after="modules/two-layer"'):
        load(tracks, built_in=False)


def test_the_version_of_a_stage_changes_with_the_exercise_before_it(tmp_path: Path) -> None:
    tracks = copy_with_stages(tmp_path)
    before = load(tracks, built_in=False).exercise("batches/first-quarter")
    path = tracks / "team-basics" / "batches" / "first_half.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    after = load(tracks, built_in=False).exercise("batches/first-quarter")
    assert before is not None
    assert after is not None
    assert before.version != after.version
