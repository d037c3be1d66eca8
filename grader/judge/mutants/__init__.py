"""Compares a wrong answer with mutants: the reference with one small change in its source."""

from grader.judge.mutants.search import KINDS as MUTANT_KINDS
from grader.judge.mutants.search import find_mutant

__all__ = ["MUTANT_KINDS", "find_mutant"]
