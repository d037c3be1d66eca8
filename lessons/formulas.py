"""Draws the formulas of lessons as PNG files beside them, with matplotlib's mathtext.

Only `python -m lessons check --write` draws, so that neither the bot nor a chat needs LaTeX:
https://matplotlib.org/stable/users/explain/text/mathtext.html lists what mathtext knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from lessons.computed_quiz import QUIZ
from lessons.diagnostics import Fault, Faults
from lessons.languages import track_languages
from lessons.markdown import Formula, parse_blocks, split_pictures
from lessons.pictures import FORMULA_PREFIX, formula_path
from lessons.quiz_tables import QuizTable, in_languages
from lessons.quizzes import quiz_texts
from lessons.toml_tables import read_table

_POINTS, _DPI = 18, 150  # size of the letters, and dots per inch


def write_formulas(folders: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Fault, ...]]:
    """Draw the formulas of all lessons in the folders, and delete drawings that none uses.

    Return the files that were written, and a fault for each formula that cannot be drawn. Raise
    ModuleNotFoundError if matplotlib is needed and not installed.
    """
    written: list[Path] = []
    faults: list[Fault] = []
    for lesson in sorted({path.parent for folder in folders for path in _lesson_files(folder)}):
        used = set()
        for file, formula in formulas_of(lesson):
            path = formula_path(lesson, formula)
            used.add(path)
            if path.is_file():
                continue
            try:
                path.write_bytes(draw_formula(formula.tex))
            except ValueError as error:
                reason = str(error).strip().splitlines()[-1]
                message = f"{formula.tex} cannot be drawn: {reason}"
                faults.append(Fault(file, formula.line, message))
            else:
                written.append(path)
        for path in set(lesson.glob(f"{FORMULA_PREFIX}*.png")) - used:
            path.unlink()
    return tuple(written), tuple(faults)


def unused_formulas(lesson: Path) -> Iterator[Fault]:
    """Yield a fault for each drawing in a lesson's folder whose formula is in none of its texts."""
    drawn = set(lesson.glob(f"{FORMULA_PREFIX}*.png"))
    used = {formula_path(lesson, formula) for _, formula in formulas_of(lesson)} if drawn else set()
    for path in sorted(drawn - used):
        message = "no text has this formula now; delete it, or run python -m lessons check --write"
        yield Fault(path, 1, message)


def formulas_of(lesson: Path) -> Iterator[tuple[Path, Formula]]:
    """Yield each formula in the files of a lesson's folder, with the file."""
    for path in sorted(lesson.glob("*.md")):
        for block in parse_blocks(path.read_text(encoding="utf-8", errors="replace")):
            if isinstance(block, Formula):
                yield path, block
    quiz = lesson / QUIZ.name
    kind = in_languages(QuizTable, track_languages(lesson.parent))
    read = read_table(quiz, kind, Faults()) if quiz.is_file() else None
    for line, text in quiz_texts(read[0].question, read[1]) if read else ():
        for part in split_pictures(text):
            if isinstance(part, Formula):
                yield quiz, Formula(line, part.tex)


def draw_formula(tex: str) -> bytes:
    """Return a PNG of a formula on a light card. Raise ValueError if mathtext cannot read it."""
    from matplotlib.figure import Figure

    from lessons.figures import INK, PAPER

    figure = Figure(facecolor=PAPER)
    figure.text(0.5, 0.5, f"${tex}$", fontsize=_POINTS, color=INK, ha="center", va="center")
    picture = BytesIO()
    figure.savefig(
        picture,
        dpi=_DPI,
        bbox_inches="tight",
        pad_inches=0.15,
        facecolor=PAPER,
        metadata={"Software": None},
    )
    return picture.getvalue()


def _lesson_files(folder: Path) -> Iterator[Path]:
    """Yield the lesson.toml of each lesson in a track, or in a folder of tracks."""
    for pattern in ("*/lesson.toml", "*/*/lesson.toml"):
        yield from folder.glob(pattern)
