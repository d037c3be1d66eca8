"""Pieces of text on their way to become parts."""

from __future__ import annotations

from typing import Literal

PieceKind = Literal["code", "output", "traceback", "prose", "unknown"]
"""The kind of a part, or what has still to be classified."""

Piece = tuple[PieceKind, str]
