"""Line charts on logarithmic axes: where curves cross, and what the image shows."""

from __future__ import annotations

import io
import math

import pytest
from PIL import Image, ImageChops

from bot.images.fonts import sans
from bot.images.line_chart import COLOURS, Annotation, Chart, Curve, crossing, draw

SIZES = (16, 64, 256, 1024)
CUBES = tuple(n**3 / 1e6 for n in SIZES)
LEVEL = (1.0, 1.0, 1.0, 1.0)


def chart(*curves: Curve, annotation: Annotation | None = None, title: str = "Products") -> Chart:
    return Chart(title, SIZES, curves, "side n", "time (ms)", annotation)


def picture(drawn: Chart) -> Image.Image:
    return Image.open(io.BytesIO(draw(drawn)))


def has(image: Image.Image, colour: str) -> bool:
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return any(found[:3] == wanted for _, found in image.getcolors(image.width * image.height))


def test_straight_lines_on_logarithmic_axes_cross_where_they_do_on_paper() -> None:
    at = crossing(SIZES, CUBES, LEVEL)
    assert at == pytest.approx((100.0, 1.0))  # 100³ / 10⁶ = 1


def test_of_several_crossings_the_last_one_counts() -> None:
    wavering = (2.0, 0.5, 0.5, 2.0)
    at = crossing(SIZES, wavering, LEVEL)
    assert at is not None
    assert 256 < at[0] < 1024


@pytest.mark.parametrize(
    "rising", [(2.0, 2.0, 2.0, 2.0), (0.5, 0.5, 0.5, 0.5), (2.0, 2.0, 2.0, 0.5)]
)
def test_lines_that_do_not_cross_for_good_have_no_crossing(rising: tuple[float, ...]) -> None:
    assert crossing(SIZES, rising, LEVEL) is None


def test_lines_that_meet_at_a_measured_size_cross_there() -> None:
    assert crossing(SIZES, (0.5, 1.0, 2.0, 4.0), LEVEL) == pytest.approx((64.0, 1.0))


def test_the_picture_is_a_card_with_round_corners_that_hides_what_is_behind_it() -> None:
    image = picture(chart(Curve("CPU", CUBES, "blue")))
    assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (1040, 880))
    alpha = image.getchannel("A")
    assert alpha.getpixel((0, 0)) == 0
    assert alpha.crop((40, 40, 1000, 840)).getextrema() == (255, 255)


def test_only_the_curves_that_are_there_are_drawn() -> None:
    alone = picture(chart(Curve("CPU", CUBES, "blue")))
    assert has(alone, COLOURS["blue"])
    assert not has(alone, COLOURS["orange"])
    both = picture(chart(Curve("CPU", CUBES, "blue"), Curve("GPU", LEVEL, "orange")))
    assert has(both, COLOURS["orange"])


def test_the_crossing_is_marked_where_it_is() -> None:
    plain = chart(Curve("CPU", CUBES, "blue"), Curve("GPU", LEVEL, "orange"))
    marked = chart(*plain.curves, annotation=Annotation((100.0, 1.0), "n = 100"))
    difference = ImageChops.difference(
        picture(marked).convert("RGB"), picture(plain).convert("RGB")
    ).getbbox()
    assert difference is not None
    # The ring of radius 8 is the rightmost part of the annotation.
    # From 16 to 1024 there are six doublings, and to 100 there are log2(100 / 16) of them.
    left, right = 64 + 14, 520 - 24 - 22
    middle = left + (right - left) * math.log2(100 / 16) / 6
    assert difference[2] / 2 - 8 == pytest.approx(middle, abs=2)


@pytest.mark.parametrize("values", [(0.5,), (10.0,), (1.0,)])
def test_a_single_size_is_drawn_too(values: tuple[float, ...]) -> None:
    image = picture(Chart("One", (16,), (Curve("CPU", values, "blue"),), "n", "ms"))
    assert has(image, COLOURS["blue"])


def test_the_font_knows_japanese() -> None:
    font = sans(32)
    unknown = bytes(font.getmask("\uffff"))
    for letter in "行列積計算時間を測るアプリ髙﨑":
        assert bytes(font.getmask(letter)) != unknown, letter
