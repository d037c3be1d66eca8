"""A group's overview for its teachers: checklists, who is stuck, common mistakes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from bot.i18n import Translator
from bot.images import group_overview as picture
from bot.images.group_overview import Cell, Legend
from bot.storage.groups import one_learner, overview
from bot.storage.groups.groups import Group
from bot.storage.groups.overview import CommonFailures, GroupLearner, QuizFailureCount
from bot.tutor.avatars import find_avatars
from bot.tutor.context import TutorContext
from bot.tutor.courses.course import Course, tracks_of
from bot.tutor.courses.current import find_course
from bot.tutor.courses.standing import overdue_lessons
from bot.tutor.groups.checklist_cells import OLDER, tasks_of_item
from bot.tutor.groups.mistake_words import mistake_words
from bot.tutor.groups.nudges import AWAY_AFTER
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    ExportOverview,
    NudgeAway,
    PickLearner,
    ShowEqualAnswers,
    ShowOverview,
    encode,
)
from bot.tutor.replies.buttons import button
from bot.tutor.replies.cards import card_picture
from bot.tutor.replies.model import AnyBlock, Buttons, Choice, Menu, Reply, Table, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import beginning_of
from lessons.curriculum import ChecklistItem, Track

A_PAGE = 15
LONGEST_LABEL = 75  # characters of a name in a menu


class Overview:
    """Shows a study group to its teachers."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def show(self, request: Request, group: Group, page: int) -> Reply:
        """Show a page (1-based) of the group's learners as a picture and as a table."""
        t = request.t
        zone = group.zone or self._context.default_zone
        week = beginning_of("week", zone, self._context.clock())
        async with self._context.database.read_session() as session:
            count, hidden = await overview.count_learners(session, group.id)
            pages = max(1, -(-count // A_PAGE))
            page = min(max(page, 1), pages)
            pupils = await overview.list_learners(
                session, group.id, most=A_PAGE, start=(page - 1) * A_PAGE
            )
            course = await find_course(session, group.id)
            tracks = tracks_of(self._context.catalog, course)
            lessons = None if course is None else frozenset(_slugs(tracks))
            troubles = await overview.find_common_failures(session, group.id, week, lessons)
            before = self._context.clock() - AWAY_AFTER
            away = await one_learner.list_away(session, group.id, before, most=1)
        ids = [each.id for each in pupils]
        avatars = await find_avatars(self._context, request.user.platform, ids)
        title = group_name(t, group)
        blocks: list[AnyBlock] = [Text(markdown=t("overview-title", group=escaped(title)))]
        for track in tracks:
            blocks += await self._track(t, title, track, pupils, avatars)
        if course is not None:
            blocks += self._overdue(t, course, pupils)
        blocks.append(Text(markdown="\n".join(self._sentences(t, troubles))))
        if troubles.quiz_mistake is not None:
            blocks += self._quiz_mistake(t, troubles.quiz_mistake)
        if hidden:
            blocks.append(Text(markdown=t("overview-hidden", count=hidden)))
        if pupils:
            blocks.append(_menu(t, group, pupils))
        page_buttons = [
            button(t(key), ShowOverview(group.id, number))
            for key, number in (("button-previous", page - 1), ("button-next", page + 1))
            if 1 <= number <= pages
        ]
        more = [
            button(t("button-csv"), ExportOverview(group.id)),
            button(t("button-equal-answers"), ShowEqualAnswers(group.id)),
        ]
        if away:
            more.append(button(t("button-nudge-away"), NudgeAway(group.id)))
        steps = Buttons(buttons=(*page_buttons, *more))
        return Reply(tone="board", blocks=(*blocks, steps))

    async def _track(
        self,
        t: Translator,
        title: str,
        track: Track,
        pupils: Sequence[GroupLearner],
        avatars: Mapping[int, bytes],
    ) -> tuple[AnyBlock, ...]:
        numbers = [str(number) for number in range(1, len(track.checklist) + 1)]
        cells = [[self._cell(track, item, each) for item in track.checklist] for each in pupils]
        lines = [
            picture.Row(
                shown_name(t, each.name, hidden=each.hidden),
                tuple(row),
                self._stuck_short(track, each),
                avatars.get(each.id, b""),
            )
            for each, row in zip(pupils, cells, strict=True)
        ]
        legend = Legend(
            t("overview-proven"),
            t("overview-self-checked"),
            t("overview-under-way"),
            t("overview-stuck", count=overview.STUCK_AFTER),
        )
        named = track.titles[t.language]
        png = await asyncio.to_thread(picture.draw, title, named, numbers, lines, legend)
        items = "\n".join(
            f"{number}. {item.texts[t.language]}"
            for number, item in enumerate(track.checklist, start=1)
        )
        words = [
            [self._words(cell, item, each) for cell, item in zip(row, track.checklist, strict=True)]
            for each, row in zip(pupils, cells, strict=True)
        ]
        if any(word == OLDER for row in words for word in row):
            items += f"\n\n{t('overview-revised')}"
        table = Table(
            head=(t("table-name"), *numbers, t("table-stuck")),
            rows=tuple(
                (
                    shown_name(t, each.name, hidden=each.hidden),
                    *row,
                    self._stuck_short(track, each) or "–",
                )
                for each, row in zip(pupils, words, strict=True)
            ),
            pictured=True,
        )
        shown = card_picture(png, t("overview-picture", track=named))
        return (shown, table, *((Text(markdown=items),) if items else ()))

    def _overdue(
        self, t: Translator, course: Course, pupils: Sequence[GroupLearner]
    ) -> Sequence[AnyBlock]:
        """Return how many lessons are overdue for each learner on the page, if any are."""
        now, catalog = self._context.clock(), self._context.catalog
        found = [
            (
                shown_name(t, each.name, hidden=each.hidden),
                overdue_lessons(course, catalog, each.done, now),
            )
            for each in pupils
        ]
        if not any(lessons for _, lessons in found):
            return (Text(markdown=t("overview-nobody-late", name=escaped(course.name))),)
        rows = tuple(
            (name, str(len(lessons)), lessons[0].titles[t.language])
            for name, lessons in found
            if lessons
        )
        head = (t("table-name"), t("overview-late-lessons"), t("overview-late-first"))
        title = Text(markdown=t("overview-late", name=escaped(course.name)))
        return (title, Table(head=head, rows=rows))

    def _cell(self, track: Track, item: ChecklistItem, pupil: GroupLearner) -> Cell:
        ticked = (track.slug, item.key) in pupil.ticked
        return tasks_of_item(self._context.catalog, item).cell(pupil.done, ticked=ticked)

    def _words(self, cell: Cell, item: ChecklistItem, pupil: GroupLearner) -> str:
        return tasks_of_item(self._context.catalog, item).text(cell, pupil.done)

    def _stuck_short(self, track: Track, pupil: GroupLearner) -> str:
        """Return the first exercise of a track at which a learner is stuck, and how many more."""
        of_track = {task.id for lesson in track.lessons for task in lesson.exercises}
        stuck = [each for each in pupil.stuck if each in of_track]
        if not stuck:
            return ""
        more = f" +{len(stuck) - 1}" if stuck[1:] else ""
        return self._function(stuck[0]) + more

    def _function(self, exercise_id: str) -> str:
        exercise = self._context.catalog.exercise(exercise_id)
        return exercise.function if exercise else exercise_id

    def _sentences(self, t: Translator, troubles: CommonFailures) -> Iterator[str]:
        stuck, exercise, mistake = troubles.stuck, troubles.exercise, troubles.mistake
        if stuck:
            where = ", ".join(
                f"`{self._function(each)}` ({stuck[each]})" for each in list(stuck)[:5]
            )
            yield "- " + t("overview-stuck-at", where=where)
        else:
            yield "- " + t("overview-nobody-stuck")
        if exercise is None:
            return
        function = self._function(exercise.exercise)
        yield "- " + t("overview-hardest", function=function, count=exercise.learners)
        if mistake is None:
            return
        found = self._context.catalog.exercise(mistake.exercise)
        words = mistake_words(t, found, mistake.mistake or "") if found else None
        if words is not None:
            function = self._function(mistake.exercise)
            yield "- " + t("overview-mistake", function=function, count=mistake.learners)
            yield f"\n  > {words}"

    def _quiz_mistake(self, t: Translator, found: QuizFailureCount) -> Iterator[AnyBlock]:
        """Yield the commonest misconception in quizzes; nothing if it has left the curriculum."""
        question = self._context.catalog.question(found.question)
        words = question.mistakes.get(found.mistake) if question else None
        if question is None or words is None:
            return
        lesson = curriculum.lesson_of(self._context.catalog, question)
        ids = [each.id for each in lesson.questions]
        title, count = lesson.titles[t.language], found.learners
        if question.id in ids:
            number = ids.index(question.id) + 1
            text = t("overview-quiz-mistake", lesson=title, number=number, count=count)
        else:
            text = t("overview-practice-mistake", lesson=title, count=count)
        yield Text(markdown=f"- {text}\n\n  > {words[t.language]}")


def shown_name(t: Translator, name: str, *, hidden: bool) -> str:
    """Return a learner's name, with a mark for those who are hidden from boards."""
    return t("overview-hidden-name", name=name) if hidden else name


def _menu(t: Translator, group: Group, pupils: Sequence[GroupLearner]) -> Menu:
    return Menu(
        label=t("overview-open-learner"),
        action=encode(PickLearner(group.id)),
        submit=t("button-open-learner"),
        choices=tuple(
            Choice(label=(each.name.strip() or "?")[:LONGEST_LABEL], value=str(each.id))
            for each in pupils
        ),
    )


def _slugs(tracks: Sequence[Track]) -> Iterator[str]:
    return (lesson.slug for track in tracks for lesson in track.lessons)
