"""The one font of all pictures: Noto Sans JP, which is installed with the bot."""

from __future__ import annotations

import pylopdf_fonts_jp
from PIL import ImageFont


def sans(pixels: float) -> ImageFont.FreeTypeFont:
    """The font at that size. Each drawing gets its own: FreeType's are not safe across threads."""
    return ImageFont.truetype(pylopdf_fonts_jp.sans_path(), pixels)
