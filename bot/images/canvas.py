"""Drawing primitives of all images: a card for dark and light chats, text, shapes, avatars."""

from __future__ import annotations

import io
import math
import unicodedata
import zlib
from bisect import bisect_right

from PIL import Image, ImageDraw, ImageFont

from bot.images.avatars import disc_mask, read_avatar
from bot.images.fonts import sans

PAPER, RAISED, INK, QUIET, LINE = "#fbf7ef", "#f1e9d8", "#2b2f36", "#6a6558", "#e2dccd"
GOLD, BLUE, GREEN, RED = "#b07d1c", "#2f6f9f", "#4f8f5b", "#c8562b"
TINTS = ("#2f6f9f", "#8a5a9e", "#4f8f5b", "#b0553a", "#3f7f86", "#9a6b1f", "#6a6fb0", "#a34b6b")

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

PIXELS_PER_UNIT = 2
CORNER_RADIUS = 16  # units
BOLD_STROKE = 0.25  # width in units of the stroke that makes text bold
MAX_CHARACTERS = 200  # of a text; no card is wide enough for more
SUPERSAMPLING = 2  # images are drawn larger by this factor and reduced, which smooths edges


class Card:
    """A rounded card to draw on. Coordinates and sizes are in units of PIXELS_PER_UNIT pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._scale = PIXELS_PER_UNIT * SUPERSAMPLING
        self._image = Image.new("RGB", (width * self._scale, height * self._scale), PAPER)
        self._pen = ImageDraw.Draw(self._image)
        self._fonts: dict[float, ImageFont.FreeTypeFont] = {}

    def box(self, place: Box, colour: str, radius: float = 0) -> None:
        """Draw a filled box, at least as wide as its two rounded ends."""
        x, y, width, height = place
        corners = (x, y, x + max(width, 2 * radius), y + height)
        left, top, right, bottom = (round(each * self._scale) for each in corners)
        self._pen.rounded_rectangle(
            (left, top, right - 1, bottom - 1), radius=radius * self._scale, fill=colour
        )

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        colour: str = INK,
        *,
        anchor: str = "lm",
        bold: bool = False,
    ) -> None:
        """Draw text with its `anchor` (two letters, as Pillow defines them) at a point."""
        place = (at[0] * self._scale, at[1] * self._scale)
        self._pen.text(
            place,
            text,
            fill=colour,
            font=self._font(size),
            anchor=anchor,
            stroke_width=BOLD_STROKE * self._scale if bold else 0,
        )

    def ellipsize(self, text: str, size: float, width: float) -> str:
        """Return the text without what the font cannot draw, shortened with a … to that width.

        If nothing is left of it, return the … alone.
        """
        plain = self._drawable(text[:MAX_CHARACTERS])
        if plain and len(text) <= MAX_CHARACTERS and self.text_width(plain, size) <= width:
            return plain
        fits = bisect_right(
            range(1, len(plain) + 1),
            width,
            key=lambda count: self.text_width(plain[:count] + "…", size),
        )
        return plain[:fits] + "…"

    def text_width(self, text: str, size: float) -> float:
        """Return the width of the text in units."""
        return self._font(size).getlength(text) / self._scale

    def avatar(self, x: float, y: float, radius: float, name: str, content: bytes = b"") -> None:
        """Draw a disc with a learner's avatar; without one that can be drawn, with initials.

        `content` is a PNG or JPEG file. The colour behind initials depends on the name.
        """
        size = round(2 * radius * self._scale)
        picture = read_avatar(content, size)
        if picture is not None:
            corner = (round((x - radius) * self._scale), round((y - radius) * self._scale))
            self._image.paste(picture, corner, disc_mask(size))
            return
        tint = TINTS[zlib.crc32(name.encode()) % len(TINTS)]
        self.dot(x, y, radius, tint)
        letters = initials(self._drawable(name[:MAX_CHARACTERS]))
        self.text((x, y), letters, radius * 0.92, "#ffffff", anchor="mm")

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a filled disc around its centre."""
        corners = (x - radius, y - radius, x + radius, y + radius)
        self._pen.ellipse([each * self._scale for each in corners], fill=colour)

    def ring(
        self,
        x: float,
        y: float,
        radius: float,
        colour: str,
        *,
        width: float = 1.6,
        share: float = 1.0,
    ) -> None:
        """Draw a circle, or a share of it (0 to 1) clockwise from the top."""
        corners = (x - radius, y - radius, x + radius, y + radius)
        self._pen.arc(
            [each * self._scale for each in corners],
            -90,
            -90 + 360 * share,
            fill=colour,
            width=round(width * self._scale),
        )

    def line(
        self, start: Point, end: Point, colour: str, width: float, *, dashed: bool = False
    ) -> None:
        """Draw a straight line; a dashed one has strokes of 6 units and gaps of 4."""
        length = math.dist(start, end)
        step, dash = (10.0, 6.0) if dashed else (length or 1.0, length)
        drawn = 0.0
        while drawn < length:
            shares = (drawn / length, min(drawn + dash, length) / length)
            ends = [
                (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
                for share in shares
            ]
            flat = [each * self._scale for point in ends for each in point]
            self._pen.line(flat, fill=colour, width=round(width * self._scale))
            drawn += step

    def png(self) -> bytes:
        """Return the card as a PNG, transparent outside of its round corners."""
        # An outline, for chats whose background is as light as the card.
        edge = (0, 0, self._image.width - 1, self._image.height - 1)
        radius = CORNER_RADIUS * self._scale
        self._pen.rounded_rectangle(edge, radius, outline=LINE, width=self._scale)
        small = self._image.reduce(SUPERSAMPLING)
        small.putalpha(_rounded_mask(small.size, CORNER_RADIUS * PIXELS_PER_UNIT))
        png = io.BytesIO()
        small.save(png, "PNG", compress_level=4)
        return png.getvalue()

    def _drawable(self, text: str) -> str:
        drawable = "".join(each for each in text if each.isascii() or self._can_draw(each))
        return " ".join(drawable.split())

    def _can_draw(self, letter: str) -> bool:
        """Return whether the font has a glyph: many emoji and scripts would be empty boxes."""
        font = self._font(16)
        return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))

    def _font(self, size: float) -> ImageFont.FreeTypeFont:
        if size not in self._fonts:
            self._fonts[size] = sans(size * self._scale)
        return self._fonts[size]


def _rounded_mask(size: tuple[int, int], radius: int) -> Image.Image:
    """Return the mask of a card's opaque pixels, with smooth corners."""
    corner = Image.new("L", (radius * 8, radius * 8))
    ImageDraw.Draw(corner).ellipse((0, 0, radius * 8 - 1, radius * 8 - 1), fill=255)
    disc = corner.reduce(4)
    mask = Image.new("L", size, 255)
    for x, left in ((0, 0), (radius, size[0] - radius)):
        for y, top in ((0, 0), (radius, size[1] - radius)):
            mask.paste(disc.crop((x, y, x + radius, y + radius)), (left, top))
    return mask


def initials(name: str) -> str:
    """Return up to two initials of a name; one if it is written in full-width characters."""
    words = [word for word in name.split() if any(each.isalnum() for each in word)]
    letters = [next(each for each in word if each.isalnum()) for word in words]
    if not letters:
        return "?"
    if unicodedata.east_asian_width(letters[0]) in "WF":
        return letters[0]
    return "".join((letters[0], *letters[1:][-1:])).upper()
