"""Errors that authors make: each is named with its file and line, and with what to do."""

from __future__ import annotations

import pytest

from lessons import scaffold
from lessons.catalog import CatalogError, load
from lessons.check import check
from lessons.file_checks import track_file_faults
from lessons.static_checks import static_faults

MISTAKE = '@mistake("took-columns")'


def static_faults_of(spoiled) -> list[str]:
    """Return the static faults of the spoiled lesson and its track, with relative paths."""
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    found = [*static_faults(lesson), *track_file_faults(spoiled.track)]
    return [str(each).replace(f"{spoiled.track}/", "").replace("batches/", "") for each in found]


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "first_half.py",
            "return batch[: len(batch) // 2]\n",
            "return _half(batch)\n\n\ndef _half(batch):\n    return batch[: len(batch) // 2]\n",
            'first_half.py:10: the reference uses "_half" of this file, but learners see it alone;',
        ),
        (
            "first_half.py",
            "return batch[: len(batch) // 2]\n",
            "return batch[: len(batch) // PARTS]\n\n\nPARTS = 2\n",
            'first_half.py:10: the reference uses "PARTS" of this file, but learners see it alone;',
        ),
        (
            "first_half.py",
            "return batch[:, : batch.shape[1] // 2]",
            "return cases(batch)",
            'first_half.py:21: this mistake uses "cases" of this file, but learners see it alone;',
        ),
        (
            "first_half.py",
            MISTAKE,
            f"@also\ndef _(batch) -> Cases:\n    return batch[: len(batch) // 2]\n\n\n{MISTAKE}",
            'first_half.py:20: this right answer uses "Cases" of this file, but learners see it',
        ),
        (
            "first_half.py",
            "    return batch[: len",
            "    import time\n\n    time.sleep(1)\n    return batch[: len",
            "first_half.py:12: the reference sleeps; every submission would wait for it",
        ),
        (
            "first_half.py",
            "for rows in (2, 5, 8)",
            "import random\n\n    for rows in (2, random.randint(3, 8))",
            "first_half.py:17: cases(rng) draws random numbers of its own; draw them from rng,",
        ),
        (
            "first_half.en.md",
            "`len` gives the number of rows.",
            "Try `batch[: len(batch) // 2]`.",
            "first_half.en.md:21: this hint holds the answer; say what to look at instead",
        ),
        (
            "first_half.ja.md",
            "`len`",
            "\n\n```python\ndef first_half(batch):\n    return batch[:2]\n```\n\n`len`",
            "this hint holds the answer; say what to look at instead",
        ),
    ],
)
def test_an_error_that_is_seen_without_running_is_named(
    spoiled, name: str, old: str, new: str, fault: str
):
    spoiled.change(name, old, new)
    found = static_faults_of(spoiled)
    assert len(found) == 1, found
    assert fault in found[0]


def test_a_starter_without_the_function_is_named_in_each_language(spoiled):
    for language in ("ja", "en"):
        spoiled.change(f"first_half.{language}.md", "def first_half", "def half")
    assert [each.split(";")[0] for each in static_faults_of(spoiled)] == [
        'first_half.ja.md:13: the starter does not begin "first_half"',
        'first_half.en.md:13: the starter does not begin "first_half"',
    ]


def test_code_that_defines_what_it_uses_is_no_fault(spoiled):
    inside = (
        "from math import floor\n\n    def half(n, part=2):\n        return floor(n / part)\n\n"
        "    total = [half(k) for k in (len(batch),)]\n    return batch[: total[0]]\n"
    )
    spoiled.change("first_half.py", "return batch[: len(batch) // 2]\n", inside)
    assert static_faults_of(spoiled) == []


def test_a_hint_that_lets_learners_compare_two_shapes_is_no_answer(spoiled):
    compared = "`batch[: len(batch) // 2].shape`"
    spoiled.change("first_half.en.md", "`len` gives the number of rows.", f"Print {compared}.")
    assert static_faults_of(spoiled) == []


@pytest.mark.parametrize("name", ["lesson.ja.md", "quiz.toml", "first_half.py", "../track.toml"])
def test_lines_that_end_as_on_windows_are_named(spoiled, name: str):
    path = spoiled.lesson / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    short = name.removeprefix("../")
    message = f"{short}:1: lines end in CRLF, as on Windows; save the file with LF"
    assert static_faults_of(spoiled) == [message]


@pytest.mark.parametrize("name", ["second_half.en.md", "old.png", "notes.txt", "helper.py"])
def test_a_file_that_nothing_uses_is_named(spoiled, name: str):
    (spoiled.lesson / name).write_text("", encoding="utf-8")
    message = f"{name}:1: nothing in the lesson uses this; take it out, or list it"
    assert static_faults_of(spoiled) == [message]


@pytest.mark.parametrize("name", ["README.md", "draw_dot.py", ".DS_Store"])
def test_a_file_beside_a_lesson_that_is_for_authors_is_no_fault(spoiled, name: str):
    (spoiled.lesson / name).write_text("", encoding="utf-8")
    assert static_faults_of(spoiled) == []


