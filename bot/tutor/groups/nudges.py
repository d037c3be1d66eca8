"""Kind messages to learners who are away, each once in an absence, at a teacher's button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import learners, notices
from bot.storage.groups import groups, one_learner
from bot.storage.groups.groups import Group
from bot.storage.groups.one_learner import Pupil
from bot.tutor.context import TutorContext
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.identity import Learner
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import GoOn, NudgeAwayNow, SetNews, ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Buttons, Reply, Text, escaped
from bot.tutor.request import Request

NUDGE_NOTICE = "nudge"
AWAY_AFTER = timedelta(days=7)
"""How long somebody was not here who counts as away."""

MOST_AT_ONCE = 200
"""Learners who are written to at one press of the button; another press continues."""

NAMES_SHOWN = 30


def can_be_nudged(pupil: Pupil, now: datetime) -> bool:
    """Return whether a learner is away, wants messages, and was not written to in this absence."""
    seen = pupil.seen_at or pupil.joined_at
    was_nudged = pupil.nudged_at is not None and pupil.nudged_at >= seen
    return now - seen > AWAY_AFTER and not was_nudged and not pupil.wants_no_messages


class Nudges:
    """Has learners written to who are away."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes the message to a learner who is away."""
        return {NUDGE_NOTICE: self._write}

    async def ask(self, request: Request, group: Group) -> Reply:
        """Show who is away, and what they would read, before anything is sent."""
        t = request.t
        async with self._context.database.read_session() as session:
            away = await self._away(session, group)
        overview = button(t("button-overview"), ShowOverview(group.id))
        if not away:
            text = Text(markdown=t("nudge-nobody"))
            return Reply(blocks=(text, Buttons(buttons=(overview,))))
        names = t("solvers-separator").join(escaped(each.name) for each in away[:NAMES_SHOWN])
        if len(away) > NAMES_SHOWN:
            names += t("nudge-more", count=len(away) - NAMES_SHOWN)
        send = button(t("button-nudge-now", count=len(away)), NudgeAwayNow(group.id), "primary")
        quoted = "\n".join(f"> {line}".rstrip() for line in _text(t, group).splitlines())
        return Reply(
            blocks=(
                Text(markdown=t("nudge-who", count=len(away), names=names)),
                Text(markdown=f"{t('nudge-preview')}\n\n{quoted}"),
                Buttons(buttons=(send, overview)),
            )
        )

    async def send_all(self, request: Request, group: Group) -> Reply:
        """Have everybody written to who is away."""
        t = request.t
        async with self._context.database.write_session() as session:
            away = await self._away(session, group)
            for each in away:
                await self._queue(session, group, each.id)
        key = "nudge-sent" if away else "nudge-nobody"
        overview = button(t("button-overview"), ShowOverview(group.id), "primary")
        text = Text(markdown=t(key, count=len(away)))
        return Reply(blocks=(text, Buttons(buttons=(overview,))))

    async def send(self, request: Request, group: Group, member: int) -> str:
        """Queue a message to one learner; return the notice for the teacher."""
        t, now = request.t, self._context.clock()
        async with self._context.database.write_session() as session:
            pupil = await one_learner.find_pupil(session, group.id, member)
            if pupil is None:
                return t("learner-gone")
            if not can_be_nudged(pupil, now):
                return t("nudge-not-now", name=escaped(pupil.name))
            await self._queue(session, group, pupil.id)
        return t("nudge-sent", count=1)

    async def _away(self, session: AsyncSession, group: Group) -> Sequence[Pupil]:
        before = self._context.clock() - AWAY_AFTER
        return await one_learner.list_away(session, group.id, before, most=MOST_AT_ONCE)

    async def _queue(self, session: AsyncSession, group: Group, learner_id: int) -> None:
        now = self._context.clock()
        await groups.mark_nudged(session, group.id, learner_id, now)
        subject = f"{group.id}:{now.isoformat(timespec='seconds')}"
        await notices.queue(session, learner_id, NUDGE_NOTICE, subject, now)

    async def _write(self, learner: Learner, subject: str) -> Reply | None:
        """Write to a learner; None to one who is back, has left the group, or wants no messages."""
        group_id, _, since = subject.partition(":")
        async with self._context.database.read_session() as session:
            row = await learners.get_learner(session, learner.id)
            group = await groups.find_group(session, learner.id, int(group_id))
        is_back = row.seen_at is not None and row.seen_at > datetime.fromisoformat(since)
        if group is None or row.no_news or is_back:
            return None
        t = self._context.translations.translator(learner.language)
        buttons = (
            button(t("button-nudge-go-on"), GoOn(), "primary"),
            button(t("button-news-off"), SetNews("off")),
        )
        return Reply(blocks=(Text(markdown=_text(t, group)), Buttons(buttons=buttons)))


def _text(t: Translator, group: Group) -> str:
    return t("nudge", group=escaped(group_name(t, group)))
