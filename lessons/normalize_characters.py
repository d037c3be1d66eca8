"""Typographic and full-width characters, as phones and word processors put them into code."""

from __future__ import annotations

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = _FULL_WIDTH | {
    "\u3000": " ",  # full-width space
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "",  # zero width
    "\u2060": "",
    "\u3001": ",",
    "\u2212": "-",  # minus sign
    "\u2013": "-",  # dashes that a phone makes of "-"
    "\u2014": "-",
    "\u2026": "...",
}
_DOUBLE = '"\u201c\u201d\u201e\u201f\uff02'
_SINGLE = "'\u2018\u2019\u201a\u201b\uff07"


_CLOSING = "\u201d\u2019\uff02\uff07"


def normalize_characters(code: str) -> str:
    """Code with such characters made plain, but not inside strings and comments.

    A string that begins or ends with a curly quote gets straight ones.
    """
    plain: list[str] = []
    strings = _Strings(code)
    at = 0
    while at < len(code):
        character = code[at]
        if character in "#\uff03":
            end = _line_end(code, at)
            plain.append("#" + code[at + 1 : end])
        elif character in _DOUBLE or character in _SINGLE:
            end = strings.end(at)
            plain.append(_string(code[at:end]))
        else:
            end = at + 1
            plain.append(_PLAIN.get(character, character))
        at = end
    return "".join(plain)


def _line_end(code: str, start: int) -> int:
    end = code.find("\n", start)
    return len(code) if end < 0 else end


def _family(quote: str) -> str:
    return _DOUBLE if quote in _DOUBLE else _SINGLE


def _is_triple(code: str, at: int) -> bool:
    family = _family(code[at])
    return len(code) >= at + 3 and all(each in family for each in code[at : at + 3])


class _Strings:
    """Finds where strings end, in time linear in the code, however many its lines hold."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._line_end = 0
        self._next: dict[str, list[int]] = {}
        """By the quotes that close a string: for each place of the line, counted from the line's
        end, the place of the next of them."""

    def end(self, start: int) -> int:
        """Where the string that starts here ends: behind its last quote, or at the line's end.

        A quote is closed by one of its own form where the line has one; else by any of its family.
        """
        code = self._code
        if _is_triple(code, start):
            at = start + 3
            while at < len(code):
                if code[at] in _family(code[start]) and _is_triple(code, at):
                    return at + 3
                at += 2 if code[at] == "\\" else 1
            return len(code)
        if start >= self._line_end:
            self._line_end = _line_end(code, start)
            self._next = {}
        for quotes in (code[start] if code[start] in "\"'" else _CLOSING, _family(code[start])):
            at = self._closing(start, quotes)
            if at < self._line_end:
                return at + 1
        return self._line_end

    def _closing(self, start: int, quotes: str) -> int:
        """The next of these quotes behind `start`; the line's end or more where there is none."""
        if quotes not in self._next:
            end = self._line_end
            found = [end, end]  # behind an escaped character nothing may be left
            for at in range(end - 1, start, -1):
                if self._code[at] in quotes:
                    found.append(at)
                else:
                    found.append(found[-2 if self._code[at] == "\\" else -1])
            self._next[quotes] = found
        return self._next[quotes][self._line_end - start]


def _string(text: str) -> str:
    """A whole string with straight quotes around it; what stands inside stays."""
    family = _family(text[0])
    width = 3 if _is_triple(text, 0) else 1
    quote = family[0] * width
    closed = len(text) >= 2 * width and all(each in family for each in text[-width:])
    inside = text[width:-width] if closed else text[width:]
    if family[0] in inside and not text.startswith(family[0]):
        inside = inside.replace(family[0], "\\" + family[0])
    return quote + inside + (quote if closed else "")
