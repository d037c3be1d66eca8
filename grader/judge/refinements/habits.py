"""Rules for habits from other libraries and from Python, where torch does the same otherwise."""

from __future__ import annotations

import re

from common.error_explanations.explain import UNKNOWN
from grader.judge.layers import is_layer
from grader.judge.refinements.failed_line import Explained, FailedLine

_OF_KERAS = {"fit", "predict", "evaluate", "summary", "compile", "get_weights", "set_weights"}
_OF_BUILTINS = {"sum", "max", "min", "abs", "round", "all", "any"}
_OF_PANDAS = {"columns", "iloc", "loc", "head", "tail", "iterrows", "itertuples", "fillna"}
_OF_PANDAS |= {"dropna", "groupby", "isnull", "notnull", "drop", "describe", "sort_values"}
_OF_LISTS = {"count", "extend", "insert", "remove", "pop"}
_SEED = re.compile(r"\(.*\bseed=int\b.*\), but|argument 'seed'")
_PAIR = re.compile(r"\.(?:max|min|sort|topk|median|mode|cummax|cummin|kthvalue)\(.*[)…]$")


def method_of_keras(line: FailedLine) -> Explained | None:
    """Find a method that models of Keras have."""
    if line.key != "missing-attribute":
        return None
    name = line.facts["name"]
    is_layers = is_layer(line.facts["type"])
    is_own = "forward" in line.known.get("methods", "").split()
    if (name in _OF_KERAS and (is_layers or is_own)) or (name == "add" and is_layers):
        return "method-of-keras", {"type": line.facts["type"], "name": name}
    return None


def builtin_function(line: FailedLine) -> Explained | None:
    """Find Python's own `sum` or `max` that was given an argument of torch's."""
    name = line.facts.get("function", "")
    is_of_torch = line.facts.get("name") in ("dim", "axis", "keepdim")
    if line.key == "unknown-keyword" and is_of_torch and name in _OF_BUILTINS:
        return ("builtin-function", {"function": name}) if line.called == name else None
    return None


def pair_as_tensor(line: FailedLine) -> Explained | None:
    """Find values and positions together, as `max` and `sort` return them, in place of a tensor."""
    is_argument = line.key == "must-be-tensor" and "return_types" in line.facts["got"]
    if line.key == "operand-types":
        sides = [line.facts.get("left", ""), line.facts.get("right", "")]
        sides += [line.known.get("left", ""), line.known.get("right", "")]
        is_tuple = "tuple" in line.message or "multiply sequence" in line.message
        is_argument = is_tuple and any(map(_PAIR.search, sides))
    if line.key == "float-as-index" and _PAIR.search(line.known.get("right", "")):
        is_argument = line.known.get("operation") == "[]"
    return ("max-returns-pair", {}) if is_argument else None


def tuple_operand(line: FailedLine) -> Explained | None:
    """Find a tuple of tensors where one tensor is wanted."""
    is_repeated = line.key == "one-integer-wanted" and line.known.get("operation") == "*"
    if line.key != "operand-types" and not is_repeated:
        return None
    kinds = line.known if is_repeated else line.facts
    for side, other in (("left", "right"), ("right", "left")):
        if (
            kinds.get(f"{side}_type") == "tuple"
            and kinds.get(f"{other}_type", "Tensor") == "Tensor"
        ):
            return "tuple-operand", {"left": line.known.get(side, UNKNOWN)}
    return None


_OF_UFUNCS = {
    ("add", "accumulate"): "torch.cumsum",
    ("add", "reduce"): "torch.sum",
    ("maximum", "accumulate"): "torch.cummax",
    ("maximum", "reduce"): "torch.amax",
    ("minimum", "accumulate"): "torch.cummin",
    ("minimum", "reduce"): "torch.amin",
    ("multiply", "accumulate"): "torch.cumprod",
    ("multiply", "outer"): "torch.outer",
    ("multiply", "reduce"): "torch.prod",
}
_UFUNC = re.compile(r"'builtin_function_or_method' object has no attribute '(\w{1,20})'$")


