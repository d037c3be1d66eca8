"""Draws saving.png: a model's state_dict goes into a file, and into a fresh model.

Run it from anywhere: python draw_saving.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Polygon

from lessons.figures import FAINT, INK, save_sheet, sheet

MODEL, FRESH, FILE = "#9fd0c4", "#efe9da", "#a9bff0"
GO = "#2f6f9f"
VALUES = (("weight", "0.3  -1.2"), ("bias", "0.7"))


def model_box(axes: Axes, left: float, title: str, fill: str) -> None:
    """Draw a model with its two tensors."""
    shape = "round,pad=0,rounding_size=0.25"
    axes.add_patch(
        FancyBboxPatch((left, 2.2), 4.2, 4.4, boxstyle=shape, facecolor=fill, edgecolor=INK)
    )
    axes.text(left + 2.1, 7.1, title, ha="center", color=INK, fontsize=12, family="monospace")
    for place, (name, values) in enumerate(VALUES):
        height = 5.6 - 2.0 * place
        axes.text(left + 0.35, height, name, color=INK, fontsize=10, family="monospace")
        axes.text(left + 0.35, height - 0.8, values, color=INK, fontsize=11, family="monospace")


def file_sheet(axes: Axes, left: float) -> None:
    """Draw a sheet of paper with a folded corner, which holds the same tensors."""
    right, bottom, top, fold = left + 3.2, 2.6, 6.4, 0.8
    outline = [(left, bottom), (right, bottom), (right, top - fold), (right - fold, top)]
    axes.add_patch(Polygon([*outline, (left, top)], facecolor=FILE, edgecolor=INK))
    corner = [(right - fold, top), (right - fold, top - fold), (right, top - fold)]
    axes.add_patch(Polygon(corner, facecolor=FRESH, edgecolor=INK))
    axes.text(left + 1.6, 7.1, "model.pt", ha="center", color=INK, fontsize=12, family="monospace")
    for place in range(5):
        height = 5.2 - 0.5 * place
        axes.plot([left + 0.4, right - 0.6], [height, height], color=FAINT, linewidth=2)


def arrow(axes: Axes, start: float, end: float, text: str) -> None:
    style = {"arrowstyle": "-|>", "color": GO, "linewidth": 2.2, "mutation_scale": 17}
    axes.annotate("", xy=(end, 4.4), xytext=(start, 4.4), arrowprops=style)
    axes.text((start + end) / 2, 4.9, text, ha="center", color=GO, fontsize=10, family="monospace")


def main() -> None:
    axes = sheet(6.0, 3.2, (18, 9.6), paper=(0.2, 0.2, 17.6, 9.2))
    model_box(axes, 0.8, "model", MODEL)
    file_sheet(axes, 7.4)
    model_box(axes, 13.0, "fresh", MODEL)
    arrow(axes, 5.2, 7.2, "save")
    arrow(axes, 10.8, 12.8, "load")
    axes.text(9.0, 1.2, "state_dict", ha="center", color=GO, fontsize=12, family="monospace")
    save_sheet(Path(__file__).with_name("saving.png"))


if __name__ == "__main__":
    main()
