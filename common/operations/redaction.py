"""Removal of credentials from what is logged.

Our own code logs none on purpose. The message of an exception may still contain the URL of a
request, and such URLs contain tokens.
"""

from __future__ import annotations

import re

REMOVED = "[removed]"

_CREDENTIALS = re.compile(
    r"""
    (?P<kept>
        /webhooks/\d+/                              # Discord: the token of an interaction
      | /interactions/\d+/
      | \bhooks\.slack(?:-gov)?\.com/               # Slack: a response URL
      | [?&](?:token|ticket|code|state|secret)=     # the local chat, Slack's socket, OAuth
      | \b(?:Bearer|Bot)\ (?=[\w.-]{20})            # a header
      | ://[^\s:/@]{1,100}:(?=[^\s/@]{1,200}@)      # the password of a database
    )
    [^\s'"<>@&)\]]+
  | \bx(?:ox[a-z]|app)-[\w.-]+                      # Slack's tokens
  | \baW50ZXJhY3Rpb246[\w-]+                        # Discord's: "interaction:" in base64
    """,
    re.VERBOSE,
)


def redact(line: str) -> str:
    """Return the line with every credential of a known form replaced."""
    return _CREDENTIALS.sub(lambda found: f"{found['kept'] or ''}{REMOVED}", line)
