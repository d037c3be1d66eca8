"""Fixtures of the tutor's tests, on SQLite and on Postgres, with a clock that tests set."""

from __future__ import annotations

import pytest

from tests.support.announcement_channels import Channels
from tests.support.study import Study
from tests.support.study_fixtures import (
    curriculum,
    database,
    postgres_url,
    sqlite_url,
    study,
    words,
    worn_postgres,
    worn_sqlite_file,
)

__all__ = [
    "channels",
    "curriculum",
    "database",
    "postgres_url",
    "sqlite_url",
    "study",
    "words",
    "worn_postgres",
    "worn_sqlite_file",
]


@pytest.fixture
def channels(study: Study) -> Channels:
    """The platform's channels, into which the scheduler of `study` posts."""
    channels = Channels()
    study.connect(announcer=channels)
    return channels
