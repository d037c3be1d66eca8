"""Where the bot was installed by others than its operator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import SECRET, Base


class InstallationRow(Base):
    """A place in which somebody has installed the bot, and the token by which it acts there."""

    __tablename__ = "installations"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    bot_user: Mapped[str] = mapped_column(String(40))  # the bot's ids in that place
    bot_id: Mapped[str] = mapped_column(String(40))
    installer: Mapped[str] = mapped_column(String(100))  # account; empty once it is forgotten
    sealed_token: Mapped[str] = mapped_column(
        Text, info=SECRET
    )  # see bot.storage.engine.secret_box
    installed_at: Mapped[datetime]


class InstallStateRow(Base):
    """An installation that somebody has begun in their browser; only a hash of its state."""

    __tablename__ = "install_states"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True, info=SECRET)
    expires_at: Mapped[datetime] = mapped_column(index=True)
