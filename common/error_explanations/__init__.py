"""The error catalogue: patterns that recognize an exception by type and message.

The messages are those of the installed torch and Python. The tests raise each of them, so that an
upgrade that changes a message fails a test. The text for each key is `error-<key>` in
bot/i18n/*/errors.ftl.
"""

from common.error_explanations import python_errors, torch_errors
from common.error_explanations.pattern import Pattern

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
"""In order of precedence: the first pattern that matches explains the error."""
