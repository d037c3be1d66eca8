"""The roles that places give for finished tracks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class TrackRoleRow(Base):
    """The role that the managers of a place have chosen for a finished track."""

    __tablename__ = "track_roles"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    track: Mapped[str] = mapped_column(String(100), primary_key=True)  # its slug
    role: Mapped[str] = mapped_column(String(100))  # the platform's id of it


class GivenRoleRow(LearnerOwned, Base):
    """A role that an account has been given for a finished track, until it is taken again."""

    __tablename__ = "given_roles"
    __table_args__ = (Index("ix_given_roles_learner_id", "learner_id"),)

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    track: Mapped[str] = mapped_column(String(100), primary_key=True)
    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    role: Mapped[str] = mapped_column(String(100))
    given_at: Mapped[datetime]
