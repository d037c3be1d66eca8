"""Rules for how a function is called, and for conditions on whole tensors."""

from __future__ import annotations

import re

import torch

from common.error_explanations.explain import UNKNOWN
from grader.judge.refinements.failed_line import Explained, FailedLine

_LONGEST = 400
"""The characters of a line that are read."""

# --- calls ----------------------------------------------------------------------------------------

_JOINING = {"cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack", "column_stack"}
_ROUND_AND_SQUARE = re.compile(r"([A-Za-z_][\w.]{0,60})\[")
_MATH = re.compile(r"\bmath\.([a-z]\w{0,15})\(")
_TEXT_AS_DIMENSION = re.compile(
    r"got \(.{0,80}\b(?:dim|axis)=str\b|got \(str\),.{1,200}\bints? dim\b"
    r"|argument 'dim'(?: \(position \d+\))? must be int, not str"
    r"|Name '.{1,40}' not found in Tensor\[",
    re.DOTALL,
)


def list_wanted(line: FailedLine) -> Explained | None:
    """Find `cat` or `stack` of tensors that are not in a list."""
    is_count = line.key == "too-many-arguments"
    is_type = line.key == "argument-type" and line.facts["got"] == "Tensor"
    name = line.facts.get("function", "")
    if name in _JOINING and (is_count or is_type):
        return "list-wanted", {"function": name}
    return None


def square_brackets(line: FailedLine) -> Explained | None:
    """Find a function that is followed by square brackets."""
    found = re.match(r"'(?:builtin_function_or_method|function|method)' object is n", line.message)
    if found is None or not line.message.endswith("subscriptable"):
        return None
    called = line.facts.get("left", line.known.get("left", UNKNOWN))
    names = _ROUND_AND_SQUARE.findall(line.source[:_LONGEST])
    if called == UNKNOWN and len(names) == 1:
        called = names[0]
    return "square-brackets", {"called": called}


def function_of_math(line: FailedLine) -> Explained | None:
    """Find a function of `math` that was given a tensor of many elements."""
    if line.key != "many-to-number":
        return None
    names = set(_MATH.findall(line.source[:_LONGEST]))
    nearest = next((f"torch.{each}" for each in sorted(names) if hasattr(torch, each)), None)
    if nearest is None:
        return None
    return "math-of-tensor", {"called": f"math.{nearest[6:]}", "nearest": nearest}


def formula_first(line: FailedLine) -> Explained | None:
    """Find `einsum` whose formula does not come first."""
    if line.key != "truth-of-many":
        return None
    is_late = re.search(r"\beinsum\(\s{0,20}[A-Za-z_(]", line.source[:_LONGEST])
    return ("einsum-formula-first", {}) if is_late else None


def dimension_as_text(line: FailedLine) -> Explained | None:
    """Find text, such as "rows", where the number of a dimension is wanted."""
    if _TEXT_AS_DIMENSION.search(line.message[:_LONGEST]):
        return "dimension-as-text", {}
    return None


def dimension_missing(line: FailedLine) -> Explained | None:
    """Find a function that was not told along which dimension it goes."""
    if line.key == "too-few-arguments" and line.facts["names"].strip("'\"") == "dim":
        return "dimension-missing", {"function": line.facts["function"]}
    return None


# --- conditions -----------------------------------------------------------------------------------

_ONE_AT_A_TIME = re.compile(r"\s*(?:el)?(?:if|while|assert)\b")
_COMPARED = r"(?:[<>]=?|[=!]=)"
_UNBRACKETED = re.compile(rf"{_COMPARED}[^()&|<>]{{1,60}}[&|]|[&|][^()&|<>]{{1,60}}{_COMPARED}")
_WORD = re.compile(r"[^'\"]\b(and|or)\b")
_CHAIN = re.compile(r"[<>]=?[^()&|<>,:]{1,60}[<>]=?")


def condition_brackets(line: FailedLine) -> Explained | None:
    """Find `&` or `|` between comparisons without brackets: it takes the operands beside it."""
    if line.key not in ("not-for-dtype", "truth-of-many", "operand-types"):
        return None
    source = line.source[:_LONGEST]
    if _UNBRACKETED.search(source) is None or _WORD.search(source) is not None:
        return None
    return "condition-brackets", {"sign": "&" if "&" in source else "|"}


def conditions_joined(line: FailedLine) -> Explained | None:
    """Find `and`, `or` or a chain of comparisons where a whole tensor is compared."""
    source = line.source[:_LONGEST]
    if line.key != "truth-of-many" or _ONE_AT_A_TIME.match(source):
        return None
    word = _WORD.search(source)
    if word is not None:
        return "conditions-joined", {"word": word[1], "sign": "&" if word[1] == "and" else "|"}
    return ("comparison-chain", {}) if _CHAIN.search(source) else None
