"""A final reply is delivered once, even when several parts of the bot want to deliver it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.storage.models import SubmissionRow
from bot.tutor.replies.model import Reply
from tests.support.study import Study, text

EVENS = "def evens(x):\n    return x"
BOTH = f"{EVENS}\n\ndef affine(x):\n    return x"


class SlowNetwork:
    """A platform's `deliver` that waits until it is let through, and fails if it never is."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.is_let_through = asyncio.Event()
        self.finals: list[str] = []

    async def deliver(self, address: str, reply: Reply) -> None:
        if reply.pending:
            return
        self.finals.append(text(reply))
        async with asyncio.timeout(60):
            await self.is_let_through.wait()
        await self._study.deliver(address, reply)


@pytest.fixture
def network(study: Study) -> SlowNetwork:
    network = SlowNetwork(study)
    study.connect(deliver=network.deliver, is_slow=True)
    return network


async def finish(study: Study, network: SlowNetwork) -> None:
    network.is_let_through.set()
    await study.tutor.deliveries.finish()


async def test_a_reconnection_does_not_repeat_a_delivery_that_is_under_way(
    study: Study, network: SlowNetwork
) -> None:
    await study.say(EVENS)
    await study.finish_undelivered()
    for _ in range(3):
        await study.tutor.jobs.resume("local")
    await finish(study, network)
    assert len(network.finals) == len(study.delivered) == 1


async def test_a_verdict_that_comes_while_the_bot_reconnects_is_delivered_once(
    study: Study, network: SlowNetwork
) -> None:
    """The reconnection may find the verdict in the database before its own delivery begins."""
    await study.say(EVENS)
    await asyncio.gather(
        study.finish_undelivered(), *(study.tutor.jobs.resume("local") for _ in range(20))
    )
    await finish(study, network)
    assert len(network.finals) == len(study.delivered) == 1


async def test_two_verdicts_of_one_paste_that_come_at_the_same_time_are_delivered_together_once(
    study: Study, network: SlowNetwork
) -> None:
    await study.say(BOTH)
    await asyncio.gather(*map(study.passes_job, study.queue.sent))
    await finish(study, network)
    assert [each.count("Passed") for each in network.finals] == [2]


async def test_a_reply_that_was_delivered_after_it_was_found_undelivered_is_not_repeated(
    study: Study, network: SlowNetwork
) -> None:
    await study.say(EVENS)
    network.is_let_through.set()
    async with study.database.read_session() as session:
        rows = [await session.get_one(SubmissionRow, study.queue.sent[-1].id)]
        await study.finish_undelivered()
        await study.tutor.deliveries.finish()
    await study.tutor.deliveries.redeliver(rows)
    await finish(study, network)
    assert len(network.finals) == 1


async def test_a_delivery_that_failed_is_made_again_by_the_same_bot(
    study: Study, network: SlowNetwork
) -> None:
    await study.say(EVENS)
    network.is_let_through.set()
    study.platform_is_down = True
    await study.finish_undelivered()
    await study.tutor.deliveries.finish()
    study.platform_is_down = False
    await study.tutor.jobs.resume("local")
    await finish(study, network)
    ((_, reply),) = study.delivered
    assert "Passed" in text(reply)
    async with study.database.read_session() as session:
        assert (await session.scalars(select(SubmissionRow.delivered_at))).one() is not None
