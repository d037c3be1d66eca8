"""Posts the messages of live classes and keeps their counts up to date.

The counts are read from the submissions, so a message goes on after a restart. Any number of
processes may run this on one database: each class is claimed by one of them at a time.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.storage.groups import live_classes
from bot.storage.groups.live_classes import LiveClass
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Announcer, ChannelRefusedError, Post
from bot.tutor.groups.live_blocks import LiveView, live_reply
from common.tasks import cancel_and_wait
from lessons.curriculum import LANGUAGES, Language

log = logging.getLogger(__name__)

INTERVAL_S = 2.0
"""Least time between two updates of one message. Slack allows 50 edits a minute in a workspace
(https://docs.slack.dev/reference/methods/chat.update), Discord 5 in 5 s in a channel."""

SEARCH_INTERVAL_S = 5.0
"""Until a live class that another process started, or that was interrupted, is found."""

UNGRADED_GRACE = timedelta(minutes=1)
"""How long the last update waits for verdicts on what was sent before the end."""

GIVE_UP_AFTER = timedelta(hours=1)
"""How long after its end the last update of a message is tried."""

Sleep = Callable[[float], Awaitable[None]]


class LiveUpdates:
    """Follows each live class with a task of its own, so that a slow platform delays no other."""

    def __init__(self, context: TutorContext, *, sleep: Sleep = asyncio.sleep) -> None:
        self._context = context
        self._sleep = sleep
        self._holder = uuid.uuid4().hex  # names this process in claims
        self._woken = asyncio.Event()
        self._following: dict[int, asyncio.Task[None]] = {}
        self._shown: dict[int, LiveView] = {}  # by live class, what its message says

    def wake(self) -> None:
        """Look for live classes now: one was started or ended."""
        self._woken.set()

    async def run(self) -> None:
        """Follow all live classes until cancelled. An error in one round does not end the next."""
        try:
            while True:
                try:
                    await self._follow_new()
                except Exception:
                    log.exception("live classes could not be listed")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SEARCH_INTERVAL_S)
                self._woken.clear()
        finally:
            for task in list(self._following.values()):
                await cancel_and_wait(task)
            with contextlib.suppress(Exception):  # the claims expire as well
                async with self._context.database.write_session() as session:
                    await live_classes.release_all(session, self._holder)

    async def _follow_new(self) -> None:
        """Begin to follow the live classes that this process does not follow yet."""
        announcers = [
            name for name, each in self._context.platforms.items() if each.announcer is not None
        ]
        async with self._context.database.read_session() as session:
            running = await live_classes.list_running(session, announcers)
        for live_id in running:
            if live_id not in self._following:
                self._following[live_id] = asyncio.create_task(self.follow(live_id))

    async def follow(self, live_id: int) -> None:
        """Update a message until its class is over, or another process does so."""
        try:
            while await self._update_or_log(live_id):
                await self._sleep(INTERVAL_S)
        finally:
            self._shown.pop(live_id, None)
            self._following.pop(live_id, None)

    async def _update_or_log(self, live_id: int) -> bool:
        try:
            return await self.update(live_id)
        except Exception:
            log.exception("the message of live class %d could not be updated", live_id)
            return True

    async def update(self, live_id: int) -> bool:
        """Post or edit a message if its counts have changed; return whether the class goes on.

        Raise what the platform raises where it is out of reach.
        """
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            claim = await live_classes.claim(session, live_id, self._holder, now)
        if claim is None:
            return False
        live = claim.live
        if now > live.ends_at + GIVE_UP_AFTER:
            await self._remove(live)
            return False
        async with self._context.database.read_session() as session:
            counts = await live_classes.count(session, live)
        is_late = now >= live.ends_at + UNGRADED_GRACE
        is_over = now >= live.ends_at and (not counts.ungraded or is_late)
        view = LiveView(counts, is_over)
        if not await self._show(live, view, again=claim.again) or is_over:
            await self._remove(live)
            return False
        return True

    async def _show(self, live: LiveClass, view: LiveView, *, again: bool) -> bool:
        """Post or edit the message; return False where it is gone or refused."""
        announcer = self._context.platforms[live.platform].announcer
        if announcer is None or self._shown.get(live.id) == view:
            return True
        post = self._post(live, view, again=again)
        if live.message is not None:
            is_there = await announcer.edit(post, live.message)
        else:
            is_there = await self._post_first(live, post, announcer)
        self._shown[live.id] = view
        return is_there

    async def _post_first(self, live: LiveClass, post: Post, announcer: Announcer) -> bool:
        try:
            message = await announcer.post(post)
        except ChannelRefusedError as refusal:
            log.warning("%s refuses a live class in %s: %s", live.platform, live.channel, refusal)
            return False
        async with self._context.database.write_session() as session:
            await live_classes.set_message(session, live.id, message)
        return True

    async def _remove(self, live: LiveClass) -> None:
        async with self._context.database.write_session() as session:
            await live_classes.remove(session, live.id)

    def _post(self, live: LiveClass, view: LiveView, *, again: bool) -> Post:
        exercise = self._context.catalog.exercise(live.exercise)
        replies = {
            language: live_reply(
                self._context.translations.translator(language), live, exercise, view
            )
            for language in LANGUAGES
        }
        language = _language(live)
        t = self._context.translations.translator(language)
        title = exercise.titles[language] if exercise else live.exercise
        return Post(
            live.channel,
            replies[language],
            t("live-thread", title=title),
            nonce_of(live.id, live.started_at),
            again,
            language,
            replies,
        )


def nonce_of(live_id: int, started_at: datetime) -> str:
    """Return the nonce of a live class's message; ids alone are used again after a deletion."""
    return f"live-{live_id}-{int(started_at.timestamp())}"[:25]


def _language(live: LiveClass) -> Language:
    return next((each for each in LANGUAGES if each == live.language), LANGUAGES[0])
