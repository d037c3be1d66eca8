"""Draws batches.png: ten examples are mixed, then cut into batches of four.

Run it from anywhere: python draw_batches.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lessons.figures import FAINT, INK, save_sheet, sheet

ORDER = (3, 8, 0, 6, 1, 9, 4, 2, 7, 5)
COLOURS = ("#a9bff0", "#9fd0c4", "#f3c98b")  # of the three batches
SIZE = 4


def square(axes: Axes, left: float, bottom: float, number: int, fill: str) -> None:
    """Draw an example as a square with its number."""
    shape = "round,pad=0,rounding_size=0.12"
    axes.add_patch(
        FancyBboxPatch((left, bottom), 0.9, 0.9, boxstyle=shape, facecolor=fill, edgecolor=INK)
    )
    axes.text(
        left + 0.45,
        bottom + 0.45,
        str(number),
        ha="center",
        va="center",
        color=INK,
        fontsize=12,
        family="monospace",
    )


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    """Draw a thin arrow."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.4, "mutation_scale": 11}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)


def main() -> None:
    axes = sheet(5.6, 3.6, (14, 9), paper=(0.2, 0.2, 13.6, 8.6))
    for number in range(10):
        square(axes, 1.75 + 1.05 * number, 7.2, number, "#efe9da")
    for place, number in enumerate(ORDER):
        fill = COLOURS[place // SIZE]
        start, end = 2.2 + 1.05 * number, 2.2 + 1.05 * place
        arrow(axes, (start, 7.1), (end, 5.35), FAINT)
        square(axes, 1.75 + 1.05 * place, 4.35, number, fill)
        batch = place // SIZE
        left = 1.0 + 1.05 * place + 0.75 * batch
        arrow(axes, (end, 4.25), (left + 0.45, 2.15), COLOURS[batch])
        square(axes, left, 1.15, number, fill)
    save_sheet(Path(__file__).with_name("batches.png"))


if __name__ == "__main__":
    main()
