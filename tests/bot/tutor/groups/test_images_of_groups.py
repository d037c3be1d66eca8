"""Pictures of a group's learners: all names in all scripts, all columns."""

from __future__ import annotations

import io
import threading
import zlib
from itertools import pairwise

import pytest
from PIL import Image

from bot.images import group_overview, leaderboard
from bot.images.canvas import BLUE, GREEN, PAPER, TINTS, Card
from bot.images.group_overview import Cell, Legend
from bot.tutor.replies.model import Picture
from tests.support.study import Study, blocks
from tests.support.study_groups import founded

LEGEND = Legend("proven", "self-checked", "under way", "stuck")
PROVEN = Cell("proven", 1.0)


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def of(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def drawn(count: int, cell: Cell) -> Image.Image:
    """Return an overview of one learner with so many columns."""
    columns = [str(number) for number in range(1, count + 1)]
    line = group_overview.Row("Aki", (cell,) * count, "")
    return pixels(group_overview.draw("Group", "Track", columns, [line], LEGEND))


def in_row(image: Image.Image, colour: str) -> list[int]:
    """Return the x coordinates of a colour in the middle of the learner's row."""
    y = round(
        (group_overview.TOP + group_overview.ROW_HEIGHT / 2 - 5) * 2
    )  # above the ticks in the discs
    return [x for x in range(image.width) if image.getpixel((x, y)) == of(colour)]


def test_a_name_that_the_font_has_no_letters_for_is_still_a_line_of_its_own() -> None:
    hangul = [chr(0xAC00 + at) * 2 for at in range(200)]
    tint = [name for name in hangul if zlib.crc32(name.encode()) % len(TINTS) == 0]
    one, other = (leaderboard.draw("t", "s", [leaderboard.Row(1, name, 1)]) for name in tint[:2])
    assert one == other  # no box for a letter, and nothing left of the name but that it is there
    assert Card(100, 100).ellipsize(tint[0], 16, 90) == "…"
    assert Card(100, 100).ellipsize("", 16, 90) == "…"
    assert Card(100, 100).ellipsize(f"Mina {tint[0]}", 16, 90) == "Mina"


@pytest.mark.parametrize("count", [1, 4, 12, 20])
def test_each_item_has_a_disc_of_its_own_however_many_there_are(count: int) -> None:
    green = in_row(drawn(count, PROVEN), GREEN)
    gaps = [b - a for a, b in pairwise(green) if b - a > 1]
    assert len([gap for gap in gaps if gap >= 4]) == count - 1
    assert max(green) < (group_overview.NAMES_WIDTH + group_overview.COLUMNS_WIDTH) * 2


def test_a_ring_fills_clockwise_with_what_is_done_of_an_item() -> None:
    shares = [len(in_row(drawn(1, Cell("open", share)), BLUE)) for share in (0.0, 0.25, 1.0)]
    assert shares[0] == 0
    assert 0 < shares[1] < shares[2]  # on its right alone, and on both sides


async def test_pictures_are_drawn_beside_the_event_loop_and_never_on_it(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    finish = Card.png

    def noted(card: Card) -> bytes:
        threads.append(threading.get_ident())
        return finish(card)

    monkeypatch.setattr(Card, "png", noted)
    await study.passes("evens")
    group, _ = await founded(study)
    for reply in (
        await study.type("/leaderboard"),
        await study.press(f"group:{group}:overview"),
    ):
        assert len(blocks(reply, Picture)) == 1
    assert len(threads) == 2
    assert threading.get_ident() not in threads


def test_a_card_has_an_edge_that_is_seen_on_white() -> None:
    image = pixels(leaderboard.draw("t", "s", [leaderboard.Row(1, "Aki", 1)]))
    edge, inside = image.getpixel((image.width // 2, 0)), image.getpixel((image.width // 2, 8))
    assert inside == of(PAPER)
    assert edge != inside
