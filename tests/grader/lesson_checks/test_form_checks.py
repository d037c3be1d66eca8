"""The check of easier forms: each has an answer that passes, one that does not, and examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.lesson_checks.command import main
from lessons.catalog import load
from lessons.check_messages import CheckFinished, ChecksPlanned, parse_message
from lessons.cli.repairs import write_repairs

TRACKS = Path(__file__).parents[2] / "lessons" / "our_tracks"


class Track:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = Path(shutil.copytree(TRACKS, folder))
        self.lesson = self.folder / "team-basics" / "batches"
        self._capsys = capsys

    def offer(self, *forms: str) -> None:
        toml = self.lesson / "lesson.toml"
        toml.write_text(toml.read_text() + f"\n[forms]\nfirst-half = {list(forms)}\n")

    def write_reference(self, *lines: str) -> None:
        path = self.lesson / "first_half.py"
        body = "".join(f"    {line}\n" for line in lines)
        text = path.read_text().replace("    return batch[: len(batch) // 2]\n", body, 1)
        path.write_text(text)

    def write_blank(self, *lines: str) -> None:
        body = "".join(f"    {line}\n" for line in lines)
        for name in ("first_half.en.md", "first_half.ja.md"):
            path = self.lesson / name
            section = f"## blank\n\n```python\ndef first_half(batch):\n{body}```\n\n## hint"
            path.write_text(path.read_text(encoding="utf-8").replace("## hint", section, 1))

    def faults(self) -> list[str]:
        assert main(["--folder", str(self.folder), "--", "batches"]) == 0
        lines = self._capsys.readouterr().out.splitlines()
        planned, *finished = map(parse_message, lines)
        assert isinstance(planned, ChecksPlanned)
        assert planned.checks == len(finished)
        return [
            f"{fault.path.name}: {fault.message}"
            for each in finished
            if isinstance(each, CheckFinished)
            for fault in each.faults
        ]


@pytest.fixture
def track(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Track:
    return Track(tmp_path / "tracks", capsys)


def test_bugs_need_what_they_do_and_a_command_writes_it(track: Track) -> None:
    track.offer("repair")
    told = 'first_half.py: repairs.toml does not say what "second-half" does now; '
    assert told + "run python -m lessons check --write, which writes it" in track.faults()

    lessons = [each for each in load(track.folder).lessons() if each.slug == "batches"]
    assert list(write_repairs(lessons, [track.folder])) == [track.lesson / "repairs.toml"]

    assert track.faults() == []
    examples = (track.lesson / "repairs.toml").read_text(encoding="utf-8")
    assert "[first-half.second-half]" in examples
    (track.lesson / "repairs.toml").write_text(examples.replace("tensor", "Tensor"))
    assert len(track.faults()) == 2


def test_lines_are_run_in_the_order_of_the_reference(track: Track) -> None:
    track.write_reference("half = len(batch) // 2", "half = int(half)", "return batch[:half]")
    track.offer("order")
    assert track.faults() == []


def test_lines_of_which_the_last_is_not_needed_are_refused(track: Track) -> None:
    track.write_reference("half = len(batch) // 2", "return batch[:half]", "half = None")
    track.offer("order")
    (fault,) = track.faults()
    assert "the reference passes without its last line" in fault


def test_a_blank_with_a_right_fill_and_a_wrong_one_is_accepted(track: Track) -> None:
    track.write_blank("return batch[____]")
    assert track.faults() == []


def test_a_blank_that_no_right_answer_has_is_refused(track: Track) -> None:
    track.write_blank("return batch.narrow(____)")
    faults = track.faults()
    assert len(faults) == 2
    assert "first_half.en.md: no right answer has lines like those with ____ here" in faults


def test_a_blank_whose_other_lines_are_wrong_is_refused(track: Track) -> None:
    track.write_blank("batch = batch + 1", "return batch[____]")
    faults = track.faults()
    assert len(faults) == 2
    assert all("filled with `: len(batch) // 2`, this fails: value" in each for each in faults)


def test_a_blank_that_takes_anything_is_refused(track: Track) -> None:
    track.write_reference("unused = 3", "return batch[: len(batch) // 2]")
    track.write_blank("unused = ____", "return batch[: len(batch) // 2]")
    faults = track.faults()
    assert "first_half.ja.md: filled with something wrong, this passes as well" in faults
