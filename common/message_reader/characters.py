"""Replaces typographic and full-width characters, as phones put them into code."""

from __future__ import annotations

import re

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
INVISIBLE = "\u00ad\u180e\ufeff" + "".join(
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069))
    for code in range(first, last + 1)
)
"""Soft hyphens, zero-width characters, byte order marks and marks of the writing direction."""

LINE_BREAKS = "\u0085\u2028\u2029"
_REPLACEMENTS = (
    _FULL_WIDTH
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(INVISIBLE, "")
    | dict.fromkeys(LINE_BREAKS, "\n")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u30fc\uff70", "-")
    | {
        "\u3001": ",",
        "\u2026": "...",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u2260": "!=",
        "\u2192": "->",
        "\u301c": "~",
        "\u00a5": "\\",  # the place of the backslash in Japanese fonts and on keyboards
        "\uffe5": "\\",
    }
)
"""Signs whose meaning in code is certain. The long vowel mark ー is typed for a minus, and is one
only outside of Japanese words. Signs such as ² or × stay, so that Python reports them."""

_DOUBLE = '"\u201c\u201d\u201e\u201f\uff02'
_SINGLE = "'\u2018\u2019\u201a\u201b\uff07"
_CLOSING = "\u201d\u2019\uff02\uff07"
_HASHES = "#\uff03"
_LONG_VOWELS = "\u30fc\uff70"
_SPECIAL = re.compile(f"[{re.escape(_HASHES + _DOUBLE + _SINGLE + ''.join(_REPLACEMENTS))}]")


def normalize_characters(code: str) -> str:
    """Return the code with ASCII characters in their place, except inside strings and comments.

    A string that starts or ends with a typographic quote gets straight ones. Where ¥ stands for a
    backslash outside of strings, it does so in strings as well.
    """
    if any(sign in code for sign in "\u00a5\uffe5"):
        code = _replace_yen(code)
    if code.isascii():
        return code
    parts: list[str] = []
    scanner = _StringScanner(code)
    index = 0
    while found := _SPECIAL.search(code, index):
        parts.append(code[index : found.start()])
        index = found.start()
        character = code[index]
        if character in _HASHES:
            end = _line_end(code, index)
            parts.append("#" + code[index + 1 : end])
        elif character in _DOUBLE or character in _SINGLE:
            end = scanner.string_end(index)
            parts.append(_straighten_quotes(code[index:end]))
        elif character in _LONG_VOWELS and _is_in_japanese(code, index):
            end = index + 1
            parts.append(character)
        else:
            end = index + 1
            parts.append(_REPLACEMENTS.get(character, character))
        index = end
    return "".join(parts) + code[index:]


def _is_in_japanese(code: str, index: int) -> bool:
    """Return whether a long vowel mark follows kana, as it does in Japanese words."""
    before = code[index - 1 : index]
    return "\u3041" <= before <= "\u30ff" or "\uff66" <= before <= "\uff9f"


_YEN = str.maketrans("\u00a5\uffe5", "\\\\")


def _replace_yen(code: str) -> str:
    """Return the code with backslashes for ¥ everywhere, if one of them ends a line of code."""
    ends = (line.rstrip().endswith(("\u00a5", "\uffe5")) for line in code.split("\n"))
    return code.translate(_YEN) if any(ends) else code


def _line_end(code: str, start: int) -> int:
    end = code.find("\n", start)
    return len(code) if end < 0 else end


def _similar_quotes(quote: str) -> str:
    return _DOUBLE if quote in _DOUBLE else _SINGLE


def _is_triple(code: str, index: int) -> bool:
    quotes = _similar_quotes(code[index])
    return len(code) >= index + 3 and all(each in quotes for each in code[index : index + 3])


class _StringScanner:
    """Finds the ends of strings, in time linear in the length of the code."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._line_end = 0
        self._next: dict[str, list[int]] = {}
        """By closing quotes: for each index of the current line, counted from the line's end, the
        index of the next of these quotes."""

    def string_end(self, start: int) -> int:
        """Return the end of the string at `start`: after its last quote, or at the line's end.

        A quote is closed by the next one of its own form; if the line has none, by a similar one.
        """
        code = self._code
        if _is_triple(code, start):
            index = start + 3
            while index < len(code):
                if code[index] in _similar_quotes(code[start]) and _is_triple(code, index):
                    return index + 3
                index += 2 if code[index] == "\\" else 1
            return len(code)
        if start >= self._line_end:
            self._line_end = _line_end(code, start)
            self._next = {}
        same_form = code[start] if code[start] in "\"'" else _CLOSING
        for quotes in (same_form, _similar_quotes(code[start])):
            index = self._find_closing(start, quotes)
            if index < self._line_end:
                return index + 1
        return self._line_end

    def _find_closing(self, start: int, quotes: str) -> int:
        """Return the index of the next of these quotes after `start`, or the line's end or more."""
        if quotes not in self._next:
            end = self._line_end
            found = [end, end]  # a backslash may be the last character
            for index in range(end - 1, start, -1):
                if self._code[index] in quotes:
                    found.append(index)
                else:
                    found.append(found[-2 if self._code[index] == "\\" else -1])
            self._next[quotes] = found
        return self._next[quotes][self._line_end - start]


def _straighten_quotes(string: str) -> str:
    """Return a string literal with straight quotes around its unchanged content."""
    quotes = _similar_quotes(string[0])
    straight = quotes[0]
    width = 3 if _is_triple(string, 0) else 1
    is_closed = len(string) >= 2 * width and all(each in quotes for each in string[-width:])
    content = string[width:-width] if is_closed else string[width:]
    if straight in content and not string.startswith(straight):
        content = content.replace(straight, "\\" + straight)
    return straight * width + content + (straight * width if is_closed else "")
