"""Draws shapes.png: 24 numbers as (2, 3, 4), reshaped, and with their dimensions permuted.

Run it from anywhere: python draw_shapes.py
"""

from io import BytesIO
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle
from numpy.typing import NDArray
from PIL import Image

PAPER = "#fbf7ef"  # a card of its own, so that it reads well on dark and on light pages
INK = "#2b2f36"
# One colour for each row of the first picture: warm ones for its first table, cool for its second.
FILLS = ["#f6d7a7", "#f0b08f", "#e3abc4", "#bfe0b4", "#9fd0c4", "#a9bff0"]


def table(axes: Axes, left: float, top: float, numbers: NDArray[np.int64]) -> None:
    """A table of unit squares with its upper left corner at (left, top)."""
    for (row, column), number in np.ndenumerate(numbers):
        corner = (left + column, top - row - 1)
        fill = FILLS[number // 4]
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=fill, edgecolor=INK, linewidth=1.2))
        middle = (corner[0] + 0.5, corner[1] + 0.47)
        axes.text(*middle, str(number), ha="center", va="center", color=INK, fontsize=14)


def label(axes: Axes, left: float, bottom: float, text: str) -> None:
    axes.text(left, bottom, text, color=INK, fontsize=14.5, family="monospace")


def main() -> None:
    figure, axes = plt.subplots(figsize=(7.2, 7.0), dpi=150)
    figure.patch.set_alpha(0)
    axes.set_xlim(0, 16.2)
    axes.set_ylim(0, 15.75)
    axes.set_aspect("equal")
    axes.axis("off")
    card = FancyBboxPatch(
        (0.3, 0.3),
        15.6,
        15.15,
        boxstyle="round,pad=0,rounding_size=0.6",
        facecolor=PAPER,
        ec="none",
    )
    axes.add_patch(card)

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

    figure.subplots_adjust(0, 0, 1, 1)
    drawn = BytesIO()
    figure.savefig(drawn)
    # A flat drawing needs few colours: a third of the bytes, for slow phones.
    Image.open(drawn).quantize(48).save(Path(__file__).with_name("shapes.png"), optimize=True)


if __name__ == "__main__":
    main()
