"""Which code a grader rejects without parsing it."""

from __future__ import annotations

MAX_CODE_BYTES = 64 * 1024
"""Longest code of a submission or a run, in bytes of UTF-8."""


def rejection_reason(code: str) -> str | None:
    """Return why code is rejected without parsing it, or None when a grader accepts it.

    The value is the `reason` of a verdict: "empty", "not-utf-8" (it has lone surrogates) or
    "too-large" (more than MAX_CODE_BYTES).
    """
    if not code.strip():
        return "empty"
    try:
        size = len(code.encode())
    except UnicodeEncodeError:
        return "not-utf-8"
    return "too-large" if size > MAX_CODE_BYTES else None
