"""Draws slope.png: y = x² + 2x + 1 and its slope at x = 3.

Run it from anywhere: python draw_slope.py
"""

from pathlib import Path

import numpy as np

from lessons.figures import FAINT, INK, plot, save_plot

CURVE, TOUCH = "#2f6f9f", "#c8562b"


def main() -> None:
    axes = plot(4.4, 3.6)
    x = np.linspace(-4.2, 4.4, 200)
    axes.plot(x, x**2 + 2 * x + 1, color=CURVE, linewidth=2.5)
    near = np.linspace(1.2, 4.4, 2)
    axes.plot(near, 16 + 8 * (near - 3), color=TOUCH, linewidth=2)
    axes.plot([3, 4, 4], [16, 16, 24], color=TOUCH, linewidth=1, linestyle="--")
    axes.plot([3, 3, -4.2], [0, 16, 16], color=FAINT, linewidth=1, linestyle=":")
    axes.plot(3, 16, "o", color=TOUCH, markersize=8)
    axes.text(-3.9, 22, "$y = x^2 + 2x + 1$", color=CURVE, fontsize=14)
    axes.text(3.5, 14.6, "1", color=TOUCH, fontsize=13, ha="center", va="center")
    axes.text(4.15, 20, "8", color=TOUCH, fontsize=13, va="center")
    axes.text(0.0, 17.2, r"$\frac{dy}{dx} = 8$", color=TOUCH, fontsize=16)
    axes.set(xlim=(-4.2, 4.8), ylim=(-1.5, 27), xticks=[-3, 0, 3], yticks=[0, 16])
    axes.set_xlabel("x", color=INK, fontsize=13)
    axes.set_ylabel("y", color=INK, fontsize=13, rotation=0)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("slope.png"))


if __name__ == "__main__":
    main()
