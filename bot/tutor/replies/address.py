"""The address of a reply, as a platform writes it: a place, and perhaps a secret.

The place names where the reply belongs, and may be logged, exported and stored. The secret is a
credential that lets anyone write there, such as the token of a Discord interaction or a response
URL of Slack. It is stored only until the reply is delivered, and never shown.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

SECRETS_LIVE = timedelta(minutes=30)
"""How long such a secret is valid at most: 15 minutes on Discord, 30 on Slack."""

_SEPARATOR = "\n"  # no place and no secret contains a line break


class AddressColumns(TypedDict):
    """The columns of a submission or a run that hold its address."""

    reply_to: str
    reply_secret: str | None
    reply_secret_until: datetime | None


def join_address(place: str, secret: str | None) -> str:
    """Return the address of a place and of the secret that gives access to it, if any."""
    return f"{place}{_SEPARATOR}{secret}" if secret else place


def place_of(address: str) -> str:
    """Return the address without its secret. Two addresses of one reply have the same place."""
    return address.partition(_SEPARATOR)[0]


def secret_of(address: str) -> str:
    """Return the secret of the address; an empty string where it has none."""
    return address.partition(_SEPARATOR)[2]


def address_columns(address: str, now: datetime) -> AddressColumns:
    """Return the columns to store for an address that was received now."""
    secret = secret_of(address)
    return {
        "reply_to": place_of(address),
        "reply_secret": secret or None,
        "reply_secret_until": now + SECRETS_LIVE if secret else None,
    }
