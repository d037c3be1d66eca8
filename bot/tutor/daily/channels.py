"""The channels with a daily prompt, and when each prompt is due."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.groups import courses, daily, groups
from bot.storage.groups.groups import Group
from bot.storage.models import DailyChannelRow
from bot.tutor.announcing import find_refusal
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.courses.full_weeks import full_week_blocks
from bot.tutor.daily.followed import Followed, find_followed, next_time
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.daily.plan import plan_course_day, position_of
from bot.tutor.daily.rescheduling import is_over_today, reschedule
from bot.tutor.daily.schedule_menus import change_buttons, schedule_menus, show_button
from bot.tutor.daily.schedule_parser import (
    ScheduleParseError,
    ScheduleRequest,
    parse_schedule,
)
from bot.tutor.identity import Learner
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ChangeDailyPrompt, FollowCourse, RunCommand, SetDailySchedule
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Menu, Reply, Text, escaped, inline
from bot.tutor.replies.moments import moment
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.times import EVERY_DAY, clock_text
from bot.tutor.timezones import A_DAY, day_in
from lessons.curriculum import Catalog, Language, Track

log = logging.getLogger(__name__)

REFUSED = "daily-refused"
"""The kind of notice about a channel into which nothing can be posted."""


class DailyChannels(Feature):
    """Sets a channel's daily prompt, which only its administrators may."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/daily`."""
        return {"daily": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons and menus below a channel's schedule."""
        return (
            on(ChangeDailyPrompt, self.on_change),
            on(SetDailySchedule, self.on_schedule),
            on(FollowCourse, self.on_follow),
        )

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes to the manager of a channel into which nothing can be posted."""
        return {REFUSED: self.write_refusal}

    async def on_change(self, request: Request, action: ChangeDailyPrompt) -> Reply:
        """Do what `/daily` does with the button's verb, for the button's channel."""
        channel = action.channel or request.user.channel
        request = replace(request, user=replace(request.user, channel=channel))
        return await self.command(request, action.verb)

    async def on_schedule(self, request: Request, action: SetDailySchedule) -> Reply:
        """Do what `/daily set` does with the value that was chosen, for the menu's channel.

        Only a time turns a prompt on: the other menus prepare it.
        """
        request = replace(request, user=replace(request.user, channel=action.channel))
        return await self._do(request, "set", request.text, turns_on=action.part == "time")

    async def on_follow(self, request: Request, action: FollowCourse) -> Reply:
        """Let the prompt of the channel in which the button is pressed follow a group's course."""
        t = request.t
        if not request.user.channel:
            return Reply(blocks=(Text(markdown=t("daily-no-channel")),))
        if not request.user.is_admin:
            text = Text(markdown=t("daily-managers-only"))
            return Reply(tone="refused", blocks=(text, show_button(request)))
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, request.learner.id, action.group)
        if group is None:
            return Reply(blocks=(Text(markdown=t("group-gone")),))
        return await self._set(request, ScheduleRequest(), group.id)

    async def command(self, request: Request, argument: str) -> Reply:
        """`/daily set 9 Asia/Tokyo mon-fri`, `/daily show | skip | now | off`."""
        verb, _, rest = argument.strip().partition(" ")
        return await self._do(request, verb.casefold() or "show", rest)

    async def _do(self, request: Request, verb: str, rest: str, *, turns_on: bool = True) -> Reply:
        t = request.t
        if not request.user.channel:
            return Reply(tone="refused", blocks=(Text(markdown=t("daily-no-channel")),))
        if verb == "show":
            return await self.show(request)
        if not request.user.is_admin:
            text = Text(markdown=t("daily-managers-only"))
            return Reply(tone="refused", blocks=(text, show_button(request)))
        match verb:
            case "set":
                return await self.set(request, rest, turns_on=turns_on)
            case "skip":
                return await self.skip(request)
            case "now":
                return await self.now(request)
            case "off":
                return await self.off(request)
        return await self.show(request, t("daily-unknown", word=inline(verb)))

    async def show(self, request: Request, notice: str = "") -> Reply:
        """Show the schedule of this channel, below a notice."""
        t, channel = request.t, self._link(request)
        async with self._context.database.read_session() as session:
            row = await self._find(session, request)
            found = await find_followed(session, row.id) if row is not None else None
            followed = await self._course_followed(session, t, found)
            is_over = row is not None and await is_over_today(session, row, self._context.clock())
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        if row is None or row.next_at is None:
            return Reply(
                blocks=(
                    *blocks,
                    *self._off(request),
                    *self._menus(request, row),
                )
            )
        track = _track_of(self._context.catalog, row)
        schedule = t(
            "daily-set" if followed is None else "daily-set-course",
            channel=channel,
            time=clock_text(row.hour, row.minute),
            zone=row.zone,
            weekdays=_weekdays(t, row.weekdays),
            track=track.titles[t.language] if track else row.track,
            pace=row.pace,
        )
        goes_on = self._what_follows(t, row) if followed is None else followed
        next_at = t("daily-next", at=moment(row.next_at, "moment", row.zone))
        blocks += [Text(markdown=each) for each in (schedule, goes_on, next_at)]
        if request.user.is_admin:
            today = day_in(row.zone, self._context.clock())
            blocks += full_week_blocks(t, self._context.catalog, found, row.weekdays, today)
            blocks.append(change_buttons(t, row.channel, may_post=not is_over))
            blocks += self._menus(request, row)
        return Reply(tone="board", blocks=tuple(blocks))

    def _menus(self, request: Request, row: DailyChannelRow | None) -> tuple[Menu, ...]:
        return schedule_menus(request, row, self._context.translations, self._context.clock())

    async def set(self, request: Request, text: str, *, turns_on: bool = True) -> Reply:
        """Set the channel's schedule; what is not given keeps its value, or has the default.

        A prompt that is off stays so unless the new schedule `turns_on` the prompt.
        """
        t = request.t
        tracks = [track.slug for track in self._context.catalog.tracks]
        lessons = [lesson.slug for lesson in self._context.catalog.lessons()]
        try:
            schedule = parse_schedule(text, tracks, lessons)
        except ScheduleParseError as problem:
            notice = Text(markdown=t("daily-unreadable", word=inline(str(problem))))
            known = Text(markdown=t("daily-tracks", tracks=", ".join(map(inline, tracks))))
            return Reply(blocks=(notice, Text(markdown=t("daily-how")), known))
        if not tracks:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        group: int | None = None
        if schedule.course:
            async with self._context.database.read_session() as session:
                own = await groups.list_groups(session, request.learner.id)
            named = [each.id for each in own if _is_named(t, each, schedule.course)]
            if len(named) != 1:
                key = "group-several" if named else "daily-follow-not-yours"
                return Reply(blocks=(Text(markdown=t(key, name=inline(schedule.course))),))
            group = named[0]
        return await self._set(request, schedule, group, turns_on=turns_on)

    async def _set(
        self,
        request: Request,
        schedule: ScheduleRequest,
        group: int | None,
        *,
        turns_on: bool = True,
    ) -> Reply:
        """Store a schedule; with a group, follow its course."""
        refused = await self._check(request)
        if refused is not None:
            return refused
        chosen = (await for_everyone(self._context, request)).t.language
        async with self._context.database.write_session() as session:
            row = await daily.get_or_create_channel(session, self._defaults(request, chosen))
            self._update(row, schedule)
            await session.flush()
            await daily.set_manager(session, row.id, request.learner.id)
            if group is not None:
                await courses.follow(session, row.id, group)
            elif schedule.course == "" or schedule.track or schedule.lesson:
                await courses.unfollow(session, row.id)
            followed = await find_followed(session, row.id)
            if group is not None and followed is not None and followed.course is not None:
                row.zone = schedule.zone or followed.course.zone
            is_on = turns_on or row.next_at is not None
            if is_on:
                await reschedule(session, row, self._context.clock())
        return await self.show(request, request.t("daily-is-set" if is_on else "daily-is-kept"))

    async def _course_followed(
        self, session: AsyncSession, t: Translator, followed: Followed | None
    ) -> str | None:
        """Return which course a channel follows; None if it follows none."""
        if followed is None:
            return None
        group = await groups.get_group_name(session, followed.group_id)
        if followed.course is None:
            return t("daily-follows-none", group=escaped(group or t("group-everyone")))
        return t(
            "daily-follows",
            name=escaped(followed.course.name),
            group=escaped(group or t("group-everyone")),
        )

    async def skip(self, request: Request) -> Reply:
        """Skip the next day; its items are posted the day after."""
        t, is_skipped = request.t, False
        async with self._context.database.write_session() as session:
            row = await self._find(session, request)
            if row is not None and row.next_at is not None:
                is_skipped = True
                day = day_in(row.zone, row.next_at)
                await daily.insert_skipped(session, row, day, self._context.clock())
                followed = await find_followed(session, row.id)
                following = next_time(row, self._context.clock(), day + A_DAY, followed)
                await daily.reschedule_channel(session, row.id, following)
        return await self.show(request, t("daily-skipped") if is_skipped else "")

    async def now(self, request: Request) -> Reply:
        """Schedule today's prompt for now, unless the channel's prompt is off."""
        t = request.t
        async with self._context.database.read_session() as session:
            row = await self._find(session, request)
        if row is None or row.next_at is None:
            return await self.show(request)
        refused = await self._check(request)
        if refused is not None:
            return refused
        async with self._context.database.write_session() as session:
            now = self._context.clock()
            post = await daily.find_post(session, row.id, day_in(row.zone, now))
            is_over = daily.is_over(post)
            if not is_over:
                await daily.reschedule_channel(session, row.id, now)
        key = "daily-already" if is_over else "daily-comes"
        text = Text(markdown=t(key, channel=self._link(request)))
        return Reply(blocks=(text, show_button(request)))

    async def off(self, request: Request) -> Reply:
        """End the channel's prompts; its schedule is kept for the next `/daily set`."""
        async with self._context.database.write_session() as session:
            row = await self._find(session, request)
            if row is not None:
                await daily.turn_off(session, row.id)
        text = request.t("daily-off", channel=self._link(request))
        return Reply(blocks=(Text(markdown=text), show_button(request)))

    async def write_refusal(self, learner: Learner, subject: str) -> Reply | None:
        """Return what keeps the prompt out of a channel; None where it is on again.

        `subject` has the channel's row, the day, and the key of the reason.
        """
        t = self._context.translations.translator(learner.language)
        number, _, reason = subject.split(":", maxsplit=2)
        async with self._context.database.read_session() as session:
            row = await daily.get_channel(session, int(number))
        if row is None or row.next_at is not None:
            return None
        channel = self._name(t, row.platform, row.channel)
        texts = (t("daily-refused", channel=channel), t(reason, channel=channel), t("daily-again"))
        return Reply(tone="refused", blocks=tuple(Text(markdown=each) for each in texts))

    async def _check(self, request: Request) -> Reply | None:
        """Return what to change where nothing can be posted into the channel; else None."""
        t, user = request.t, request.user
        refusal = await find_refusal(self._context, t, user.platform, user.channel)
        if not refusal:
            return None
        check = button(t("button-setup-check-again"), RunCommand("setup", "check"), "primary")
        texts = (Text(markdown=refusal), Text(markdown=t("daily-then-again")))
        return Reply(tone="refused", blocks=(*texts, Buttons(buttons=(check,))))

    async def _find(self, session: AsyncSession, request: Request) -> DailyChannelRow | None:
        user = request.user
        return await daily.find_channel(session, user.platform, user.place, user.channel)

    def _off(self, request: Request) -> tuple[AnyBlock, ...]:
        t = request.t
        text = Text(markdown=t("daily-off", channel=self._link(request)))
        if not request.user.is_admin:
            return (text, Text(markdown=t("daily-about")))
        how = Text(markdown=t("daily-more-in-words"), is_small=True)
        return (text, Text(markdown=t("daily-choose")), how)

    def _what_follows(self, t: Translator, row: DailyChannelRow) -> str:
        """Return what comes after the track, and after the last of all tracks."""
        titles = {each.slug: each.titles[t.language] for each in self._context.catalog.tracks}
        names = [titles.get(each, each) for each in row.following.split(",") if each]
        if plan_course_day(self._context.catalog, row) is None:
            return t("daily-endless-now")
        if not names:
            return t("daily-endless-later")
        quoted = (t("daily-track-quoted", track=each) for each in names)
        return t("daily-following", tracks=t("daily-track-separator").join(quoted))

    def _update(self, row: DailyChannelRow, schedule: ScheduleRequest) -> None:
        """Change what a schedule gives. A lesson takes the channel to its first item."""
        if schedule.time is not None:
            row.hour, row.minute = schedule.time.hour, schedule.time.minute
        row.zone = schedule.zone or row.zone
        row.weekdays = schedule.weekdays or row.weekdays
        row.pace = schedule.pace or row.pace
        row.starts_on = schedule.starts_on or row.starts_on
        row.language = schedule.language or row.language
        following = row.following.split(",")
        if schedule.track and schedule.track != row.track:
            row.track, row.position, row.number = schedule.track, 0, 1
        found = position_of(self._context.catalog, schedule.lesson) if schedule.lesson else None
        if found is not None:
            row.track, row.position = found
        if schedule.following is not None:
            following = list(schedule.following)
        row.following = ",".join(each for each in following if each and each != row.track)

    def _link(self, request: Request) -> str:
        return self._name(request.t, request.user.platform, request.user.channel)

    def _name(self, t: Translator, name: str, channel: str) -> str:
        announcer = self._context.announcer(name)
        return t("daily-here") if announcer is None else announcer.link(channel, t)

    def _defaults(self, request: Request, language: Language) -> dict[str, str | int]:
        """Return the columns of a channel for which nothing has been set yet."""
        return {
            "platform": request.user.platform,
            "place": request.user.place,
            "channel": request.user.channel,
            "hour": 9,
            "minute": 0,
            "zone": request.learner.zone,
            "weekdays": EVERY_DAY,
            "track": self._context.catalog.tracks[0].slug,
            "following": "",
            "pace": 1,
            "language": language,
            "position": 0,
            "number": 1,
        }


def _track_of(catalog: Catalog, channel: DailyChannelRow) -> Track | None:
    """Return the track of the channel; None where it has left the catalogue."""
    return next((each for each in catalog.tracks if each.slug == channel.track), None)


def _is_named(t: Translator, group: Group, name: str) -> bool:
    return group_name(t, group).casefold() == name.casefold()


def _weekdays(t: Translator, digits: str) -> str:
    if digits == EVERY_DAY:
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{digit}") for digit in digits)
