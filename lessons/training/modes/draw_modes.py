"""Draws modes.png: a network in training mode, with some nodes dropped, and in evaluation mode.

Run it from anywhere: python draw_modes.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Circle

from lessons.figures import FAINT, INK, save_sheet, sheet

COLUMNS = (3, 5, 5, 2)  # nodes of each layer
DROPPED = {(1, 1), (1, 4), (2, 0), (2, 2), (2, 3)}
KEPT, LOST = "#9fd0c4", "#efe9da"
LINE, CROSS = "#2f6f9f", "#b4472f"


def node(left: float, layer: int, number: int) -> tuple[float, float]:
    """Return the middle of a node."""
    return left + 1.9 * layer, 4.95 + 1.3 * ((COLUMNS[layer] - 1) / 2 - number)


def network(axes: Axes, left: float, dropped: set[tuple[int, int]]) -> None:
    """Draw a network, without the lines of the nodes that are dropped."""
    for layer in range(len(COLUMNS) - 1):
        for start in range(COLUMNS[layer]):
            for end in range(COLUMNS[layer + 1]):
                if not dropped & {(layer, start), (layer + 1, end)}:
                    (x, y), (u, v) = node(left, layer, start), node(left, layer + 1, end)
                    axes.plot([x, u], [y, v], color=LINE, linewidth=0.9, zorder=1)
    for layer, count in enumerate(COLUMNS):
        for number in range(count):
            x, y = node(left, layer, number)
            is_lost = (layer, number) in dropped
            fill, edge = (LOST, FAINT) if is_lost else (KEPT, INK)
            axes.add_patch(Circle((x, y), 0.42, facecolor=fill, edgecolor=edge, zorder=2))
            if is_lost:
                for sign in (1, -1):
                    axes.plot(
                        [x - 0.42, x + 0.42],
                        [y - 0.42 * sign, y + 0.42 * sign],
                        color=CROSS,
                        linewidth=1.8,
                        zorder=3,
                    )


def label(axes: Axes, middle: float, text: str) -> None:
    axes.text(middle, 0.8, text, ha="center", color=INK, fontsize=12, family="monospace")


def main() -> None:
    axes = sheet(6.0, 3.5, (15.4, 9), paper=(0.2, 0.2, 15.0, 8.6))
    network(axes, 1.0, DROPPED)
    network(axes, 8.7, set())
    label(axes, 3.85, "model.train()")
    label(axes, 11.55, "model.eval()")
    save_sheet(Path(__file__).with_name("modes.png"))


if __name__ == "__main__":
    main()
