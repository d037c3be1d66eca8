"""Draws curves.png: the losses of one small problem with four settings.

Run it from anywhere: python draw_curves.py
"""

from pathlib import Path

import torch
from torch import nn

from lessons.figures import FAINT, INK, plot, save_plot

STEPS = 30
SETTINGS = (  # learning rate, whether gradients are set back, colour, label and its place
    (0.001, True, "#2f6f9f", "lr=0.001", (22.5, 5.6)),
    (0.1, True, "#3f8f7a", "lr=0.1", (7, 0.35)),
    (1.2, True, "#b4472f", "lr=1.2", (2.6, 8.6)),
    (0.1, False, "#b07d2b", "no zero_grad", (9.2, 5.6)),
)


def losses(lr: float, *, zero: bool) -> list[float]:
    """Return the losses of the snippet in the lesson, step by step."""
    torch.manual_seed(0)
    X = torch.randn(32, 3)
    y = X.sum(dim=1, keepdim=True)
    model = nn.Linear(3, 1)
    sgd = torch.optim.SGD(model.parameters(), lr=lr)
    found = []
    for _ in range(STEPS):
        loss = nn.functional.mse_loss(model(X), y)
        found.append(loss.item())
        if zero:
            sgd.zero_grad()
        loss.backward()
        sgd.step()
    return found


def main() -> None:
    axes = plot(5.6, 3.6)
    axes.set_xlim(0, STEPS - 1)
    axes.set_ylim(0, 9.5)
    axes.tick_params(colors=INK)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    for lr, zero, colour, label, place in SETTINGS:
        axes.plot(losses(lr, zero=zero), color=colour, linewidth=2.2)
        axes.text(*place, label, color=colour, fontsize=11, family="monospace")
    axes.set_xlabel("step", color=INK, family="monospace")
    axes.set_ylabel("loss", color=INK, family="monospace")
    save_plot(Path(__file__).with_name("curves.png"))


if __name__ == "__main__":
    main()
