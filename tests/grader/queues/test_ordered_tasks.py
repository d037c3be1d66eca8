"""What one learner waits for is in order; what many wait for is not in one another's way."""

from __future__ import annotations

import asyncio
from functools import partial

from grader.queues.ordered_tasks import OrderedTasks


async def test_callbacks_of_one_key_run_in_order_and_those_of_others_beside_them() -> None:
    tasks, log, go = OrderedTasks(most=4), list[str](), asyncio.Event()

    async def callback(name: str, *, waits: bool = False) -> None:
        log.append(f"{name} begins")
        if waits:
            await go.wait()
        log.append(f"{name} ends")

    await tasks.add("aki", partial(callback, "first", waits=True))
    await tasks.add("aki", partial(callback, "second"))
    await tasks.add("ben", partial(callback, "other"))
    while "other ends" not in log:
        await asyncio.sleep(0)
    assert log == ["first begins", "other begins", "other ends"]
    go.set()
    await tasks.finish()
    assert log[3:] == ["first ends", "second begins", "second ends"]


async def test_no_more_callbacks_than_allowed_run_at_a_time() -> None:
    tasks, running, most = OrderedTasks(most=2), 0, 0

    async def callback() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    for number in range(10):
        await tasks.add(str(number), callback)
    await tasks.finish()
    assert (running, most) == (0, 2)


async def test_what_is_cancelled_has_ended() -> None:
    tasks, ended = OrderedTasks(most=2), list[str]()

    async def callback() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    await tasks.add("aki", callback)
    await asyncio.sleep(0)
    await tasks.cancel()
    assert ended == ["ended"]
