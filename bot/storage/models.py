"""The tables. Times are aware and in UTC; what happened once is kept apart by unique keys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

# Constraints need the same name in every database, or a later migration could not drop them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime. SQLite keeps no zone, so everything is turned into UTC on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # Postgres answers in the zone of its session, which is its operator's choice.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
    }


class LearnerRow(Row):
    """Someone who learns, by one account or several (see AccountRow).

    `platform`, `account`, `name` and `locale` are those of the account that they last wrote from:
    reminders go there, and boards show that name. `language` is their own choice.
    """

    __tablename__ = "learners"
    __table_args__ = (
        UniqueConstraint("platform", "account"),
        # The few whom no board shows.
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
    zone: Mapped[str | None] = mapped_column(String(64))  # IANA name, their own choice
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())
    remind_hour: Mapped[int | None]  # in their zone; None for no reminders
    remind_at: Mapped[datetime | None] = mapped_column(index=True)  # the next time
    remind_claimed_at: Mapped[datetime | None]  # by the process that sends it now
    met_at: Mapped[datetime]


class StudyGroupRow(Row):
    """A study group of a place (a server, a workspace, a chat). Each place has one default.

    `invite` is the code that lets others in; everyone in the place is in its default group, which
    has none.
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
    zone: Mapped[str | None] = mapped_column(String(64))  # IANA name, where its days begin
    invite: Mapped[str | None] = mapped_column(String(16))
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class MembershipRow(Row):
    __tablename__ = "memberships"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("study_groups.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    teacher: Mapped[bool] = mapped_column(default=False, server_default=false())
    joined_at: Mapped[datetime]


class OfLearner:
    """A row that belongs to one learner and goes with them."""

    @declared_attr
    def learner_id(cls) -> Mapped[int]:  # noqa: N805
        return mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), sort_order=-1)


class KeyedByLearner:
    """The same where the learner is part of the row's key."""

    @declared_attr
    def learner_id(cls) -> Mapped[int]:  # noqa: N805
        return mapped_column(
            ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
        )


class AccountRow(OfLearner, Row):
    """An account on a platform, and whose it is."""

    __tablename__ = "accounts"
    __table_args__ = (Index("ix_accounts_learner_id", "learner_id"),)

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    account: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    locale: Mapped[str | None] = mapped_column(String(20))
    met_at: Mapped[datetime]


class LinkingRow(KeyedByLearner, Row):
    """The code by which a learner's other account can be linked, and the codes they have tried.

    Of a code there is only its hash, until it is used. Tries are counted since `tried_since`.
    """

    __tablename__ = "linking"

    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    tried_since: Mapped[datetime | None]


class WorkRow(OfLearner):
    """Code given to a grader: it stays open until `status` is set, which happens once.

    `platform` is where the reply goes; `delivered_at` is set when it has got there.
    """

    id: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-2)
    code: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    platform: Mapped[str] = mapped_column(String(20), server_default="local")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str | None] = mapped_column(String(20))
    delivered_at: Mapped[datetime | None]


