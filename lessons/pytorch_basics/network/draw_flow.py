"""Draws flow.png: values pass forward through the two layers, and gradients backward.

Run it from anywhere: python draw_flow.py
"""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lessons.figures import INK, save_sheet, sheet

FORWARD = "#2f6f9f"
BACKWARD = "#b4472f"
VALUE, PARAMETER, GRADIENT = "#a9bff0", "#9fd0c4", "#f3c98b"

ROWS = (10.4, 7.4, 4.4, 1.4)  # heights of X, h, p and the loss, from the top
VALUES_AT, GRADIENTS_AT = 4.5, 9.4


def box(
    axes: Axes, middle: tuple[float, float], text: str, fill: str, *, width: float = 2.9
) -> None:
    """Draw a rounded box of height 1.2 around `middle`."""
    left, bottom = middle[0] - width / 2, middle[1] - 0.6
    shape = "round,pad=0,rounding_size=0.25"
    axes.add_patch(
        FancyBboxPatch((left, bottom), width, 1.2, boxstyle=shape, facecolor=fill, edgecolor=INK)
    )
    axes.text(*middle, text, ha="center", va="center", color=INK, fontsize=12, family="monospace")


def arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, text: str = ""
) -> None:
    """Draw an arrow with a label beside it."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 2.0, "mutation_scale": 16}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)
    if text:
        middle = ((start[0] + end[0]) / 2 + 0.2, (start[1] + end[1]) / 2)
        axes.text(*middle, text, va="center", color=colour, fontsize=11, family="monospace")


def forward(axes: Axes) -> None:
    top, hidden, output, loss = ROWS
    for height, text in ((top, "X (4,2)"), (hidden, "h (4,8)"), (output, "p (4,1)")):
        box(axes, (VALUES_AT, height), text, VALUE)
    box(axes, (VALUES_AT, loss), "loss", VALUE)
    for start, end, text in (
        (top, hidden, "relu"),
        (hidden, output, "sigmoid"),
        (output, loss, ""),
    ):
        arrow(axes, (VALUES_AT, start - 0.65), (VALUES_AT, end + 0.65), FORWARD, text)
    for start, end, text in ((top, hidden, "W1, b1"), (hidden, output, "W2, b2")):
        middle = (start + end) / 2
        box(axes, (1.6, middle), text, PARAMETER, width=2.3)
        arrow(axes, (2.8, middle), (VALUES_AT - 0.08, middle), FORWARD)


def backward(axes: Axes) -> None:
    _top, hidden, output, loss = ROWS
    arrow(axes, (VALUES_AT + 1.5, loss), (GRADIENTS_AT, output - 0.65), BACKWARD)
    box(axes, (GRADIENTS_AT, output), "dz2 (4,1)", GRADIENT, width=3.4)
    arrow(axes, (GRADIENTS_AT, output + 0.65), (GRADIENTS_AT, hidden - 0.65), BACKWARD)
    box(axes, (GRADIENTS_AT, hidden), "dz1 (4,8)", GRADIENT, width=3.4)
    axes.text(
        GRADIENTS_AT + 0.2,
        (output + hidden) / 2,
        "dh",
        va="center",
        color=BACKWARD,
        fontsize=11,
        family="monospace",
    )
    for height, text in ((output, "dW2, db2"), (hidden, "dW1, db1")):
        arrow(axes, (GRADIENTS_AT + 1.75, height), (GRADIENTS_AT + 2.35, height), BACKWARD)
        box(axes, (GRADIENTS_AT + 3.75, height), text, PARAMETER, width=2.7)


def main() -> None:
    axes = sheet(5.4, 4.6, (15, 12), paper=(0.2, 0.2, 14.6, 11.6))
    forward(axes)
    backward(axes)
    save_sheet(Path(__file__).with_name("flow.png"))


if __name__ == "__main__":
    main()
