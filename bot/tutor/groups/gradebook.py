"""A study group's gradebook for its teachers, as CSV that spreadsheets open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.storage.groups import gradebook, overview
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.courses.course import Course
from bot.tutor.courses.current import find_course
from bot.tutor.groups.gradebook_file import GradebookPlan, gradebook_file
from bot.tutor.groups.spreadsheet import file_name
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, File, Reply, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import day_in
from lessons.curriculum import Track

MOST_EXPORTED = 20_000
"""Members in one file, and as many of those who have left."""


class Gradebook:
    """Exports what each learner of a group has passed, when, and after how many tries."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def export(self, request: Request, group: Group) -> Reply:
        """Return the gradebook as a file that is named after the group."""
        t = request.t
        zone = group.zone or self._context.default_zone
        async with self._context.database.read_session() as session:
            rows = await gradebook.query_gradebook(session, group.id, most=MOST_EXPORTED)
            _, unseen = await overview.count_learners(session, group.id)
            course = await find_course(session, group.id)
        plan = GradebookPlan(zone, self._context.clock(), course, self._tracks(course))
        content = await asyncio.to_thread(gradebook_file, t, self._context.catalog, rows, plan)
        title, today = group_name(t, group), day_in(zone, self._context.clock())
        file = File(
            name=f"gradebook-{file_name(title) or group.id}-{today.isoformat()}.csv",
            base64=content,
        )
        text = t("gradebook-exported", group=escaped(title), count=len(rows), zone=zone)
        blocks: list[AnyBlock] = [Text(markdown=text)]
        if unseen:
            blocks.append(Text(markdown=t("overview-hidden", count=unseen)))
        back = button(t("button-overview"), ShowOverview(group.id), "primary")
        return Reply(blocks=(*blocks, file, Buttons(buttons=(back,))))

    def _tracks(self, course: Course | None) -> Sequence[Track]:
        """Return the tracks that the gradebook is about: those of the group's course, or all."""
        tracks = self._context.catalog.tracks
        return tracks if course is None else [one for one in tracks if one.slug in course.tracks]
