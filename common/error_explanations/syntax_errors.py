"""Syntax errors whose message is precise, and those that only the line itself explains."""

from __future__ import annotations

from common.error_explanations.pattern import Pattern, pattern

_KEYWORDS = (
    "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from"
    "|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield"
)

PRECISE = (
    pattern("syntax-positional", "SyntaxError", r"argument (unpacking )?follows keyword argument"),
    pattern(
        "syntax-defaults",
        "SyntaxError",
        r"^(non-default argument|parameter without a default) follows",
    ),
    pattern(
        "syntax-keyword-twice", "SyntaxError", r"^keyword argument repeated: (?P<name>\w+)", "name"
    ),
    pattern(
        "syntax-parameter-twice",
        "SyntaxError",
        r"^duplicate (?:argument|parameter) '(?P<name>\w+)' in function",
        "name",
    ),
    pattern(
        "syntax-break",
        "SyntaxError",
        r"^'(?P<name>break|continue)' (?:outside|not properly in) loop",
        "name",
    ),
    pattern("syntax-fstring", "SyntaxError", r"^f-string: |^unterminated f-string"),
    pattern("syntax-try", "SyntaxError", r"^expected 'except' or 'finally' block"),
    pattern(
        "syntax-transpose",
        "SyntaxError",
        r"^unterminated string literal",
        source=r"^[^'\"]*[\w)\]]'\s*(?:[-+*/@,)\]][^'\"]*)?$",
    ),
    pattern("syntax-conditional", "SyntaxError", r"^expected 'else' after 'if' expression"),
    pattern("syntax-backslash", "SyntaxError", r"^unexpected character after line continuation"),
    pattern("syntax-generator", "SyntaxError", r"^Generator expression must be parenthesized"),
    pattern(
        "syntax-generator", "SyntaxError", r"^did you forget parentheses around the comprehension"
    ),
    pattern("syntax-star", "SyntaxError", r"starred expression"),
    pattern(
        "syntax-global",
        "SyntaxError",
        r"^name '(?P<name>\w+)' is (?:parameter and|used prior to|assigned to before) "
        r"(?:global|non)",
        "name",
    ),
    pattern(
        "syntax-global", "SyntaxError", r"^no binding for nonlocal '(?P<name>\w+)' found", "name"
    ),
    pattern("syntax-delete", "SyntaxError", r"^cannot delete "),
    pattern("syntax-equals", "SyntaxError", r"^expression cannot contain assignment"),
    pattern("syntax-update", "SyntaxError", r"is an illegal expression for augmented assignment"),
    pattern("syntax-path", "SyntaxError", r"^\(unicode error\) 'unicodeescape'"),
    pattern("syntax-except", "SyntaxError", r"^multiple exception types must be parenthesized"),
    pattern("syntax-dict", "SyntaxError", r"^(':' expected|expression expected) after dict"),
    pattern(
        "syntax-import",
        "SyntaxError",
        r"^(trailing comma not allowed without"
        r"|Did you mean to use 'from \.\.\. import \.\.\.' instead"  # Python 3.12
        r"|Expected one or more names after 'import')",  # Python 3.13
    ),
    pattern("syntax-import-star", "SyntaxError", r"^import \* only allowed at module level"),
    pattern("syntax-parameters", "SyntaxError", r"^expected '\('"),
)

_INVALID = r"^invalid syntax$"

_ROUND_SLICE = r"\w\((?:[^()\[\]{}'\":,]*,)?\s*(?:-?\d*\s*:\s*[,)]|:|-?\d+\s*:)"
"""A bare colon, or one after a number, in round brackets: MATLAB's way to pick a part."""


def _line(key: str, source: str, facts: str = "") -> Pattern:
    return pattern(key, "SyntaxError", _INVALID, facts, source)


BY_LINE = (
    _line("syntax-notebook", r"^\s*[!%]{1,2}[A-Za-z]|^\s*(?:pip|conda) install\b"),
    _line("syntax-prompt", r"^\s*(?:>>>|\.\.\. )"),
    _line("syntax-comment", r"^\s*(?://|/\*)"),
    _line("syntax-elif", r"^\s*(?P<name>elif|else|except|finally)\b", "name"),
    _line("syntax-elif-spelled", r"^\s*(?:elsif|elseif)\b"),
    _line("syntax-keyword-name", rf"^\s*def\s+(?P<name>{_KEYWORDS})\b", "name"),
    _line("syntax-keyword-name", rf"^\s*(?P<name>{_KEYWORDS})\s*=(?!=)", "name"),
    _line("syntax-keyword-name", rf"[(,.]\s*(?P<name>{_KEYWORDS})\s*(?:[,)]|=(?!=)|$)", "name"),
    _line("syntax-import", r"^\s*(?:import|from)\b"),
    _line(
        "syntax-other-language",
        r"^\s*(?P<name>function|func|fn|var|let|const|switch|unless|until|do|void)\b",
        "name",
    ),
    _line("syntax-other-language", r"\b(?P<name>then)\s*:?\s*$", "name"),
    _line("syntax-typed-name", r"^\s*(?P<name>int|float|double|bool|str|string)\s+\w+\s*=", "name"),
    _line("syntax-increment", r"(?P<name>\+\+|--)\s*(?:[;)#]|$)", "name"),
    _line("syntax-round-index", r"^(?!\s*(?:def|class)\b|.*\blambda\b).*" + _ROUND_SLICE),
    _line("syntax-operator", r"(?P<sign>%\*%|%in%|%%|(?<![\d.])\.[*/^])", "sign"),
    _line("syntax-and-or", r"(?P<sign>&&|\|\|)", "sign"),
    _line("syntax-comparison", r"(?P<sign>===|!==|=>|=<|=!|<>)", "sign"),
    _line("syntax-not", r"!(?!=)"),
    _line("syntax-question", r"\?"),
    _line("syntax-lambda", r"\blambda\b[^:]*:\s*(?:return|if|for|print\s)|\blambda\b[^:]*$"),
    _line("syntax-walrus", r"^\s*\w+\s*:="),
    _line("syntax-delete", r"^\s*del\b"),
    _line("syntax-for", r"^\s*for\b(?:(?!\bin\b).)*$"),
    _line("syntax-for", r"^\s*for\b.*\bin\s*:"),
    _line("syntax-global-value", r"^\s*(?:global|nonlocal)\b.*="),
    _line("syntax-not-in", r"\b(?:isnot|notin)\b|\bnot\s+\w+\s*:"),
    _line("syntax-raise", r"^\s*raise\s+\w+(?:\s*,|\s+\S)"),
    _line("syntax-braces", r"\)\s*\{\s*$"),
    _line("syntax-doubled", r"(?P<sign>,\s*,|::|\.\.|=\s+=|\^\^)", "sign"),
    _line("syntax-nothing-after", r"(?P<sign>[-+*/%@=<>&|,]|\b(?:and|or|not|in|is))\s*$", "sign"),
    _line("syntax-nothing-after", r"(?P<sign>[-+*/%@=<>&|])\s*#", "sign"),
    _line("syntax-two-statements", r"\w\s+\w+\s*=[^=]|\)\s+\w+\("),
)
"""Read the line, since Python says no more than "invalid syntax"; the first that matches wins."""
