"""The check's hands: everything that lessons claim is run in the jail and judged."""

from __future__ import annotations

import asyncio
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.worker.grader import Grader
from lessons import scaffold
from lessons.catalog import load
from lessons.check import Report, check
from lessons.check_code import matches

HERE = Path(__file__).parent


SPOILS = (
    ("lesson.en.md", "Size([4, 3])\n4\n", "Size([4, 3])\n5\n"),
    ("lesson.ja.md", "[[0., 0., 0.]]", "[[1., 0., 0.]]"),
    ("lesson.en.md", "output\ntensor([[0., 0., 0.]])", "output sample\nanything"),
    ("lesson.ja.md", "RuntimeError: The", "RuntimeError: A"),
    ("lesson.en.md", "torch.zeros(2) + torch.zeros(3)", "import os; os._exit(0)"),
    ("quiz.toml", 'answer = "b"', 'answer = "a"'),
    ("quiz.toml", "answer = true", "answer = false"),
    ("quiz.toml", 'answer = "tensor([0., 0.])"', 'answer = "tensor([0, 0])"'),
    ("first_half.ja.md", "tensor([[1, 2]])", "tensor([[1, 3]])"),
    ("first_half.en.md", "    ...", "    return batch[: len(batch) // 2]"),
    ("first_half.ja.md", "batch.narrow(0, 0, ", "batch.narrow(0, 1, "),
    ("first_half.py", "return batch[len(batch) // 2 :]", "return batch[: len(batch) // 2]"),
)


