"""Avatars in pictures: drawn where they are small pictures, and initials for everything else."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from bot.images import leaderboard, track_card
from bot.images.avatars import MAX_BYTES, read_avatar
from tests.support.avatars import ON_BOARD, RED, is_red, red_avatar


def huge_png() -> bytes:
    """Return a PNG of few bytes that claims to have 40,000 × 40,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


BROKEN = {
    "nothing": b"",
    "no picture": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a PNG that is cut off": red_avatar("PNG")[:60],
    "a JPEG that is cut off": red_avatar("JPEG")[:200],
    "too many pixels": red_avatar("PNG", (65, 64)),
    "far too many pixels": huge_png(),
    "another format": red_avatar("GIF"),
    "too many bytes": red_avatar("PNG") + b"\0" * MAX_BYTES,
    "a broken chunk": red_avatar("PNG").replace(b"IDAT", b"IDAX"),
}


def board(avatar: bytes) -> bytes:
    return leaderboard.draw("Board", "all time", [leaderboard.Row(1, "Aki", 3, avatar=avatar)])


def pixel(png: bytes, at: tuple[int, int]) -> object:
    return Image.open(io.BytesIO(png)).convert("RGB").getpixel(at)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_avatar_is_drawn_as_a_disc_in_place_of_the_initials(kind: str) -> None:
    shown = board(red_avatar(kind))
    corner = (ON_BOARD[0] - 30, ON_BOARD[1] - 30)
    assert is_red(shown)
    assert pixel(shown, corner) == pixel(board(b""), corner)


def test_a_transparent_avatar_is_drawn_on_white() -> None:
    content = io.BytesIO()
    Image.new("RGBA", (48, 48), (*RED, 0)).save(content, "PNG")
    found = read_avatar(content.getvalue(), 32)
    assert found is not None
    assert found.getpixel((16, 16)) == (255, 255, 255)


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_small_picture_is_drawn_as_initials(content: bytes) -> None:
    assert read_avatar(content, 64) is None
    assert board(content) == board(b"")


def test_the_card_of_a_track_shows_the_avatar_of_its_learner() -> None:
    def card(avatar: bytes) -> bytes:
        shown = track_card.TrackCard("Aki", "has finished", "Basics", ["x"], "", "today", avatar)
        return track_card.draw(shown)

    centre = (2 * 54, 2 * 66)
    assert [is_red(card(each), centre) for each in (red_avatar(), b"")] == [True, False]
