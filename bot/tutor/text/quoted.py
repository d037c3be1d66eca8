"""What a message means by "this": the message that it replies to, or that it forwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.text.wants import Decision, Known, Situation, decide
from common.message_reader.records import Part

QuotedOrigin = Literal["replied-to", "forwarded"]

LONGEST_REQUEST = 40
"""Characters of a message that may mean another one without a phrase that is known."""

_ABOUT_CODE = frozenset({"is-right", "not-working", "error", "help-me", "how-to-send", "stuck"})
"""Everyday phrases that speak of code: "is this right?"."""

_GRADING = frozenset({"submit", "run"})


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """A message that another one replies to or forwards."""

    text: str = ""
    parts: tuple[Part, ...] = ()  # of its text and its files, with the origin
    is_own: bool = False  # written by whoever replies or forwards
    is_readable: bool = True  # False where the platform does not show it to the bot


def wants_quoted(text: str, decision: Decision) -> bool:
    """Return whether a message can be about the one that it replies to or forwards.

    `decision` is what was decided about its own text. Code of its own, a question that has an
    answer, thanks and commands mean themselves.
    """
    match decision.intent:
        case "ask":
            return decision.found is None and (
                decision.phrase in _ABOUT_CODE or (decision.phrase is None and _is_short(text))
            )
        case "small-talk":
            return decision.phrase in _ABOUT_CODE or (decision.phrase is None and _is_short(text))
        case "command":
            call = decision.command
            return call is not None and call.name in _GRADING and not call.argument
        case _:
            return False


def decide_quoted(text: str, quoted: QuotedMessage, known: Known) -> Decision | None:
    """Return what is wanted of a quoted message; None where it says nothing to act on.

    `text` is that of the message itself. Without words of its own a question in the quoted
    message is asked again.
    """
    decision = decide(quoted.text, quoted.parts, Situation(), known)
    if decision.is_about_code:
        return decision
    is_asked = decision.intent == "ask" and decision.found is not None
    return decision if is_asked and not text.strip() else None


def _is_short(text: str) -> bool:
    return len(text.strip()) <= LONGEST_REQUEST
