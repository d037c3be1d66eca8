"""Rules for an object of another kind than is wanted: None, a layer, a function of NumPy."""

from __future__ import annotations

import re

import torch

from common.error_explanations.explain import UNKNOWN
from grader.judge.layers import function_of_layer, is_layer
from grader.judge.name_lookup import torch_equivalent
from grader.judge.refinements.failed_line import Explained, FailedLine

_OPTIMIZERS = {name for name in dir(torch.optim) if name[:1].isupper()}
_OF_TENSORS = {
    *("operand-types", "unary-operand", "must-be-tensor", "missing-attribute", "not-subscriptable"),
    *("no-len", "no-rounding", "list-of-tensors", "real-number", "number-of-type", None),
}
"""Keys of errors that a layer raises where a tensor is wanted. Some messages have no key."""

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_TYPE_NAME = re.compile(r"(?:'|not )([A-Z]\w{0,40})(?:'|$)")


def none_called(line: FailedLine) -> Explained | None:
    """Find a call of None."""
    if line.message.startswith("'NoneType' object is not callable"):
        return "none-called", {"called": line.called or UNKNOWN}
    return None


_RETURNS_NONE = re.compile(
    r"\.(backward|step|zero_grad|append|extend|insert|sort|reverse|clear|update)\("
)


def result_of_procedure(line: FailedLine) -> Explained | None:
    """Find the result of a method that works in place and returns None."""
    if line.key not in ("attribute-of-none", "operand-of-none"):
        return None
    operands = (line.facts.get(side, "") for side in ("left", "right"))
    # The result of a call is used, and not an attribute of something behind it.
    calls = [_RETURNS_NONE.search(each) for each in operands if each.endswith((")", "…"))]
    names = [found[1] for found in calls if found is not None]
    return ("returns-none", {"name": names[0]}) if len(names) == 1 else None


def context_lacks(line: FailedLine) -> Explained | None:
    """Find what `backward` of an autograd.Function reads and its `forward` did not keep."""
    is_tensor = line.key in ("unpack-count", "list-index") and "saved_tensors" in line.source[:400]
    owner = line.facts.get("type", "")
    if is_tensor:
        return "context-lacks", {"name": UNKNOWN}
    if line.key == "missing-attribute" and owner.endswith("Backward"):
        return "context-lacks", {"name": line.facts["name"]}
    return None


def gradient_is_none(line: FailedLine) -> Explained | None:
    """Find a `.grad` that is None."""
    names = [line.facts.get("left", ""), line.facts.get("right", "")]
    grads = [name for name in names if name.endswith(".grad")]
    if line.key in ("attribute-of-none", "operand-of-none") and grads:
        return "grad-is-none", {"left": grads[0]}
    return None


def operand_is_none(line: FailedLine) -> Explained | None:
    """Find the operand that is None."""
    if line.key != "operand-of-none":
        return None
    side = "right" if line.facts.get("right_type") == "NoneType" else "left"
    return "operand-of-none", {"left": line.facts.get(side, UNKNOWN)}


def layer_not_called(line: FailedLine) -> Explained | None:
    """Find a layer that was given tensors when it was made, or is used like its result."""
    layer = _layer_given_tensors(line)
    if layer is None:
        layer = _layer_as_tensor(line)
        for side in ("left", "right"):
            source = line.known.get(side, "")
            if layer and line.known.get(f"{side}_type") == layer and _NAME.fullmatch(source):
                return "layer-for-result", {"left": source, "layer": layer}
    if layer is None:
        return None
    return "layer-not-called", {"layer": layer, "function": function_of_layer(layer)}


def _layer_given_tensors(line: FailedLine) -> str | None:
    name = line.called_name
    if not is_layer(name):
        return None
    if "Tensor" in line.operand_types():
        return name
    if name.endswith("Loss") and line.key == "truth-of-many":
        return name  # the loss asks whether an old argument of its own is True
    takes_none = line.message.startswith(f"{name}.__init__() takes 1 positional argument")
    is_checked = line.message.endswith("must be an int or None, got <class 'torch.Tensor'>")
    return name if takes_none or is_checked else None


def _layer_as_tensor(line: FailedLine) -> str | None:
    if line.key == "missing-attribute" and not hasattr(torch.Tensor, line.facts.get("name", "")):
        return None  # a misspelled attribute of the layer
    if line.kind not in ("TypeError", "AttributeError") or line.key not in _OF_TENSORS:
        return None
    return next(filter(is_layer, _TYPE_NAME.findall(line.message)), None)


def number_for_tensor(line: FailedLine) -> Explained | None:
    """Find a number, list or tuple that a Parameter is made of, and `backward` of a number."""
    if line.key != "only-of-tensors":
        return None
    kind, name = line.facts["type"], line.facts["name"]
    if line.called_name == "Parameter" and name == "detach":
        return "parameter-of-tensor", {"called": line.called, "type": kind}
    if name == "backward" and kind in ("float", "int"):
        return "backward-of-number", {"left": line.known.get("left", UNKNOWN), "type": kind}
    return None


def gradient_of_many(line: FailedLine) -> Explained | None:
    """Find `torch.autograd.grad` whose first argument has several elements."""
    if line.key != "backward-of-many" or line.called_name != "grad":
        return None
    return "grad-of-many", {"left": line.facts["left"], "called": line.called}


def layer_gone_through(line: FailedLine) -> Explained | None:
    """Find a layer that is used like the list of its parameters."""
    found = line.facts.get("type", "")
    if line.key == "not-iterable" and (is_layer(found) or line.called_name in _OPTIMIZERS):
        return "layer-gone-through", {"type": found, "called": line.called or UNKNOWN}
    return None


def numpy_function_of_tensor(line: FailedLine) -> Explained | None:
    """Find a function of NumPy that was given a tensor."""
    module, _, name = line.called.partition(".")
    if module not in ("np", "numpy") or not name or "Tensor" not in line.operand_types():
        return None
    if name in ("array", "asarray", "from_dlpack") or line.key == "missing-in-module":
        return None  # these make an array, and that is meant
    return "numpy-function-of-tensor", {"called": line.called, "nearest": torch_equivalent(name)}
