"""Reads avatars, which are files of strangers: small PNG and JPEG pictures, and nothing else."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

FORMATS = ("PNG", "JPEG")
MAX_PIXELS = 64
"""Of a side. It is read from the file's header, before anything is unpacked."""

MAX_BYTES = 64 * 1024


def read_avatar(content: bytes, size: int) -> Image.Image | None:
    """Return a picture of `size` × `size` pixels in RGB; None for a file that cannot be drawn."""
    if not content or len(content) > MAX_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if not 0 < max(picture.size) <= MAX_PIXELS:
                return None
            pixels = picture.convert("RGBA")
    except Exception:  # Pillow raises errors of many kinds for broken files
        return None
    paper = Image.new("RGBA", pixels.size, "white")
    paper.alpha_composite(pixels)
    return paper.convert("RGB").resize((size, size), Image.Resampling.LANCZOS)


def disc_mask(size: int) -> Image.Image:
    """Return the mask of a disc, for a picture of `size` × `size` pixels."""
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((0, 0, size - 1, size - 1), fill=255)
    return mask
