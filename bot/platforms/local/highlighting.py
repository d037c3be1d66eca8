"""Python code as HTML with its parts marked, beside the event loop where that may take long."""

from __future__ import annotations

import re
from collections import OrderedDict
from html import escape
from typing import TypeVar

from bot.helper_process import HelperOverrunError, HelperPool
from bot.helper_process.python_html import python_html

LONGEST_HIGHLIGHTED = 100_000  # characters; longer code is drawn plain, so that drawing stays quick

LONGEST_INLINE = 1024  # characters that are highlighted at once

MOST_PREPARED = 32
"""Pieces whose HTML is kept from `prepare` until they are drawn, and a little longer."""

MOST_TIMED_OUT = 1000
"""Pieces that took too long, of which only the hash is kept: they are not tried at each visit."""

_CPU_S = 0.5

_BLANKS = re.compile(r"\s{100}")
"""The lexer takes time by the square of the number of blank lines that follow each other."""

_HELPERS = HelperPool(workers=1, cpu_s=_CPU_S)  # others' code is read in other helpers

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_remembered: OrderedDict[str, str] = OrderedDict()
_refused: OrderedDict[int, None] = OrderedDict()


async def prepare_highlighting(code: str) -> None:
    """Have the code highlighted, so that `highlighted` finds it; a time limit holds."""
    if _is_quick(code) or len(code) > LONGEST_HIGHLIGHTED:
        return
    if code in _remembered or hash(code) in _refused:
        return
    try:
        html = str(await _HELPERS.call(python_html, code))
    except HelperOverrunError:
        _keep(_refused, hash(code), None, MOST_TIMED_OUT)
        return
    _keep(_remembered, code, html, MOST_PREPARED)


def highlight(code: str) -> str:
    """The code as HTML; in one colour where it was neither short nor prepared."""
    if _is_quick(code):
        return python_html(code)
    return _remembered.get(code) or escape(code)


def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)


def _is_quick(code: str) -> bool:
    return len(code) <= LONGEST_INLINE and not _BLANKS.search(code)
