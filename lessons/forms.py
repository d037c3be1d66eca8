"""The easier forms of an exercise: repair a bug, put lines in order, fill in blanks.

All are derived from what the exercise's files contain already, and all are graded by running the
function that results, as any other submission is. The bot imports this, so it must not need torch.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, TypeAlias

from lessons.exercise_source import ExerciseSource, Variant
from lessons.lazy_sequence import SequenceMadeOnce

FormName = Literal["repair", "order"]
"""The forms that a lesson.toml names; a blank is a section of the exercise's Markdown instead."""

Matcher: TypeAlias = SequenceMatcher[str]

BLANK = "____"
"""What stands in the code where learners fill something in."""

FEWEST_LINES, MOST_LINES = 3, 16
"""Lines of a body that are worth putting in order, and that fit in a menu with the distractors."""

MOST_DISTRACTORS = 3
MOST_REPAIRS = 5
LEAST_SIMILAR = 0.6
"""Similarity of a mistake's code to the reference, from 0 to 1, from which repairing it means to
change something rather than to begin anew. A distractor is as similar to a line of the reference.
"""

_INLINE_CODE = re.compile(r"`([^`]+)`")
_SIGN = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class RepairExample:
    """What a bug does with the first shown case that it gets wrong, as the judge formats it."""

    input: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A named mistake whose code is the starter."""

    mistake: str  # its key
    code: str
    example: RepairExample | None = None  # None where no shown case shows the bug


@dataclass(frozen=True, slots=True)
class LineOrder:
    """The lines of a function's body, to be put in order (a Parsons problem)."""

    head: str  # imports and the line with def
    lines: tuple[str, ...]  # of the reference, in order, with their indentation
    distractors: tuple[str, ...]  # lines of mistakes

    @property
    def all_lines(self) -> tuple[str, ...]:
        """The lines of the reference, then the distractors."""
        return (*self.lines, *self.distractors)

    def assemble(self, chosen: Iterable[int]) -> str:
        """Return the function that consists of the chosen `all_lines`, by their indices."""
        return "\n".join([self.head, *(self.all_lines[index] for index in chosen)])

    def disassemble(self, code: str) -> tuple[int, ...] | None:
        """Return the indices of the `all_lines` that code consists of; None for any other code."""
        rest = code.rstrip() + "\n"
        if not rest.startswith(self.head + "\n"):
            return None
        rest = rest.removeprefix(self.head + "\n")
        chosen: list[int] = []
        while rest:
            for index, line in enumerate(self.all_lines):
                if index not in chosen and rest.startswith(line + "\n"):
                    chosen.append(index)
                    rest = rest.removeprefix(line + "\n")
                    break
            else:
                return None
        return tuple(chosen) or None


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that an exercise is offered in, beside writing it from the starter."""

    repairs: Sequence[Repair] = ()  # the one that needs the smallest change comes first
    order: LineOrder | None = None
    blanks: Mapping[str, str] | None = None  # code with BLANK in it

    def __bool__(self) -> bool:
        """Return whether there is any form."""
        return bool(self.repairs or self.order or self.blanks)


def make_repairs(
    source: ExerciseSource,
    texts: Mapping[str, Iterable[str]],
    examples: Mapping[str, RepairExample],
) -> Sequence[Repair]:
    """Return the mistakes that can be repaired: one a key, and MOST_REPAIRS at most.

    Left out are those whose explanation quotes the code that would mend them, because a learner
    reads it after a first attempt, and those that have little in common with the reference.
    `texts` has the explanations, in all languages, by the key of the mistake.
    """
    if next(_repairable(source, texts), None) is None:
        return ()

    def most_similar() -> Iterator[Repair]:
        found = sorted(_repairable(source, texts), key=lambda each: each[0], reverse=True)
        for _, key, variant in found[:MOST_REPAIRS]:
            yield Repair(key, variant.source, examples.get(key))

    # To compare all of them takes a quarter of the time in which a catalogue is loaded.
    return SequenceMadeOnce(most_similar)


def _repairable(
    source: ExerciseSource, texts: Mapping[str, Iterable[str]]
) -> Iterator[tuple[float, str, Variant]]:
    """Yield the mistakes that can be repaired, with their similarity to the reference."""
    reference = _matcher(source.reference)
    for key, mistake in source.mistakes.items():
        similarity = 0.0
        nearest: Variant | None = None
        for variant in mistake.variants:
            of_variant = _similarity(variant.source, reference, at_least=similarity)
            if of_variant > similarity:
                similarity, nearest = of_variant, variant
        if nearest is not None and not any(
            _quotes_repair(text, source.reference, nearest) for text in texts.get(key, ())
        ):
            yield similarity, key, nearest


def make_order(source: ExerciseSource) -> LineOrder:
    """Return the reference's lines, with similar lines of its mistakes as distractors."""
    head, lines = split_function(source.reference, source.function)
    if not lines:
        return LineOrder(head, (), ())
    most = min(MOST_DISTRACTORS, max(1, len(lines) - 1))
    return LineOrder(head, lines, tuple(_distractors(source, lines))[:most])


