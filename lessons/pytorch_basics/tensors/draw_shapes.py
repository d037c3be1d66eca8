"""Draws shapes.png: a number, a row, a table and a stack, with their shapes.

Run it from anywhere: python draw_shapes.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons.figures import INK, save_sheet, sheet

FILLS = ["#f3c98b", "#9fd0c4", "#a9bff0", "#e3abc4"]


def cells(axes: Axes, left: float, top: float, rows: int, columns: int, fill: str) -> None:
    """Draw a table of unit squares whose upper left corner is at (left, top)."""
    for row in range(rows):
        for column in range(columns):
            corner = (left + column, top - row - 1)
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=fill, edgecolor=INK, linewidth=1.4))


def main() -> None:
    axes = sheet(7.2, 2.9, (18, 7.25), paper=(0.35, 0.35, 17.3, 6.55))
    axes.set_aspect("equal")
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
    save_sheet(Path(__file__).with_name("shapes.png"))


if __name__ == "__main__":
    main()
