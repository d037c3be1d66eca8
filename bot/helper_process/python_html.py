"""Renders Python code as HTML. It imports no other module of the bot, so helpers load it fast."""

from __future__ import annotations

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_FORMATTER = HtmlFormatter(nowrap=True, classprefix="py-")
"""It keeps no state of the code that it formats, and takes long to make."""


def python_html(code: str) -> str:
    """Return the code as HTML with its tokens marked. The time has no limit of its own."""
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    coloured = highlight(code, lexer, _FORMATTER)
    return coloured.removesuffix("\n")  # added by the formatter
