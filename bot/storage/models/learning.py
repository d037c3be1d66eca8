"""Learners' points, answers, reviews and progress."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, KeyedByLearner, LearnerOwned


class LedgerEntry(LearnerOwned, Base):
    """An entry of the ledger of points. It is never changed, and unique by its key."""

    __tablename__ = "points"
    __table_args__ = (
        # Leaderboards sum the points of a group, and courses count its passes, by reading this
        # index alone.
        Index(
            "ix_points_learner_id_earned_at_points_subject_kind",
            "learner_id",
            "earned_at",
            "points",
            "subject",
            "kind",
        ),
        Index("ix_points_subject_learner_id", "subject", "learner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # a kind of bot.storage.learning.progress
    subject: Mapped[str] = mapped_column(String(100))  # id of the exercise or question
    points: Mapped[int]
    earned_at: Mapped[datetime]
    earned_on: Mapped[date]  # in the learner's zone at that time, whatever zone they choose later


@event.listens_for(LedgerEntry, "before_update")
def _refuse_change(_mapper: object, _connection: object, row: LedgerEntry) -> None:
    raise RuntimeError(f"the ledger's entry {row.key} cannot be changed, nor can any other")


class QuizAnswerRow(LearnerOwned, Base):
    """An answer to a question, one row for each attempt."""

    __tablename__ = "quiz_answers"
    __table_args__ = (
        # Item analysis reads first tries from this index alone.
        Index("ix_quiz_answers_tries", "learner_id", "question", "answered_at", "correct"),
        # Overviews count mistakes by reading this index alone.
        Index(
            "ix_quiz_answers_mistakes",
            "learner_id",
            "question",
            "mistake",
            "answered_at",
            sqlite_where=text("mistake IS NOT NULL"),
            postgresql_where=text("mistake IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    question: Mapped[str] = mapped_column(String(100))
    answer: Mapped[str] = mapped_column(Text)
    correct: Mapped[bool]
    mistake: Mapped[str | None] = mapped_column(String(100))  # the misconception behind it
    answered_at: Mapped[datetime]


class OpenQuestionRow(KeyedByLearner, Base):
    """The question that a learner was asked last; a typed answer belongs to it for some hours."""

    __tablename__ = "open_questions"
    __table_args__ = (Index("ix_open_questions_asked_at", "asked_at"),)

    question: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(200))  # that answers it, encoded, without an answer
    asked_at: Mapped[datetime]


class ReviewRow(KeyedByLearner, Base):
    """The FSRS state of a question or an exercise, and when it is due for review."""

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


class ReviewParametersRow(Base):
    """FSRS parameters that were fitted to this instance's answers; the newest row is used."""

    __tablename__ = "review_parameters"

    id: Mapped[int] = mapped_column(primary_key=True)
    parameters: Mapped[list[float]] = mapped_column(JSON)
    answers: Mapped[int]  # that were fitted
    loss: Mapped[float]  # mean log loss on the held-out days
    loss_before: Mapped[float]  # the same with the parameters used before
    fitted_at: Mapped[datetime]


class SelfCheckRow(KeyedByLearner, Base):
    """A checklist item that the learner has ticked without proof."""

    __tablename__ = "self_checks"

    track: Mapped[str] = mapped_column(String(100), primary_key=True)
    item: Mapped[str] = mapped_column(String(100), primary_key=True)
    checked_at: Mapped[datetime]


class HintRow(KeyedByLearner, Base):
    """How many hints of an exercise a learner has seen."""

    __tablename__ = "hints"

    exercise: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen: Mapped[int]


class BookmarkRow(KeyedByLearner, Base):
    """The page of a lesson at which a learner stopped, and how far they have read."""

    __tablename__ = "bookmarks"

    lesson: Mapped[str] = mapped_column(String(100), primary_key=True)
    page: Mapped[int]  # 1-based
    furthest: Mapped[int] = mapped_column(default=1)  # the last page that was opened, 1-based
    left_at: Mapped[datetime]