def split_function(code: str, function: str) -> tuple[str, tuple[str, ...]]:
    """Return what comes before the body of the function that ends the code, and the body's lines.

    A line is a logical one: a statement over several lines is kept together. Comments on lines of
    their own are left out. Code without that function has no lines.
    """
    lines = tuple(_logical_lines(code))
    starts = (at for at, line in enumerate(lines) if line.startswith(f"def {function}("))
    start = next(starts, None)
    if start is None:
        return code, ()
    head = code[: code.index(lines[start]) + len(lines[start])]
    return head, lines[start + 1 :]


def find_fills(template: str, code: str) -> tuple[str, ...] | None:
    """Return what fills the blanks of a template so that its lines are lines of the code.

    None where a line with a blank is like no line of the code. Only lines with blanks are compared,
    so that comments may differ.
    """
    candidates = [line.strip() for line in code.splitlines()]
    fills: list[str] = []
    for line in template.splitlines():
        if BLANK not in line:
            continue
        found = next(filter(None, (match_line(line, each) for each in candidates)), None)
        if found is None:
            return None
        fills += found
    return tuple(fills) or None


def match_line(template: str, line: str) -> tuple[str, ...] | None:
    """Return what fills the blanks of one line so that it is the other; None if nothing does."""
    first, *pieces = template.strip().split(BLANK)
    if not line.startswith(first):
        return None
    rest = line.removeprefix(first)
    fills = []
    for piece in pieces[:-1]:
        fill, separator, rest = rest.partition(piece)
        if not separator:
            return None
        fills.append(fill)
    if not rest.endswith(pieces[-1]):
        return None
    fills.append(rest.removesuffix(pieces[-1]))
    return tuple(fills) if all(each.strip() for each in fills) else None


def fill_blanks(template: str, fills: Iterable[str]) -> str:
    """Return the template with its blanks replaced in order. There are as many fills as blanks."""
    first, *pieces = template.split(BLANK)
    return first + "".join(fill + piece for fill, piece in zip(fills, pieces, strict=True))


def _logical_lines(code: str) -> Iterator[str]:
    lines = code.splitlines()
    start: int | None = None
    ignored = {tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline):
        if token.type == tokenize.NEWLINE:
            assert start is not None
            yield "\n".join(lines[start - 1 : token.start[0]])
            start = None
        elif start is None and token.type not in ignored:
            start = token.start[0]


def _distractors(source: ExerciseSource, lines: tuple[str, ...]) -> Iterator[str]:
    """Yield lines of mistakes that are like a line of the reference, the most similar ones first.

    At most one is yielded for each line of the reference, and none that uses a name which the
    reference has not.
    """
    known = {_normalized(line) for line in lines}
    names = _names(source.reference)
    matchers = [(_indent(line), _matcher(line.strip())) for line in lines]
    candidates = [
        (*_nearest_line(line, matchers), line)
        for mistake in source.mistakes.values()
        for variant in mistake.variants
        for line in split_function(variant.source, source.function)[1]
        if _normalized(line) not in known and _names(line) <= names
    ]
    taken: set[int] = set()
    for similarity, at, line in sorted(candidates, key=lambda each: each[0], reverse=True):
        if similarity >= LEAST_SIMILAR and at not in taken:
            taken.add(at)
            yield line


def _names(code: str) -> set[str]:
    """Return the names that code uses, without attributes and keywords."""
    for whole in (code.strip(), f"{code.strip()}\n    pass"):
        try:
            tree = ast.parse(whole)
        except SyntaxError:
            continue
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return names | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return {code}  # part of a statement, such as "else:"; it is no name that code may have


def _nearest_line(line: str, matchers: Sequence[tuple[int, Matcher]]) -> tuple[float, int]:
    """Return the similarity and the index of the first line that is as similar as any.

    Lines of another indentation are not similar.
    """
    best, nearest = 0.0, 0
    for at, (indent, matcher) in enumerate(matchers):
        if indent == _indent(line):
            similarity = _similarity(line.strip(), matcher, at_least=best)
            if similarity > best:
                best, nearest = similarity, at
    return best, nearest


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _matcher(text: str) -> Matcher:
    """Return what compares texts with this one; what it prepares takes time."""
    return SequenceMatcher(None, "", text, autojunk=False)


def _similarity(text: str, other: Matcher, *, at_least: float) -> float:
    """Return the similarity of two texts; 0 where it is less than `at_least` or LEAST_SIMILAR."""
    other.set_seq1(text)
    least = max(at_least, LEAST_SIMILAR)
    upper_bounds = (other.real_quick_ratio, other.quick_ratio)  # which take much less time
    if any(bound() < least for bound in upper_bounds):
        return 0.0
    ratio = other.ratio()
    return ratio if ratio >= least else 0.0


def _quotes_repair(text: str, reference: str, variant: Variant) -> bool:
    """Return whether a text quotes an expression that the reference has and the mistake lacks."""
    right, wrong = _normalized(reference), _normalized(variant.source)
    quoted = {_normalized(each) for each in _INLINE_CODE.findall(text)}
    return any(
        len(each) > 3 and _SIGN.search(each) and each in right and each not in wrong
        for each in quoted
    )


@lru_cache(maxsize=1024)
def _normalized(code: str) -> str:
    try:
        return "".join(ast.unparse(ast.parse(code.strip())).split())
    except SyntaxError:  # part of a statement, such as "with torch.no_grad():"
        return "".join(code.split())
