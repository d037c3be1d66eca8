"""Draws tree.png: a module, the modules inside it, and their parameters.

Run it from anywhere: python draw_tree.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lessons.figures import INK, save_sheet, sheet

MODULE, PARAMETER, BRANCH = "#a9bff0", "#9fd0c4", "#7d8390"

PARTS = (("body", 4.0, "(3,4)", "(3,)"), ("head", 12.0, "(1,3)", "(1,)"))
TOP, MIDDLE, BOTTOM = 9.4, 6.0, 2.2


def box(axes: Axes, middle: tuple[float, float], text: str, fill: str, width: float) -> None:
    """Draw a rounded box with up to two lines of text around `middle`."""
    height = 1.9 if "\n" in text else 1.4
    left, bottom = middle[0] - width / 2, middle[1] - height / 2
    shape = "round,pad=0,rounding_size=0.25"
    axes.add_patch(
        FancyBboxPatch(
            (left, bottom), width, height, boxstyle=shape, facecolor=fill, edgecolor=INK, zorder=2
        )
    )
    axes.text(
        *middle,
        text,
        zorder=3,
        ha="center",
        va="center",
        color=INK,
        fontsize=12,
        family="monospace",
    )


def main() -> None:
    axes = sheet(5.4, 3.8, (16, 11.2), paper=(0.2, 0.2, 15.6, 10.8))
    for name, x, weight, bias in PARTS:
        axes.plot([8, x], [TOP, MIDDLE], color=BRANCH, linewidth=2, zorder=1.5)
        for offset, parameter, shape in ((-1.85, "weight", weight), (1.85, "bias", bias)):
            axes.plot([x, x + offset], [MIDDLE, BOTTOM], color=BRANCH, linewidth=2, zorder=1.5)
            box(axes, (x + offset, BOTTOM), f"{parameter}\n{shape}", PARAMETER, 3.1)
        box(axes, (x, MIDDLE), name, MODULE, 3.0)
    box(axes, (8, TOP), "Net", MODULE, 3.0)
    save_sheet(Path(__file__).with_name("tree.png"))


if __name__ == "__main__":
    main()
