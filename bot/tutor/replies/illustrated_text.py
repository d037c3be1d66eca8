"""Makes blocks of a lesson's text: its Markdown, and its pictures in between."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from bot.tutor.replies.model import AnyBlock, Picture, Text
from lessons.curriculum import Illustration
from lessons.pictures import illustrated


def illustrated_text(markdown: str, folder: Path) -> tuple[AnyBlock, ...]:
    """Return a text as blocks; its images and formulas are PNG files in `folder`."""
    return tuple(_blocks(markdown, folder))


def picture(illustration: Illustration) -> Picture:
    """Return the block of an image. Raise OSError if its file cannot be read."""
    content = base64.b64encode(illustration.path.read_bytes()).decode()
    return Picture(png_base64=content, alt=illustration.alt, is_drawing=True)


def _blocks(markdown: str, folder: Path) -> Iterator[AnyBlock]:
    for part in illustrated(markdown, folder):
        yield picture(part) if isinstance(part, Illustration) else Text(markdown=part)
