"""How jobs reach a grader: one small interface, whether the grader is a child or far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from grader.protocol import Job

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class Queue(Protocol):
    """Takes jobs. A job is staged in the transaction that writes its row, then announced.

    A job may be handed over more than once (after a crash, or after trouble); answers to it may
    then come more than once, and whoever receives them counts only the first.
    """

    async def stage(self, connection: AsyncConnection, job: Job) -> None:
        """Writes the job in the caller's transaction, where the queue lives in that database."""

    async def committed(self, job: Job) -> None:
        """Tells the queue that the transaction which staged the job is through."""

    def position(self, job_id: str) -> int | None:
        """How many jobs go before this one: 0 for the next or running one, None if unknown."""
