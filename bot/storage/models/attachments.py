"""Images and files that were made for learners, stored apart from the replies that show them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, KeyedByLearner


class AttachmentRow(KeyedByLearner, Base):
    """One content of one learner, stored once for all runs and messages that refer to it.

    They refer to it by `digest`; without the row it has expired.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_digest", "digest"),
        # Computing the total and finding the oldest read this index alone.
        Index("ix_attachments_kept_at_size", "kept_at", "size"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256, hexadecimal
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]  # bytes
    kept_at: Mapped[datetime]  # when it was last stored
    content: Mapped[bytes] = mapped_column(LargeBinary)
