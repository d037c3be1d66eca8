"""Submissions that are graded again after their exercise was mended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class RegradeRow(LearnerOwned, Base):
    """A submission that is graded again with one version of its exercise, once.

    The row is open until `status` is set. `queued_at` is set when the queue has received the job.
    """

    __tablename__ = "regrades"
    __table_args__ = (
        Index("uq_regrades_submission_id_version", "submission_id", "version", unique=True),
        Index("ix_regrades_learner_id", "learner_id"),
        Index(
            "ix_regrades_open",
            "version",
            "id",
            sqlite_where=text("status IS NULL"),
            postgresql_where=text("status IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    submission_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("submissions.id", ondelete="CASCADE")
    )
    version: Mapped[str] = mapped_column(String(64))  # of the exercise's content
    created_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    status: Mapped[str | None] = mapped_column(String(20))  # "improved" | "unchanged" | …
