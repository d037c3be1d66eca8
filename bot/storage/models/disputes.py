"""Verdicts that learners dispute."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class DisputeRow(LearnerOwned, Base):
    """A learner's claim that a submission is right although it did not pass.

    The code and the verdict are the submission's, so the dispute is deleted with them. It is open
    until `decision` is set, which happens once. `reason` is what the learner is told.
    """

    __tablename__ = "disputes"
    __table_args__ = (
        Index("uq_disputes_submission_id", "submission_id", unique=True),
        Index("ix_disputes_learner_id_created_at", "learner_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    submission_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("submissions.id", ondelete="CASCADE")
    )
    created_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(10))  # "right" | "wrong"
    decided_by: Mapped[str | None] = mapped_column(String(10))  # "teacher" | "operator"
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
