"""Draws slope.png: y = x² + 3x + 4 and its slope at x = 2.

Run it from anywhere: python draw_slope.py
"""

from pathlib import Path

import numpy as np

from lessons.figures import FAINT, INK, plot, save_plot

CURVE, TOUCH = "#2f6f9f", "#c8562b"


def main() -> None:
    axes = plot(4.4, 3.6)
    x = np.linspace(-4.9, 3.3, 200)
    axes.plot(x, x**2 + 3 * x + 4, color=CURVE, linewidth=2.5)
    near = np.linspace(0.2, 3.4, 2)
    axes.plot(near, 14 + 7 * (near - 2), color=TOUCH, linewidth=2)
    axes.plot([2, 3, 3], [14, 14, 21], color=TOUCH, linewidth=1, linestyle="--")
    axes.plot([2, 2, -4.9], [0, 14, 14], color=FAINT, linewidth=1, linestyle=":")
    axes.plot(2, 14, "o", color=TOUCH, markersize=8)
    axes.text(-4.6, 20, "$y = x^2 + 3x + 4$", color=CURVE, fontsize=14)
    axes.text(2.5, 12.7, "1", color=TOUCH, fontsize=13, ha="center", va="center")
    axes.text(3.15, 17.5, "7", color=TOUCH, fontsize=13, va="center")
    axes.text(-1.0, 15.1, r"$\frac{dy}{dx} = 7$", color=TOUCH, fontsize=16)
    axes.set(xlim=(-4.9, 3.8), ylim=(-1.5, 24), xticks=[-3, 0, 2], yticks=[0, 14])
    axes.set_xlabel("x", color=INK, fontsize=13)
    axes.set_ylabel("y", color=INK, fontsize=13, rotation=0)
    axes.tick_params(colors=INK, labelsize=12)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    save_plot(Path(__file__).with_name("slope.png"))


if __name__ == "__main__":
    main()
