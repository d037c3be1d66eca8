"""Colours and layout of the lessons' pictures, which are legible on dark and light pages.

Only the draw_*.py beside a lesson's pictures import this. Run them again after a change here.
"""

from io import BytesIO
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from PIL import Image

PAPER = "#fbf7ef"
INK, FAINT = "#2b2f36", "#b9b4a6"

Box = tuple[float, float, float, float]


def card(box: Box, rounding: float) -> FancyBboxPatch:
    """Return a rounded background: left, bottom, width and height in the units of its parent."""
    left, bottom, width, height = box
    corners = f"round,pad=0,rounding_size={rounding}"
    return FancyBboxPatch(
        (left, bottom), width, height, boxstyle=corners, facecolor=PAPER, edgecolor="none"
    )


def plot(width: float, height: float) -> Axes:
    """Return axes for a plot, on a card that fills the picture. Sizes are in inches."""
    figure, axes = plt.subplots(figsize=(width, height), dpi=150)
    figure.patch.set_alpha(0)
    axes.set_facecolor("none")
    paper = card((0, 0, 1, 1), 0.04)
    paper.set(transform=figure.transFigure, zorder=-1)
    figure.add_artist(paper)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def sheet(width: float, height: float, corner: tuple[float, float], paper: Box) -> Axes:
    """Return axes without ticks, from (0, 0) to `corner`, with a card at `paper`.

    Width and height are in inches, the rest in the units of the axes.
    """
    figure, axes = plt.subplots(figsize=(width, height), dpi=150)
    figure.patch.set_alpha(0)
    axes.set_xlim(0, corner[0])
    axes.set_ylim(0, corner[1])
    axes.axis("off")
    axes.add_patch(card(paper, 0.6))
    figure.subplots_adjust(0, 0, 1, 1)
    return axes


def save_plot(path: Path) -> None:
    """Write the current plot as a PNG, with its labels inside the card."""
    plt.tight_layout()
    plt.savefig(path, metadata={"Software": None})


def save_sheet(path: Path) -> None:
    """Write the current sheet as a PNG of 48 colours, which takes a third of the bytes."""
    image = BytesIO()
    plt.savefig(image)
    Image.open(image).quantize(48).save(path, optimize=True)
