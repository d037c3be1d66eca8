"""`/course`: a group's course, from its preview to its end."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.i18n import Translator
from bot.storage.groups import courses, groups
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.courses.calendar_blocks import day_text, standing_table
from bot.tutor.courses.common_progress import common_progress_text
from bot.tutor.courses.course import Course
from bot.tutor.courses.course_file import (
    looks_like_course,
    write_course,
)
from bot.tutor.courses.current import find_course
from bot.tutor.courses.drafts import CourseDrafts
from bot.tutor.courses.file_values import parse_date
from bot.tutor.courses.plans import CoursePlans, LearnersCourse, next_plan_at
from bot.tutor.courses.preview import (
    FILE_NAME,
    upload_blocks,
)
from bot.tutor.groups.group_blocks import teaches
from bot.tutor.groups.group_names import find_named
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    ChangeCourse,
    EndCourse,
    EndCourseNow,
    FollowCourse,
    GroupAction,
    RunCommand,
    SetWeeklyPlan,
    ShowCourse,
    ShowCoursePlan,
    ShowOverview,
)
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import (
    AnyBlock,
    Buttons,
    File,
    Reply,
    Text,
    escaped,
    inline,
)
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import day_in

_MakeAction = Callable[[int], ShowCourse | ShowCoursePlan | ChangeCourse | EndCourse]
"""Makes an action on the course of a group from the group's id."""

_OF_GROUPS: Mapping[str, _MakeAction] = {
    "show": ShowCourse,
    "plan": ShowCoursePlan,
    "change": ChangeCourse,
    "end": EndCourse,
}


