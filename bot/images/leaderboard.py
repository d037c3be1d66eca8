"""A leaderboard as a PNG: ranks, initials, names, and points as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.images.canvas import BLUE, GOLD, INK, LINE, QUIET, RAISED, Card

WIDTH = 520
TOP, ROW_HEIGHT, BOTTOM = 84, 46, 20
_MEDALS = {1: GOLD, 2: "#777e88", 3: "#a0622f"}


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's rank and points; `own` is the reader's row, `avatar` a PNG or JPEG file."""

    rank: int
    name: str
    points: int
    own: bool = False
    avatar: bytes = b""


def draw(title: str, subtitle: str, rows: Sequence[Row]) -> bytes:
    """Return the leaderboard as a PNG, 1040 pixels wide, with a gap before a distant own row."""
    gaps = [i for i in range(1, len(rows)) if rows[i].rank - rows[i - 1].rank > 1]
    shown_gaps = {i for i in gaps if i == len(rows) - 1 and rows[i].own and i >= 10}
    card = Card(WIDTH, TOP + ROW_HEIGHT * len(rows) + 16 * len(shown_gaps) + BOTTOM)
    card.text((24, 34), card.ellipsize(title, 21, WIDTH - 52), 21, bold=True)
    card.text((24, 62), card.ellipsize(subtitle, 14, WIDTH - 48), 14, QUIET)
    most = max((row.points for row in rows), default=1) or 1
    right = WIDTH - 28 - max((card.text_width(str(row.points), 17) for row in rows), default=0)
    y = float(TOP)
    for index, row in enumerate(rows):
        if index in shown_gaps:
            card.text((WIDTH / 2, y + 6), "…", 16, QUIET, anchor="mm")
            y += 16
        _draw_row(card, y, row, most, right)
        y += ROW_HEIGHT
    return card.png()


def _draw_row(card: Card, y: float, row: Row, most: int, right: float) -> None:
    middle = y + ROW_HEIGHT / 2
    if row.own:
        card.box((12, y + 2, WIDTH - 24, ROW_HEIGHT - 4), RAISED, radius=10)
    medal = _MEDALS.get(row.rank)
    if medal:
        card.dot(38, middle, 13, medal)
    card.text((38, middle), str(row.rank), 15, "#ffffff" if medal else QUIET, anchor="mm")
    card.avatar(80, middle, 16, row.name, row.avatar)
    card.text((WIDTH - 28, middle), str(row.points), 17, INK, anchor="rm")
    name = card.ellipsize(row.name, 16, right - 124)
    card.text((108, middle - 7), name, 16, bold=row.own)
    card.box((108, middle + 9, right - 124, 5), LINE, radius=2)
    card.box((108, middle + 9, (right - 124) * row.points / most, 5), BLUE, radius=2)
