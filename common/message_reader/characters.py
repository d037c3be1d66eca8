"""Replaces typographic and full-width characters, as phones put them into code."""

from __future__ import annotations

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_REPLACEMENTS = _FULL_WIDTH | {
    "\u3000": " ",  # full-width space
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "",  # zero width
    "\u2060": "",
    "\u3001": ",",
    "\u2212": "-",  # minus sign
    "\u2013": "-",  # en dash
    "\u2014": "-",  # em dash
    "\u2026": "...",
}
_DOUBLE = '"\u201c\u201d\u201e\u201f\uff02'
_SINGLE = "'\u2018\u2019\u201a\u201b\uff07"
_CLOSING = "\u201d\u2019\uff02\uff07"


def normalize_characters(code: str) -> str:
    """Return the code with ASCII characters in their place, except inside strings and comments.

    A string that starts or ends with a typographic quote gets straight ones.
    """
    parts: list[str] = []
    scanner = _StringScanner(code)
    index = 0
    while index < len(code):
        character = code[index]
        if character in "#\uff03":
            end = _line_end(code, index)
            parts.append("#" + code[index + 1 : end])
        elif character in _DOUBLE or character in _SINGLE:
            end = scanner.string_end(index)
            parts.append(_straighten_quotes(code[index:end]))
        else:
            end = index + 1
            parts.append(_REPLACEMENTS.get(character, character))
        index = end
    return "".join(parts)


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
