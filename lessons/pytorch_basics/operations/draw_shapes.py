"""Draws shapes.png: 30 numbers as (2, 3, 5), reshaped, and with their dimensions permuted.

Run it from anywhere: python draw_shapes.py
"""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lessons.figures import INK, save_sheet, sheet

# One colour for each row of the first picture: warm for its first table, cool for its second.
FILLS = ["#f6d7a7", "#f0b08f", "#e3abc4", "#bfe0b4", "#9fd0c4", "#a9bff0"]


def table(axes: Axes, left: float, top: float, numbers: NDArray[np.int64]) -> None:
    """Draw a table of unit squares with its upper left corner at (left, top)."""
    for (row, column), number in np.ndenumerate(numbers):
        corner = (left + column, top - row - 1)
        fill = FILLS[number // 5]
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=fill, edgecolor=INK, linewidth=1.2))
        middle = (corner[0] + 0.5, corner[1] + 0.47)
        axes.text(*middle, str(number), ha="center", va="center", color=INK, fontsize=14)


def label(axes: Axes, left: float, bottom: float, text: str) -> None:
    axes.text(left, bottom, text, color=INK, fontsize=14.5, family="monospace")


def main() -> None:
    axes = sheet(7.2, 7.15, (19.2, 19.05), paper=(0.3, 0.3, 18.6, 18.45))
    axes.set_aspect("equal")

    x = np.arange(30).reshape(2, 3, 5)
    label(axes, 1.2, 17.6, "x  (2, 3, 5)")
    for number, part in enumerate(x):
        table(axes, 1.2 + 5.6 * number, 17.2, part)
    label(axes, 12.9, 17.6, "(6, 5)")
    table(axes, 12.9, 17.2, x.reshape(6, 5))
    label(axes, 1.2, 9.9, "(2, 15)")
    table(axes, 1.2, 9.5, x.reshape(2, 15))
    label(axes, 1.2, 6.4, "x.permute(1, 2, 0)  (3, 5, 2)")
    for number, part in enumerate(x.transpose(1, 2, 0)):
        table(axes, 1.2 + 2.9 * number, 6.0, part)

    save_sheet(Path(__file__).with_name("shapes.png"))


if __name__ == "__main__":
    main()
