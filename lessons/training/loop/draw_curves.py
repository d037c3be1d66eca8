"""Draws curves.png: the loss on training and on validation data while a model overfits.

Run it from anywhere: python draw_curves.py
"""

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody imports it
from torch import nn

from lessons.figures import FAINT, INK, plot, save_plot

TRAINING, VALIDATION = "#2f6f9f", "#b4472f"
EPOCHS = 600


def losses() -> tuple[list[float], list[float]]:
    """Return the losses of each epoch on both halves of the lesson's data."""
    torch.manual_seed(0)
    points = torch.rand(120, 2) * 2 - 1
    labels = (points[:, :1] * points[:, 1:] > 0).float()
    labels[:12] = 1 - labels[:12]
    model = nn.Sequential(nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    training, validation = [], []
    for _ in range(EPOCHS):
        loss = F.binary_cross_entropy_with_logits(model(points[:60]), labels[:60])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        training.append(loss.item())
        with torch.no_grad():
            other = F.binary_cross_entropy_with_logits(model(points[60:]), labels[60:])
        validation.append(other.item())
    return training, validation


def main() -> None:
    training, validation = losses()
    axes = plot(4.8, 3.6)
    axes.plot(training, color=TRAINING, linewidth=2.5, label="loss")
    axes.plot(validation, color=VALIDATION, linewidth=2.5, linestyle="--", label="val")
    lowest = validation.index(min(validation))
    axes.plot(lowest, validation[lowest], "o", color=VALIDATION, markersize=8)
    axes.legend(
        loc="upper left",
        frameon=False,
        labelcolor="linecolor",
        prop={"family": "monospace", "size": 12},
    )
    axes.set(xlim=(-8, EPOCHS), ylim=(0, 1.4), xticks=[0, 300, 600], yticks=[0, 0.7, 1.4])
    axes.set_xlabel("epoch", color=INK, fontsize=13)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("curves.png"))
    print(f"lowest at epoch {lowest}")


if __name__ == "__main__":
    main()
