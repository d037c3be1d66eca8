"""A reply for everyone that a place cannot show."""

from __future__ import annotations


class NotPostedError(Exception):
    """A reply for everyone was not posted; the message is the key of the text that says why."""
