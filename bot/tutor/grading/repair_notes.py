"""What was repaired in a paste before it was graded or run, told with its reply.

The notes are kept with the job: a reply that shows a verdict replaces the one that was sent while
the job waited, and Python would not accept the code as it was pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.tutor.replies.model import Text
from common.message_reader.records import REPAIRS, Paste

_OF_THE_MESSAGE = frozenset({"words"})
"""Keys that say something about the message, not about its code: told only while it waits."""


def stored_repairs(paste: Paste) -> dict[str, Any] | None:
    """Return what a job keeps of a paste's repairs; None where nothing was repaired."""
    if not paste.repairs:
        return None
    return {"keys": list(paste.repairs), "packages": list(paste.missing)}


def repair_notes(
    t: Translator, stored: Mapping[str, Any] | None, *, is_open: bool
) -> tuple[Text, ...]:
    """Return one sentence for each repair that `stored_repairs` kept.

    `is_open` says that the job has no result yet.
    """
    if stored is None:
        return ()
    packages = ", ".join(f"`{package}`" for package in stored["packages"])
    return tuple(
        Text(markdown=t(f"repaired-{key}", packages=packages))
        for key in stored["keys"]
        if key in REPAIRS and (is_open or key not in _OF_THE_MESSAGE)
    )
