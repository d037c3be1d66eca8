"""Draws window.png: a picture with a bar, a window over it, and the map of results.

Run it from anywhere: python draw_window.py
"""

from pathlib import Path

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons.figures import FAINT, INK, save_sheet, sheet

KERNEL = torch.tensor([[-1.0, 2.0, -1.0]]).repeat(3, 1)
PLACE = (2, 3)  # row and column of the window's corner
BRIGHT, DARK = "#a9bff0", "#efe9da"
HIGH, LOW = "#9fd0c4", "#f3c98b"
WINDOW = "#b4472f"


def grid(
    axes: Axes, left: float, top: float, numbers: torch.Tensor, fills: dict[float, str]
) -> None:
    """Draw a table of numbers; `fills` has the colours of values that stand out."""
    for i, row in enumerate(numbers.tolist()):
        for j, number in enumerate(row):
            axes.add_patch(
                Rectangle(
                    (left + j, top - i - 1),
                    1,
                    1,
                    facecolor=fills.get(number, DARK),
                    edgecolor=FAINT,
                    linewidth=0.8,
                )
            )
            axes.text(
                left + j + 0.5,
                top - i - 0.5,
                f"{number:.0f}",
                ha="center",
                va="center",
                color=INK,
                fontsize=9,
                family="monospace",
            )


def frame(axes: Axes, left: float, top: float, side: int) -> None:
    """Draw the outline of a square."""
    axes.add_patch(
        Rectangle((left, top - side), side, side, facecolor="none", edgecolor=WINDOW, linewidth=2.6)
    )


def main() -> None:
    image = torch.zeros(8, 8)
    image[:, 4] = 1
    found = torch.nn.functional.conv2d(image[None, None], KERNEL[None, None])[0, 0]
    axes = sheet(6.4, 3.3, (21.6, 11.1), paper=(0.2, 0.2, 21.2, 10.7))
    row, column = PLACE
    grid(axes, 0.9, 9.5, image, {1.0: BRIGHT})
    frame(axes, 0.9 + column, 9.5 - row, 3)
    grid(axes, 10.2, 7.0, KERNEL, {})
    frame(axes, 10.2, 7.0, 3)
    grid(axes, 14.6, 8.5, found, {6.0: HIGH, -3.0: LOW})
    frame(axes, 14.6 + column, 8.5 - row, 1)
    style = {"arrowstyle": "-|>", "color": WINDOW, "linewidth": 1.8, "mutation_scale": 13}
    axes.annotate("", xy=(10.1, 5.5), xytext=(7.0, 5.8), arrowprops=style)
    axes.annotate("", xy=(14.55, 6.0), xytext=(13.3, 5.7), arrowprops=style)
    save_sheet(Path(__file__).with_name("window.png"))


if __name__ == "__main__":
    main()
