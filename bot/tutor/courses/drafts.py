"""Plans courses: previews them, and starts what was previewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import courses, daily, groups
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.courses.calendar_blocks import day_text
from bot.tutor.courses.course import Course, move_course, plan_course
from bot.tutor.courses.course_file import (
    LONGEST_COURSE_NAME,
    CourseFileError,
    read_course,
    stored_course,
    write_course,
)
from bot.tutor.courses.draft_words import DraftParseError, DraftRequest, parse_draft
from bot.tutor.courses.effort import spread_lessons
from bot.tutor.courses.preview import (
    digest_of,
    preview_reply,
    problems_reply,
    upload_blocks,
)
from bot.tutor.daily.plan import PUZZLES
from bot.tutor.daily.rescheduling import reschedule_followers
from bot.tutor.groups.group_blocks import teaches
from bot.tutor.groups.groups import LONGEST_NAME
from bot.tutor.groups.invite_codes import CODE_LENGTH, new_code
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    FollowCourse,
    InviteToGroup,
    ShowCourse,
    StartCourse,
    StartNewClass,
    UploadCourse,
)
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import (
    Button,
    Buttons,
    Reply,
    Text,
    escaped,
    inline,
)
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import A_DAY, day_in

USUAL_WEEKS = 12
USUAL_GRACE = 2  # days


class CourseDrafts(Feature):
    """Shows courses before they start, each from its file, from a command or from another class.

    What a teacher was shown last is stored, so that a button can start exactly that.
    """

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handlers of the form for a file, and of the buttons of previews."""
        return (
            on(UploadCourse, self.on_upload),
            on(StartNewClass, self.start_new_class),
            on(StartCourse, self.start),
        )

    async def receive(self, request: Request, text: str) -> Reply:
        """Preview a course from its file. A command before the file, and fences, are left out."""
        text = _without_command(text)
        try:
            course = read_course(text, self._context.catalog)
        except CourseFileError as error:
            return problems_reply(request.t, error, text)
        return await self._preview(request, course)

    async def draft(self, request: Request, text: str) -> Reply:
        """Preview a course that spreads the lessons of some tracks over some weeks."""
        t = request.t
        slugs = [each.slug for each in self._context.catalog.tracks]
        if not slugs:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        try:
            wanted = parse_draft(text, slugs)
        except DraftParseError as problem:
            notice = Text(markdown=t("course-unreadable", word=inline(str(problem))))
            known = Text(markdown=t("daily-tracks", tracks=", ".join(map(inline, slugs))))
            return Reply(blocks=(notice, Text(markdown=t("course-how-to-draft")), known))
        zone = wanted.zone or await self._usual_zone(request)
        return await self._preview(request, self._drafted(request, wanted, zone))

    async def restart(self, request: Request, group: Group, start: date, name: str) -> Reply:
        """Preview the group's course for a new class that begins on that day."""
        t = request.t
        async with self._context.database.read_session() as session:
            stored = await courses.find_course(session, group.id)
            if stored is None:
                ended = await courses.list_ended(session, group.id, most=1)
                stored = ended[0] if ended else None
        if stored is None:
            text = t("course-none-of-group", group=escaped(group_name(t, group)))
            return Reply(blocks=(Text(markdown=text), Text(markdown=t("course-how"))))
        name = " ".join(name.split())[:LONGEST_NAME] or _name_of_class(group_name(t, group), start)
        course = move_course(stored_course(stored.text), start, name)
        return await self._preview(request, course, new_class_first=True)

    def how_to_upload(self, request: Request) -> Reply:
        """Return how to send a course, with a form for its file."""
        t = request.t
        return Reply(blocks=(Text(markdown=t("course-upload-how")), *upload_blocks(t)))

    async def on_upload(self, request: Request, _: UploadCourse) -> Reply:
        """Preview the file of the form."""
        return await self.receive(request, request.text)

    async def start_new_class(self, request: Request, action: StartNewClass) -> Reply:
        """Create a group of the course's name, taught by the learner, and start the course."""
        t, user = request.t, request.user
        async with self._context.database.write_session() as session:
            course = await self._find_draft(session, request, action.digest)
            if course is None:
                return self._outdated(request)
            group_id = await groups.create(
                session,
                request.learner.id,
                platform=user.platform,
                place=user.place,
                name=course.name[:LONGEST_NAME],
                invite=new_code(CODE_LENGTH),
                zone=course.zone,
                now=self._context.clock(),
            )
            await self._store(session, group_id, course)
            group = await groups.find_group(session, request.learner.id, group_id)
        assert group is not None  # as it was just created
        invite = button(t("button-invite"), InviteToGroup(group.id))
        return self._started(request, group, course, (invite,))

    async def start(self, request: Request, action: StartCourse) -> Reply:
        """Start the course in a group that the learner teaches; the one before it ends."""
        async with self._context.database.write_session() as session:
            group = await groups.find_group(session, request.learner.id, action.group)
            if group is None or not teaches(group, request.user):
                return Reply(blocks=(Text(markdown=request.t("group-teachers-only")),))
            course = await self._find_draft(session, request, action.digest)
            if course is None:
                return self._outdated(request)
            await self._store(session, group.id, course)
        return self._started(request, group, course, ())

    async def _preview(
        self, request: Request, course: Course, *, new_class_first: bool = False
    ) -> Reply:
        """Show a course and remember it, so that its buttons can start it."""
        async with self._context.database.write_session() as session:
            text = write_course(course)
            now = self._context.clock()
            await courses.save_draft(session, request.learner.id, text, now)
            own = await groups.list_groups(session, request.learner.id)
            taught = [
                (each, await courses.find_course(session, each.id))
                for each in own
                if teaches(each, request.user)
            ]
        return preview_reply(
            request.t,
            self._context.catalog,
            course,
            taught,
            now,
            new_class_first=new_class_first,
        )

    async def _usual_zone(self, request: Request) -> str:
        """Return the zone of this channel's daily prompt, else that of the reader."""
        user = request.user
        async with self._context.database.read_session() as session:
            row = await daily.find_channel(session, user.platform, user.place, user.channel)
        return row.zone if row is not None else request.learner.zone

    def _drafted(self, request: Request, wanted: DraftRequest, zone: str) -> Course:
        """Return the course of a `/course draft`; by default it begins next Monday."""
        catalog, t = self._context.catalog, request.t
        today = day_in(zone, self._context.clock())
        start = wanted.start or today + (7 - today.weekday()) * A_DAY
        usual = [each.slug for each in catalog.tracks if each.slug != PUZZLES]
        tracks = wanted.tracks or tuple(usual or [each.slug for each in catalog.tracks])
        titles = [each.titles[t.language] for each in catalog.tracks if each.slug in tracks]
        planned = spread_lessons(catalog, tracks, wanted.weeks or USUAL_WEEKS)
        grace = USUAL_GRACE if wanted.grace is None else wanted.grace
        return plan_course(
            _name_of_class(titles[0], start),
            start,
            zone,
            tracks,
            planned,
            due=wanted.due,
            grace=grace,
        )

    async def _find_draft(
        self, session: AsyncSession, request: Request, digest: str
    ) -> Course | None:
        text = await courses.find_draft(session, request.learner.id)
        return stored_course(text) if text is not None and digest_of(text) == digest else None

    async def _store(self, session: AsyncSession, group_id: int, course: Course) -> None:
        now = self._context.clock()
        text = write_course(course)
        await courses.start_course(session, group_id, name=course.name, text=text, now=now)
        await reschedule_followers(session, group_id, now)

    def _started(
        self, request: Request, group: Group, course: Course, steps: Sequence[Button]
    ) -> Reply:
        t = request.t
        text = t(
            "course-started",
            name=escaped(course.name),
            group=escaped(group_name(t, group)),
            day=day_text(t, course.weeks[0].begins),
        )
        follow = button(t("button-course-follow"), FollowCourse(group.id), "primary")
        show = button(t("button-course"), ShowCourse(group.id))
        how = Text(markdown=t("course-started-how"))
        return Reply(blocks=(Text(markdown=text), how, Buttons(buttons=(follow, *steps, show))))

    def _outdated(self, request: Request) -> Reply:
        return Reply(blocks=(Text(markdown=request.t("course-outdated")),))


def _name_of_class(name: str, start: date) -> str:
    ending = f" {start.year}-{start.month:02}"
    return name[: min(LONGEST_NAME, LONGEST_COURSE_NAME) - len(ending)] + ending


def _without_command(text: str) -> str:
    """Return a file without the command before it, and without a fence around it."""
    lines = text.strip().splitlines()
    if lines and lines[0].strip().startswith("/"):
        lines = lines[1:]
    if lines and lines[0].strip().casefold() in ("upload", "show", "draft"):
        lines = lines[1:]
    kept = [each for each in lines if not each.strip().startswith("```")]
    return "\n".join(kept) + "\n"
