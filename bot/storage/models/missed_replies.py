"""The table of final replies that could not be delivered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class MissedReplyRow(LearnerOwned, Base):
    """A final reply that could not be delivered, until the bot has offered it to the learner."""

    __tablename__ = "missed_replies"
    __table_args__ = (Index("ix_missed_replies_learner_id", "learner_id"),)

    job: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-2)
    platform: Mapped[str] = mapped_column(String(20))
    missed_at: Mapped[datetime]
