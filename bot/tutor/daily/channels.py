"""The daily prompt's channels: what a channel's managers decide, and when its hour comes."""

from __future__ import annotations

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
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text, inline
from bot.tutor.timezones import A_DAY, day_in, instant_of, next_instant
from lessons.curriculum import Catalog, Language, Track


class DailyChannels:
    """Sets when a channel has its daily prompt; only whoever manages it may."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def command(self, learner: Learner, person: ChatUser, argument: str) -> Reply:
        """`/daily set 9 Asia/Tokyo mon-fri`, `/daily show | skip | now | off`."""
        t = self._context.translations.translator(learner.language)
        verb, _, rest = argument.strip().partition(" ")
        verb = verb.casefold() or "show"
        if not person.channel:
            return Reply(blocks=(Text(markdown=t("daily-no-channel")),))
        if verb == "show":
            return await self.show(learner, person)
        if not person.is_admin:
            return Reply(blocks=(Text(markdown=t("daily-managers-only")),))
        match verb:
            case "set":
                return await self.set(learner, person, rest)
            case "skip":
                return await self.skip(learner, person)
            case "now":
                return await self.now(learner, person)
            case "off":
                return await self.off(learner, person)
        return await self.show(learner, person, t("daily-unknown", word=inline(verb)))

    async def show(self, learner: Learner, person: ChatUser, said: str = "") -> Reply:
        """How the prompt of this channel is set, below what was just `said`."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            row = await daily.find_channel(session, person.platform, person.channel)
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
        if person.is_admin:
            steps = ("skip", "now", "off")
            blocks.append(
                Buttons(
                    buttons=tuple(button(t(f"button-daily-{at}"), f"daily:{at}") for at in steps)
                )
            )
        return Reply(blocks=tuple(blocks))

    async def set(self, learner: Learner, person: ChatUser, text: str) -> Reply:
        """Sets the channel's prompt; what is not said stays, or is as usual."""
        t = self._context.translations.translator(learner.language)
        try:
            wish = read_wish(text, [track.slug for track in self._context.catalog.tracks])
        except ScheduleParseError as problem:
            unread = Text(markdown=t("daily-unreadable", word=inline(str(problem))))
            return Reply(blocks=(unread, Text(markdown=t("daily-how"))))
        if not self._context.catalog.tracks:
            return Reply(blocks=(Text(markdown=t("lessons-none")),))
        async with self._context.database.write_session() as session:
            row = await daily.get_or_create_channel(session, self._usual(learner, person))
            _fulfil(row, wish, learner.language)
            await session.flush()
            today = day_in(row.zone, self._context.clock())
            had = await daily.find_post(session, row.id, today)
            row.next_at = next_time(row, self._context.clock(), today + A_DAY if had else today)
        return await self.show(learner, person, t("daily-is-set"))

    async def skip(self, learner: Learner, person: ChatUser) -> Reply:
        """Leaves the next day out; the same piece comes the day after."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, person.platform, person.channel)
            if row is not None and row.next_at is not None:
                day = day_in(row.zone, row.next_at)
                await daily.insert_skipped(session, row, day, self._context.clock())
                await daily.advance_channel(
                    session, row.id, next_time(row, self._context.clock(), day + A_DAY)
                )
        return await self.show(learner, person, t("daily-skipped") if row else "")

    async def now(self, learner: Learner, person: ChatUser) -> Reply:
        """Has today's prompt posted at once, whatever the hour; the scheduler does it."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, person.platform, person.channel)
            had = True
            if row is not None:
                now = self._context.clock()
                post = await daily.find_post(session, row.id, day_in(row.zone, now))
                had = post is not None
                if not had:
                    await daily.advance_channel(session, row.id, now)
        if row is None:
            return await self.show(learner, person)
        key = "daily-already" if had else "daily-comes"
        return Reply(blocks=(Text(markdown=t(key)),))

    async def off(self, learner: Learner, person: ChatUser) -> Reply:
        """Ends the channel's prompts; what was set stays, for whoever sets it again."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.write_session() as session:
            row = await daily.find_channel(session, person.platform, person.channel)
            if row is not None:
                await daily.advance_channel(session, row.id, None)
        return Reply(blocks=(Text(markdown=t("daily-off")), Text(markdown=t("daily-how"))))

    def _usual(self, learner: Learner, person: ChatUser) -> dict[str, str | int]:
        """The columns of a channel for which nothing has been set yet."""
        return {
            "platform": person.platform,
            "place": person.place,
            "channel": person.channel,
            "hour": 9,
            "zone": learner.zone,
            "weekdays": EVERY_DAY,
            "track": self._context.catalog.tracks[0].slug,
            "pace": 1,
            "language": learner.language,
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
