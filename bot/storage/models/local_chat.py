"""Messages of the local chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base


class LocalMessageRow(Base):
    """A message of the local chat, ordered by `number`. Replies refer to its `id`."""

    __tablename__ = "local_messages"
    __table_args__ = (Index("ix_local_messages_account_number", "account", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(100), unique=True)
    account: Mapped[str] = mapped_column(String(100))
    author: Mapped[str] = mapped_column(String(20))  # "learner" | "tutor"
    content: Mapped[str] = mapped_column(Text)  # JSON, as the platform wrote it
    final: Mapped[bool]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(
        Integer, default=0, server_default="0"
    )  # of answering a learner's message
