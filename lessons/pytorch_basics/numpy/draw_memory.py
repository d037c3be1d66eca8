"""Draws memory.png: where the names a and t point, after from_numpy, a = a + 1 and a += 1.

Run it from anywhere: python draw_memory.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from lessons.figures import INK, save_sheet, sheet

OLD, NEW = "#a9bff0", "#f3c98b"  # unchanged memory, and memory that was just written
ARRAY, TENSOR = "#9fd0c4", "#e3abc4"


def memory(axes: Axes, middle: float, numbers: str, fill: str) -> None:
    """Draw three memory cells on the right, around height `middle`."""
    for place, number in enumerate(numbers):
        left = 9.0 + 1.7 * place
        cell = Rectangle((left, middle - 0.7), 1.7, 1.4, facecolor=fill, ec=INK, linewidth=1.6)
        axes.add_patch(cell)
        axes.text(
            left + 0.85, middle - 0.05, number, ha="center", va="center", color=INK, fontsize=18
        )


def name(axes: Axes, text: str, height: float, to: float) -> None:
    """Draw a name on the left, with an arrow to the memory at height `to`."""
    fill = ARRAY if text == "a" else TENSOR
    axes.add_patch(Circle((3.2, height), 0.72, facecolor=fill, edgecolor=INK, linewidth=1.6))
    axes.text(
        3.2, height, text, ha="center", va="center", color=INK, fontsize=18, family="monospace"
    )
    axes.annotate(
        "",
        xy=(8.8, to),
        xytext=(4.15, height),
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 2, "mutation_scale": 20},
    )


def main() -> None:
    axes = sheet(7.2, 7.38, (16, 16), paper=(0.3, -0.1, 15.4, 15.8))
    axes.set_ylim(-0.4, 16)
    axes.set_aspect("equal")
    for top, code in (
        (14.4, "t = torch.from_numpy(a)"),
        (9.4, "a = a + 1"),
        (4.4, "a += 1"),
    ):
        axes.text(1.2, top, code, color=INK, fontsize=16, family="monospace")

    name(axes, "a", 13.1, 12.45)
    name(axes, "t", 11.3, 11.95)
    memory(axes, 12.2, "246", OLD)

    name(axes, "a", 8.1, 8.1)
    name(axes, "t", 6.3, 6.3)
    memory(axes, 8.1, "357", NEW)
    memory(axes, 6.3, "246", OLD)

    name(axes, "a", 3.1, 2.45)
    name(axes, "t", 1.3, 1.95)
    memory(axes, 2.2, "357", NEW)

    save_sheet(Path(__file__).with_name("memory.png"))


if __name__ == "__main__":
    main()
