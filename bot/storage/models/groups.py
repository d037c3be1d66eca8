"""Study groups, memberships, and settings of workspaces."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import SECRET, Base


class StudyGroupRow(Base):
    """A study group of a place: a Discord server, a Slack workspace, or the local chat.

    Each place has one default group, which everyone in the place belongs to and which has no
    `invite`. `invite` is the code by which others can join.
    """

    __tablename__ = "study_groups"
    __table_args__ = (
        Index(
            "uq_study_groups_default_of_place",
            "platform",
            "place",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
        Index("uq_study_groups_invite", "invite", unique=True),
        Index("ix_study_groups_platform_place", "platform", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    is_default: Mapped[bool]
    zone: Mapped[str | None] = mapped_column(String(64))  # IANA name
    invite: Mapped[str | None] = mapped_column(String(16), info=SECRET)
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    digest_at: Mapped[datetime | None] = mapped_column(
        index=True
    )  # when its teachers get the next digest


class MembershipRow(Base):
    """A learner's membership in a study group, which they may also teach.

    Boards and overviews leave a teacher out unless `on_board`. `agreed_at` is when the learner
    agreed that the teachers see their progress also while they are hidden from boards. `nudged_at`
    is when a teacher last had them written to because they were away.
    """

    __tablename__ = "memberships"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("study_groups.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    teacher: Mapped[bool] = mapped_column(default=False, server_default=false())
    digest: Mapped[bool] = mapped_column(default=True, server_default=true())  # of a teacher
    joined_at: Mapped[datetime]
    on_board: Mapped[bool] = mapped_column(default=False, server_default=false())
    agreed_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]


class FormerMemberRow(Base):
    """A learner who has left a study group. Its gradebook has what they did until then."""

    __tablename__ = "former_members"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("study_groups.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]  # that of the membership


class PlaceRow(Base):
    """Settings of a place (a server, a workspace), which its managers have chosen."""

    __tablename__ = "places"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    answers: Mapped[str | None] = mapped_column(
        String(20)
    )  # where pastes are answered: "thread" | "direct"


class ChannelPolicyRow(Base):
    """What the managers of a place have chosen for one of its channels; without a row, nothing."""

    __tablename__ = "channel_policies"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    channel: Mapped[str] = mapped_column(String(100), primary_key=True)
    policy: Mapped[str] = mapped_column(String(20))  # "normal" | "practice" | "quiet"
    language: Mapped[str | None] = mapped_column(String(8))  # None: of whoever asks
