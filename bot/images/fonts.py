"""The font of all images: Noto Sans JP, which is installed with the bot."""

from __future__ import annotations

import pylopdf_fonts_jp
from PIL import ImageFont


def sans(pixels: float) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels. Use one per image: FreeType's are not thread-safe."""
    return ImageFont.truetype(pylopdf_fonts_jp.sans_path(), pixels)
