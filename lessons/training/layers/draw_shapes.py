"""Draws shapes.png: the shape of a batch of images after each layer.

Run it from anywhere: python draw_shapes.py
"""

from pathlib import Path

import torch
from matplotlib.patches import FancyBboxPatch
from torch import nn

from lessons.figures import INK, save_sheet, sheet

VALUE, ARROW = "#a9bff0", "#2f6f9f"
STEP = 2.9


def shapes() -> list[tuple[str, tuple[int, ...]]]:
    """Return the name of each layer and the shape after it, of the lesson's model."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    x = torch.zeros(5, 1, 8, 8)
    found = [("", tuple(x.shape))]
    for layer in model:
        x = layer(x)
        found.append((type(layer).__name__, tuple(x.shape)))
    return found


def main() -> None:
    found = shapes()
    top = 1.6 + STEP * (len(found) - 1)
    axes = sheet(4.4, 4.6, (12, top + 1.4), paper=(0.2, 0.2, 11.6, top + 1.0))
    for number, (layer, shape) in enumerate(found):
        height = top - STEP * number
        box = FancyBboxPatch(
            (3.3, height - 0.65),
            5.4,
            1.3,
            boxstyle="round,pad=0,rounding_size=0.25",
            facecolor=VALUE,
            edgecolor=INK,
        )
        axes.add_patch(box)
        first, *rest = map(str, shape)
        text = {"va": "center", "family": "monospace", "fontsize": 13}
        label = f"({first},{','.join(rest)})"
        axes.text(6.0, height, label, ha="center", color=INK, **text)
        if layer:
            style = {"arrowstyle": "-|>", "color": ARROW, "linewidth": 2.0, "mutation_scale": 16}
            start, end = height + STEP - 0.7, height + 0.7
            axes.annotate("", xy=(6.0, end), xytext=(6.0, start), arrowprops=style)
            text["fontsize"] = 11
            axes.text(6.4, (start + end) / 2, layer, ha="left", color=ARROW, **text)
    save_sheet(Path(__file__).with_name("shapes.png"))


if __name__ == "__main__":
    main()
