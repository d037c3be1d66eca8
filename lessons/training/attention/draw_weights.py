"""Draws weights.png: scores of five words, the same masked, and the weights.

Run it from anywhere: python draw_weights.py
"""

from pathlib import Path

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons.figures import FAINT, INK, save_sheet, sheet

WORDS = 5
EMPTY = "#efe9da"
CROSS = "#b4472f"


def shade(share: float) -> tuple[float, float, float]:
    """Return a blue that is deeper the larger the share is, from 0 to 1."""
    pale, deep = (0.94, 0.91, 0.85), (0.18, 0.44, 0.62)
    return tuple(a + (b - a) * share for a, b in zip(pale, deep, strict=True))


def square(
    axes: Axes, left: float, shares: torch.Tensor, texts: torch.Tensor, *, crossed: bool
) -> None:
    """Draw a table of numbers with the place of the diagonal; cross out what is above it."""
    for i in range(WORDS):
        for j in range(WORDS):
            above = j > i
            corner = (left + 1.15 * j, 7.2 - 1.15 * i)
            fill = EMPTY if above and crossed else shade(shares[i, j].item())
            axes.add_patch(
                Rectangle(corner, 1.15, 1.15, facecolor=fill, edgecolor=FAINT, linewidth=0.8)
            )
            middle = (corner[0] + 0.575, corner[1] + 0.575)
            if above and crossed:
                for sign in (1, -1):
                    axes.plot(
                        [middle[0] - 0.25, middle[0] + 0.25],
                        [middle[1] - 0.25 * sign, middle[1] + 0.25 * sign],
                        color=CROSS,
                        linewidth=1.2,
                    )
            else:
                colour = "white" if shares[i, j] > 0.6 else INK
                text = f"{texts[i, j].item():.1f}"
                axes.text(
                    *middle,
                    text,
                    ha="center",
                    va="center",
                    color=colour,
                    fontsize=8,
                    family="monospace",
                )


def main() -> None:
    torch.manual_seed(3)
    scores = 1.5 * torch.randn(WORDS, WORDS)
    later = torch.ones(WORDS, WORDS).triu(1).bool()
    weights = scores.masked_fill(later, float("-inf")).softmax(dim=1)
    shares = (scores - scores.min()) / (scores.max() - scores.min())
    axes = sheet(6.4, 3.2, (22, 11), paper=(0.2, 0.2, 21.6, 10.6))
    for left, (name, numbers, share, crossed) in zip(
        (1.2, 8.1, 15.0),
        (
            ("scores", scores, shares, False),
            ("mask", scores, shares, True),
            ("softmax", weights, weights, False),
        ),
        strict=True,
    ):
        square(axes, left, share, numbers, crossed=crossed)
        axes.text(left + 2.9, 1.4, name, ha="center", color=INK, fontsize=11, family="monospace")
    style = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.6, "mutation_scale": 11}
    for start in (7.05, 13.95):
        axes.annotate("", xy=(start + 0.95, 5.5), xytext=(start, 5.5), arrowprops=style)
    save_sheet(Path(__file__).with_name("weights.png"))


if __name__ == "__main__":
    main()
