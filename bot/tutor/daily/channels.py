"""The channels with a daily prompt, and when each prompt is due."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.groups import daily
from bot.storage.models import DailyChannelRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import ChannelRefusedError
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.daily.plan import plan_course_day
from bot.tutor.daily.schedule_parser import (
    EVERY_DAY,
    ScheduleParseError,
    ScheduleRequest,
    parse_schedule,
)
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import ChangeDailyPrompt
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import A_DAY, day_in, instant_of, next_instant
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
        """Return the handler of the buttons below a channel's schedule."""
        return (on(ChangeDailyPrompt, self.on_change),)

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes to the manager of a channel into which nothing can be posted."""
        return {REFUSED: self.write_refusal}

    async def on_change(self, request: Request, action: ChangeDailyPrompt) -> Reply:
        """Do what `/daily` does with the button's verb, for the button's channel."""
        channel = action.channel or request.user.channel
        request = replace(request, user=replace(request.user, channel=channel))
        return await self.command(request, action.verb)

    async def command(self, request: Request, argument: str) -> Reply:
        """`/daily set 9 Asia/Tokyo mon-fri`, `/daily show | skip | now | off`."""
        t = request.t
        verb, _, rest = argument.strip().partition(" ")
        verb = verb.casefold() or "show"
        if not request.user.channel:
            return Reply(tone="refused", blocks=(Text(markdown=t("daily-no-channel")),))
        if verb == "show":
            return await self.show(request)
        if not request.user.is_admin:
            return Reply(tone="refused", blocks=(Text(markdown=t("daily-managers-only")),))
        match verb:
            case "set":
                return await self.set(request, rest)
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
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        if row is None or row.next_at is None:
            return Reply(blocks=(*blocks, *self._off(request)))
        track = track_of(self._context.catalog, row)
        blocks.append(
            Text(
                markdown=t(
                    "daily-set",
                    channel=channel,
                    hour=row.hour,
                    zone=row.zone,
                    weekdays=_weekdays(t, row.weekdays),
                    track=track.titles[t.language] if track else row.track,
                    pace=row.pace,
                )
            )
        )
        blocks.append(Text(markdown=self._what_follows(t, row)))
        blocks.append(Text(markdown=t("daily-next", day=day_in(row.zone, row.next_at))))
        if request.user.is_admin:
            changes = [
                ChangeDailyPrompt("skip", row.channel),
                ChangeDailyPrompt("now", row.channel),
                ChangeDailyPrompt("off", row.channel),
            ]
            steps = (button(t(f"button-daily-{each.verb}"), each) for each in changes)
            blocks.append(Buttons(buttons=tuple(steps)))
        return Reply(tone="board", blocks=tuple(blocks))

    async def set(self, request: Request, text: str) -> Reply:
        """Set the channel's schedule; what is not given keeps its value, or has the default."""
        t = request.t
        tracks = [track.slug for track in self._context.catalog.tracks]
        try:
            schedule = parse_schedule(text, tracks)
        except ScheduleParseError as problem:
            notice = Text(markdown=t("daily-unreadable", word=inline(str(problem))))
            known = Text(markdown=t("daily-tracks", tracks=", ".join(map(inline, tracks))))
            return Reply(blocks=(notice, Text(markdown=t("daily-how")), known))
        if not tracks:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        refused = await self._check(request)
        if refused is not None:
            return refused
        async with self._context.database.write_session() as session:
            row = await daily.get_or_create_channel(session, self._defaults(request))
            _update(row, schedule, request.learner.language)
            await session.flush()
            await daily.set_manager(session, row.id, request.learner.id)
            today = day_in(row.zone, self._context.clock())
            is_over = daily.is_over(await daily.find_post(session, row.id, today))
            not_before = today + A_DAY if is_over else today
            row.next_at = next_time(row, self._context.clock(), not_before)
        return await self.show(request, t("daily-is-set"))

    async def skip(self, request: Request) -> Reply:
        """Skip the next day; its items are posted the day after."""
        t, is_skipped = request.t, False
        async with self._context.database.write_session() as session:
            row = await self._find(session, request)
            if row is not None and row.next_at is not None:
                is_skipped = True
                day = day_in(row.zone, row.next_at)
                await daily.insert_skipped(session, row, day, self._context.clock())
                following = next_time(row, self._context.clock(), day + A_DAY)
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
        return Reply(blocks=(Text(markdown=t(key, channel=self._link(request))),))

    async def off(self, request: Request) -> Reply:
        """End the channel's prompts; its schedule is kept for the next `/daily set`."""
        async with self._context.database.write_session() as session:
            row = await self._find(session, request)
            if row is not None:
                await daily.turn_off(session, row.id)
        return Reply(blocks=self._off(request))

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
        platform = self._context.platforms.get(request.user.platform)
        if platform is None or platform.announcer is None:
            return None
        try:
            await platform.announcer.check(request.user.channel)
        except ChannelRefusedError as refusal:
            t = request.t
            text = t(str(refusal), channel=self._link(request))
            blocks = (Text(markdown=text), Text(markdown=t("daily-then-again")))
            return Reply(tone="refused", blocks=blocks)
        except Exception as error:  # the platform does not answer; posting will show it
            log.warning("the channel %s could not be checked: %s", request.user.channel, error)
        return None

    async def _find(self, session: AsyncSession, request: Request) -> DailyChannelRow | None:
        user = request.user
        return await daily.find_channel(session, user.platform, user.place, user.channel)

    def _off(self, request: Request) -> tuple[AnyBlock, ...]:
        t = request.t
        text = t("daily-off", channel=self._link(request))
        return (Text(markdown=text), Text(markdown=t("daily-how")))

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

    def _link(self, request: Request) -> str:
        return self._name(request.t, request.user.platform, request.user.channel)

    def _name(self, t: Translator, name: str, channel: str) -> str:
        platform = self._context.platforms.get(name)
        if platform is None or platform.announcer is None:
            return t("daily-here")
        return platform.announcer.link(channel, t)

    def _defaults(self, request: Request) -> dict[str, str | int]:
        """Return the columns of a channel for which nothing has been set yet."""
        return {
            "platform": request.user.platform,
            "place": request.user.place,
            "channel": request.user.channel,
            "hour": 9,
            "zone": request.learner.zone,
            "weekdays": EVERY_DAY,
            "track": self._context.catalog.tracks[0].slug,
            "following": "",
            "pace": 1,
            "language": request.learner.language,
            "position": 0,
            "number": 1,
        }


