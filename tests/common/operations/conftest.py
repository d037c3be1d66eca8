"""A migrated database, for what must not reach a log."""

from __future__ import annotations

from tests.support.study_fixtures import database, postgres_url, worn_postgres_url

__all__ = ["database", "postgres_url", "worn_postgres_url"]