class Courses(Feature):
    """Previews, starts, shows and ends the courses of groups."""

    def __init__(self, context: TutorContext, plans: CoursePlans, drafts: CourseDrafts) -> None:
        self._context = context
        self._drafts = drafts
        self._plans = plans

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/course`."""
        return {"course": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons and forms of courses."""
        return (
            on(ShowCourse, self.act),
            on(ShowCoursePlan, self.act),
            on(SetWeeklyPlan, self.act),
            on(ChangeCourse, self.act),
            on(EndCourse, self.act),
            on(EndCourseNow, self.act),
        )

    async def command(self, request: Request, argument: str) -> Reply:
        """`/course show`, `/course plan`, `/course draft 2026-09-07 weeks=12`, and so on.

        A file that follows is previewed, whatever the subcommand is.
        """
        if looks_like_course(argument):
            return await self._drafts.receive(request, argument)
        verb, _, rest = argument.strip().partition(" ")
        verb, rest = verb.casefold() or "show", rest.strip()
        match verb:
            case "draft":
                return await self._drafts.draft(request, rest)
            case "upload":
                return self._drafts.how_to_upload(request)
            case "restart":
                return await self._restart(request, rest)
        make = _OF_GROUPS.get(verb)
        if make is None:
            text = Text(markdown=request.t("course-unknown", word=inline(verb)))
            return Reply(blocks=(text, Text(markdown=request.t("course-how"))))
        return await self._for_group(request, rest, make)

    async def _restart(self, request: Request, text: str) -> Reply:
        """Preview a group's course for a new class: a group, a first day, and perhaps a name."""
        t = request.t
        found = find_named(await self._named_groups(request), text)
        group, rest = found[0] if len(found) == 1 else (None, "")
        first, _, name = rest.partition(" ")
        start = parse_date(first)
        if group is None or start is None:
            return Reply(blocks=(Text(markdown=t("course-restart-how")),))
        if not teaches(group, request.user):
            return Reply(blocks=(Text(markdown=t("group-teachers-only")),))
        return await self._drafts.restart(request, group, start, name)

    async def act(self, request: Request, action: GroupAction) -> Reply:
        """Reply to a button about the course of a group, which the learner may have left since."""
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, request.learner.id, action.group)
        if group is None:
            return Reply(blocks=(Text(markdown=request.t("group-gone")),))
        return await self._handle(request, group, action)

    async def _handle(self, request: Request, group: Group, action: GroupAction) -> Reply:
        if isinstance(action, ChangeCourse | EndCourse | EndCourseNow) and not teaches(
            group, request.user
        ):
            return Reply(blocks=(Text(markdown=request.t("group-teachers-only")),))
        if isinstance(action, EndCourseNow):
            return await self._end(request, group)
        async with self._context.database.read_session() as session:
            found = await self._plans.find(session, request.learner.id, group)
        if found is None:
            return self._none(request, group)
        match action:
            case ShowCoursePlan():
                return self._plans.reply(request.t, found)
            case SetWeeklyPlan(wanted=wanted):
                return await self._set_weekly(request, found, wanted == "on")
            case ChangeCourse():
                return self._change(request, found.course)
            case EndCourse():
                return self._ask_end(request, found)
        return await self._show(request, found)

    async def _show(self, request: Request, found: LearnersCourse) -> Reply:
        """Show the calendar with what the learner has done, and the group's common progress."""
        t, course, group = request.t, found.course, found.group
        now, catalog = self._context.clock(), self._context.catalog
        title = t(
            "course-title",
            name=escaped(course.name),
            group=escaped(group_name(t, group)),
            zone=course.zone,
        )
        async with self._context.database.read_session() as session:
            together = await common_progress_text(
                session, t, catalog, course, group_id=group.id, now=now
            )
        blocks: list[AnyBlock] = [
            Text(markdown=title),
            Text(markdown=_when(request, course, day_in(course.zone, now))),
            standing_table(t, catalog, course, found.standing, now),
        ]
        if together:
            blocks.append(Text(markdown=together))
        if any(each.is_late for each in found.standing):
            blocks.append(Text(markdown=t("course-plan-late")))
        steps = [button(t("button-course-plan"), ShowCoursePlan(group.id), "primary")]
        if teaches(group, request.user):
            steps += [
                button(t("button-overview"), ShowOverview(group.id)),
                button(t("button-course-follow"), FollowCourse(group.id)),
                button(t("button-course-change"), ChangeCourse(group.id)),
                button(t("button-course-end"), EndCourse(group.id)),
            ]
        return Reply(blocks=(*blocks, Buttons(buttons=tuple(steps))))

    async def _set_weekly(self, request: Request, found: LearnersCourse, wanted: bool) -> Reply:
        learner, group = request.learner.id, found.group.id
        async with self._context.database.write_session() as session:
            if wanted:
                at = next_plan_at(found.course, self._context.clock())
                await courses.request_plans(session, learner, group, at)
            else:
                await courses.stop_plans(session, learner, group)
        reply = self._plans.reply(request.t, replace(found, wants_plans=wanted))
        notice = Text(markdown=request.t("course-weekly-on" if wanted else "course-weekly-off"))
        return reply.model_copy(update={"blocks": (notice, *reply.blocks)})

    def _change(self, request: Request, course: Course) -> Reply:
        text = write_course(course)
        file = File(name=FILE_NAME, base64=base64.b64encode(text.encode()).decode())
        how = Text(markdown=request.t("course-change-how"))
        return Reply(blocks=(how, file, *upload_blocks(request.t, text)))

    def _ask_end(self, request: Request, found: LearnersCourse) -> Reply:
        t = request.t
        group = escaped(group_name(t, found.group))
        text = t("course-end-sure", name=escaped(found.course.name), group=group)
        yes = button(t("button-course-end"), EndCourseNow(found.group.id), "danger")
        return Reply(blocks=(Text(markdown=text), Buttons(buttons=(yes,))))

    async def _end(self, request: Request, group: Group) -> Reply:
        async with self._context.database.write_session() as session:
            await courses.end_course(session, group.id, self._context.clock())
        ended = Text(markdown=request.t("course-ended"))
        return Reply(blocks=(ended, _draft_button(request.t)))

    async def _for_group(self, request: Request, name: str, make: _MakeAction) -> Reply:
        """Do something with the group of that name; without one, with the only one in a course."""
        named = await self._named_groups(request)
        if name:
            found = find_named(named, name)
            if len(found) != 1:
                notice = request.t("group-unknown", name=inline(name))
                return await self._which(request, make, notice)
            return await self._handle(request, found[0][0], make(found[0][0].id))
        async with self._context.database.read_session() as session:
            with_course = [
                group for _, group in named if await courses.find_course(session, group.id)
            ]
        if len(with_course) == 1:
            return await self._handle(request, with_course[0], make(with_course[0].id))
        return await self._which(request, make)

    async def _which(self, request: Request, make: _MakeAction, notice: str = "") -> Reply:
        """Offer the learner's groups that are in a course; without one, say how to begin."""
        t = request.t
        named = await self._named_groups(request)
        async with self._context.database.read_session() as session:
            with_course = [
                (name, group) for name, group in named if await find_course(session, group.id)
            ]
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        if not with_course:
            blocks.append(Text(markdown=t("course-none")))
            if any(teaches(group, request.user) for _, group in named):
                blocks += [Text(markdown=t("course-how")), _draft_button(t)]
            return Reply(blocks=tuple(blocks))
        steps = tuple(button(name, make(group.id)) for name, group in with_course)
        return Reply(blocks=(*blocks, Text(markdown=t("course-which")), Buttons(buttons=steps)))

    async def _named_groups(self, request: Request) -> Sequence[tuple[str, Group]]:
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        return [(group_name(request.t, each), each) for each in own]

    def _none(self, request: Request, group: Group) -> Reply:
        t = request.t
        text = t("course-none-of-group", group=escaped(group_name(t, group)))
        if not teaches(group, request.user):
            return Reply(blocks=(Text(markdown=text),))
        how = Text(markdown=t("course-how"))
        return Reply(blocks=(Text(markdown=text), how, _draft_button(t)))


def _draft_button(t: Translator) -> Buttons:
    draft = button(t("button-course-draft"), RunCommand("course", "draft"), "primary")
    return Buttons(buttons=(draft,))


def _when(request: Request, course: Course, today: date) -> str:
    """Return which week it is, or when the course begins, or that it is over."""
    t, week, count = request.t, course.week_on(today), len(course.weeks)
    if week is not None:
        due = day_text(t, week.due)
        key = "course-this-week" if week.lessons else "course-this-week-free"
        return t(key, number=week.number, count=count, due=due)
    if today < course.weeks[0].begins:
        return t("course-begins", day=day_text(t, course.weeks[0].begins), count=count)
    coming = next((each for each in course.weeks if each.begins > today), None)
    if coming is not None:
        return t("course-on-holiday", number=coming.number, day=day_text(t, coming.begins))
    return t("course-over", day=day_text(t, course.weeks[-1].last))
