"""Group commit: what arrives while a transaction is under way is written together in the next.

A transaction costs the same for one row as for many, so under load the cost of a row falls, and
a single row waits for nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

Item = TypeVar("Item")
Result = TypeVar("Result")

DATABASE_AWAY = (OperationalError, InterfaceError, NoConnection, OSError)
"""Errors that are the same for every item, so that writing each alone would fail as well."""

LARGEST_GROUP = 64


class GroupCommit(Generic[Item, Result]):
    """Writes items in groups, in the order of their arrival, one group at a time.

    `write` writes a group in one transaction, and returns a result for each item. Where it raises
    for a group, each item is written alone, so that one that cannot be written fails no other.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        largest: int = LARGEST_GROUP,
    ) -> None:
        self._write = write
        self._largest = largest
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Result:
        """Return the result of an item once its transaction is committed.

        Raise what `write` raises for it. An item whose caller is cancelled is written all the same.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await future

    async def _write_all(self) -> None:
        while self._waiting:
            count = min(len(self._waiting), self._largest)
            await self._write_group([self._waiting.popleft() for _ in range(count)])

    async def _write_group(self, group: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._write([item for item, _ in group])
        except Exception as problem:
            if len(group) > 1 and not isinstance(problem, DATABASE_AWAY):
                for each in group:
                    await self._write_group([each])
                return
            for _, future in group:
                if not future.done():
                    future.set_exception(problem)
            return
        except BaseException:  # the event loop ends: nobody is to wait for ever
            for _, future in (*group, *self._waiting):
                future.cancel()
            self._waiting.clear()
            raise
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)