def next_time(row: DailyChannelRow, now: datetime, not_before: date) -> datetime:
    """Return when the channel's hour comes next, on one of its weekdays, not before that day."""
    weekdays = [int(digit) for digit in row.weekdays]
    return next_instant(row.zone, row.hour, weekdays, now, not_before)


def day_due(row: DailyChannelRow, now: datetime) -> date | None:
    """Return the day whose prompt is to be posted now; None when that day is over.

    A prompt can be late, but only within its own day.
    """
    today = day_in(row.zone, now)
    if row.next_at is None:
        return None
    if day_in(row.zone, row.next_at) == today:
        return today
    is_wanted = str(today.weekday()) in row.weekdays
    return today if is_wanted and instant_of(row.zone, today, row.hour) <= now else None


def track_of(catalog: Catalog, channel: DailyChannelRow) -> Track | None:
    """Return the track of the channel; None where it has left the catalogue."""
    return next((each for each in catalog.tracks if each.slug == channel.track), None)


def _update(row: DailyChannelRow, schedule: ScheduleRequest, language: Language) -> None:
    row.hour = row.hour if schedule.hour is None else schedule.hour
    row.zone = schedule.zone or row.zone
    row.weekdays = schedule.weekdays or row.weekdays
    row.pace = schedule.pace or row.pace
    row.language = language
    following = row.following.split(",")
    if schedule.track and schedule.track != row.track:
        row.track, row.position, row.number = schedule.track, 0, 1
    if schedule.following is not None:
        following = list(schedule.following)
    row.following = ",".join(each for each in following if each and each != row.track)


def _weekdays(t: Translator, digits: str) -> str:
    if digits == EVERY_DAY:
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{digit}") for digit in digits)
