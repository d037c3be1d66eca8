"""A study group's gradebook for its teachers, as CSV that spreadsheets open."""

from __future__ import annotations

import asyncio
import base64
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Translator
from bot.storage.groups import gradebook, overview
from bot.storage.groups.gradebook import GradebookRow
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.courses.course import Course, DueState, due_state, finished_at, tasks_of
from bot.tutor.courses.current import find_course
from bot.tutor.groups.checklist_cells import cell_text, checklist_cell
from bot.tutor.groups.spreadsheet import file_name, plain_cell
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, File, Reply, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import day_in
from lessons.curriculum import Lesson, Track

MOST_EXPORTED = 20_000
"""Members in one file, and as many of those who have left."""

Cells = list[str | int]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the columns are about, and the day and zone of the dates."""

    zone: str
    now: datetime
    course: Course | None  # that the group is in
    tracks: Sequence[Track]

    @property
    def lessons(self) -> Sequence[Lesson]:
        return [lesson for track in self.tracks for lesson in track.lessons]


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
        plan = _Plan(zone, self._context.clock(), course, self._tracks(course))
        content = await asyncio.to_thread(self._csv, t, rows, plan)
        title, today = group_name(t, group), day_in(zone, self._context.clock())
        # By the byte order mark, spreadsheets recognise UTF-8.
        file = File(
            name=f"gradebook-{file_name(title) or group.id}-{today.isoformat()}.csv",
            base64=base64.b64encode(content.encode("utf-8-sig")).decode(),
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

    def _csv(self, t: Translator, rows: Sequence[GradebookRow], plan: _Plan) -> str:
        written = io.StringIO()
        lines = [_head(t, plan), *(self._row(t, each, plan) for each in rows)]
        csv.writer(written).writerows(map(plain_cell, each) for each in lines)
        return written.getvalue()

    def _row(self, t: Translator, row: GradebookRow, plan: _Plan) -> Cells:
        def day(at: datetime | None) -> str:
            return day_in(plan.zone, at).isoformat() if at is not None else ""

        catalog, person, done = self._context.catalog, row.person, row.done
        ticked, passed, answered = row.ticked, row.passed, row.answered
        tries, at_once = row.tries, row.right_at_once
        cells: Cells = [
            person.name,
            t("gradebook-is-member" if person.left_at is None else "gradebook-has-left"),
            t("gradebook-is-hidden") if person.hidden else "",
            "; ".join(sorted(row.accounts.split("\n"))),
            day(person.joined_at),
            day(person.left_at),
            day(person.seen_at),
            row.points,
            day(max((*passed.values(), *answered.values()), default=None)),
        ]
        for track in plan.tracks:
            for item in track.checklist:
                is_ticked = (track.slug, item.key) in ticked
                cell = checklist_cell(catalog, item, done, ticked=is_ticked)
                cells.append(cell_text(catalog, cell, item, done))
        for lesson in plan.lessons:
            for each in lesson.exercises:
                older = curriculum.is_outdated(each, done)
                passed_on = day(passed.get(each.id))
                cells.append(f"{passed_on} ({t('csv-passed-older')})" if older else passed_on)
                cells.append(tries.get(each.id, ""))
            if lesson.questions:
                cells += _scores(lesson, answered.keys(), at_once)
            if plan.course is not None:
                at = finished_at(lesson, {**passed, **answered})
                until = min(filter(None, (plan.now, person.left_at)))
                state = due_state(plan.course, lesson.slug, at, until)
                cells.append(_due_text(t, state) if tasks_of(lesson) else "")
        return cells


def _head(t: Translator, plan: _Plan) -> Cells:
    items = [item for track in plan.tracks for item in track.checklist]
    return [
        t("gradebook-name"),
        t("gradebook-status"),
        t("gradebook-hidden"),
        t("gradebook-accounts"),
        t("gradebook-joined"),
        t("gradebook-left"),
        t("gradebook-seen"),
        t("gradebook-points"),
        t("gradebook-latest"),
        *(item.texts[t.language] for item in items),
        *(head for lesson in plan.lessons for head in _heads(t, plan, lesson)),
    ]


def _heads(t: Translator, plan: _Plan, lesson: Lesson) -> Iterator[str]:
    for each in lesson.exercises:
        yield t("gradebook-passed-on", function=each.function)
        yield t("gradebook-tries", function=each.function)
    if lesson.questions:
        yield t("gradebook-quiz", lesson=lesson.titles[t.language])
        yield t("gradebook-quiz-at-once", lesson=lesson.titles[t.language])
    if plan.course is not None:
        yield t("gradebook-due", lesson=lesson.titles[t.language])


def _due_text(t: Translator, state: DueState | None) -> str:
    """Return whether a lesson was done in time; empty where it is in no week, or still open."""
    match state:
        case "on-time":
            return t("gradebook-on-time")
        case "in-grace":
            return t("gradebook-in-grace")
        case "late":
            return t("gradebook-late")
        case "overdue":
            return t("gradebook-overdue")
    return ""


def _scores(lesson: Lesson, answered: Collection[str], at_once: Collection[str]) -> Cells:
    """Return how many percent of a quiz are answered, and how many were at the first try.

    Both are empty where nothing of the quiz is answered.
    """
    ids = [each.id for each in lesson.questions]
    if not any(each in answered for each in ids):
        return ["", ""]
    found = (sum(each in those for each in ids) for those in (answered, at_once))
    return [round(100 * count / len(ids)) for count in found]
