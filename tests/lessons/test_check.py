"""`python -m lessons check`: the code of lessons is run in the jail and graded."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lessons import scaffold
from lessons.catalog import load
from lessons.check import check

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
    """Make claims of the small lesson untrue."""
    for name, old, new in SPOILS:
        path = lesson / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer has {old!r}: the test is out of date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_first_steps(track: Path) -> None:
    """Write a track with a lesson and an exercise as `new` does, and five invalid exercises."""
    lesson = track / "hello"
    scaffold.new_track(track)
    scaffold.new_lesson(lesson)
    for name in ("twice", "helped", "caseless", "doubled", "talkative", "known"):
        scaffold.new_exercise(lesson / name)
    scaffold.new_class(lesson / "running-largest")
    scaffold.new_property(lesson / "at-right-angles")
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
    """Return the faults of both tracks, found by the real judge and the real jail."""
    tracks = Path(shutil.copytree(HERE / "our_tracks", tmp_path_factory.mktemp("t") / "tracks"))
    spoil(tracks / "team-basics" / "batches")
    write_first_steps(tracks / "first-steps")
    report = check(load(tracks, built_in=False).lessons(), [tracks])
    return [f"{each.path.name}{str(each).removeprefix(str(each.path))}" for each in report.faults]


def without_todos(found: list[str], name: str) -> list[str]:
    """Return the faults of that file, without the TODOs that `new` wrote."""
    return [each for each in found if each.startswith(f"{name}:") and "TODO" not in each]


def test_every_line_of_the_whole_curriculum_is_true():
    command = [sys.executable, "-m", "lessons", "check", "--folder", str(HERE / "our_tracks")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3000)
    *trainings, said = ended.stdout.splitlines()
    assert all(line.endswith(": training failed under 0 of 20 seeds") for line in trainings)
    assert (said.startswith("All is well"), ended.stderr) == (True, ""), ended.stdout
    assert ended.returncode == 0


def test_somebody_at_a_terminal_sees_how_far_the_check_is():
    terminal, error_output = pty.openpty()
    command = [sys.executable, "-m", "lessons", "check", "batches"]
    command += ["--folder", str(HERE / "our_tracks")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=error_output) as process:
        os.close(error_output)
        shown = "".join(iter(lambda: _read(terminal), ""))
        output, _ = process.communicate(timeout=500)
    os.close(terminal)
    assert output == b"All is well (lessons: 1, trials: 20).\n"
    assert shown.index("starting torch in the jail") < shown.index("running all that lessons")
    assert shown.endswith("\x1b[1A\x1b[2K")  # one line up, and clear it


def _read(terminal: int) -> str:
    """Return text written to a terminal; nothing if all writers have closed it."""
    try:
        return os.read(terminal, 100_000).decode(errors="replace")
    except OSError:  # Linux raises EIO if the other end is closed
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
    assert [
        each
        for each in found
        if each.startswith("first_half.ja.md:41: this other way does not pass:")
    ]


def test_a_snippet_that_ends_its_process_is_named(found: list[str]):
    assert [each for each in found if each.startswith("lesson.en.md:33: this does not run: ")]


def test_an_output_that_may_differ_is_not_compared(found: list[str]):
    assert not [each for each in found if each.startswith("lesson.en.md:23")]


def test_what_new_writes_is_true_and_only_waits_for_its_words(found: list[str]):
    messages = [each.split(": ")[1] for each in found if each.startswith("twice")]
    assert (len(messages), set(messages)) == (17, {"TODO"})


@pytest.mark.parametrize("stem", ["twice", "running_largest", "at_right_angles"])
def test_what_new_writes_has_no_faults_but_todos(found: list[str], stem: str):
    for name in (f"{stem}.py", f"{stem}.ja.md", f"{stem}.en.md"):
        assert any(each.startswith(f"{name}:") for each in found)
        assert without_todos(found, name) == []


def test_a_reference_that_needs_the_rest_of_its_file_is_named(found: list[str]):
    message = (
        'the reference uses "_double" of this file, but learners see it alone; define it inside, '
        "or write it out"
    )
    assert without_todos(found, "helped.py") == [f"helped.py:10: {message}"]


def test_cases_that_cannot_be_used_are_named(found: list[str]):
    message = "cases(rng) must yield shown(...) or hidden(...), one a case"
    assert without_todos(found, "caseless.py") == [f"caseless.py:14: {message}"]


def test_a_reference_that_prints_is_named(found: list[str]):
    message = "the reference prints; only what it returns is judged, so take that out"
    assert without_todos(found, "talkative.py") == [f"talkative.py:9: {message}"]


def test_cases_that_are_all_shown_are_named(found: list[str]):
    message = "every case is shown, so answers can be written down; add hidden(...) ones"
    assert without_todos(found, "known.py") == [f"known.py:9: {message}"]


def test_two_mistakes_that_are_alike_are_named(found: list[str]):
    assert len(without_todos(found, "doubled.py")) == 1
    message = without_todos(found, "doubled.py")[0]
    assert 'the mistake "squared" is taken for "timed"; add a case that parts them' in message
