"""Counts of tries to handle messages that may crash the process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base


class TriedMessageRow(Base):
    """A message that a platform has redelivered, while it is being handled."""

    __tablename__ = "tried_messages"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    message: Mapped[str] = mapped_column(String(200), primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    tried_at: Mapped[datetime]
