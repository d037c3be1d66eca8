"""The daily prompt: channels, posts with their items, and answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, KeyedByLearner, LearnerOwned


class DailyChannelRow(Base):
    """A channel with a daily prompt. `next_at` is None while it is off."""

    __tablename__ = "daily_channels"
    __table_args__ = (
        UniqueConstraint("platform", "channel"),
        Index("ix_daily_channels_next_at", "platform", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(100))
    hour: Mapped[int]  # in its zone
    minute: Mapped[int] = mapped_column(default=0, server_default="0")
    zone: Mapped[str] = mapped_column(String(64))
    weekdays: Mapped[str] = mapped_column(String(7))  # digits; 0 is Monday
    track: Mapped[str] = mapped_column(String(100))
    pace: Mapped[int]  # items of the track per day
    language: Mapped[str] = mapped_column(String(8))
    position: Mapped[int]  # of the track's next item, from 0
    following: Mapped[str] = mapped_column(
        String(500), default="", server_default=""
    )  # slugs of the tracks after this one, joined by commas
    number: Mapped[int] = mapped_column(default=1, server_default="1")  # of the next day, from 1
    next_at: Mapped[datetime | None]
    starts_on: Mapped[date | None]  # the first day on which something is posted


class DailyPostRow(Base):
    """A channel's prompt of one day: claimed by one process, then sent or skipped."""

    __tablename__ = "daily_posts"
    __table_args__ = (UniqueConstraint("channel_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("daily_channels.id", ondelete="CASCADE"))
    day: Mapped[date]  # in the channel's zone
    number: Mapped[int | None]  # of the day; None if it is skipped
    kind: Mapped[str | None] = mapped_column(String(20))  # a DayKind of bot.tutor.daily.plan
    track: Mapped[str | None] = mapped_column(String(100))  # of a day of the channel's tracks
    position: Mapped[int]
    question: Mapped[str | None] = mapped_column(String(100))  # id of the day's question
    exercise: Mapped[str | None] = mapped_column(String(100))
    claimed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    message: Mapped[str | None] = mapped_column(String(100))  # the platform's id of the message
    skipped: Mapped[bool]


class DailyItemRow(Base):
    """One thing that a day's prompt shows, such as a page: what another day is not to repeat."""

    __tablename__ = "daily_items"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("daily_posts.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[int] = mapped_column(primary_key=True)  # the item of the day, from 0
    kind: Mapped[str] = mapped_column(
        String(20), primary_key=True
    )  # a PieceKind of bot.tutor.daily.plan
    subject: Mapped[str] = mapped_column(String(200))


class DailyManagerRow(LearnerOwned, Base):
    """The learner who set a channel's daily prompt, and is notified if it cannot be posted."""

    __tablename__ = "daily_managers"
    __table_args__ = (Index("ix_daily_managers_learner_id", "learner_id"),)

    channel_id: Mapped[int] = mapped_column(
        ForeignKey("daily_channels.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )


class DailyAnswerRow(KeyedByLearner, Base):
    """A learner's first answer to the question of a day."""

    __tablename__ = "daily_answers"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("daily_posts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    correct: Mapped[bool]
    answered_at: Mapped[datetime]
