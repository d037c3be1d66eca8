"""Python code as HTML. It imports nothing else of the bot's: a helper loads it in a moment."""

from __future__ import annotations

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def python_html(code: str) -> str:
    """Return the code as HTML with its parts marked, however long that takes."""
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    coloured = highlight(code, lexer, HtmlFormatter(nowrap=True, classprefix="py-"))
    return coloured.removesuffix("\n")  # the formatter's own