class SubmissionRow(WorkRow, Row):
    __tablename__ = "submissions"
    __table_args__ = (
        # The same paste, handled again after a crash, is the same submission.
        UniqueConstraint("learner_id", "reply_to", "exercise"),
        Index("ix_submissions_learner_id_exercise", "learner_id", "exercise"),
        Index(
            "ix_submissions_with_code",
            "received_at",
            sqlite_where=text("code <> ''"),
            postgresql_where=text("code <> ''"),
        ),
        Index("ix_submissions_learner_id_received_at", "learner_id", "received_at"),
        # Overviews count failures from this index alone.
        Index(
            "ix_submissions_failed",
            "learner_id",
            "exercise",
            "received_at",
            "mistake",
            sqlite_where=text("verdict IS NOT NULL AND status <> 'passed'"),
            postgresql_where=text("verdict IS NOT NULL AND status <> 'passed'"),
        ),
        Index(
            "ix_submissions_open",
            "status",
            "learner_id",
            sqlite_where=text("status IS NULL"),
            postgresql_where=text("status IS NULL"),
        ),
        Index(
            "ix_submissions_undelivered",
            "received_at",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
    )

    exercise: Mapped[str] = mapped_column(String(100))
    reply_to: Mapped[str] = mapped_column(String(500))
    verdict: Mapped[dict[str, Any] | None]
    mistake: Mapped[str | None] = mapped_column(String(100))  # key of the exercise's named one
    judged_at: Mapped[datetime | None]
    points: Mapped[int | None]  # earned by this very submission, in the verdict's transaction


class RunRow(WorkRow, Row):
    """Code to run without grading. Without `reply_to` it waits until the learner asks for it.

    A row of the kind "measurement" has no code: its result is a measurement of the machine.
    """

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("learner_id", "reply_to"),
        Index("ix_runs_received_at", "received_at"),
        Index("ix_runs_learner_id_received_at", "learner_id", "received_at"),
        Index(
            "ix_runs_open",
            "status",
            "learner_id",
            "reply_to",
            sqlite_where=text("status IS NULL AND reply_to IS NOT NULL"),
            postgresql_where=text("status IS NULL AND reply_to IS NOT NULL"),
        ),
        Index(
            "ix_runs_undelivered",
            "received_at",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(20), default="code", server_default="code")
    reply_to: Mapped[str | None] = mapped_column(String(500))
    result: Mapped[dict[str, Any] | None]
    finished_at: Mapped[datetime | None]


class PointsRow(OfLearner, Row):
    """An entry of the ledger: never changed, and given once because its key is unique."""

    __tablename__ = "points"
    __table_args__ = (
        # Boards add up a group's learners from this index alone.
        Index("ix_points_learner_id_earned_at_points", "learner_id", "earned_at", "points"),
        Index("ix_points_subject_learner_id", "subject", "learner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # a kind of bot.storage.progress
    subject: Mapped[str] = mapped_column(String(100))  # id of the exercise or question
    points: Mapped[int]
    earned_at: Mapped[datetime]


@event.listens_for(PointsRow, "before_update")
def _refuse_change(_mapper: object, _connection: object, row: PointsRow) -> None:
    raise RuntimeError(f"the ledger's entry {row.key} cannot be changed, nor can any other")


class QuizAnswerRow(OfLearner, Row):
    __tablename__ = "quiz_answers"
    __table_args__ = (Index("ix_quiz_answers_learner_id_question", "learner_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    question: Mapped[str] = mapped_column(String(100))
    answer: Mapped[str] = mapped_column(Text)
    correct: Mapped[bool]
    answered_at: Mapped[datetime]


class ReviewRow(KeyedByLearner, Row):
    """When a question or an exercise comes back, as FSRS keeps it in mind."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_learner_id_due", "learner_id", "due"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # "question" | "exercise"
    subject: Mapped[str] = mapped_column(String(100), primary_key=True)
    state: Mapped[int]  # fsrs.State
    step: Mapped[int | None]
    stability: Mapped[float | None]  # days
    difficulty: Mapped[float | None]  # 1 to 10
    due: Mapped[datetime]
    reviewed_at: Mapped[datetime]


class SelfCheckRow(KeyedByLearner, Row):
    """A checklist item that the learner has ticked without proof."""

    __tablename__ = "self_checks"

    track: Mapped[str] = mapped_column(String(100), primary_key=True)
    item: Mapped[str] = mapped_column(String(100), primary_key=True)
    checked_at: Mapped[datetime]


class HintRow(KeyedByLearner, Row):
    """How many hints of an exercise a learner has seen."""

    __tablename__ = "hints"

    exercise: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen: Mapped[int]


class BookmarkRow(KeyedByLearner, Row):
    """Where a learner stopped in a lesson."""

    __tablename__ = "bookmarks"

    lesson: Mapped[str] = mapped_column(String(100), primary_key=True)
    page: Mapped[int]  # 1-based
    left_at: Mapped[datetime]


class PlaceRow(Row):
    """What a place's managers have decided for all who write there."""

    __tablename__ = "places"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True)
    answers: Mapped[str | None] = mapped_column(String(20))  # to pastes: "thread" | "direct"


class DailyChannelRow(Row):
    """A channel that gets a prompt each day. `next_at` is None while it is off."""

    __tablename__ = "daily_channels"
    __table_args__ = (UniqueConstraint("platform", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(100))
    hour: Mapped[int]  # in its zone
    zone: Mapped[str] = mapped_column(String(64))
    weekdays: Mapped[str] = mapped_column(String(7))  # digits; 0 is Monday
    track: Mapped[str] = mapped_column(String(100))
    pace: Mapped[int]  # pieces of the track a day
    language: Mapped[str] = mapped_column(String(8))
    position: Mapped[int]  # of the track's next piece, from 0
    next_at: Mapped[datetime | None] = mapped_column(index=True)


class DailyPostRow(Row):
    """The prompt of a channel's day: claimed by one process, then sent, or skipped."""

    __tablename__ = "daily_posts"
    __table_args__ = (UniqueConstraint("channel_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("daily_channels.id", ondelete="CASCADE"))
    day: Mapped[date]  # in the channel's zone
    position: Mapped[int]
    question: Mapped[str | None] = mapped_column(String(100))  # id of the day's
    exercise: Mapped[str | None] = mapped_column(String(100))
    claimed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    message: Mapped[str | None] = mapped_column(String(100))  # the platform's id of it
    skipped: Mapped[bool]


class DailyAnswerRow(KeyedByLearner, Row):
    """A learner's first answer to the question of a day."""

    __tablename__ = "daily_answers"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("daily_posts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    correct: Mapped[bool]
    answered_at: Mapped[datetime]


class LocalMessageRow(Row):
    """A message of the local chat. `number` gives the order, `id` is what replies go to."""

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
