"""Draws crossing.png: for large matrices the GPU is faster than the CPU. Not from measurements.

Run it from anywhere: python draw_crossing.py
"""

from pathlib import Path

import numpy as np

from lessons.figures import FAINT, INK, plot, save_plot

CPU, GPU = "#2f6f9f", "#c8562b"


def main() -> None:
    axes = plot(4.4, 3.2)

    n = np.linspace(0, 1, 200)
    on_cpu = 0.04 + 1.5 * n**3
    on_gpu = 0.3 + 0.16 * n**2
    cross = n[np.argmin(np.abs(on_cpu - on_gpu))]
    height = 0.3 + 0.16 * cross**2
    axes.plot(n, on_cpu, color=CPU, linewidth=2.8)
    axes.plot(n, on_gpu, color=GPU, linewidth=2.8, linestyle=(0, (4, 1.2)))
    axes.plot([cross, cross], [0, height], color=FAINT, linewidth=1.3, linestyle=":")
    axes.plot(cross, height, "o", color=INK, markersize=7)
    axes.text(0.79, 1.0, "CPU", color=CPU, fontsize=15, ha="right", weight="bold")
    axes.text(1.0, 0.33, "GPU", color=GPU, fontsize=15, ha="right", weight="bold")
    axes.set(xlim=(0, 1.04), ylim=(0, 1.25), xticks=[], yticks=[])
    axes.set_xlabel("n  →", color=INK, fontsize=14, loc="right")
    axes.set_ylabel("↑\nt", color=INK, fontsize=14, rotation=0, y=0.85, labelpad=12)
    axes.spines[["left", "bottom"]].set_color(INK)
    save_plot(Path(__file__).with_name("crossing.png"))


if __name__ == "__main__":
    main()
