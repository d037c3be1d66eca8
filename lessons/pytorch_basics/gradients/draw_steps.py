"""Draws steps.png: gradient descent on w², with and without resetting the gradient.

Run it from anywhere: python draw_steps.py
"""

from pathlib import Path

import torch

from lessons.figures import FAINT, INK, plot, save_plot

RESET, ADDED_UP = "#2f6f9f", "#b4472f"
STEPS = 30


def path(*, reset: bool) -> list[float]:
    """Return w before each step of gradient descent, as in the lesson."""
    w = torch.tensor(3.0, requires_grad=True)
    seen = [w.item()]
    for _ in range(STEPS):
        torch.autograd.backward(w**2)
        assert w.grad is not None
        with torch.no_grad():
            w -= 0.1 * w.grad
        if reset:
            w.grad.zero_()
        seen.append(w.item())
    return seen


def main() -> None:
    axes = plot(4.8, 3.6)
    axes.axhline(0, color=FAINT, linewidth=1)
    axes.plot(path(reset=True), color=RESET, linewidth=2.5, label="w.grad.zero_()")
    axes.plot(path(reset=False), color=ADDED_UP, linewidth=2, linestyle="--", label="no zero_()")
    axes.legend(
        loc="upper center",
        ncols=2,
        frameon=False,
        labelcolor="linecolor",
        prop={"family": "monospace", "size": 11},
    )
    axes.set(xlim=(0, STEPS), ylim=(-3.5, 4.7), yticks=[-3, 0, 3])
    axes.set_xlabel("step", color=INK, fontsize=13)
    axes.set_ylabel("w", color=INK, fontsize=13, rotation=0)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("steps.png"))


if __name__ == "__main__":
    main()
