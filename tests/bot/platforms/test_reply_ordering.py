"""A reply about trouble replaces an acknowledgement, and never an answer."""

from __future__ import annotations

import pytest

from bot.platforms.reply_ordering import Placement, ReplyGate
from bot.tutor.replies.model import Reply

PENDING, ANSWER = Reply(blocks=(), pending=True), Reply(blocks=())
TROUBLE = Reply(blocks=(), trouble=True)
FIRST, EDITED = "message:0", "message:1"


async def sent(
    gate: ReplyGate, reply: Reply, target: str = FIRST, *, update: bool = False, first: bool = False
) -> Placement:
    if update:
        gate.mark_updated(target)
    async with gate.acquire("message", target, reply, is_update=update, first=first) as placement:
        return placement


async def test_trouble_replaces_the_acknowledgement() -> None:
    gate = ReplyGate()
    assert await sent(gate, PENDING, first=True) == "here"
    assert await sent(gate, TROUBLE) == "here"


@pytest.mark.parametrize("update", [True, False])
async def test_trouble_after_the_answer_is_dropped(update: bool) -> None:
    gate = ReplyGate()
    await sent(gate, PENDING, first=True)
    await sent(gate, ANSWER, update=update)
    assert await sent(gate, TROUBLE, update=update) == "nowhere"


async def test_trouble_of_the_acknowledgement_is_dropped_once_updates_have_begun() -> None:
    gate = ReplyGate()
    gate.mark_updated(FIRST)
    assert await sent(gate, TROUBLE, first=True) == "nowhere"


async def test_trouble_with_an_edited_message_leaves_the_answer_to_the_first_version() -> None:
    gate = ReplyGate()
    await sent(gate, ANSWER, first=True)
    assert await sent(gate, TROUBLE, EDITED) == "beside"
    assert await sent(gate, ANSWER, EDITED, update=True) == "here"


async def test_trouble_replaces_nothing_that_another_process_has_written() -> None:
    assert await sent(ReplyGate(), TROUBLE, update=True) == "beside"


async def test_trouble_with_the_rest_of_an_answer_leaves_its_first_page() -> None:
    gate = ReplyGate()

    async def fail(*, after_a_page: bool) -> None:
        async with gate.acquire("message", FIRST, ANSWER, is_update=True, first=True):
            if after_a_page:
                gate.mark_shown("message")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await fail(after_a_page=False)
    assert await sent(gate, TROUBLE, update=True) == "here"
    with pytest.raises(ConnectionError):
        await fail(after_a_page=True)
    assert await sent(gate, TROUBLE, update=True) == "beside"


async def test_the_answer_replaces_trouble() -> None:
    gate = ReplyGate()
    await sent(gate, TROUBLE, first=True)
    assert await sent(gate, PENDING) == "nowhere"
    assert await sent(gate, ANSWER, update=True) == "here"
