"""Shows lessons page by page, with snippets to run, and exercises and a quiz at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.i18n import Translator
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import lesson_names
from bot.tutor.replies.actions import OpenLesson, OpenLessonPage, RunCommand, RunSnippet
from bot.tutor.replies.buttons import button, exercise_button, lesson_button, quiz_button
from bot.tutor.replies.illustrated_text import picture
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Reply,
    Table,
    Text,
    inline,
)
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.limits import normalized
from common.fuzzy_match import find_nearest
from lessons.curriculum import (
    CommandButton,
    Illustration,
    Lesson,
    MarkdownTable,
    Page,
    Part,
    Prose,
    Snippet,
)

SHORTEST_TITLE_PART = 3
"""Letters from which a name is searched for in the titles of pages."""
_ENDS_IN_ERROR = re.compile(r"^\w*(?:Error|Exception|Interrupt|Iteration)\b", re.MULTILINE)
_CODE_OR_BOLD = re.compile(r"`([^`]*)`|\*\*")


class Lessons(Feature):
    """Shows lessons, and keeps each learner's bookmarks."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/lesson`."""
        return {"lesson": self.open}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons to lessons and pages."""
        return (
            on(OpenLesson, self.open_first_page),
            on(OpenLessonPage, self.open_page),
        )

    async def open(self, request: Request, argument: str) -> Reply:
        """Open the lesson named by number, slug or title, at the page if one is given.

        A name that a page's title contains opens that page. Without a name, continue at the
        bookmark, or with the first lesson.
        """
        if not argument:
            return await self._continue(request)
        lesson = self.named(argument)
        page = "1"
        if lesson is None and " " in argument:
            name, _, page = argument.rpartition(" ")
            lesson = self.named(name.strip())
        if lesson is None or not page.isdecimal():
            titled = self._page_titled(argument)
            if titled is not None:
                return await self.open_page(request, titled)
            return self._unknown(request, argument)
        return await self.open_page(request, OpenLessonPage(lesson.slug, int(page)))

    async def open_first_page(self, request: Request, action: OpenLesson) -> Reply:
        """Show the first page of a lesson."""
        return await self.open_page(request, OpenLessonPage(action.slug, 1))

    async def open_page(self, request: Request, action: OpenLessonPage) -> Reply:
        """Show a page, or the nearest one that exists, and set the learner's bookmark."""
        lesson = self._context.catalog.lesson(action.slug)
        if lesson is None:
            return self._unknown(request, action.slug)
        pages = lesson.pages[request.t.language]
        number = min(max(action.page, 1), len(pages))
        async with self._context.database.write_session() as session:
            bookmark = await progress.find_bookmark_page(session, request.learner.id, lesson.slug)
            await progress.set_bookmark(
                session, request.learner.id, lesson.slug, number, self._context.clock()
            )
            done = await progress.find_achievements(session, request.learner.id)
        t = request.t
        steps = [self._page_buttons(t, lesson, number, bookmark)]
        if number == len(pages):
            steps.append(self._last_page_buttons(t, lesson, done))
        return Reply(
            threadable=True,
            blocks=(
                _heading(t, lesson, number),
                *(self._advice(t, lesson, done) if number == 1 else ()),
                *(
                    block
                    for at, part in enumerate(pages[number - 1].parts)
                    for block in self._part(t, lesson, number, at, part)
                ),
                *(Buttons(buttons=buttons) for buttons in steps if buttons),
            ),
        )

    def snippet(self, action: RunSnippet) -> Snippet | None:
        """Return the snippet of a button; None when the lesson has changed since."""
        lesson = self._context.catalog.lesson(action.slug)
        page, part = action.page, action.part
        pages: tuple[Page, ...] = ()
        if lesson is not None:
            pages = next((p for each, p in lesson.pages.items() if each == action.language), ())
        if not 1 <= page <= len(pages) or not 0 <= part < len(pages[page - 1].parts):
            return None
        found = pages[page - 1].parts[part]
        return found if isinstance(found, Snippet) else None

    def overview(self, request: Request, done: progress.Achievements) -> tuple[AnyBlock, ...]:
        """Return a button for the first lesson that is not done, then all lessons in a table.

        The button comes first because on a phone it would be off the screen below the table.
        """
        t = request.t
        lessons = self._context.catalog.lessons()
        table = Table(
            head=(t("table-lesson"), t("table-minutes"), t("table-state")),
            rows=tuple(
                (
                    f"{lesson.number}. {lesson.titles[t.language]}",
                    t("minutes", count=lesson.minutes),
                    t("lesson-done" if curriculum.is_done(lesson, done) else "lesson-open"),
                )
                for lesson in lessons
            ),
        )
        open_lessons = [each for each in lessons if not curriculum.is_done(each, done)]
        if not open_lessons:
            return (table,)
        left = t("lessons-time-left", count=sum(each.minutes for each in open_lessons))
        first = Buttons(buttons=(lesson_button(t, open_lessons[0], "primary"),))
        return (first, table, Text(markdown=left))

    def named(self, name: str) -> Lesson | None:
        """Return the lesson of that slug, number or title in any language; else None."""
        wanted = _normalize(name)
        return next(
            (
                lesson
                for lesson in self._context.catalog.lessons()
                if wanted in {_normalize(each) for each in lesson_names(lesson)}
            ),
            None,
        )

    def _page_titled(self, name: str) -> OpenLessonPage | None:
        """Return the first page whose title has the name in it, in any language; None for none."""
        wanted = _normalize(name)
        if len(wanted) < SHORTEST_TITLE_PART:
            return None
        for lesson in self._context.catalog.lessons():
            for pages in lesson.pages.values():
                for number, page in enumerate(pages, start=1):
                    if wanted in _normalize(page.title):
                        return OpenLessonPage(lesson.slug, number)
        return None

    async def adjacent_page(self, request: Request, step: int) -> Reply | None:
        """Show the page `step` pages after the one read last; return None beyond the lesson."""
        async with self._context.database.read_session() as session:
            mark = await progress.find_latest_bookmark(session, request.learner.id)
        lesson = self._context.catalog.lesson(mark.lesson) if mark else None
        if mark is None or lesson is None:
            return await self._continue(request)
        page = mark.page + step
        if not 1 <= page <= len(lesson.pages[request.t.language]):
            return None
        return await self.open_page(request, OpenLessonPage(lesson.slug, page))

    async def _continue(self, request: Request) -> Reply:
        async with self._context.database.read_session() as session:
            mark = await progress.find_latest_bookmark(session, request.learner.id)
            done = await progress.find_achievements(session, request.learner.id)
        if mark is not None and (stopped := self._context.catalog.lesson(mark.lesson)):
            following = curriculum.lesson_after(self._context.catalog, stopped)
            if not curriculum.is_done(stopped, done) or following is None:
                return await self.open_page(request, OpenLessonPage(stopped.slug, mark.page))
            return await self.open_first_page(request, OpenLesson(following.slug))
        lessons = self._context.catalog.lessons()
        if not lessons:
            t = request.t
            return Reply(threadable=True, blocks=(Text(markdown=t("lessons-none")),))
        return await self.open_first_page(request, OpenLesson(lessons[0].slug))

    def _part(
        self, t: Translator, lesson: Lesson, page: int, at: int, part: Part
    ) -> tuple[AnyBlock, ...]:
        match part:
            case Prose(markdown=markdown):
                return (Text(markdown=markdown),)
            case MarkdownTable(head=head, rows=rows):
                plain = tuple(_plain(row) for row in rows)
                return (Table(head=_plain(head), rows=plain, markdown=rows),)
            case Illustration():
                return (picture(part),)
            case CommandButton(label=label, command=command):
                return (Buttons(buttons=(button(label, RunCommand(command), "primary"),)),)
            case Snippet(code=code, output=output, sample=sample):
                earlier = lesson.pages[t.language][page - 1].parts[:at]
                editable = _editable_code(part, earlier)
                action = RunSnippet(lesson.slug, page, at, t.language)
                run = button(t("button-run"), action, "primary")
                shown = Code(text=code, language="python", editable=f"/run\n{editable}")
                caption = t("output-sample" if sample else "output")
                printed = (Code(text=output, caption=caption, awaits_run=True),) if output else ()
                return (shown, *printed, Buttons(buttons=(run,)))

    def _advice(
        self, t: Translator, lesson: Lesson, done: progress.Achievements
    ) -> tuple[AnyBlock, ...]:
        """Recommend the lesson before, where it is not done; no lesson is locked."""
        before = curriculum.lesson_before(self._context.catalog, lesson)
        if before is None or curriculum.is_done(before, done):
            return ()
        title = f"{before.number}. {before.titles[t.language]}"
        return (Text(markdown=t("lesson-builds-on", lesson=title)),)

    def _page_buttons(
        self, t: Translator, lesson: Lesson, number: int, bookmark: int | None
    ) -> tuple[Button, ...]:
        count = len(lesson.pages[t.language])
        buttons = []
        if number > 1:
            previous = OpenLessonPage(lesson.slug, number - 1)
            buttons.append(button(t("button-previous"), previous))
        if number < count:
            following = OpenLessonPage(lesson.slug, number + 1)
            buttons.append(button(t("button-next"), following, "primary"))
        if number == 1 and bookmark and bookmark > 2:
            bookmarked = OpenLessonPage(lesson.slug, bookmark)
            buttons.append(button(t("button-go-on", page=bookmark), bookmarked))
        return tuple(buttons)

    def _last_page_buttons(
        self, t: Translator, lesson: Lesson, done: progress.Achievements
    ) -> tuple[Button, ...]:
        following = curriculum.lesson_after(self._context.catalog, lesson)
        return (
            *(
                exercise_button(
                    t,
                    exercise,
                    passed=exercise.id in done.exercises,
                    revised=curriculum.is_outdated(exercise, done),
                )
                for exercise in lesson.exercises
            ),
            *([quiz_button(t, lesson)] if lesson.questions else []),
            *([lesson_button(t, following)] if following else []),
        )

    def _unknown(self, request: Request, name: str) -> Reply:
        t = request.t
        lessons = self._context.catalog.lessons()
        by_name = {each: lesson for lesson in lessons for each in lesson_names(lesson)}
        close = find_nearest(name, by_name) or find_nearest(name.split(" ", maxsplit=1)[0], by_name)
        if close is not None:
            meant = by_name[close]
            text = t("lesson-unknown-nearest", name=inline(name), nearest=meant.slug)
            buttons = [lesson_button(t, meant, "primary")]
        else:
            text = t("lesson-unknown", name=inline(name))
            buttons = [lesson_button(t, lesson) for lesson in lessons]
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=tuple(buttons))))


def _heading(t: Translator, lesson: Lesson, number: int) -> Text:
    pages = lesson.pages[t.language]
    return Text(
        markdown=t(
            "lesson-heading",
            lesson=f"{lesson.number}. {lesson.titles[t.language]}",
            title=pages[number - 1].title,
            page=number,
            pages=len(pages),
            minutes=curriculum.minutes_left(lesson, number, len(pages)),
        )
    )


def _editable_code(snippet: Snippet, earlier: Sequence[Part]) -> str:
    """Return a snippet behind the earlier ones of its page, whose names it may use.

    Where an earlier one shows an error on purpose, return the program that ignores errors.
    """
    shown = [each.output for each in earlier if isinstance(each, Snippet)]
    if any(_ENDS_IN_ERROR.search(output) for output in shown):
        return snippet.program
    return "\n\n".join((*snippet.before, snippet.code))


def _normalize(name: str) -> str:
    """Return a name in small letters, with full-width letters and digits made narrow."""
    return normalized(name).strip().casefold()


def _plain(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return cells without Markdown's marks: tables have plain text on every platform."""
    return tuple(_CODE_OR_BOLD.sub(lambda found: found[1] or "", cell) for cell in cells)
