"""Personal data that a platform stores, for the tests of privacy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class FakeDataStore:
    """Returns data of an account, and records deletions."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    async def held(self, account: str) -> Sequence[Mapping[str, Any]]:
        return [{"said": f"hello from {account}"}]

    async def forget(self, account: str) -> None:
        self.forgotten.append(account)
