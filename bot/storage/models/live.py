"""Live classes that are running."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class LiveClassRow(LearnerOwned, Base):
    """A live class: a message in a channel that counts how a group does at one exercise.

    It belongs to the teacher who started it, and is deleted once its last counts are shown.
    `message` is the platform's id of the message; None until it is posted. `claimed_by` names the
    process that updates it.
    """

    __tablename__ = "live_classes"
    __table_args__ = (
        UniqueConstraint("platform", "channel"),
        Index("ix_live_classes_group_id", "group_id"),
        Index("ix_live_classes_learner_id", "learner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    platform: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(100))
    group_id: Mapped[int] = mapped_column(ForeignKey("study_groups.id", ondelete="CASCADE"))
    exercise: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(64))  # of the times in the message
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    message: Mapped[str | None] = mapped_column(String(100))
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None]
