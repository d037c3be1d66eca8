"""The card of a learner who has finished a track, as a PNG to share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.images.canvas import BLUE, GOLD, GREEN, LINE, QUIET, Card

WIDTH = 560
MARGIN = 32
TOP, ITEM_HEIGHT, BOTTOM = 176, 30, 60
MOST_ITEMS = 14


@dataclass(frozen=True, slots=True)
class TrackCard:
    """What a card says, in the language of its reader."""

    name: str  # the learner's
    finished: str  # "has finished", above the track's title
    track: str
    items: Sequence[str]  # of the checklist, all proven
    more: str  # how many further items there are; empty where all are shown
    date: str
    avatar: bytes = b""  # a PNG or JPEG file; empty where the learner has none


def draw(shown: TrackCard) -> bytes:
    """Return the card as a PNG, 1120 pixels wide."""
    rows = len(shown.items) + bool(shown.more)
    card = Card(WIDTH, TOP + ITEM_HEIGHT * rows + BOTTOM)
    inner = WIDTH - 2 * MARGIN
    card.box((MARGIN, 24, 44, 5), GOLD, radius=2)
    card.avatar(MARGIN + 22, 66, 22, shown.name, shown.avatar)
    card.text((MARGIN + 58, 66), card.ellipsize(shown.name, 24, inner - 58), 24, bold=True)
    card.text((MARGIN, 112), card.ellipsize(shown.finished, 15, inner), 15, QUIET)
    card.text((MARGIN, 140), card.ellipsize(shown.track, 22, inner), 22, BLUE, bold=True)
    y = float(TOP)
    for item in shown.items:
        middle = y + ITEM_HEIGHT / 2
        card.dot(MARGIN + 9, middle, 9, GREEN)
        card.text((MARGIN + 9, middle), "✓", 11, "#ffffff", anchor="mm", bold=True)
        card.text((MARGIN + 28, middle), card.ellipsize(item, 15, inner - 28), 15)
        y += ITEM_HEIGHT
    if shown.more:
        middle = y + ITEM_HEIGHT / 2
        card.text((MARGIN + 28, middle), card.ellipsize(shown.more, 15, inner - 28), 15, QUIET)
        y += ITEM_HEIGHT
    card.line((MARGIN, y + 14), (WIDTH - MARGIN, y + 14), LINE, 1)
    card.text((MARGIN, y + 36), "Tensei", 14, QUIET, bold=True)
    card.text((WIDTH - MARGIN, y + 36), shown.date, 14, QUIET, anchor="rm")
    return card.png()
