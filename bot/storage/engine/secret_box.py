"""Secrets that are kept for others: encrypted by keys that the database does not have."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class InvalidKeyError(Exception):
    """Not a key. Says only which of them it is."""


class DecryptionError(Exception):
    """Encrypted by a key that we do not have, damaged, or meant for something else."""


class SecretBox:
    """Encrypts by the first of its keys, and opens what any of them has encrypted."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Each key is 32 bytes as URL-safe base64, as `Fernet.generate_key()` makes them.

        Raises UnusableKey.
        """
        fernets = []
        for number, key in enumerate(keys, 1):
            try:
                fernets.append(Fernet(key))
            except ValueError:
                raise InvalidKeyError(f"key {number} of {len(keys)}") from None
        if not fernets:
            raise InvalidKeyError("there is none")
        self._newest = fernets[0]
        self._all = MultiFernet(fernets)

    def encrypt(self, secret: str, owner: str) -> str:
        """Encrypts a secret, so that it can be opened for that owner only."""
        return self._newest.encrypt(json.dumps([owner, secret]).encode()).decode()

    def decrypt(self, sealed: str, owner: str) -> str:
        """Raises Unsealable."""
        try:
            whose, secret = json.loads(self._all.decrypt(sealed.encode()))
        except InvalidToken:
            raise DecryptionError("it was changed, or encrypted by another key") from None
        if whose != owner:
            raise DecryptionError("it is somebody else's")
        return str(secret)

    def is_newest(self, sealed: str) -> bool:
        """Whether the first of the keys has encrypted it."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True
