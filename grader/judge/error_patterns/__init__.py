"""The error catalogue: which exception means what, by type and message.

Messages are those of the torch and the Python that are installed; the tests raise each of them, so
that an upgrade that changes a message fails a test and not a learner. The words for each key are
`error-<key>` in bot/i18n/*/judge.ftl.
"""

from grader.judge.error_patterns import of_python, of_torch
from grader.judge.error_patterns.pattern import Pattern

__all__ = ["PATTERNS", "Pattern"]

PATTERNS = (
    *of_python.SYNTAX,
    *of_torch.SHAPE,
    *of_torch.INDEX,
    *of_torch.DTYPE,
    *of_torch.GRAD,
    *of_torch.DEVICE,
    *of_torch.CALL,
    *of_python.RUNNING,
)
"""Tried from first to last; the first that fits explains the error."""
