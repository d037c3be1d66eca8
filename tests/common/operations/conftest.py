from __future__ import annotations

from tests.support.study_fixtures import (
    curriculum,
    database,
    postgres_url,
    study,
    words,
    worn_postgres,
)

__all__ = ["curriculum", "database", "postgres_url", "study", "words", "worn_postgres"]
