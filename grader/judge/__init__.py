"""The judge: makes exams, compares answers with the reference, and explains the difference.

It never runs learner code.
"""

from grader.judge.judge import Judge
from grader.judge.records import Exam, Finding

__all__ = ["Exam", "Finding", "Judge"]
