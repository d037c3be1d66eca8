"""Draws paths.png: gradient descent in a narrow valley, with and without momentum.

Run it from anywhere: python draw_paths.py
"""

from pathlib import Path

import torch

from lessons.figures import FAINT, INK, plot, save_plot

PLAIN, FAST = "#b4472f", "#2f6f9f"


def path(momentum: float) -> torch.Tensor:
    """Return the places of the lesson's 60 steps, of shape (61, 2)."""
    w = torch.tensor([1.0, 10.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.04, momentum=momentum)
    places = [w.detach().clone()]
    for _ in range(60):
        loss = 10 * w[0] ** 2 + w[1] ** 2 / 10
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        places.append(w.detach().clone())
    return torch.stack(places)


def main() -> None:
    axes = plot(4.8, 3.6)
    b, a = torch.meshgrid(
        torch.linspace(-4, 11, 120), torch.linspace(-1.3, 1.3, 120), indexing="xy"
    )
    loss = 10 * a**2 + b**2 / 10
    axes.contour(b, a, loss, levels=[0.2, 1, 2.5, 5, 8, 12], colors=FAINT, linewidths=1)
    for momentum, colour, label in ((0.0, PLAIN, "momentum=0.0"), (0.8, FAST, "momentum=0.8")):
        places = path(momentum)
        axes.plot(places[:, 1], places[:, 0], color=colour, linewidth=1.6, label=label)
        axes.plot(places[::5, 1], places[::5, 0], ".", color=colour, markersize=6)
    axes.plot(0, 0, "+", color=INK, markersize=12, markeredgewidth=2)
    axes.legend(
        loc="lower right",
        frameon=False,
        labelcolor="linecolor",
        prop={"family": "monospace", "size": 11},
    )
    axes.set(xlim=(-4, 11), ylim=(-1.3, 1.3), xticks=[0, 5, 10], yticks=[-1, 0, 1])
    axes.set_xlabel("b", color=INK, fontsize=13)
    axes.set_ylabel("a", color=INK, fontsize=13, rotation=0)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("paths.png"))


if __name__ == "__main__":
    main()
