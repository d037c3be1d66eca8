"""Courses of study groups, drafts of them, and who gets a plan each week."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, KeyedByLearner


class CourseRow(Base):
    """A course of a group. A group is in one at most; those that have ended are kept."""

    __tablename__ = "courses"
    __table_args__ = (
        Index("ix_courses_group_id", "group_id"),
        Index(
            "uq_courses_current_of_group",
            "group_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("study_groups.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)  # the file course.toml
    started_at: Mapped[datetime]  # when a teacher has confirmed it
    ended_at: Mapped[datetime | None]


class CourseDraftRow(KeyedByLearner, Base):
    """The course that a teacher was shown last, until they confirm it."""

    __tablename__ = "course_drafts"

    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class CourseChannelRow(Base):
    """A channel whose daily prompt follows the course of a group."""

    __tablename__ = "course_channels"

    channel_id: Mapped[int] = mapped_column(
        ForeignKey("daily_channels.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("study_groups.id", ondelete="CASCADE"), index=True
    )


class WeeklyPlanRow(KeyedByLearner, Base):
    """A learner who wants a plan of a group's course each week."""

    __tablename__ = "weekly_plans"
    __table_args__ = (Index("ix_weekly_plans_next_at", "next_at"),)

    group_id: Mapped[int] = mapped_column(
        ForeignKey("study_groups.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    next_at: Mapped[datetime]
