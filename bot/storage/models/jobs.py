"""Learners' code, and what graders returned for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.platform_names import LOCAL
from bot.storage.models.base import SECRET, Base, LearnerOwned


class JobMixin(LearnerOwned):
    """Code for a grader. It is open until `status` is set, which happens once.

    `platform` is where the reply goes; `delivered_at` is set when it has arrived. Until then, and
    at most until `reply_secret_until`, `reply_secret` may hold a credential that is needed to
    deliver the reply to `reply_to`. `delivery_tries` counts redeliveries that were begun and not
    finished. `graders_lost` counts graders that died during this job; with one or more of them
    it is graded alone.
    """

    id: Mapped[str] = mapped_column(String(36), primary_key=True, sort_order=-2)
    code: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    platform: Mapped[str] = mapped_column(String(20), server_default=LOCAL)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    graders_lost: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    status: Mapped[str | None] = mapped_column(String(20))
    delivered_at: Mapped[datetime | None]
    reply_secret: Mapped[str | None] = mapped_column(Text, info=SECRET)
    reply_secret_until: Mapped[datetime | None]
    delivery_tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    repairs: Mapped[dict[str, Any] | None]  # of the paste: {"keys": [...], "packages": [...]}


class SubmissionRow(JobMixin, Base):
    """A submission to an exercise, with its verdict as JSON once it is graded."""

    __tablename__ = "submissions"
    __table_args__ = (
        # A paste that is handled again after a crash is the same submission.
        UniqueConstraint("learner_id", "reply_to", "exercise"),
        Index("ix_submissions_learner_id_exercise", "learner_id", "exercise"),
        # Item analysis reads first tries from this index alone. Its condition is that of
        # `first_tries`, so that no other query takes it in place of a better one.
        Index(
            "ix_submissions_tries",
            "learner_id",
            "exercise",
            "received_at",
            "status",
            sqlite_where=text("status IN ('passed', 'failed', 'error')"),
            postgresql_where=text("status IN ('passed', 'failed', 'error')"),
        ),
        Index(
            "ix_submissions_with_code",
            "received_at",
            sqlite_where=text("code <> ''"),
            postgresql_where=text("code <> ''"),
        ),
        Index("ix_submissions_learner_id_received_at", "learner_id", "received_at"),
        # Overviews count failures by reading this index alone.
        Index(
            "ix_submissions_failed",
            "learner_id",
            "exercise",
            "received_at",
            "mistake",
            sqlite_where=text("verdict IS NOT NULL AND status <> 'passed'"),
            postgresql_where=text("verdict IS NOT NULL AND status <> 'passed'"),
        ),
        # Groups of mistakes are counted by reading this index alone.
        Index(
            "ix_submissions_unnamed",
            "exercise",
            "fingerprint",
            "learner_id",
            "received_at",
            sqlite_where=text("fingerprint IS NOT NULL"),
            postgresql_where=text("fingerprint IS NOT NULL"),
        ),
        # Equal answers of a group are found by reading this index alone.
        Index(
            "ix_submissions_answer_digest",
            "learner_id",
            "exercise",
            "answer_digest",
            "received_at",
            sqlite_where=text("answer_digest IS NOT NULL"),
            postgresql_where=text("answer_digest IS NOT NULL"),
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
        Index(
            "ix_submissions_reply_secret",
            "reply_secret_until",
            sqlite_where=text("reply_secret_until IS NOT NULL"),
            postgresql_where=text("reply_secret_until IS NOT NULL"),
        ),
    )

    exercise: Mapped[str] = mapped_column(String(100))
    earlier: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # the learner's code of exercises before this one, which runs first
    reply_to: Mapped[str] = mapped_column(String(500))
    verdict: Mapped[dict[str, Any] | None]
    mistake: Mapped[str | None] = mapped_column(
        String(100)
    )  # key of a misconception of the exercise
    fingerprint: Mapped[str | None] = mapped_column(
        String(40)
    )  # group of wrong answers without a named mistake (grader.protocol.Fingerprint)
    answer_digest: Mapped[str | None] = mapped_column(
        String(16)
    )  # of code that passed, without names and layout (grader.protocol.Verdict.answer_digest)
    shared_in: Mapped[str | None] = mapped_column(
        String(130)
    )  # the place in which the learner showed the code to others, as "platform:place"
    pasted_error: Mapped[str | None] = mapped_column(
        Text
    )  # a traceback that came with the code, which is explained below the verdict
    judged_at: Mapped[datetime | None]
    points: Mapped[int | None]  # earned by this submission, in the verdict's transaction


class RunRow(JobMixin, Base):
    """Code to run without grading. Without `reply_to` it waits until the learner asks for it.

    A row of the kind "measurement" has no code: its result is a benchmark of the machine. One of
    the kind "unscored" has an exercise, and its result is the verdict on code that somebody else
    wrote: as it is no submission, it counts nowhere.
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
        Index(
            "ix_runs_reply_secret",
            "reply_secret_until",
            sqlite_where=text("reply_secret_until IS NOT NULL"),
            postgresql_where=text("reply_secret_until IS NOT NULL"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(20), default="code", server_default="code")
    exercise: Mapped[str | None] = mapped_column(String(100))  # of the kind "unscored" alone
    earlier: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Code that runs before it, such as a page's earlier snippets; its lines are not counted."""
    reply_to: Mapped[str | None] = mapped_column(String(500))
    result: Mapped[dict[str, Any] | None]
    finished_at: Mapped[datetime | None]
