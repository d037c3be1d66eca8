"""Draws shapes.png: 24 numbers as (2, 3, 4), reshaped, and with their dimensions permuted.

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
        fill = FILLS[number // 4]
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=fill, edgecolor=INK, linewidth=1.2))
        middle = (corner[0] + 0.5, corner[1] + 0.47)
        axes.text(*middle, str(number), ha="center", va="center", color=INK, fontsize=14)


def label(axes: Axes, left: float, bottom: float, text: str) -> None:
    axes.text(left, bottom, text, color=INK, fontsize=14.5, family="monospace")


def main() -> None:
    axes = sheet(7.2, 7.0, (16.2, 15.75), paper=(0.3, 0.3, 15.6, 15.15))
    axes.set_aspect("equal")

    x = np.arange(24).reshape(2, 3, 4)
    label(axes, 1.2, 14.35, "x  (2, 3, 4)")
    for number, part in enumerate(x):
        table(axes, 1.2 + 4.6 * number, 14.0, part)
    label(axes, 10.7, 14.35, "(6, 4)")
    table(axes, 10.7, 14.0, x.reshape(6, 4))
    label(axes, 1.2, 7.15, "(2, 12)")
    table(axes, 1.2, 6.8, x.reshape(2, 12))
    label(axes, 1.2, 3.5, "x.permute(2, 0, 1)  (4, 2, 3)")
    for number, part in enumerate(x.transpose(2, 0, 1)):
        table(axes, 1.2 + 3.5 * number, 3.15, part)

    save_sheet(Path(__file__).with_name("shapes.png"))


if __name__ == "__main__":
    main()
