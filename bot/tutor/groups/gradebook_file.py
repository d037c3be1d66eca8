"""The CSV file of a gradebook. It takes long for thousands of learners: a thread writes it.

What is the same for all learners is computed once, such as the tasks of each lesson.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Translator
from bot.storage.engine.iso_text import read_iso_text
from bot.storage.groups.gradebook import GradebookRow
from bot.tutor.courses.course import Course, DueState, DueTimes, due_times, finished_at, tasks_of
from bot.tutor.groups.checklist_cells import ItemTasks, tasks_of_item
from bot.tutor.groups.spreadsheet import plain_cell
from bot.tutor.learning import curriculum
from bot.tutor.timezones import day_in
from lessons.curriculum import Catalog, Exercise, Lesson, Track

Cells = list[str | int]


@dataclass(frozen=True, slots=True)
class GradebookPlan:
    """What the columns are about, and the day and zone of the dates."""

    zone: str
    now: datetime
    course: Course | None  # that the group is in
    tracks: Sequence[Track]


@dataclass(frozen=True, slots=True)
class _LessonColumns:
    """A lesson with what its columns need."""

    lesson: Lesson
    exercises: tuple[Exercise, ...]
    questions: frozenset[str]  # ids
    has_due: bool  # a column that says whether it was done in time
    due: DueTimes | None  # None where the lesson is in no week, or has no tasks


def gradebook_file(
    t: Translator, catalog: Catalog, rows: Sequence[GradebookRow], plan: GradebookPlan
) -> str:
    """Return the file, in base64. By its byte order mark, spreadsheets recognise UTF-8."""
    content = _Writer(t, catalog, plan).write(rows)
    return base64.b64encode(content.encode("utf-8-sig")).decode()


class _Writer:
    def __init__(self, t: Translator, catalog: Catalog, plan: GradebookPlan) -> None:
        self._t = t
        self._plan = plan
        self._items: list[tuple[tuple[str, str], ItemTasks]] = [
            ((track.slug, item.key), tasks_of_item(catalog, item))
            for track in plan.tracks
            for item in track.checklist
        ]
        self._lessons = [
            _columns(lesson, plan.course) for track in plan.tracks for lesson in track.lessons
        ]
        self._due_texts: Mapping[DueState, str] = {
            "on-time": t("gradebook-on-time"),
            "in-grace": t("gradebook-in-grace"),
            "late": t("gradebook-late"),
            "overdue": t("gradebook-overdue"),
            "open": "",
        }

    def write(self, rows: Sequence[GradebookRow]) -> str:
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(map(plain_cell, self._head()))
        writer.writerows(map(self._row, rows))
        return written.getvalue()

    def _row(self, row: GradebookRow) -> Cells:
        return [*map(plain_cell, self._person(row)), *self._done(row)]

    def _person(self, row: GradebookRow) -> Cells:
        """Return what learners have chosen themselves, and when they were here."""
        t, person = self._t, row.person
        return [
            person.name,
            t("gradebook-is-member" if person.left_at is None else "gradebook-has-left"),
            t("gradebook-is-hidden") if person.hidden else "",
            "; ".join(sorted(row.accounts.split("\n"))),
            self._day(person.joined_at),
            self._day(person.left_at),
            self._day(person.seen_at),
        ]

    def _done(self, row: GradebookRow) -> Cells:
        """Return what a learner has done. No text of theirs is in it: it needs no escapes."""
        done, ticked, tries = row.done, row.ticked, row.tries
        passed, at_once = row.passed_texts, row.right_at_once
        cells: Cells = [row.points, self._day(row.latest)]
        for key, tasks in self._items:
            cells.append(tasks.text(tasks.cell(done, ticked=key in ticked), done))
        has_due = self._plan.course is not None
        earned = {**row.passed, **row.answered} if has_due else {}
        until = min(filter(None, (self._plan.now, row.person.left_at)))
        for each in self._lessons:
            for exercise in each.exercises:
                at = passed.get(exercise.id)
                if at is None:
                    cells.append("")
                elif curriculum.is_outdated(exercise, done):
                    day = self._day(read_iso_text(at))
                    older = self._t("csv-passed-older")
                    cells.append(f"{day} ({older})")
                else:
                    cells.append(self._day(read_iso_text(at)))
                cells.append(tries.get(exercise.id, ""))
            if each.questions:
                cells += _scores(each.questions, done.questions, at_once)
            if each.has_due:
                state = each.due and each.due.state(finished_at(each.lesson, earned), until)
                cells.append(self._due_texts[state] if state else "")
        return cells

    def _day(self, at: datetime | None) -> str:
        return day_in(self._plan.zone, at).isoformat() if at is not None else ""

    def _head(self) -> Cells:
        t = self._t
        items = [item for track in self._plan.tracks for item in track.checklist]
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
            *(head for each in self._lessons for head in self._heads(each)),
        ]

    def _heads(self, columns: _LessonColumns) -> Iterator[str]:
        t, title = self._t, columns.lesson.titles[self._t.language]
        for each in columns.exercises:
            yield t("gradebook-passed-on", function=each.function)
            yield t("gradebook-tries", function=each.function)
        if columns.questions:
            yield t("gradebook-quiz", lesson=title)
            yield t("gradebook-quiz-at-once", lesson=title)
        if columns.has_due:
            yield t("gradebook-due", lesson=title)


def _columns(lesson: Lesson, course: Course | None) -> _LessonColumns:
    is_due = course is not None and bool(tasks_of(lesson))
    return _LessonColumns(
        lesson,
        lesson.exercises,
        frozenset(each.id for each in lesson.questions),
        course is not None,
        due_times(course, lesson.slug) if course is not None and is_due else None,
    )


def _scores(ids: frozenset[str], answered: frozenset[str], at_once: Collection[str]) -> Cells:
    """Return how many percent of a quiz are answered, and how many were at the first try.

    Both are empty where nothing of the quiz is answered.
    """
    count = len(ids & answered)
    if not count:
        return ["", ""]
    return [round(100 * each / len(ids)) for each in (count, len(ids.intersection(at_once)))]
