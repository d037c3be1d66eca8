"""A group's overview for its teachers: checklists, who is stuck, common mistakes."""

from __future__ import annotations

import asyncio
import base64
import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from bot.i18n import Translator
from bot.images import group_overview as picture
from bot.images.group_overview import Cell, Legend
from bot.storage.groups import overview
from bot.storage.groups.groups import Group
from bot.storage.groups.overview import CommonFailures, Earned, GroupLearner, QuizFailureCount
from bot.tutor.context import TutorContext
from bot.tutor.groups.mistake_words import mistake_words
from bot.tutor.groups.spreadsheet import plain_cell
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ExportOverview, ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.cards import card_picture
from bot.tutor.replies.model import AnyBlock, Buttons, File, Reply, Table, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import beginning_of
from lessons.curriculum import ChecklistItem, Exercise, Track

A_PAGE = 15
MOST_EXPORTED = 20_000
_OLDER = "✓↻"  # proven, partly with older revisions of exercises


class Overview:
    """Shows and exports a study group for its teachers, without learners who hide."""

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
            troubles = await overview.find_common_failures(session, group.id, week)
        title = group_name(t, group)
        blocks: list[AnyBlock] = [Text(markdown=t("overview-title", group=escaped(title)))]
        for track in self._context.catalog.tracks:
            blocks += await self._track(t, title, track, pupils)
        blocks.append(Text(markdown="\n".join(self._sentences(t, troubles))))
        if troubles.quiz_mistake is not None:
            blocks += self._quiz_mistake(t, troubles.quiz_mistake)
        if hidden:
            blocks.append(Text(markdown=t("overview-hidden", count=hidden)))
        page_buttons = [
            button(t(key), ShowOverview(group.id, number))
            for key, number in (("button-previous", page - 1), ("button-next", page + 1))
            if 1 <= number <= pages
        ]
        export = button(t("button-csv"), ExportOverview(group.id))
        return Reply(tone="board", blocks=(*blocks, Buttons(buttons=(*page_buttons, export))))

    async def export(self, request: Request, group: Group) -> Reply:
        """Export all learners with more columns, as CSV that spreadsheets open."""
        t = request.t
        async with self._context.database.read_session() as session:
            pupils = await overview.list_all_learners(session, group.id, most=MOST_EXPORTED)
            earned = await overview.sum_earned(session, group.id)
        content = await asyncio.to_thread(self._csv, t, pupils, earned)
        # By the byte order mark, spreadsheets recognise UTF-8.
        file = File(
            name=f"group-{group.id}.csv",
            base64=base64.b64encode(content.encode("utf-8-sig")).decode(),
        )
        text = t("overview-exported", group=escaped(group_name(t, group)), count=len(pupils))
        return Reply(blocks=(Text(markdown=text), file))

    async def _track(
        self, t: Translator, title: str, track: Track, pupils: Sequence[GroupLearner]
    ) -> tuple[AnyBlock, ...]:
        numbers = [str(number) for number in range(1, len(track.checklist) + 1)]
        cells = [[self._cell(track, item, each) for item in track.checklist] for each in pupils]
        lines = [
            picture.Row(each.name, tuple(row), self._stuck_short(each))
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
        if any(word == _OLDER for row in words for word in row):
            items += f"\n\n{t('overview-revised')}"
        table = Table(
            head=(t("table-name"), *numbers, t("table-stuck")),
            rows=tuple(
                (each.name, *row, self._stuck_short(each) or "–")
                for each, row in zip(pupils, words, strict=True)
            ),
            pictured=True,
        )
        shown = card_picture(png, t("overview-picture", track=named))
        return (shown, table, *((Text(markdown=items),) if items else ()))

    def _cell(self, track: Track, item: ChecklistItem, pupil: GroupLearner) -> Cell:
        lessons = [self._context.catalog.lesson(slug) for slug in item.lessons]
        found = [lesson for lesson in lessons if lesson is not None]
        everything = sum(len(each.exercises) + len(each.questions) for each in found)
        still_open = sum(
            len(curriculum.open_exercises(each, pupil.done))
            + len(curriculum.open_questions(each, pupil.done))
            for each in found
        )
        share = (everything - still_open) / everything if everything else 0.0
        if curriculum.is_proven(item, self._context.catalog, pupil.done):
            return Cell("proven", 1.0)
        ticked = (track.slug, item.key) in pupil.ticked
        return Cell("self-checked" if ticked else "open", share)

    def _stuck_short(self, pupil: GroupLearner) -> str:
        """Return the first exercise at which a learner is stuck, and how many more there are."""
        if not pupil.stuck:
            return ""
        more = f" +{len(pupil.stuck) - 1}" if pupil.stuck[1:] else ""
        return self._function(pupil.stuck[0]) + more

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

    def _csv(
        self, t: Translator, pupils: Sequence[GroupLearner], earned: Mapping[int, Earned]
    ) -> str:
        exercises = self._context.catalog.exercises()
        items = [
            (track, item) for track in self._context.catalog.tracks for item in track.checklist
        ]
        written = io.StringIO()
        rows: list[list[str | int]] = []
        rows.append(
            [
                t("table-name"),
                t("table-points"),
                t("table-latest"),
                *(item.texts[t.language] for _, item in items),
                *(each.function for each in exercises),
            ]
        )
        for pupil in pupils:
            own = earned.get(pupil.id)
            rows.append(
                [
                    pupil.name,
                    own.points if own else 0,
                    own.latest.isoformat(timespec="seconds") if own else "",
                    *(
                        self._words(self._cell(track, item, pupil), item, pupil)
                        for track, item in items
                    ),
                    *(self._state(t, pupil, each) for each in exercises),
                ]
            )
        csv.writer(written).writerows(map(plain_cell, row) for row in rows)
        return written.getvalue()

    def _state(self, t: Translator, pupil: GroupLearner, exercise: Exercise) -> str:
        if curriculum.is_outdated(exercise, pupil.done):
            return t("csv-passed-older")
        if exercise.id in pupil.done.exercises:
            return t("csv-passed")
        return t("csv-stuck") if exercise.id in pupil.stuck else ""

    def _words(self, cell: Cell, item: ChecklistItem, pupil: GroupLearner) -> str:
        if cell.state == "proven":
            is_older = curriculum.is_proven_by_older(item, self._context.catalog, pupil.done)
            return _OLDER if is_older else "✓"
        share = f"{cell.share:.0%}"
        return f"☑ {share}" if cell.state == "self-checked" else share
