"""Encryption of secrets at rest, by keys that are not in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class InvalidKeyError(Exception):
    """A key is not valid. The message says only which of them."""


class DecryptionError(Exception):
    """A secret is damaged, was encrypted by another key, or has another owner."""


class SecretBox:
    """Encrypts with the first of its keys, and decrypts what any of them has encrypted."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Each key is 32 bytes in URL-safe base64, as `Fernet.generate_key()` returns them.

        Raise InvalidKeyError if a key is something else, or there is none.
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
        """Encrypt a secret so that it can be decrypted for that owner only."""
        return self._newest.encrypt(json.dumps([owner, secret]).encode()).decode()

    def decrypt(self, sealed: str, owner: str) -> str:
        """Return the secret. Raise DecryptionError if it cannot be decrypted for that owner."""
        try:
            its_owner, secret = json.loads(self._all.decrypt(sealed.encode()))
        except InvalidToken:
            raise DecryptionError("it was changed, or encrypted by another key") from None
        if its_owner != owner:
            raise DecryptionError("it has another owner")
        return str(secret)

    def is_newest(self, sealed: str) -> bool:
        """Return whether the first of the keys has encrypted it."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True