def method_of_ufunc(line: FailedLine) -> Explained | None:
    """Find a method that NumPy's functions have, such as `np.maximum.accumulate`."""
    found = _UFUNC.match(line.message)
    left = line.known.get("left", "")
    nearest = _OF_UFUNCS.get((left.removeprefix("torch."), found[1])) if found else None
    return (
        ("method-of-ufunc", {"called": left, "name": found[1], "nearest": nearest})
        if (found and nearest)
        else None
    )


def size_as_tuple(line: FailedLine) -> Explained | None:
    """Find a size that is a number, where a tuple is wanted."""
    facts = line.facts
    is_type = line.key == "argument-type" and facts["argument"] == "size" and facts["got"] == "int"
    is_choice = line.key == "argument-choice" and facts["function"] == "randint"
    if is_type or (is_choice and re.match(r"int, int, int\b", facts["got"])):
        return "size-as-tuple", {"function": facts["function"]}
    return None


def seed_elsewhere(line: FailedLine) -> Explained | None:
    """Find a seed that is given to a generator or to a function that draws."""
    is_keyword = line.key in ("unknown-keyword", "argument-choice")
    if (is_keyword and _SEED.search(line.message)) or (
        line.called_name == "Generator" and line.key == "no-cuda"
    ):
        return "seed-elsewhere", {}
    return None


def attribute_of_dict(line: FailedLine) -> Explained | None:
    """Find an entry of a dict that is read like an attribute."""
    if line.key == "missing-attribute" and line.facts["type"] == "dict":
        return "attribute-of-dict", {
            "left": line.known.get("left", UNKNOWN),
            "name": line.facts["name"],
        }
    return None


def method_of_pandas(line: FailedLine) -> Explained | None:
    """Find a name of pandas' tables that is looked for in a tensor."""
    if line.key == "missing-attribute" and line.facts["type"] == "Tensor":
        name = line.facts["name"]
        return ("method-of-pandas", {"name": name}) if name in _OF_PANDAS else None
    return None


def method_of_list(line: FailedLine) -> Explained | None:
    """Find a method of lists that is looked for in a tensor."""
    if line.key == "too-few-arguments" and line.facts["function"] == "Tensor.index":
        return "method-of-list", {"name": "index"}
    if line.key == "missing-attribute" and line.facts["type"] == "Tensor":
        name = line.facts["name"]
        return ("method-of-list", {"name": name}) if name in _OF_LISTS else None
    return None


def shape_as_number(line: FailedLine) -> Explained | None:
    """Find a whole shape where one of its sizes is wanted."""
    if "'torch.Size' object cannot be interpreted as an integer" in line.message:
        return "shape-as-number", {"left": line.known.get("left", UNKNOWN)}
    if line.key == "size-integers" and "torch.Size" in line.message:
        is_layers = is_layer(line.called_name)
        return ("shape-as-number", {"left": UNKNOWN}) if is_layers else ("size-unpacked", {})
    if line.key != "operand-types":
        return None
    for side in ("left", "right"):
        kinds = (line.facts.get(f"{side}_type"), line.known.get(f"{side}_type"))
        source = line.known.get(side, UNKNOWN)
        if "torch.Size" in kinds or (source.endswith(".shape") and "sequence" in kinds):
            return "shape-as-number", {"left": source}
    return None


def self_before_name(line: FailedLine) -> Explained | None:
    """Find a name without `self.` that is an attribute or a method of the object."""
    if line.key in ("unknown-name", "unbound-local") and line.known.get("owner") == "self":
        return "self-before-name", {"name": line.facts["name"]}
    return None


def self_missing(line: FailedLine) -> Explained | None:
    """Find `self` where no parameter bears this name."""
    if line.key == "unknown-name" and line.facts["name"] == "self":
        return "self-missing", {}
    return None
