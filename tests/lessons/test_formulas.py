"""Formulas are drawn ahead, under a name that says which formula it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as PIL

from lessons.catalog import load
from lessons.cli.parser import main
from lessons.curriculum import Illustration
from lessons.formulas import write_formulas
from lessons.pictures import illustrated
from lessons.static_checks import static_faults

FORMULA = "$$\n\\frac{1}{n} \\sum_i x_i\n$$"


def add_formulas(spoiled) -> None:
    """Put a formula on a page, into a hint, and into the text of a question."""
    for language in ("en", "ja"):
        for name, before in ((f"lesson.{language}.md", "\n## "), (f"first_half.{language}.md", "")):
            path = spoiled.lesson / name
            text = path.read_text(encoding="utf-8")
            at = text.rindex(before) if before else text.index("## hint") + len("## hint")
            path.write_text(f"{text[:at]}\n\n{FORMULA}\n\n{text[at:]}", encoding="utf-8")
    spoiled.change("quiz.toml", 'explanation = "行', 'explanation = "$$x^2$$\\n\\n行')


def test_a_formula_that_is_not_drawn_is_named_by_file_and_line(spoiled):
    add_formulas(spoiled)
    found = spoiled.faults()
    assert {fault.split(": ")[0] for fault in found} == {
        "first_half.en.md:23",
        "first_half.ja.md:23",
        "lesson.en.md:31",
        "lesson.ja.md:31",
        "quiz.toml:8",
    }
    drawn = "is not drawn yet; run python -m lessons check --write"
    assert all(fault.endswith(drawn) for fault in found)


def test_the_drawings_are_png_files_that_the_lesson_then_loads_with(spoiled):
    add_formulas(spoiled)
    written, faults = write_formulas([spoiled.tracks])
    assert faults == ()
    assert len(written) == 2, "a formula that two texts share is drawn once"
    for path in written:
        width, height = PIL.open(io.BytesIO(path.read_bytes())).size
        assert width > 20
        assert height > 20
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    assert list(static_faults(lesson)) == []
    [shown] = [each for each in lesson.pages["en"][0].parts if isinstance(each, Illustration)]
    assert shown.alt == "\\frac{1}{n} \\sum_i x_i"
    assert shown.path in written
    [hint, *_] = lesson.exercises[0].hints["ja"]
    assert shown in list(illustrated(hint, lesson.folder))
    assert write_formulas([spoiled.track]) == ((), ()), "all are drawn already"


def test_a_drawing_whose_formula_has_changed_is_a_fault_and_is_drawn_anew(spoiled):
    add_formulas(spoiled)
    old = {path.name for path in write_formulas([spoiled.tracks])[0]}
    for name in ("lesson.en.md", "lesson.ja.md", "first_half.en.md", "first_half.ja.md"):
        spoiled.change(name, "\\sum_i x_i", "\\sum_i y_i")
    assert len(spoiled.faults()) == 4
    new = {path.name for path in write_formulas([spoiled.tracks])[0]}
    assert len(new) == 1
    there = {path.name for path in spoiled.lesson.glob("formula-*.png")}
    assert there == new | (old & there)
    assert len(there) == 2


def test_a_drawing_that_no_text_uses_is_a_fault(spoiled):
    (spoiled.lesson / "formula-0123456789ab.png").write_bytes(b"")
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    [fault] = static_faults(lesson)
    assert fault.path.name == "formula-0123456789ab.png"
    assert "no text has this formula now" in fault.message


def test_the_command_draws_and_names_a_formula_that_cannot_be_drawn(spoiled, capsys):
    spoiled.change("lesson.en.md", "A slice takes", "$$\\frac{1}$$\n\nA slice takes")
    assert main(["check", "--write", "--folder", str(spoiled.tracks), "batches"]) == 1
    printed = capsys.readouterr().out
    assert f"{spoiled.lesson}/lesson.en.md:20: \\frac{{1}} cannot be drawn: " in printed


@pytest.mark.parametrize("name", ["../dot.png", "/tmp/dot.png", "dot.jpg"])
def test_a_picture_elsewhere_is_refused(spoiled, name: str, tmp_path: Path):
    (spoiled.track / "dot.png").write_bytes((spoiled.lesson / "dot.png").read_bytes())
    spoiled.change("first_half.en.md", "## starter", f"![a dot]({name})\n\n## starter")
    [fault] = spoiled.faults()
    assert f"{name} is not a PNG beside this file" in fault


def test_the_text_of_a_mistake_has_no_pictures(spoiled):
    spoiled.change(
        "first_half.en.md",
        "## mistake second-half\n",
        "## mistake second-half\n\n![a dot](dot.png)\n",
    )
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    [fault] = static_faults(lesson)
    assert (fault.path.name, fault.message[:20]) == ("first_half.en.md", "the text of a mistak")
