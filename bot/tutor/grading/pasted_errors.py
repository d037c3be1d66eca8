"""Explains an error that a learner has pasted, with the sentences of the judge's replies."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.tutor.grading.failed_case import LONGEST_OUTPUT
from bot.tutor.grading.untrusted_values import format_facts
from bot.tutor.replies.model import AnyBlock, Code, Text
from common.error_explanations.explain import explain_message
from common.error_explanations.pasted_traceback import PastedTraceback, parse_traceback
from common.message_reader.records import Part
from grader.protocol import ExceptionInfo

LONGEST_KEPT = 4000
"""Characters of a traceback that are stored: its end says what was raised."""


def explain_pasted_error(t: Translator, *texts: str) -> tuple[AnyBlock, ...]:
    """Return the line that raised, Python's message, and its explanation.

    `texts` are read in their order until one shows an error; without any the result is empty.
    """
    for text in texts:
        pasted = parse_traceback(text)
        if pasted is not None:
            return tuple(_blocks(t, pasted))
    return ()


def pasted_error_of(parts: Sequence[Part]) -> str | None:
    """Return the last traceback of a message that shows an error, at most LONGEST_KEPT characters.

    None where there is none.
    """
    for part in reversed(parts):
        if part.kind == "traceback" and parse_traceback(part.text) is not None:
            return part.text[-LONGEST_KEPT:]
    return None


def explain_beside(t: Translator, text: str, raised: ExceptionInfo | None) -> list[AnyBlock]:
    """Return what a traceback that came with graded code means, in short.

    The result is empty where the code raised the same error, as the verdict explains it.
    """
    pasted = parse_traceback(text)
    if pasted is None or (raised is not None and _is_same(pasted, raised)):
        return []
    message = ": ".join(each for each in (pasted.error_type, pasted.message) if each)
    return [
        Code(text=message[:LONGEST_OUTPUT], caption=t("pasted-beside")),
        Text(markdown=_sentence(t, pasted)),
    ]


def _is_same(pasted: PastedTraceback, raised: ExceptionInfo) -> bool:
    """Return whether two errors are of one type and mean the same, whatever their values are."""
    if (pasted.error_type or "").rpartition(".")[2] not in ("", raised.type.rpartition(".")[2]):
        return False
    if pasted.message == raised.message:
        return True
    one = explain_message(raised.type, pasted.message, None)
    other = explain_message(raised.type, raised.message, None)
    return one is not None and other is not None and one.key == other.key


def _blocks(t: Translator, pasted: PastedTraceback) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    if pasted.source:
        line = t("raised-line", line=str(pasted.line)) if pasted.line else t("raised-somewhere")
        blocks.append(Code(text=pasted.source, language="python", caption=line))
    message = ": ".join(each for each in (pasted.error_type, pasted.message) if each)
    blocks.append(Code(text=message[:LONGEST_OUTPUT], caption=t("raised-message")))
    blocks.append(Text(markdown=_sentence(t, pasted)))
    return blocks


def _sentence(t: Translator, pasted: PastedTraceback) -> str:
    explanation = explain_message(pasted.error_type, pasted.message, pasted.source)
    if explanation is None or not t.has(f"error-{explanation.key}"):
        kind = (pasted.error_type or "").rpartition(".")[2]
        return format_facts(t, "pasted-unexplained", {"type": kind})
    known = {
        "line": str(pasted.line or ""),
        "source": pasted.source or "",
        "type": pasted.error_type or "",
        "message": pasted.message,
    }
    return format_facts(t, f"error-{explanation.key}", {**known, **explanation.facts})
