"""Tells prose from code, line by line."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

from common.message_reader.pieces import Piece
from common.message_reader.records import PartKind
from common.message_reader.syntax import Trees

_CODE_LINE = re.compile(
    r"^[ \t]*+(?:def \w+\s*+\(|class \w+[ \t]*+[(:]|import \w+|from \w[\w.]*+ import "
    r"|@\w[\w.]*+(?:\(.*)?[ \t]*$"
    r"|(?:if|for|while|with|elif|except|async) .+:\s*$|(?:try|else|finally):|(?:return|print|raise"
    r"|assert|del|yield|await)\b ?[\w(\[\"'-]|[\w.\[\]]++ *+[-+*/@|&]?=(?!=) *\S|[\w.]++\(|[%!]\w"
    r"|\w++(?:, *+\w++)++ *+=(?!=)|\w++: *+\w[\w.\[\]]*+ *+=(?!=)"
    r"|[\w.]++\[[^\]\n]*+\] *+[-+*/@]?=(?!=))"
)
_DEFINITE_CODE = re.compile(
    r"^[ \t]*+(?:(?:async )?def \w+[ \t]*+\(|class \w+[ \t]*+[(:]|import [\w., ]+$"
    r"|from [\w.]++ import |for (?=.* in ).*:$|[^\W\d]\w*+(?:\.\w++)*+ *+[-+*/@]?= *+(?![=ー])\S)"
)
_STRING = re.compile(r"\"[^\"\n]*+\"|'[^'\n]*+'|#[^\n]*+|“[^“”\n]*+”|‘[^‘’\n]*+’")
_FOREIGN_LETTER = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f]")
_WORDS = re.compile(r"[A-Za-z][\w'’]*+(?:,? [A-Za-z'’][\w'’-]*+){2}")
_STATEMENT_WORD = re.compile(
    r"(?:import|from|def|class|return|for|while|with|assert|del|global|nonlocal|raise|lambda|not|yield"
    r"|async|await|elif|except|if)\b"
)
_SENTENCE = re.compile(r"^(?![ \t#@])[^()\[\]{}=\"`]*(?:[.!?]|[^\x00-\x7f])[ \t]*$")
"""A line of prose ends with a mark or a non-ASCII character. A misspelt statement does not, so it
stays in the code and is reported to the learner."""
_INLINE_DEFINITION = re.compile(r"`((?:async )?def \w++\([^`\n]*+)`")
_SENTENCE_ENDS = ("。", "！", "？", "!", "?", "…", "、")
_QUOTE_OR_COMMENT = re.compile("[\"'#]")
_QUESTION = re.compile(r"(?:what|why|how|when|where|which|who)(?:'s)? [^()=\n]*+", re.IGNORECASE)
_GOES_ON_IN_JAPANESE = re.compile("((?<!\\w)\\w++|[)\\]}]) ++[\u3041-\u30ff\u3400-\u9fff]")
_GREETING = re.compile(
    r"^(?:python3?|py|hi|hello|hey|thanks|thank you|done|here|ok|okay)[ ,.:!]*$", re.I
)


def is_question(text: str) -> bool:
    """Return whether a text asks for something, though Python parses it: `what is nn.Module`."""
    return _QUESTION.fullmatch(text.strip()) is not None


def begins_or_ends_with_a_sentence(text: str) -> bool:
    """Return whether Python cannot parse a text, as its first or last line ends as sentences do.

    This saves trying, which takes longest where only the last line is wrong.
    """
    stripped = text.strip()
    lines = (stripped.partition("\n")[0].rstrip(), stripped.rpartition("\n")[2])
    return any(
        line.endswith(_SENTENCE_ENDS) and not _QUOTE_OR_COMMENT.search(line) for line in lines
    )


def is_prose_line(line: str) -> bool:
    """Return whether a line, which is not indented, is prose and no code."""
    stripped = line.strip()
    if not stripped or stripped.startswith("#"):
        return False
    outside = stripped
    if not stripped.isascii():
        outside = _STRING.sub("", stripped)
        if _FOREIGN_LETTER.search(outside) and not _DEFINITE_CODE.match(outside):
            return True
    if _GREETING.match(stripped):
        return True
    words = _WORDS.match(stripped)
    if words is not None and not _STATEMENT_WORD.match(stripped):
        return True
    if _has_three_words(outside if outside is not stripped else _STRING.sub("", stripped)):
        return True
    return bool(_SENTENCE.match(stripped)) and not _CODE_LINE.match(stripped)


def is_definite_code(line: str) -> bool:
    """Return whether a line can be nothing but code, such as a definition or an assignment."""
    return _DEFINITE_CODE.match(line) is not None


def _goes_on_in_japanese(line: str) -> bool:
    """Return whether Japanese words follow what may be code: "dim=1 の意味がわからない"."""
    found = _GOES_ON_IN_JAPANESE.search(_STRING.sub("", line))
    return found is not None and not keyword.iskeyword(found[1])


def _has_three_words(line: str) -> bool:
    """Return whether three words in a row are none of Python's, which no code has."""
    count = 0
    for word in line.split(" "):
        is_plain = word.isascii() and word.isalpha() and len(word) > 1
        count = count + 1 if is_plain and not keyword.iskeyword(word) else 0
        if count == 3:
            return True
    return False


