"""Reference, comparison, what went wrong. Never runs learner code."""

from grader.judge.judge import Judge
from grader.judge.records import Exam, Finding

__all__ = ["Exam", "Finding", "Judge"]
