"""Replaces a general entry of the error catalogue by one that fits the learner's own line.

Python's message alone often leads astray: `np.mean(x, axis=1)` on a tensor is told that `mean` has
no argument `axis`, and `nn.ReLU(z) @ w` that two types cannot be combined. What the code calls, and
the types of the operands, tell what is wrong there.
"""

from grader.judge.refinements.failed_line import FailedLine
from grader.judge.refinements.rules import REFINED, refine

__all__ = ["REFINED", "FailedLine", "refine"]
