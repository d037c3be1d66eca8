"""The avatars of learners for pictures, where their platform has them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping

from bot.storage.accounts import learners
from bot.tutor.context import TutorContext

log = logging.getLogger(__name__)

TIMEOUT_S = 1.0
"""How long a picture waits for avatars; those that are late are drawn as initials."""


async def find_avatars(
    context: TutorContext, platform: str, learner_ids: Collection[int]
) -> Mapping[int, bytes]:
    """Return the avatars of learners on a platform, as files by their ids.

    Those without one are left out. Errors of the platform are logged.
    """
    connected = context.platforms.get(platform)
    source = connected.avatars if connected else None
    if source is None or not learner_ids:
        return {}
    async with context.database.read_session() as session:
        accounts = await learners.list_accounts_on(session, platform, learner_ids)
    tasks = {id: asyncio.ensure_future(source.fetch(each)) for id, each in accounts}
    if not tasks:
        return {}
    _, late = await asyncio.wait(tasks.values(), timeout=TIMEOUT_S)
    for task in late:
        task.cancel()
    found: dict[int, bytes] = {}
    for id, task in tasks.items():
        if not task.done() or task.cancelled():
            continue
        if task.exception() is not None:
            log.warning("no avatar from %s: %r", platform, task.exception())
        elif task.result():
            found[id] = task.result()
    return found
