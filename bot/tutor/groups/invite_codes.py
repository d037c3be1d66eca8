"""Codes that people read, type and pass on."""

from __future__ import annotations

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1, which look alike

CODE_LENGTH = 8
"""Letters of the code by which learners join a group."""


def new_code(length: int) -> str:
    """Return a random code of that many LETTERS, each worth almost 5 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def read_code(typed: str) -> str:
    """Return a typed code in its canonical form, without what is between its letters."""
    return "".join(each for each in typed.upper() if each in LETTERS)
