"""The digest of a group: do its questions teach, and where do its learners stop?

Its teachers get it each Monday as a direct message, unless nobody has learnt in that week or they
have turned it off; `/group digest` shows it at once, with every question in a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import notices
from bot.storage.groups import digests, groups
from bot.storage.groups.digests import DueDigest
from bot.storage.groups.groups import Group
from bot.storage.learning import first_tries
from bot.tutor.context import TutorContext
from bot.tutor.courses.course import lessons_of
from bot.tutor.courses.current import find_course
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.groups.digest_blocks import digest_blocks, digest_file
from bot.tutor.identity import Learner
from bot.tutor.learning.item_analysis import Analysis, ItemAnalysis
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.learning.stops import Places
from bot.tutor.replies.actions import SetDigest, ShowDigest, ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, escaped
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import A_DAY, day_in, next_instant

MOST_LEARNERS = 300
"""Learners of a group that its digest looks at, the newest ones."""

DIGEST = "digest"
"""The kind of notice that is a group's digest; its subject has the group's id and the day."""

BATCH_SIZE = 200
"""Groups whose digests one round queues."""

HOUR = 9
_MONDAY = (0,)


class Digests(Feature):
    """Shows groups' digests, and has them sent to those who teach."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handler of the button that turns a group's digest on or off."""
        return (on(SetDigest, self.on_set),)

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes a group's digest to one who teaches it."""
        return {DIGEST: self.write}

    async def show(self, request: Request, group: Group) -> Reply:
        """Show a group's digest to one who may see its overview."""
        t, now = request.t, self._context.clock()
        async with self._context.database.read_session() as session:
            analysis = await self._analyse(session, group.id, now)
            wanted = await digests.is_wanted(session, group.id, request.learner.id)
            members = await groups.count_members(session, group.id)
        catalog = self._context.catalog
        blocks = digest_blocks(t, catalog, group_name(t, group), analysis)
        file = await asyncio.to_thread(digest_file, t, catalog, group.id, analysis)
        rest: list[AnyBlock] = [file] if analysis.items else []
        if members > MOST_LEARNERS:
            rest.insert(0, Text(markdown=t("digest-newest", most=MOST_LEARNERS)))
        return Reply(blocks=(*blocks, *rest, _steps(request, group.id, wanted)))

    async def on_set(self, request: Request, action: SetDigest) -> Reply:
        """Turn a group's digest on or off for the teacher who presses the button."""
        t, is_on = request.t, action.state == "on"
        async with self._context.database.write_session() as session:
            group = await groups.find_group(session, request.learner.id, action.group)
            if group is None or not group.teacher:
                return Reply(blocks=(Text(markdown=t("group-teachers-only")),))
            await digests.set_wanted(session, group.id, request.learner.id, wanted=is_on)
        key = "digest-is-on" if is_on else "digest-is-off"
        text = t(key, group=escaped(group_name(t, group)))
        return Reply(blocks=(Text(markdown=text), _steps(request, group.id, is_on)))

    async def write(self, teacher: Learner, subject: str) -> Reply | None:
        """Return the digest for a teacher; None without activity, or if they teach it no longer."""
        number, _, _ = subject.partition(":")
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, teacher.id, int(number))
            wanted = await digests.is_wanted(session, int(number), teacher.id)
            if group is None or not wanted:
                return None
            analysis = await self._analyse(session, group.id, self._context.clock())
        if not analysis.active:
            return None
        t = self._context.translations.translator(teacher.language)
        blocks = digest_blocks(t, self._context.catalog, group_name(t, group), analysis)
        steps = (
            button(t("digest-button-show"), ShowDigest(group.id), "primary"),
            button(t("digest-button-off"), SetDigest(group.id, "off")),
        )
        return Reply(blocks=(*blocks, Buttons(buttons=steps)))

    async def queue_due(self) -> None:
        """Queue the digests that are due, for those who teach the groups."""
        now = self._context.clock()
        async with self._context.database.read_session() as session:
            due = await digests.list_due(session, now, most=BATCH_SIZE)
        for each in due:
            await self._queue(each, now)

    async def _queue(self, due: DueDigest, now: datetime) -> None:
        """Queue a group's digest, unless another process has."""
        zone = due.zone or self._context.default_zone
        next_at = next_digest(zone, now)
        subject = digest_subject(due.group_id, day_in(zone, now))
        async with self._context.database.write_session() as session:
            if await digests.advance(session, due, next_at):
                for teacher in await digests.list_readers(session, due.group_id):
                    await notices.queue(session, teacher, DIGEST, subject, now)

    async def _analyse(self, session: AsyncSession, group_id: int, now: datetime) -> Analysis:
        course = await find_course(session, group_id)
        catalog = self._context.catalog
        lessons = catalog.lessons() if course is None else lessons_of(catalog, course)
        analysis = ItemAnalysis(Places.of(lessons), now)
        for learner in await first_tries.list_of_group(session, group_id, most=MOST_LEARNERS):
            analysis.add(learner)
        return analysis.result()


def next_digest(zone: str, now: datetime) -> datetime:
    """Return when the next digest is due: on a Monday after today, in the morning."""
    return next_instant(zone, HOUR, _MONDAY, now, day_in(zone, now) + A_DAY)


def digest_subject(group_id: int, day: date) -> str:
    """Return the subject of the notice with a group's digest of that day."""
    return f"{group_id}:{day:%Y%m%d}"


def _steps(request: Request, group_id: int, wanted: bool | None) -> Buttons:
    """Return the way to the overview, and the switch of the weekly message where there is one."""
    t = request.t
    overview = button(t("button-overview"), ShowOverview(group_id), "primary")
    if wanted is None:
        return Buttons(buttons=(overview,))
    turn_off = button(t("digest-button-off"), SetDigest(group_id, "off"))
    turn_on = button(t("digest-button-on"), SetDigest(group_id, "on"))
    return Buttons(buttons=(overview, turn_off if wanted else turn_on))
