"""A channel with a daily prompt, a clock that tests set, and bots on one database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from bot.storage.models import DailyPostRow
from bot.tutor.replies.model import Reply
from bot.tutor.service import ChatUser, Tutor
from tests.support.announcement_channels import Channels
from tests.support.study import Study


def teacher(channel: str = "general", manages: bool = True) -> ChatUser:
    return ChatUser("local", "sensei", "Sensei", "en", "home", channel=channel, is_admin=manages)


async def daily_command(study: Study, words: str, **who: object) -> Reply:
    return await study.tutor.command(teacher(**who), "daily", words, study.next_place())  # type: ignore[arg-type]


async def at(study: Study, *when: int) -> None:
    """Set the clock to a UTC time, and run the scheduled tasks that are due then."""
    study.now = datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc]
    await study.tutor.scheduler.run_due()


def restarted(study: Study, channels: Channels) -> Tutor:
    """Start a bot after a crash, or another one on the same database."""
    tutor = study.started()
    study.connect(announcer=channels)
    return tutor


async def sent_days(study: Study) -> list[date]:
    async with study.database.read_session() as session:
        found = await session.scalars(
            select(DailyPostRow.day)
            .where(DailyPostRow.sent_at.is_not(None))
            .order_by(DailyPostRow.day)
        )
        return list(found)
