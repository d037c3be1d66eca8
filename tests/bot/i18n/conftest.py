from __future__ import annotations

from tests.support.study_fixtures import words

__all__ = ["words"]
