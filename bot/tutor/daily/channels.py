"""The daily prompt's channels: what a channel's managers decide, and when its hour comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.i18n import Translator
from bot.storage.groups import daily
from bot.storage.models import DailyChannelRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.schedule_parser import (
    EVERY_DAY,
    ScheduleParseError,
    ScheduleRequest,
    read_wish,
)
from bot.tutor.replies.actions import ChangeDailyPrompt
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import A_DAY, day_in, instant_of, next_instant
from lessons.curriculum import Catalog, Language, Track


class DailyChannels(Feature):
    """Sets when a channel has its daily prompt; only whoever manages it may."""

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

    async def show(self, request: Request, said: str = "") -> Reply:
        """How the prompt of this channel is set, below what was just `said`."""
        t = request.t
        async with self._context.database.read_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
        blocks: list[AnyBlock] = [Text(markdown=said)] if said else []
        if row is None or row.next_at is None:
            blocks += [Text(markdown=t("daily-off")), Text(markdown=t("daily-how"))]
            return Reply(blocks=tuple(blocks))
        track = track_of(self._context.catalog, row)
        blocks.append(
            Text(
                markdown=t(
                    "daily-set",
                    hour=row.hour,
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
        """Sets the channel's prompt; what is not said stays, or is as usual."""
        t = request.t
        try:
            wish = read_wish(text, [track.slug for track in self._context.catalog.tracks])
        except ScheduleParseError as problem:
            unread = Text(markdown=t("daily-unreadable", word=inline(str(problem))))
            return Reply(blocks=(unread, Text(markdown=t("daily-how"))))
        if not self._context.catalog.tracks:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        async with self._context.database.write_session() as session:
            row = await daily.get_or_create_channel(session, self._usual(request))
            _fulfil(row, wish, request.learner.language)
            await session.flush()
            today = day_in(row.zone, self._context.clock())
            had = await daily.find_post(session, row.id, today)
            row.next_at = next_time(row, self._context.clock(), today + A_DAY if had else today)
        return await self.show(request, t("daily-is-set"))

    async def skip(self, request: Request) -> Reply:
        """Leaves the next day out; the same piece comes the day after."""
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
        """Has today's prompt posted at once, whatever the hour; the scheduler does it."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
            had = True
            if row is not None:
                now = self._context.clock()
                post = await daily.find_post(session, row.id, day_in(row.zone, now))
                had = post is not None
                if not had:
                    await daily.advance_channel(session, row.id, now)
        if row is None:
            return await self.show(request)
        key = "daily-already" if had else "daily-comes"
        return Reply(blocks=(Text(markdown=t(key)),))

    async def off(self, request: Request) -> Reply:
        """Ends the channel's prompts; what was set stays, for whoever sets it again."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, request.user.platform, request.user.channel)
            if row is not None:
                await daily.advance_channel(session, row.id, None)
        return Reply(blocks=(Text(markdown=t("daily-off")), Text(markdown=t("daily-how"))))

    def _usual(self, request: Request) -> dict[str, str | int]:
        """The columns of a channel for which nothing has been set yet."""
        return {
            "platform": request.user.platform,
            "place": request.user.place,
            "channel": request.user.channel,
            "hour": 9,
            "zone": request.learner.zone,
            "weekdays": EVERY_DAY,
            "track": self._context.catalog.tracks[0].slug,
            "pace": 1,
            "language": request.learner.language,
            "position": 0,
        }


def next_time(row: DailyChannelRow, now: datetime, not_before: date) -> datetime:
    """When the channel's hour comes next, on one of its weekdays and not before that day."""
    weekdays = [int(digit) for digit in row.weekdays]
    return next_instant(row.zone, row.hour, weekdays, now, not_before)


def day_due(row: DailyChannelRow, now: datetime) -> date | None:
    """The day whose prompt is to be posted now; None when that day has passed unposted.

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
    """The track that the channel follows; None when there is none of that name any more."""
    return next((each for each in catalog.tracks if each.slug == channel.track), None)


def _fulfil(row: DailyChannelRow, wish: ScheduleRequest, language: Language) -> None:
    row.hour = row.hour if wish.hour is None else wish.hour
    row.zone = wish.zone or row.zone
    row.weekdays = wish.weekdays or row.weekdays
    row.pace = wish.pace or row.pace
    row.language = language
    if wish.track and wish.track != row.track:
        row.track, row.position = wish.track, 0


def _weekdays(t: Translator, digits: str) -> str:
    if digits == EVERY_DAY:
        return t("weekdays-all")
    return t("weekday-separator").join(t(f"weekday-{digit}") for digit in digits)
