"""The channels with a daily prompt, and when each prompt is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.i18n import Translator
from bot.storage.groups import daily
from bot.storage.models import DailyChannelRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.schedule_parser import (
    ScheduleParseError,
    ScheduleRequest,
    parse_schedule,
)
from bot.tutor.replies.actions import ChangeDailyPrompt
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.times import EVERY_DAY, clock_text
from bot.tutor.timezones import A_DAY, day_in, instant_of, next_instant
from lessons.curriculum import Catalog, Language, Track


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

    async def on_change(self, request: Request, action: ChangeDailyPrompt) -> Reply:
        """Do what `/daily` does with the button's verb."""
        return await self.command(request, action.verb)

    async def command(self, request: Request, argument: str) -> Reply:
        """`/daily set 9 Asia/Tokyo mon-fri`, `/daily show | skip | now | off`."""
        t = request.t
        verb, _, rest = argument.strip().partition(" ")
        verb = verb.casefold() or "show"
        if not request.user.channel:
            return Reply(blocks=(Text(markdown=t("daily-no-channel")),))
        if verb == "show":
            return await self.show(request)
        if not request.user.is_admin:
            return Reply(blocks=(Text(markdown=t("daily-managers-only")),))
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
        t = request.t
        async with self._context.database.read_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        if row is None or row.next_at is None:
            blocks += [Text(markdown=t("daily-off")), Text(markdown=t("daily-how"))]
            return Reply(blocks=tuple(blocks))
        track = track_of(self._context.catalog, row)
        blocks.append(
            Text(
                markdown=t(
                    "daily-set",
                    time=clock_text(row.hour, row.minute),
                    zone=row.zone,
                    weekdays=_weekdays(t, row.weekdays),
                    track=track.titles[t.language] if track else row.track,
                    pace=row.pace,
                )
            )
        )
        blocks.append(Text(markdown=t("daily-next", day=day_in(row.zone, row.next_at))))
        if request.user.is_admin:
            changes = [
                ChangeDailyPrompt("skip"),
                ChangeDailyPrompt("now"),
                ChangeDailyPrompt("off"),
            ]
            steps = (button(t(f"button-daily-{each.verb}"), each) for each in changes)
            blocks.append(Buttons(buttons=tuple(steps)))
        return Reply(blocks=tuple(blocks))

    async def set(self, request: Request, text: str) -> Reply:
        """Set the channel's schedule; what is not given keeps its value, or has the default."""
        t = request.t
        try:
            schedule = parse_schedule(text, [track.slug for track in self._context.catalog.tracks])
        except ScheduleParseError as problem:
            notice = Text(markdown=t("daily-unreadable", word=inline(str(problem))))
            return Reply(blocks=(notice, Text(markdown=t("daily-how"))))
        if not self._context.catalog.tracks:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        async with self._context.database.write_session() as session:
            row = await daily.get_or_create_channel(session, self._defaults(request))
            _update(row, schedule, request.learner.language)
            await session.flush()
            today = day_in(row.zone, self._context.clock())
            posted = await daily.find_post(session, row.id, today)
            not_before = today + A_DAY if posted else today
            row.next_at = next_time(row, self._context.clock(), not_before)
        return await self.show(request, t("daily-is-set"))

    async def skip(self, request: Request) -> Reply:
        """Skip the next day; its items are posted the day after."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
            if row is not None and row.next_at is not None:
                day = day_in(row.zone, row.next_at)
                await daily.insert_skipped(session, row, day, self._context.clock())
                await daily.advance_channel(
                    session, row.id, next_time(row, self._context.clock(), day + A_DAY)
                )
        return await self.show(request, t("daily-skipped") if row else "")

    async def now(self, request: Request) -> Reply:
        """Schedule today's prompt for now."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
            is_posted = True
            if row is not None:
                now = self._context.clock()
                post = await daily.find_post(session, row.id, day_in(row.zone, now))
                is_posted = post is not None
                if not is_posted:
                    await daily.advance_channel(session, row.id, now)
        if row is None:
            return await self.show(request)
        key = "daily-already" if is_posted else "daily-comes"
        return Reply(blocks=(Text(markdown=t(key)),))

    async def off(self, request: Request) -> Reply:
        """End the channel's prompts; its schedule is kept for the next `/daily set`."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
            if row is not None:
                await daily.advance_channel(session, row.id, None)
        return Reply(blocks=(Text(markdown=t("daily-off")), Text(markdown=t("daily-how"))))

    def _defaults(self, request: Request) -> dict[str, str | int]:
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
            "pace": 1,
            "language": request.learner.language,
            "position": 0,
        }


def next_time(row: DailyChannelRow, now: datetime, not_before: date) -> datetime:
    """Return when the channel's hour comes next, on one of its weekdays, not before that day."""
    weekdays = [int(digit) for digit in row.weekdays]
    return next_instant(row.zone, row.hour, weekdays, now, not_before, minute=row.minute)


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
    begins = instant_of(row.zone, today, row.hour, row.minute)
    return today if is_wanted and begins <= now else None


def track_of(catalog: Catalog, channel: DailyChannelRow) -> Track | None:
    """Return the track of the channel; None where it has left the catalogue."""
    return next((each for each in catalog.tracks if each.slug == channel.track), None)


def _update(row: DailyChannelRow, schedule: ScheduleRequest, language: Language) -> None:
    if schedule.time is not None:
        row.hour, row.minute = schedule.time.hour, schedule.time.minute
    row.zone = schedule.zone or row.zone
    row.weekdays = schedule.weekdays or row.weekdays
    row.pace = schedule.pace or row.pace
    row.language = language
    if schedule.track and schedule.track != row.track:
        row.track, row.position = schedule.track, 0


def _weekdays(t: Translator, digits: str) -> str:
    if digits == EVERY_DAY:
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{digit}") for digit in digits)