def test_a_lesson_that_its_track_does_not_list_is_named(spoiled):
    (spoiled.track / "spare").mkdir()
    (spoiled.track / "spare" / "lesson.toml").write_text("minutes = 1\n", encoding="utf-8")
    message = 'track.toml:2: the lesson "spare" is not listed; add it to lessons, or to planned'
    assert static_faults_of(spoiled) == [message]


def test_a_slug_that_is_there_twice_is_named_where_it_is_written(spoiled):
    table = spoiled.track / "track.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('["batches"]', '["batches", "batches"]', 1), encoding="utf-8")
    with pytest.raises(CatalogError) as raised:
        load(spoiled.tracks, built_in=False)
    assert any(
        str(each).startswith(f'{table}:2: two lessons are called "batches"; rename one')
        for each in raised.value.faults
    )


BODY, CASES = "    return x * 2\n", "    yield shown(torch.tensor([1.0, 2.0]))\n"
LOOP = "    for count in (1, 3, 8):\n"
WITH_LIMIT = ("@exercise()", '@exercise(limits={"wall_seconds": 1})')

BROKEN = {
    "endless": [WITH_LIMIT, (BODY, "    while True:\n        pass\n")],
    "dozing": [WITH_LIMIT, (BODY, "    __import__('time').sleep(9)\n    return x * 2\n")],
    "stuck-mistake": [WITH_LIMIT, ("    return x**2\n", "    while True:\n        x = x**2\n")],
    "stuck-cases": [WITH_LIMIT, (CASES, f"    while True:\n        rng.normal(2)\n{CASES}")],
    "lucky": [(BODY, "    return x * 2 + torch.rand(())\n")],
    "own-draws": [("rng.normal(count)", "torch.randn(count)")],
    "keyword-only": [("def keyword_only(x):", "def keyword_only(*, x):")],
    "arity": [("hidden(rng.normal(count))", "hidden(rng.normal(count), 2)")],
    "late": [(LOOP, f"    yield hidden(rng.normal(4))\n    yield shown(rng.normal(5))\n{LOOP}")],
    "repeated": [(LOOP, f"{CASES}{LOOP}")],
    "unimported": [("also, exercise", "exercise")],
    "heavy": [
        ("@exercise()", '@exercise(limits={"memory_mib": 64})'),
        (BODY, "    import torch\n\n    torch.ones(60_000_000).sum()\n    return x * 2\n"),
    ],
}
"""An exercise for each error: what is replaced in the exercise that `new` writes."""

LINES = {
    "endless": "8: timeout after 1 s: the reference does not end in the time of a submission;",
    "dozing": "8: timeout after 1 s: the reference does not end in the time of a submission;",
    "stuck-mistake": '24: timeout after 1 s: the mistake "squared" does not end in the time of',
    "stuck-cases": "13: timeout after 1 s: cases(rng) does not end in the time of a submission;",
    "lucky": "8: the reference draws random numbers of its own, so no answer can equal it;",
    "own-draws": "16: cases(rng) draws random numbers of its own; draw them from rng,",
    "keyword-only": '8: "x" of keyword_only has to be a plain parameter:',
    "arity": "16: a case has 2 arguments, but arity takes 1",
    "late": "16: a shown case after a hidden one; yield the shown ones first,",
    "repeated": "15: case 2 is always the same as case 1; keep one",
    "unimported": "19: also is not imported; write: from lessons.authoring import also",
    "heavy": "9: the reference does not pass its own exercise: more than 64 MiB of memory;",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the faults of exercises with one error each, found by the real judge and jail."""
    lesson = tmp_path_factory.mktemp("tracks") / "broken-track" / "broken"
    scaffold.new_track(lesson.parent)
    scaffold.new_lesson(lesson)
    for name, changes in BROKEN.items():
        scaffold.new_exercise(lesson / name)
        path = lesson / f"{name.replace('-', '_')}.py"
        text = path.read_text(encoding="utf-8").replace("  # TODO the reference", "")
        for old, new in changes:
            assert old in text, f"{name} has no {old!r}: the test is out of date"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    snippet = lesson / "lesson.en.md"
    text = snippet.read_text(encoding="utf-8")
    for language in ("en", "ja"):
        path = lesson / f"lesson.{language}.md"
        text = path.read_text(encoding="utf-8")
        fence = "```python\nimport torch\n\ntorch.rand(4)\n```\n\n```output\ntensor([0.1])\n```\n"
        path.write_text(f"{text}\n{fence}", encoding="utf-8")
    report = check(load(lesson.parent, built_in=False).lessons(), [lesson.parent], seeds=2)
    return [str(each).replace(f"{lesson}/", "") for each in report.faults]


@pytest.mark.parametrize("name", LINES)
def test_an_error_that_only_running_shows_is_named(found: list[str], name: str):
    file = f"{name.replace('-', '_')}.py"
    about = [each for each in found if each.startswith(f"{file}:") and "TODO" not in each]
    assert len(about) == 1, about
    assert about[0].startswith(f"{file}:{LINES[name]}")


def test_a_snippet_that_draws_random_numbers_of_its_own_is_named(found: list[str]):
    named = [each.split(";")[0] for each in found if "draws random numbers" in each]
    lines = [each for each in named if each.startswith("lesson.")]
    assert [each.split(": ")[1] for each in lines] == ["this draws random numbers of its own"] * 2
