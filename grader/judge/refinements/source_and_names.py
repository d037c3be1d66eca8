"""Rules for what is written in the line itself: its syntax, and names that do not exist."""

from __future__ import annotations

import ast
import re

import torch

from common.error_explanations.explain import UNKNOWN
from grader.judge.layers import function_of_layer, is_layer
from grader.judge.name_lookup import NUMPY_ARRAY, find_name, meant_place
from grader.judge.refinements.failed_line import Explained, FailedLine

# --- syntax ---------------------------------------------------------------------------------------

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PRODUCT = re.compile(r"(?<![\w.])([1-9][0-9]{0,9}(?:\.[0-9]{1,9})?)([A-Za-z_]\w{0,39})(?!\w)")
_NEW_NAME = re.compile(r"\s*=(?!=)|.*\bin\b")


def else_if(line: FailedLine) -> Explained | None:
    """Find `else if`."""
    if line.kind == "SyntaxError" and re.match(r"\s*else\s+if\b", line.source):
        return "syntax-else-if", {}
    return None


def superscript(line: FailedLine) -> Explained | None:
    """Find a superscript digit."""
    sign = line.facts.get("sign", "")
    digit = sign.translate(_SUPERSCRIPTS)
    if line.key == "syntax-character" and digit != sign:
        return "syntax-superscript", {"sign": sign, "digit": digit}
    return None


def product_without_sign(line: FailedLine) -> Explained | None:
    """Find a number and a name without a sign between them, such as `2x`."""
    found = _PRODUCT.search(line.source) if line.key == "syntax-number" else None
    if found is None or found[2].startswith(("e", "E", "j", "J")):
        return None
    before, after = line.source[: found.start()].split(), line.source[found.end() :]
    if _NEW_NAME.match(after) or (before and before[-1] in ("def", "class", "import", "as", "for")):
        return None  # a name that begins with a digit is meant
    return "syntax-product", {"number": found[1], "name": found[2]}


def compared_keyword(line: FailedLine) -> Explained | None:
    """Find `name == value` where an argument is given by its name."""
    name = line.facts.get("name", "")
    if line.key != "unknown-name":
        return None
    if re.search(rf"[(,]\s*{re.escape(name)}\s*==", line.source[:400]):
        return "compared-keyword", {"name": name}
    return None


def text_without_quotes(line: FailedLine) -> Explained | None:
    """Find an unknown name that is given as a named argument, such as `side=right`."""
    name = line.facts.get("name", "")
    if line.key != "unknown-name" or line.facts["nearest"] != UNKNOWN:
        return None
    found = re.search(
        rf"[(,]\s*([A-Za-z_]\w{{0,40}})\s*=\s*{re.escape(name)}\s*[,)]", line.source[:400]
    )
    return ("text-without-quotes", {"name": name, "argument": found[1]}) if found else None


_LIBRARIES = {
    "cv2": "OpenCV",
    "jax": "JAX",
    "jnp": "JAX",
    "keras": "Keras",
    "pd": "pandas",
    "sklearn": "scikit-learn",
    "sns": "seaborn",
    "tf": "TensorFlow",
}
"""Libraries that code cannot use here, by the names under which they are usually imported."""


def other_library(line: FailedLine) -> Explained | None:
    """Find the usual name of a library that is not here."""
    name = line.facts.get("name", "")
    if line.key != "unknown-name" or name not in _LIBRARIES:
        return None
    used = re.search(
        rf"\b{name}\.(?:[a-z_]{{1,30}}\.){{0,3}}([A-Za-z]\w{{0,40}})", line.source[:400]
    )
    place = meant_place(used[1]) if used else None
    return "other-library", {
        "name": name,
        "library": _LIBRARIES[name],
        "place": place or UNKNOWN,
    }


def arrow_assignment(line: FailedLine) -> Explained | None:
    """Find `name <- value`, which assigns in R and compares with `-value` in Python."""
    found = re.match(r"\s*([A-Za-z_]\w{0,40})\s*<-\s*\S", line.source)
    if line.key in ("unknown-name", "unbound-local") and found is not None:
        name = line.facts["name"]
        return ("arrow-assignment", {"name": name}) if name == found[1] else None
    return None


# --- loops ----------------------------------------------------------------------------------------

_COUNTERS = {"i", "j", "k", "n", "idx", "index", "epoch", "step", "number", "position"}


def loop_over_pairs(line: FailedLine) -> Explained | None:
    """Find a loop with several names whose values come neither from `zip` nor from `enumerate`."""
    if line.key not in ("unpack-count", "loop-over-number", "not-iterable"):
        return None
    for target, values in _loops(line.source):
        if not isinstance(target, ast.Tuple) or len(ast.unparse(values)) > _LONGEST_VALUES:
            continue
        if isinstance(values, ast.Tuple) and len(values.elts) == len(target.elts):
            return "zip-missing", {"values": ", ".join(map(ast.unparse, values.elts))}
        first = target.elts[0]
        is_counter = isinstance(first, ast.Name) and first.id in _COUNTERS
        if is_counter and len(target.elts) == 2 and isinstance(values, ast.Name | ast.Attribute):
            return "enumerate-missing", {"values": ast.unparse(values)}
    return None


_LONGEST_VALUES = 60


def _loops(source: str) -> list[tuple[ast.expr, ast.expr]]:
    """Return the targets and the values of the loops in a line."""
    for text in (source.strip(), f"{source.strip()} pass"):
        try:
            nodes = ast.walk(ast.parse(text))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        kinds = ast.For | ast.comprehension
        return [(node.target, node.iter) for node in nodes if isinstance(node, kinds)]
    return []


# --- names ----------------------------------------------------------------------------------------


def name_elsewhere(line: FailedLine) -> Explained | None:
    """Find the place where a name exists that was looked for in a module or type that lacks it."""
    if line.key not in ("missing-in-module", "missing-attribute"):
        return None
    owner = line.facts.get("module") or line.facts.get("type", "")
    name = line.facts["name"]
    if owner in (NUMPY_ARRAY, "str") and hasattr(torch.Tensor, name):
        return "only-of-tensors", {"type": owner, "name": name}
    if owner == "Tensor" and name in ("zero_grad", "append"):
        return ("zero-grad-of-tensor" if name == "zero_grad" else "append-to-tensor"), {}
    if owner in ("torch", "torch.nn.functional") and is_layer(name):
        function = function_of_layer(name)
        if function != UNKNOWN:
            return "function-of-layer", {"owner": owner, "name": name, "function": function}
    place = find_name(owner, name)
    return (
        None
        if place is None
        else ("name-elsewhere", {"owner": owner, "name": name, "place": place})
    )
