"""Codes that people read, type and tell each other."""

from __future__ import annotations

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another


def new_code(length: int) -> str:
    """A random code of so many of LETTERS, each worth almost 5 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """A code as it was given out, whatever stands between its letters."""
    return "".join(each for each in typed.upper() if each in LETTERS)
