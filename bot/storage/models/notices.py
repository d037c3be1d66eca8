"""Direct messages that no request asks for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class NoticeRow(LearnerOwned, Base):
    """A direct message to a learner, which is sent once.

    It is written when it is sent, from what `subject` names, so that it contains nothing that was
    deleted meanwhile. The row is kept for some time after that, so that the same notice is not
    sent again. `claimed_at` is set by the process that sends it.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("learner_id", "kind", "subject"),
        Index(
            "ix_notices_due_at",
            "due_at",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        Index("ix_notices_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    kind: Mapped[str] = mapped_column(String(20))  # a kind of bot.tutor.daily.notices
    subject: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
