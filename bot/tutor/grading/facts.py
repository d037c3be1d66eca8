"""Sentences about values that come out of a learner's code, such as the keys of a dict.

Whoever writes the code decides what such a value says, and others may read it: in the thread below
a paste, say. So it is shown as it is, and nothing in it is read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.i18n import Translator
from bot.tutor.replies.model import escaped

_BEGIN, _END = "\ue000", "\ue001"  # for private use: they stand in no catalogue
_MARKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_HARMLESS = re.compile(
    r"""(?: [^\W_]+ (?:[._-][^\W_]+)*  # words that a catalogue may compare with, and numbers
      | \( [\d,\ ]* \) | \[ [\d,\ ]* \]  # shapes and places
    )?""",
    re.VERBOSE,
)
_LONGEST = 300


def said_of(t: Translator, key: str, facts: Mapping[str, str]) -> str:
    """Return the sentence of that key, with facts that cannot change how it is drawn.

    A fact between backticks of the sentence stays code, any other one is escaped.
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
    """The fact, between marks unless it has a form that means nothing in Markdown."""
    fact = " ".join(fact.replace(_BEGIN, "").replace(_END, "").split())
    cut = fact if len(fact) <= _LONGEST else fact[: _LONGEST - 1] + "…"
    return cut if _HARMLESS.fullmatch(cut) else f"{_BEGIN}{cut}{_END}"