def spoil(lesson: Path) -> None:
    """Makes much of the small lesson untrue."""
    for name, old, new in SPOILS:
        path = lesson / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer has {old!r}: the test is out of date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def begin(track: Path) -> None:
    """A track as `new` writes it, and in its lesson five exercises that are then broken."""
    lesson = track / "hello"
    scaffold.new_track(track)
    scaffold.new_lesson(lesson)
    for name in ("twice", "helped", "caseless", "doubled", "talkative", "known"):
        scaffold.new_exercise(lesson / name)
    for name, old, new in (
        ("helped.py", "return x * 2", "return _double(x)"),
        ("helped.py", "@mistake", "def _double(x):\n    return x * 2\n\n\n@mistake"),
        ("caseless.py", "    yield shown", "    yield 1\n    yield shown"),
        ("doubled.py", "@mistake", '@mistake("timed")\ndef _(x):\n    return x * x\n\n\n@mistake'),
        ("talkative.py", "return x * 2", "print(x)\n    return x * 2"),
        ("known.py", "hidden(", "shown("),
        ("doubled.ja.md", "## after", "## mistake timed\n\nTODO\n\n## after"),
        ("doubled.en.md", "## after", "## mistake timed\n\nTODO\n\n## after"),
    ):
        path = lesson / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the check says of both tracks, with the real judge and the real jail."""
    tracks = Path(shutil.copytree(HERE / "our_tracks", tmp_path_factory.mktemp("t") / "tracks"))
    spoil(tracks / "team-basics" / "batches")
    begin(tracks / "first-steps")
    catalog = load(tracks, built_in=False)

    async def work() -> Report:
        async with Grader.open(catalog) as grader:
            return await check(catalog.lessons(), grader)

    report = asyncio.run(work())
    return [f"{x.path.name}{str(x).removeprefix(str(x.path))}" for x in report.faults]


def apart_from_todos(found: list[str], name: str) -> list[str]:
    """The faults of that file, without what `new` left to write."""
    return [x for x in found if x.startswith(f"{name}:") and "TODO" not in x]


def test_every_line_of_the_whole_curriculum_is_true():
    command = [sys.executable, "-m", "lessons", "check", "--folder", str(HERE / "our_tracks")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.stdout.startswith("All is well"), ended.stderr) == (True, ""), ended.stdout
    assert ended.returncode == 0


def test_somebody_at_a_terminal_sees_how_far_the_check_is():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lessons", "check", "batches"]
    command += ["--folder", str(HERE / "our_tracks")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as checking:
        os.close(theirs)
        seen = "".join(iter(lambda: _read(ours), ""))
        said, _ = checking.communicate(timeout=120)
    os.close(ours)
    assert said == b"All is well (lessons: 1, trials: 19).\n"
    assert seen.index("starting torch behind the walls") < seen.index("running all that lessons")
    assert seen.endswith("\x1b[1A\x1b[2K")  # a line up, and that is cleared: nothing is left of it


def _read(terminal: int) -> str:
    """What was written to a terminal; nothing once nobody can write to it any more."""
    try:
        return os.read(terminal, 100_000).decode(errors="replace")
    except OSError:  # as Linux says that the other end is closed
        return ""


@pytest.mark.parametrize(
    "fault",
    [
        "lesson.en.md:8: the output under this is not what torch shows, which is\n"
        "    torch.Size([4, 3])\n    4",
        "lesson.ja.md:23: the output under this is not what torch shows, which is\n"
        "    tensor([[0., 0., 0.]])",
        "lesson.ja.md:33: the output under this is not what torch shows, which is\n"
        "    RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at "
        "non-singleton dimension 0",
        'quiz.toml:3: question batches/1: its answer is "3", torch says "4"',
        'quiz.toml:15: question batches/2: its answer is "False", torch says "True"',
        'quiz.toml:26: question batches/3: its answer is "tensor([0, 0])", '
        'torch says "tensor([0., 0.])"',
        "first_half.ja.md:6: the output under this is not what torch shows, which is\n"
        "    tensor([[1, 2]])",
        "first_half.en.md:13: the starter must run and not pass; it ends as passed",
        'first_half.py:25: the mistake "second-half" passes; add a case that tells it from the '
        "reference",
    ],
)
def test_what_is_not_so_is_named(found: list[str], fault: str):
    assert fault in found


def test_another_way_that_does_not_pass_is_named(found: list[str]):
    assert [x for x in found if x.startswith("first_half.ja.md:41: this other way does not pass:")]


def test_a_snippet_that_ends_its_process_is_named(found: list[str]):
    assert [x for x in found if x.startswith("lesson.en.md:33: this does not run: ")]


def test_an_output_that_may_differ_is_not_compared(found: list[str]):
    assert not [x for x in found if x.startswith("lesson.en.md:23")]


def test_what_new_writes_is_true_and_only_waits_for_its_words(found: list[str]):
    left = [x.split(": ")[1] for x in found if x.startswith("twice")]
    assert (len(left), set(left)) == (16, {"TODO"})


def test_a_reference_that_needs_the_rest_of_its_file_is_named(found: list[str]):
    told = "the reference does not pass its own exercise: NameError: name '_double' is not defined"
    assert apart_from_todos(found, "helped.py") == [f"helped.py:9: {told}"]


def test_cases_that_cannot_be_used_are_named(found: list[str]):
    told = "cases(rng) must yield shown(...) or hidden(...), one a case"
    assert apart_from_todos(found, "caseless.py") == [f"caseless.py:13: {told}"]


def test_a_reference_that_prints_is_named(found: list[str]):
    told = "the reference prints; only what it returns is judged, so take that out"
    assert apart_from_todos(found, "talkative.py") == [f"talkative.py:9: {told}"]


def test_cases_that_are_all_shown_are_named(found: list[str]):
    told = "every case is shown, so answers can be written down; add hidden(...) ones"
    assert apart_from_todos(found, "known.py") == [f"known.py:9: {told}"]


def test_two_mistakes_that_are_alike_are_named(found: list[str]):
    assert len(apart_from_todos(found, "doubled.py")) == 1
    told = apart_from_todos(found, "doubled.py")[0]
    assert 'the mistake "squared" is taken for "timed"; add a case that parts them' in told


@pytest.mark.parametrize(
    ("said", "got", "same"),
    [
        ("tensor([1])", "tensor([1])\n", True),
        ("tensor([1])", "tensor([2])", False),
        ("a\nb", "a", False),
        ("", "", True),
        ("", "1", False),
        ("Error: long …", "Error: long and on\nand on", True),
        ("Error: long …", "Error: short", False),
        ("a …\nb", "a 1\nb", True),
        ("a …\nb", "a 1\nc", False),
    ],
)
def test_an_output_matches_line_by_line_and_dots_stand_for_the_rest(
    said: str, got: str, same: bool
):
    assert matches(said, got) is same
