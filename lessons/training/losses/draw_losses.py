"""Draws losses.png: the loss of a logit with label 0, from the logit and by way of p.

Run it from anywhere: python draw_losses.py
"""

from pathlib import Path

import torch

from lessons.figures import FAINT, INK, plot, save_plot

FROM_LOGITS, CAPPED = "#2f6f9f", "#b4472f"


def main() -> None:
    z = torch.linspace(-5, 40, 400)
    safe = torch.nn.functional.softplus(z)
    capped = -torch.log(1 - torch.sigmoid(z) + 1e-7)
    axes = plot(4.8, 3.6)
    axes.plot(z, safe, color=FROM_LOGITS, linewidth=2.5, label="with_logits")
    axes.plot(z, capped, color=CAPPED, linewidth=2, linestyle="--", label="log(1 - p + 1e-7)")
    axes.legend(
        loc="upper left",
        frameon=False,
        labelcolor="linecolor",
        prop={"family": "monospace", "size": 11},
    )
    axes.set(xlim=(-5, 40), ylim=(0, 42), xticks=[0, 16, 32], yticks=[0, 16, 32])
    axes.set_xlabel("z", color=INK, fontsize=13)
    axes.set_ylabel("loss", color=INK, fontsize=13)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("losses.png"))


if __name__ == "__main__":
    main()
