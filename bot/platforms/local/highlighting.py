"""Highlights Python code as HTML, in a helper process if that may take long."""

from __future__ import annotations

import re
from collections import OrderedDict
from html import escape
from typing import TypeVar

from bot.helper_process import HelperOverrunError, HelperPool
from bot.helper_process.python_html import python_html

LONGEST_HIGHLIGHTED = 100_000  # characters; longer code is not highlighted

LONGEST_INLINE = 1024  # characters; shorter code is highlighted in this process

MOST_PREPARED = 32
"""Pieces of code whose HTML is cached between `prepare_highlighting` and `highlight`."""

MOST_TIMED_OUT = 1000
"""Pieces of code that timed out, whose hashes are kept so that they are not tried again."""

_CPU_S = 0.5

_BLANKS = re.compile(r"\s{100}")
"""The lexer takes quadratic time in the number of consecutive blank lines."""

_HELPERS = HelperPool(workers=1, cpu_s=_CPU_S)  # code is parsed for other purposes in other helpers

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_prepared: OrderedDict[str, str] = OrderedDict()
_timed_out: OrderedDict[int, None] = OrderedDict()


async def prepare_highlighting(code: str) -> None:
    """Highlight code for `highlight`, within a time limit."""
    if _is_quick(code) or len(code) > LONGEST_HIGHLIGHTED:
        return
    if code in _prepared or hash(code) in _timed_out:
        return
    try:
        html = str(await _HELPERS.call(python_html, code))
    except HelperOverrunError:
        _put(_timed_out, hash(code), None, MOST_TIMED_OUT)
        return
    _put(_prepared, code, html, MOST_PREPARED)


def highlight(code: str) -> str:
    """Return the code as HTML; not highlighted if it is neither short nor prepared."""
    if _is_quick(code):
        return python_html(code)
    return _prepared.get(code) or escape(code)


def _put(cache: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    cache[key] = value
    if len(cache) > most:
        cache.popitem(last=False)


def _is_quick(code: str) -> bool:
    return len(code) <= LONGEST_INLINE and not _BLANKS.search(code)
