"""The roles that places give for finished tracks and proven checklist items."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, LearnerOwned


class RoleRewardRow(Base):
    """The role that the managers of a place have chosen for a track or an item of its checklist."""

    __tablename__ = "role_rewards"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    track: Mapped[str] = mapped_column(String(100), primary_key=True)  # its slug
    item: Mapped[str] = mapped_column(String(100), primary_key=True)  # its key; "": the whole track
    role: Mapped[str] = mapped_column(String(100))  # the platform's id of it


class GivenRoleRow(LearnerOwned, Base):
    """A role that an account has, is to be given, or is to lose.

    It `is_wanted` until the role has to be taken, after which the row is deleted. `due_at` is when
    the platform is next asked to give or take it; None where nothing is to be done.
    """

    __tablename__ = "given_roles"
    __table_args__ = (
        Index("ix_given_roles_learner_id", "learner_id"),
        Index(
            "ix_given_roles_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    track: Mapped[str] = mapped_column(String(100), primary_key=True)
    item: Mapped[str] = mapped_column(String(100), primary_key=True)
    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    role: Mapped[str] = mapped_column(String(100), primary_key=True)
    is_wanted: Mapped[bool] = mapped_column(default=True, server_default=true())
    given_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
