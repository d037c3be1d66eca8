"""Finds the pictures of a text: PNG files beside it, and formulas that are drawn ahead.

The bot imports this module, so it draws nothing; lessons.formulas does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from lessons.curriculum import Illustration
from lessons.markdown import Formula, Image, split_pictures

FORMULA_STYLE = "1"
"""Changes with the look of formulas, so that all of them are drawn again."""

FORMULA_PREFIX = "formula-"


def formula_path(folder: Path, formula: Formula) -> Path:
    """Return where the picture of a formula is. A digest of the formula is in its name."""
    digest = hashlib.sha256(f"{FORMULA_STYLE}\0{formula.tex}".encode()).hexdigest()[:12]
    return folder / f"{FORMULA_PREFIX}{digest}.png"


def to_illustration(folder: Path, picture: Image | Formula) -> Illustration:
    """Return the picture of a text whose file is in `folder`."""
    if isinstance(picture, Formula):
        return Illustration(formula_path(folder, picture), picture.tex)
    return Illustration(folder / picture.target, picture.alt.strip())


def illustrated(text: str, folder: Path) -> Iterator[str | Illustration]:
    """Yield the pictures of a text, and the Markdown between them, in order."""
    for part in split_pictures(text):
        yield part if isinstance(part, str) else to_illustration(folder, part)


def picture_problems(folder: Path, picture: Image | Formula) -> Iterator[str]:
    """Yield what is wrong with a picture of a text whose file is in `folder`."""
    path = to_illustration(folder, picture).path
    if isinstance(picture, Formula):
        if not path.is_file():
            yield (
                f"the formula {picture.tex} is not drawn yet; run python -m lessons check --write"
            )
        return
    if not path.is_file() or path.suffix != ".png" or path.parent != folder:
        yield f"{picture.target} is not a PNG beside this file; draw it, or correct the name"
    if not picture.alt.strip():
        yield "say in words what the picture shows: ![these words](picture.png)"
