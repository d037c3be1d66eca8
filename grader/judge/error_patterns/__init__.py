"""The error catalogue: which exception means what, by type and message.

Messages are those of the torch and the Python that are installed; the tests raise each of them, so
that an upgrade that changes a message fails a test and not a learner. The words for each key are
`error-<key>` in bot/i18n/*/judge.ftl.
"""

from grader.judge.error_patterns import python_errors, torch_errors
from grader.judge.error_patterns.pattern import Pattern

__all__ = ["PATTERNS", "Pattern"]

PATTERNS = (
    *python_errors.SYNTAX,
    *torch_errors.SHAPE,
    *torch_errors.INDEX,
    *torch_errors.DTYPE,
    *torch_errors.GRAD,
    *torch_errors.DEVICE,
    *torch_errors.CALL,
    *python_errors.RUNNING,
)
"""Tried from first to last; the first that fits explains the error."""
