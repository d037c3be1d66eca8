"""A study group's gradebook for its teachers, as CSV that spreadsheets open."""

from __future__ import annotations

import asyncio
import base64
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from bot.i18n import Translator
from bot.storage.groups import gradebook, overview
from bot.storage.groups.gradebook import GradebookRow
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.groups.checklist_cells import cell_text, checklist_cell
from bot.tutor.groups.spreadsheet import file_name, plain_cell
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.model import AnyBlock, File, Reply, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import day_in
from lessons.curriculum import Lesson

MOST_EXPORTED = 20_000
"""Members in one file, and as many of those who have left."""

Cells = list[str | int]


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
        content = await asyncio.to_thread(self._csv, t, rows, zone)
        title, today = group_name(t, group), day_in(zone, self._context.clock())
        # By the byte order mark, spreadsheets recognise UTF-8.
        file = File(
            name=f"{file_name(title) or f'group-{group.id}'}-{today.isoformat()}.csv",
            base64=base64.b64encode(content.encode("utf-8-sig")).decode(),
        )
        text = t("gradebook-exported", group=escaped(title), count=len(rows), zone=zone)
        blocks: list[AnyBlock] = [Text(markdown=text)]
        if unseen:
            blocks.append(Text(markdown=t("overview-hidden", count=unseen)))
        return Reply(blocks=(*blocks, file))

    def _csv(self, t: Translator, rows: Sequence[GradebookRow], zone: str) -> str:
        written = io.StringIO()
        lines = [self._head(t), *(self._row(t, each, zone) for each in rows)]
        csv.writer(written).writerows(map(plain_cell, each) for each in lines)
        return written.getvalue()

    def _head(self, t: Translator) -> Cells:
        items = [item for track in self._context.catalog.tracks for item in track.checklist]
        return [
            t("gradebook-name"),
            t("gradebook-status"),
            t("gradebook-hidden"),
            t("gradebook-accounts"),
            t("gradebook-joined"),
            t("gradebook-left"),
            t("gradebook-seen"),
            t("gradebook-points"),
            t("table-latest"),
            *(item.texts[t.language] for item in items),
            *(head for lesson in self._context.catalog.lessons() for head in _heads(t, lesson)),
        ]

    def _row(self, t: Translator, row: GradebookRow, zone: str) -> Cells:
        def day(at: datetime | None) -> str:
            return day_in(zone, at).isoformat() if at is not None else ""

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
        for track in catalog.tracks:
            for item in track.checklist:
                is_ticked = (track.slug, item.key) in ticked
                cell = checklist_cell(catalog, item, done, ticked=is_ticked)
                cells.append(cell_text(catalog, cell, item, done))
        for lesson in catalog.lessons():
            for each in lesson.exercises:
                older = curriculum.is_outdated(each, done)
                at = day(passed.get(each.id))
                cells.append(f"{at} ({t('csv-passed-older')})" if older else at)
                cells.append(tries.get(each.id, ""))
            if lesson.questions:
                cells += _scores(lesson, answered.keys(), at_once)
        return cells


def _heads(t: Translator, lesson: Lesson) -> Iterator[str]:
    for each in lesson.exercises:
        yield t("gradebook-passed-on", function=each.function)
        yield t("gradebook-tries", function=each.function)
    if lesson.questions:
        yield t("gradebook-quiz", lesson=lesson.titles[t.language])
        yield t("gradebook-quiz-at-once", lesson=lesson.titles[t.language])


def _scores(lesson: Lesson, answered: Collection[str], at_once: Collection[str]) -> Cells:
    """Return how many percent of a quiz are answered, and how many were at the first try.

    Both are empty where nothing of the quiz is answered.
    """
    ids = [each.id for each in lesson.questions]
    if not any(each in answered for each in ids):
        return ["", ""]
    found = (sum(each in those for each in ids) for those in (answered, at_once))
    return [round(100 * count / len(ids)) for count in found]
