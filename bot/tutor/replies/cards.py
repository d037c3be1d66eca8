"""Makes blocks of the cards that `bot.images` draws."""

from __future__ import annotations

import base64

from bot.images.canvas import PIXELS_PER_UNIT
from bot.tutor.replies.model import Picture


def card_picture(png: bytes, alt: str) -> Picture:
    """Return the block of a card, described for those who cannot see it."""
    content = base64.b64encode(png).decode()
    return Picture(png_base64=content, alt=alt, density=PIXELS_PER_UNIT, is_drawing=True)
