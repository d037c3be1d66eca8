"""An avatar for tests, and whether a picture that the bot drew shows it."""

from __future__ import annotations

import io

from PIL import Image

RED = (200, 30, 40)

ON_BOARD = (160, 214)
"""The pixel in the middle of the first avatar of a leaderboard's picture."""

ON_OVERVIEW = (72, 258)
"""The same in the picture of a group's overview."""


def red_avatar(kind: str = "PNG", size: tuple[int, int] = (64, 64)) -> bytes:
    """Return a red picture of a kind, as a file."""
    content = io.BytesIO()
    Image.new("RGB", size, RED).save(content, kind)
    return content.getvalue()


def is_red(png: bytes, pixel: tuple[int, int] = ON_BOARD) -> bool:
    """Return whether a pixel of a picture is as red as the avatar."""
    shown = Image.open(io.BytesIO(png)).convert("RGB").getpixel(pixel)
    assert isinstance(shown, tuple)
    return all(abs(a - b) < 12 for a, b in zip(shown, RED, strict=True))
