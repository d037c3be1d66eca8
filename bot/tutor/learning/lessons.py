"""Shows lessons page by page, with snippets to run, and exercises and a quiz at the end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.learning import curriculum
from bot.tutor.learning.lesson_parts import part_blocks
from bot.tutor.learning.lessons_by_track import lesson_buttons, lessons_by_track
from bot.tutor.learning.lookup_names import lesson_names, track_names
from bot.tutor.learning.next_step import Position, is_finished, next_step, step_after_task
from bot.tutor.learning.positions import find_position, read_position
from bot.tutor.learning.role_rewards import start_giving_earned
from bot.tutor.replies.actions import (
    ChooseLesson,
    OpenLesson,
    OpenLessonPage,
    ReadDirectly,
    ReadPage,
    RunSnippet,
)
from bot.tutor.replies.buttons import button, exercise_button, lesson_button, quiz_button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Reply,
    Text,
    escaped,
    inline,
)
from bot.tutor.replies.next_steps import step_button
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.limits import normalized
from common.fuzzy_match import find_nearest
from lessons.curriculum import (
    LANGUAGES,
    Lesson,
    Page,
    Snippet,
)

LIST_NAMES = frozenset({"list", "all", "tracks", "一覧", "コース"})
"""Arguments of `/lesson` that list all lessons."""

SHORTEST_TITLE_PART = 3
"""Letters from which a name is searched for in the titles of pages."""


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
            on(OpenLesson, self.open_lesson),
            on(OpenLessonPage, self.open_page),
            on(ChooseLesson, self.choose),
            on(ReadPage, self.read_page),
        )

    async def open(self, request: Request, argument: str) -> Reply:
        """Open the lesson named by number, slug or title, at the page if one is given.

        A name that a page's title contains opens that page. The number is one of the track that the
        learner reads, unless the track's name stands before it; that name alone opens the track
        where the learner goes on in it. "list" shows all tracks. Without a name, continue at the
        bookmark, or with the first lesson.
        """
        if not argument:
            return await self.go_on(request)
        if _normalize(argument) in LIST_NAMES:
            return await self.list(request)
        position = await read_position(self._context, request.learner)
        in_track = self._in_track(argument, position)
        if in_track is not None:
            return await self.open_lesson(request, OpenLesson(in_track.slug), position)
        lesson = self.named(argument)
        page = "1"
        if lesson is None and " " in argument:
            name, _, page = argument.rpartition(" ")
            lesson = self.named(name.strip())
        if lesson is None or not page.isdecimal():
            titled = self._page_titled(argument)
            if titled is not None:
                return await self.open_page(request, titled, position)
            return self._unknown(request, argument)
        return await self.open_page(request, OpenLessonPage(lesson.slug, int(page)), position)

    async def open_lesson(
        self, request: Request, action: OpenLesson, position: Position | None = None
    ) -> Reply:
        """Show the page of a lesson that the learner reads; the first one before and after that.

        `position` is where the learner is, if that was read already.
        """
        position = position or await read_position(self._context, request.learner)
        lesson = self._context.catalog.lesson(action.slug)
        is_open = lesson is not None and not is_finished(lesson, position)
        page = position.pages_read.get(action.slug, 1) if is_open else 1
        return await self.open_page(request, OpenLessonPage(action.slug, page), position)

    async def choose(self, request: Request, action: ChooseLesson) -> Reply:
        """Show the lesson that was chosen from a menu, where the learner goes on in it."""
        return await self.open_lesson(request, OpenLesson(request.text.strip() or action.track))

    async def read_page(self, request: Request, action: ReadPage) -> Reply:
        """Show a page, as `open_page` does."""
        return await self.open_page(request, OpenLessonPage(action.slug, action.page))

    async def open_page(
        self, request: Request, action: OpenLessonPage, position: Position | None = None
    ) -> Reply:
        """Show a page, or the nearest one that exists, and set the learner's bookmark.

        `position` is where the learner was until now, if that was read already.
        """
        lesson = self._context.catalog.lesson(action.slug)
        if lesson is None:
            return self._unknown(request, action.slug)
        t = request.t
        language = lesson.language_for(action.language or t.language)
        pages = lesson.pages[language]
        number = min(max(action.page, 1), len(pages))
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            position = position or await find_position(session, request.learner, now)
            bookmark = await progress.set_bookmark(
                session, request.learner.id, lesson.slug, number, now
            )
        position = position.after_opening(lesson, number)
        if number == len(pages) and not (lesson.exercises or lesson.questions):
            start_giving_earned(self._context, request.learner)  # it is finished by reading it
        done = position.done
        chosen = language if language != lesson.language_for(t.language) else ""
        steps = [self._page_buttons(t, lesson, number, bookmark, chosen)]
        if number == len(pages):
            steps.append(self._last_page_buttons(t, lesson, position, chosen))
        steps.append(_language_buttons(t, lesson, number, language))
        if self._can_read_directly(request):
            directly = ReadDirectly(lesson.slug, number, chosen)
            steps.append((button(t("button-read-directly"), directly),))
        return Reply(
            tone="lesson",
            threadable=True,
            blocks=(
                *self._heading(t, lesson, number, language),
                *(_told_language(t, lesson, language) if number == 1 else ()),
                *(self._advice(t, lesson, done) if number == 1 else ()),
                *(
                    block
                    for at in range(len(pages[number - 1].parts))
                    for block in part_blocks(t, lesson, number, at, language=language)
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
            pages = lesson.pages[lesson.language_for(action.language)]
        if not 1 <= page <= len(pages) or not 0 <= part < len(pages[page - 1].parts):
            return None
        found = pages[page - 1].parts[part]
        return found if isinstance(found, Snippet) else None

    async def list(self, request: Request) -> Reply:
        """Show all lessons, track by track."""
        return Reply(tone="board", threadable=True, blocks=await self.overview(request))

    async def overview(self, request: Request) -> tuple[AnyBlock, ...]:
        """Return buttons for the next step and the other tracks, then all lessons."""
        position = await read_position(self._context, request.learner)
        return lessons_by_track(request.t, self._context.catalog, position)

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

    def _in_track(self, argument: str, position: Position) -> Lesson | None:
        """Return the lesson of "training 2", "training" or "2"; None where no track is meant.

        A name without a number means the track's first open lesson.
        """
        catalog = self._context.catalog
        name, _, number = _normalize(argument).rpartition(" ")
        if not number.isdecimal():
            name, number = _normalize(argument), ""
        if not name:
            read = catalog.lesson(position.lesson) if position.lesson else None
            tracks = [each for each in catalog.tracks if read and each.slug == read.track]
        elif self.named(name) is not None:
            return None  # a lesson and its page
        else:
            tracks = [
                each
                for each in catalog.tracks
                if name in {_normalize(known) for known in track_names(each)}
            ]
        lessons = [lesson for track in tracks for lesson in track.lessons]
        if number:
            return next((each for each in lessons if str(each.number) == number), None)
        open_lessons = (each for each in lessons if not curriculum.is_done(each, position.done))
        return next(open_lessons, next(iter(lessons), None))

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

    def _can_read_directly(self, request: Request) -> bool:
        """Return whether the learner is in a channel of a platform that has direct messages."""
        platform = self._context.platforms.get(request.user.platform)
        has_both = platform is not None and platform.default_reply_mode is not None
        return has_both and bool(request.user.channel)

    async def previous_page(self, request: Request) -> Reply | None:
        """Show the page before the one read last; return None before the lesson's first."""
        position = await read_position(self._context, request.learner)
        lesson = self._context.catalog.lesson(position.lesson) if position.lesson else None
        if lesson is None:
            return await self.go_on(request)
        if position.page <= 1:
            return None
        action = OpenLessonPage(lesson.slug, position.page - 1)
        return await self.open_page(request, action, position)

    async def go_on(self, request: Request) -> Reply:
        """Show the page where the learner goes on reading, or whose lesson has the next step."""
        position = await read_position(self._context, request.learner)
        step = next_step(self._context.catalog, position)
        if step.lesson is not None:
            page = step.page or len(step.lesson.pages[request.t.language])
            action = OpenLessonPage(step.lesson.slug, page)
            return await self.open_page(request, action, position)
        lessons = self._context.catalog.lessons()
        if not lessons:
            t = request.t
            return Reply(threadable=True, blocks=(Text(markdown=t("lessons-none")),))
        first = OpenLesson(position.lesson or lessons[0].slug)
        return await self.open_lesson(request, first, position)

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
        self,
        t: Translator,
        lesson: Lesson,
        number: int,
        bookmark: int | None,
        language: str,
    ) -> tuple[Button, ...]:
        """Return the buttons to other pages, in `language` where it is not empty."""
        count = len(lesson.pages[t.language])
        buttons = []
        if number > 1:
            previous = OpenLessonPage(lesson.slug, number - 1, language)
            buttons.append(button(t("button-previous"), previous))
        if number < count:
            following = OpenLessonPage(lesson.slug, number + 1, language)
            buttons.append(button(t("button-next"), following, "primary"))
        if number == 1 and bookmark and bookmark > 2:
            bookmarked = OpenLessonPage(lesson.slug, bookmark, language)
            buttons.append(button(t("button-go-on", page=bookmark), bookmarked))
        return tuple(buttons)

    def _last_page_buttons(
        self, t: Translator, lesson: Lesson, position: Position, language: str
    ) -> tuple[Button, ...]:
        """Return buttons to the next step first, then to what else is on this way."""
        catalog, done = self._context.catalog, position.done
        step = step_after_task(catalog, position, lesson)
        others = [
            exercise_button(t, each, passed=each.id in done.exercises, language=language)
            for each in lesson.exercises
        ]
        if curriculum.open_questions(lesson, done):
            others.append(quiz_button(t, lesson))
        following = curriculum.lesson_after(catalog, lesson)
        if following is not None and not is_finished(following, position):
            others.append(lesson_button(t, following))
        first = step_button(t, step, position)
        if step.kind == "page" and step.lesson == following:
            others = others[:-1]
        return (first, *(each for each in others if each.action != first.action))

    def _heading(
        self, t: Translator, lesson: Lesson, number: int, language: str
    ) -> tuple[Text, Text]:
        """Return the title of a page, and where it is; with several tracks that names its track."""
        catalog, pages = self._context.catalog, lesson.pages[language]
        count, minutes = len(pages), curriculum.minutes_left(lesson, number, len(pages))
        name = f"{lesson.number}. {lesson.titles[language]}"
        if len(catalog.tracks) == 1:
            place = t("lesson-place", lesson=name, page=number, pages=count, minutes=minutes)
        else:
            place = t(
                "lesson-place-track",
                track=curriculum.track_title(t.language, catalog, lesson),
                lesson=name,
                page=number,
                pages=count,
                minutes=minutes,
            )
        heading = t("lesson-heading", title=pages[number - 1].title)
        return Text(markdown=heading), Text(markdown=place, is_small=True)

    def _unknown(self, request: Request, name: str) -> Reply:
        t = request.t
        lessons = self._context.catalog.lessons()
        by_name = {each: lesson for lesson in lessons for each in lesson_names(lesson)}
        close = find_nearest(name, by_name) or find_nearest(name.split(" ", maxsplit=1)[0], by_name)
        if close is not None:
            meant = by_name[close]
            text = t(
                "lesson-unknown-nearest",
                name=inline(name),
                nearest=escaped(meant.titles[t.language]),
            )
            buttons = [lesson_button(t, meant, "primary")]
        else:
            text = t("lesson-unknown", name=inline(name))
            rows = lesson_buttons(t, self._context.catalog)
            return Reply(threadable=True, blocks=(Text(markdown=text), *rows))
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=tuple(buttons))))


def _told_language(t: Translator, lesson: Lesson, language: str) -> tuple[AnyBlock, ...]:
    """Say which language a lesson is in, to learners whose own language it lacks."""
    if t.language in lesson.pages:
        return ()
    key = "lesson-only-in" if len(lesson.languages) == 1 else "lesson-shown-in"
    return (Text(markdown=t(key, name=t("language-called", code=language))),)


def _language_buttons(
    t: Translator, lesson: Lesson, number: int, language: str
) -> tuple[Button, ...]:
    """Return buttons to the page in the languages that the bot itself does not speak.

    From such a language, one leads back to the learner's own one.
    """
    own = lesson.language_for(t.language)
    others = [each for each in lesson.languages if each == own or each not in LANGUAGES]
    return tuple(
        button(
            t("language-itself", code=each),
            OpenLessonPage(lesson.slug, number, "" if each == own else each),
        )
        for each in others
        if each != language
    )


def _normalize(name: str) -> str:
    """Return a name in small letters, with full-width letters and digits made narrow."""
    return normalized(name).strip().casefold()
