"""Sentences about values that a learner's code has returned, such as the keys of a dict.

The values are untrusted, and others may read them, for example in the thread below a paste. So
they are shown as they are, and nothing in them is interpreted as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.i18n import Translator
from bot.tutor.replies.model import escaped

_BEGIN, _END = "\ue000", "\ue001"  # private use characters, which no catalogue contains
_MARKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_HARMLESS = re.compile(
    r"""(?: [^\W_]+ (?:[._-][^\W_]+)*  # numbers, and words that a catalogue may select a variant by
      | \( [\d,\ ]* \) | \[ [\d,\ ]* \]  # shapes and indices
    )?""",
    re.VERBOSE,
)
_LONGEST = 300


def format_facts(t: Translator, key: str, facts: Mapping[str, str]) -> str:
    """Return the sentence of that key, with facts that cannot change its Markdown.

    A fact between backticks of the sentence stays code; any other one is escaped.
    """
    marked = {name: _marked(fact) for name, fact in facts.items()}
    done, is_code, at = "", False, 0
    text = t.format(key, marked)
    for found in _MARKED.finditer(text):
        before = text[at : found.start()]
        is_code ^= before.count("`") % 2 == 1
        done += before + (found[1].replace("`", "'") if is_code else escaped(found[1]))
        at = found.end()
    return done + text[at:]


def _marked(fact: str) -> str:
    """Return the fact, between marks unless its form has no meaning in Markdown."""
    fact = " ".join(fact.replace(_BEGIN, "").replace(_END, "").split())
    cut = fact if len(fact) <= _LONGEST else fact[: _LONGEST - 1] + "…"
    return cut if _HARMLESS.fullmatch(cut) else f"{_BEGIN}{cut}{_END}"