def split_inline(text: str) -> list[Piece]:
    """Return prose with the definitions that it quotes as inline code: `def f(x): …`."""
    pieces: list[Piece] = []
    start = 0
    for found in _INLINE_DEFINITION.finditer(text):
        pieces += [("prose", text[start : found.start()]), ("code", found[1])]
        start = found.end()
    pieces.append(("prose", text[start:]))
    return [piece for piece in pieces if piece[1].strip()]


def split_prose(text: str, trees: Trees) -> list[Piece]:
    """Split text that does not parse as a whole into prose and code.

    First the lines from the first to the last one of code are tried; if they do not parse, each
    run of lines of code by itself. What parses in no way stays together, so that a mistake keeps
    its lines.
    """
    lines = text.split("\n")
    labels = _labels(lines)
    if "code" not in labels or (len(lines) == 1 and _goes_on_in_japanese(text)):
        return [("prose", text)]
    start = labels.index("code")
    while start and labels[start - 1] in {"comment", ""}:
        start -= 1
    while not labels[start]:
        start += 1
    end = len(labels) - labels[::-1].index("code")
    whole = _pieces(lines, [(0, start, "prose"), (start, end, "code"), (end, len(lines), "prose")])
    middle = "\n".join(lines[start:end])
    if trees.is_meaningful(middle) or "prose" not in labels[start:end]:
        return whole
    runs = _runs(labels)
    parsed = (
        trees.is_meaningful("\n".join(lines[a:b]).strip("\n"))
        for a, b, kind in runs
        if kind == "code"
    )
    return _pieces(lines, runs) if any(parsed) else whole


def _pieces(lines: Sequence[str], runs: Sequence[tuple[int, int, PartKind]]) -> list[Piece]:
    found: list[Piece] = [(kind, "\n".join(lines[start:end])) for start, end, kind in runs]
    return [piece for piece in found if piece[1].strip()]


def _labels(lines: Sequence[str]) -> list[str]:
    """Return a label for each line: "code", "prose", "comment" or "" for a blank line."""
    labels: list[str] = []
    current = "prose"
    for line in lines:
        if not line.strip():
            labels.append("")
            continue
        if line[0] in " \t\u3000\u00a0" and current == "code":
            label = "code"
        elif is_prose_line(line):
            label = "prose"
        elif line.lstrip().startswith("#"):
            label = "code" if current == "code" else "comment"
        elif _CODE_LINE.match(line) or _DEFINITE_CODE.match(line):
            label = "code"
        else:
            label = current
        labels.append(label)
        if label != "comment":
            current = label
    return labels


def _runs(labels: Sequence[str]) -> list[tuple[int, int, PartKind]]:
    """Return runs of lines with one label; comments belong to the code below them."""
    kinds: list[PartKind] = []
    following: PartKind = "prose"
    for label in reversed(labels):
        if label in {"code", "prose"}:
            following = "code" if label == "code" else "prose"
        kinds.append(following)
    kinds.reverse()
    runs: list[tuple[int, int, PartKind]] = []
    for index, kind in enumerate(kinds):
        if runs and runs[-1][2] == kind:
            runs[-1] = (runs[-1][0], index + 1, kind)
        else:
            runs.append((index, index + 1, kind))
    return runs
