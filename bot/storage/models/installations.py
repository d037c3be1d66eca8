"""Installations of the bot by others than its operator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import SECRET, Base


class InstallationRow(Base):
    """An installation of the bot in a workspace, with the token for acting there."""

    __tablename__ = "installations"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    bot_user: Mapped[str] = mapped_column(String(40))  # the bot's ids in that workspace
    bot_id: Mapped[str] = mapped_column(String(40))
    installer: Mapped[str] = mapped_column(
        String(100)
    )  # account; empty once the account is deleted
    sealed_token: Mapped[str] = mapped_column(
        Text, info=SECRET
    )  # see bot.storage.engine.secret_box
    installed_at: Mapped[datetime]


class InstallStateRow(Base):
    """An installation that was begun in a browser, by a hash of its OAuth state."""

    __tablename__ = "install_states"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True, info=SECRET)
    expires_at: Mapped[datetime] = mapped_column(index=True)
