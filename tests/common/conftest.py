"""Fixtures of the tests of what several packages share."""

from tests.support.study_fixtures import database

__all__ = ["database"]
