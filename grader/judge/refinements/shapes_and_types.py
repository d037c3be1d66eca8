"""Rules for shapes that do not fit, and for types that cannot be combined."""

from __future__ import annotations

import re

from common.error_explanations.explain import UNKNOWN
from grader.judge.refinements.failed_line import Explained, FailedLine

# --- shapes ---------------------------------------------------------------------------------------


def linear_untransposed(line: FailedLine) -> Explained | None:
    """Find `linear` with weights that it would transpose."""
    if line.key == "matmul-shapes" and line.called_name == "linear":
        return "linear-untransposed", dict(line.facts)
    return None


def matrix_wanted(line: FailedLine) -> Explained | None:
    """Find `mm` or `mv` of tensors with other numbers of dimensions."""
    name = line.called_name
    if line.key != "matmul-shapes" or name not in ("mm", "mv"):
        return None
    is_found = re.match(r"(?:self|mat2) must be a matrix|vector \+ matrix", line.message)
    return ("mm-dims", {**line.facts, "function": name}) if is_found else None


def unknown_shapes(line: FailedLine) -> Explained | None:
    """Do not say "has shape none": where one of the shapes is not known, name none of them."""
    if line.key not in ("matmul-shapes", "dot-of-matrices"):
        return None
    if UNKNOWN not in (line.facts["left_shape"], line.facts["right_shape"]):
        return None
    return "shapes-do-not-fit", {"left": line.facts["left"], "right": line.facts["right"]}


def stretched(line: FailedLine) -> Explained | None:
    """Find `expand` of a dimension whose size is not 1."""
    name = line.called_name
    if line.key != "assign-shape" or name not in ("expand", "expand_as", "broadcast_to"):
        return None
    return "expand-size", {**line.facts, "function": name}


def permute_meant(line: FailedLine) -> Explained | None:
    """Find a `transpose` of more than two dimensions."""
    if line.key == "too-many-arguments" and line.facts["function"] in ("transpose", "swapaxes"):
        return "permute-meant", dict(line.facts)
    return None


def view_of_leaf(line: FailedLine) -> Explained | None:
    """Find a part of a leaf that is changed in place."""
    if line.key == "leaf-in-place" and line.message.startswith("a view of a leaf"):
        return "leaf-view-in-place", {"left": line.facts["left"]}
    return None


# --- types ----------------------------------------------------------------------------------------

_LAZY = {"generator", "map", "zip", "filter", "reversed", "enumerate", "range", "set"}
_LAZY |= {"dict_keys", "dict_values", "dict_items", "range_iterator", "list_iterator"}


def text_operand(line: FailedLine) -> Explained | None:
    """Find an operation between text and another type."""
    if line.key != "operand-types":
        return None
    left, right = line.facts["left_type"], line.facts["right_type"]
    if left == "sequence" and "str" in line.operand_types():
        left = "str"
    if "str" not in (left, right):
        return None
    return "text-operand", {**line.facts, "left_type": left, "right_type": right}


def text_index(line: FailedLine) -> Explained | None:
    """Find text as an index of something that is no dict."""
    by_message = re.match(
        r"(list|tuple) indices must be integers or slices, not str$", line.message
    )
    if line.known.get("operation") == "[]" and line.key == "no-number":
        line_type = line.known.get("left_type", "Tensor")
        is_text = line.facts["got"] == "str"
        return ("text-index", {"left": line.known["left"], "type": line_type}) if is_text else None
    is_index = line.key in ("float-as-index", "too-many-indices") and line.kind == "IndexError"
    if by_message or (is_index and line.known.get("right_type") == "str"):
        kind = by_message[1] if by_message else line.known.get("left_type", UNKNOWN)
        return "text-index", {"left": line.known.get("left", UNKNOWN), "type": kind}
    return None


def integer_of_fraction(line: FailedLine) -> Explained | None:
    """Find `int` of text that only `float` can read."""
    found = re.match(r"invalid literal for int\(\) with base 10: '([^']{1,40})'", line.message)
    if found is None:
        return None
    try:
        float(found[1])
    except ValueError:
        return None
    return "integer-of-fraction", {"text": found[1]}


_ASSERT = re.compile(r"\bassert\b")


def assertion_inside(line: FailedLine) -> Explained | None:
    """Find a failed assertion of a library, not of the learner's line."""
    if line.key == "assertion" and line.source and not _ASSERT.search(line.source):
        return "assertion-inside", {"called": line.called or UNKNOWN}
    return None


def lazy_values(line: FailedLine) -> Explained | None:
    """Find a generator, map or view where a list is wanted."""
    if line.key == "no-number" and line.facts["got"] in _LAZY:
        return "lazy-values", {"got": line.facts["got"]}
    return None


def tensors_into_tensor(line: FailedLine) -> Explained | None:
    """Find `torch.tensor` of whole tensors, where `torch.stack` is meant."""
    if line.key == "many-to-number" and line.called_name in ("tensor", "as_tensor", "Tensor"):
        return "tensors-into-tensor", {"called": line.called}
    return None


def dict_unpacked(line: FailedLine) -> Explained | None:
    """Find a loop that unpacks the keys of a dict."""
    if line.key == "unpack-count" and line.known.get("left_type") == "dict":
        return "dict-unpacked", {"left": line.known.get("left", UNKNOWN)}
    return None
