"""Learners and their accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import SECRET, Base, KeyedByLearner, LearnerOwned


class LearnerRow(Base):
    """A learner, who has one account or several (see AccountRow).

    `platform`, `account`, `name` and `locale` are those of the account that they last wrote from:
    reminders go there, and leaderboards show that name. `told_zone` is the time zone that a
    platform last reported. `language` and `zone` are the learner's own choice.
    """

    __tablename__ = "learners"
    __table_args__ = (
        UniqueConstraint("platform", "account"),
        Index("ix_learners_remind_at", "platform", "remind_at"),
        # Few learners are hidden from leaderboards.
        Index(
            "ix_learners_hidden",
            "id",
            sqlite_where=text("hidden"),
            postgresql_where=text("hidden"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    account: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str | None] = mapped_column(String(8))
    locale: Mapped[str | None] = mapped_column(String(20))
    zone: Mapped[str | None] = mapped_column(String(64))  # IANA name
    told_zone: Mapped[str | None] = mapped_column(String(64))  # IANA name
    zone_asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())
    remind_hour: Mapped[int | None]  # in their zone; None: no reminders
    remind_minute: Mapped[int] = mapped_column(default=0, server_default="0")
    remind_at: Mapped[datetime | None]  # the next time
    remind_claimed_at: Mapped[datetime | None]  # by the process that sends it now
    no_news: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the learner wants no messages about explanations that were added later."""
    met_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # when they last wrote or pressed something, to the hour


class AccountRow(LearnerOwned, Base):
    """An account on a platform, and the learner who owns it."""

    __tablename__ = "accounts"
    __table_args__ = (Index("ix_accounts_learner_id", "learner_id"),)

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    locale: Mapped[str | None] = mapped_column(String(20))
    met_at: Mapped[datetime]


class LinkingRow(KeyedByLearner, Base):
    """The code by which another account can be linked to a learner, and how many codes they tried.

    Only a hash of the code is stored, until it is used. Tries are counted since `tried_since`.
    """

    __tablename__ = "linking"

    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True, info=SECRET)
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    tried_since: Mapped[datetime | None]


class LinkRequestRow(KeyedByLearner, Base):
    """A request to link two learners, until the one whose code was used has confirmed it.

    A learner has at most one such request, the latest. `asker_id` is who used the code.
    """

    __tablename__ = "link_requests"

    asker_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
