"""The base of all tables: naming of constraints, times, and rows that belong to a learner."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

# A later migration can only drop constraints that have the same name in every database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite stores no zone, so values are converted before."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC. Raise ValueError if it has no zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC, whatever zone the database answers in."""
        if value is None:
            return None
        # Postgres answers in the zone of its session, which the operator configures.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables. `datetime` means UTC, and None in a JSON column means NULL."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
    }

    @classmethod
    def table(cls) -> Table:
        """Return the table itself, for statements that need no ORM objects and so no mapper."""
        assert isinstance(cls.__table__, Table)
        return cls.__table__


SECRET: dict[str, Any] = {"secret": True}
"""`info` of a column that holds a credential, or a hash of one: it is never exported."""


class LearnerOwned:
    """A row that belongs to one learner and is deleted with them."""

    @declared_attr
    def learner_id(cls) -> Mapped[int]:  # noqa: N805
        """The first column after the id; the database deletes the row with its learner."""
        return mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), sort_order=-1)


class KeyedByLearner:
    """Like LearnerOwned, with the learner as a part of the primary key."""

    @declared_attr
    def learner_id(cls) -> Mapped[int]:  # noqa: N805
        """Like `LearnerOwned.learner_id`, and first part of the primary key."""
        return mapped_column(
            ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
        )
