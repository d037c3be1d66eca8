"""Draws shapes.png: a number, a row, a table and a stack, with their shapes.

Run it from anywhere: python draw_shapes.py
"""

from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

PAPER = "#fbf7ef"  # a card of its own, so that it reads well on dark and on light pages
INK = "#2b2f36"
FILLS = ["#f3c98b", "#9fd0c4", "#a9bff0", "#e3abc4"]


def cells(axes: Axes, left: float, top: float, rows: int, columns: int, fill: str) -> None:
    """A table of unit squares whose upper left corner is at (left, top)."""
    for row in range(rows):
        for column in range(columns):
            corner = (left + column, top - row - 1)
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=fill, edgecolor=INK, linewidth=1.4))


def main() -> None:
    figure, axes = plt.subplots(figsize=(7.2, 2.9), dpi=150)
    figure.patch.set_alpha(0)
    axes.set_xlim(0, 18)
    axes.set_ylim(0, 7.25)
    axes.set_aspect("equal")
    axes.axis("off")
    card = FancyBboxPatch(
        (0.35, 0.35),
        17.3,
        6.55,
        boxstyle="round,pad=0,rounding_size=0.6",
        facecolor=PAPER,
        edgecolor="none",
    )
    axes.add_patch(card)
    cells(axes, 1.3, 4.4, 1, 1, FILLS[0])
    cells(axes, 3.9, 4.4, 1, 3, FILLS[1])
    cells(axes, 8.5, 4.9, 2, 3, FILLS[2])
    for depth in range(4):
        shift = 0.45 * (3 - depth)
        cells(axes, 12.4 + shift, 4.1 + shift, 2, 3, FILLS[3])
    for middle, text in ((1.8, "()"), (5.4, "(3,)"), (10.0, "(2, 3)"), (14.6, "(4, 2, 3)")):
        axes.text(
            middle, 1.35, text, ha="center", va="center", color=INK, fontsize=14, family="monospace"
        )
    figure.subplots_adjust(0, 0, 1, 1)
    figure.savefig(Path(__file__).with_name("shapes.png"), metadata={"Software": None})


if __name__ == "__main__":
    main()
