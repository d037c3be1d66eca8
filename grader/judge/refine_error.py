"""Replaces a general entry of the error catalogue by one that fits the learner's own line.

Python's message alone often leads astray: `np.mean(x, axis=1)` on a tensor is told that `mean` has
no argument `axis`, and `nn.ReLU(z) @ w` that two types cannot be combined. What the code calls, and
the types of the operands, tell what is wrong there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch

from grader.judge.error_patterns import PATTERNS
from grader.judge.name_lookup import NUMPY_ARRAY, find_name, torch_equivalent

UNKNOWN = "none"
"""The value of a fact that could not be determined; messages have a variant without it."""

Explained = tuple[str, dict[str, str]]
"""The key of an entry of the error catalogue, and the facts of its message."""


@dataclass(frozen=True, slots=True)
class FailedLine:
    """What is known of an exception: its pattern's key and facts, and the line that raised it.

    `known` has what the message says and what the probe found: `called`, `operation`, and for
    `left` and `right` their source, `…_type`, `…_shape` and `…_dtype`. All of it is untrusted.
    """

    kind: str
    message: str
    source: str
    key: str | None
    facts: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def called(self) -> str:
        """The source of the called function, such as "nn.ReLU"; empty if no call failed."""
        return self.known.get("called", "")

    @property
    def called_name(self) -> str:
        """The last name of the called function, such as "ReLU"."""
        return self.called.rpartition(".")[2]

    def operand_types(self) -> set[str]:
        """Return the types of the operands that are known."""
        return {self.known[name] for name in ("left_type", "right_type") if name in self.known}


def refine(line: FailedLine) -> tuple[str | None, dict[str, str]]:
    """Return the most specific key that fits, with its facts; the pattern's own if none does."""
    for rule in _RULES:
        found = rule(line)
        if found is not None:
            key, facts = found
            return key, {name: facts.get(name, UNKNOWN) for name in _FACTS[key]}
    return line.key, dict(line.facts)


# --- None -----------------------------------------------------------------------------------------


def _none_called(line: FailedLine) -> Explained | None:
    if line.message.startswith("'NoneType' object is not callable"):
        return "none-called", {"called": line.called or UNKNOWN}
    return None


def _gradient_is_none(line: FailedLine) -> Explained | None:
    names = [line.facts.get("left", ""), line.facts.get("right", "")]
    grads = [name for name in names if name.endswith(".grad")]
    if line.key in ("attribute-of-none", "operand-of-none") and grads:
        return "grad-is-none", {"left": grads[0]}
    return None


def _operand_is_none(line: FailedLine) -> Explained | None:
    if line.key != "operand-of-none":
        return None
    side = "right" if line.facts.get("right_type") == "NoneType" else "left"
    return "operand-of-none", {"left": line.facts.get(side, UNKNOWN)}


# --- a layer for its result, a function of NumPy for torch's --------------------------------------

_LAYERS = {
    name: kind
    for name, kind in vars(torch.nn).items()
    if isinstance(kind, type) and issubclass(kind, torch.nn.Module)
}
_OPTIMIZERS = {name for name in dir(torch.optim) if name[:1].isupper()}
_FUNCTION_OF_LOSS = {
    "BCELoss": "binary_cross_entropy",
    "BCEWithLogitsLoss": "binary_cross_entropy_with_logits",
    "CrossEntropyLoss": "cross_entropy",
    "KLDivLoss": "kl_div",
    "GaussianNLLLoss": "gaussian_nll_loss",
    "PoissonNLLLoss": "poisson_nll_loss",
}
_OF_TENSORS = {"operand-types", "must-be-tensor", "missing-attribute", "not-subscriptable", None}
"""Keys of errors that a layer raises where a tensor is wanted. Some messages have no key."""

_TYPE_NAME = re.compile(r"(?:'|not )([A-Z]\w{0,40})(?:'|$)")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_layer(type_name: str) -> bool:
    """Return whether a class of torch.nn has this name."""
    return type_name in _LAYERS


def function_of_layer(layer: str) -> str:
    """Return the function that does the same as a class of torch.nn, or UNKNOWN."""
    snake = _WORD.sub("_", layer).lower()
    for name in (_FUNCTION_OF_LOSS.get(layer, ""), layer.lower(), snake):
        for module in (torch, torch.nn.functional):
            if name and callable(getattr(module, name, None)):
                return f"{module.__name__}.{name}"
    return UNKNOWN


def _layer_not_called(line: FailedLine) -> Explained | None:
    """Find a layer that was given tensors when it was made, or is used like its result."""
    layer = _layer_given_tensors(line) or _layer_as_tensor(line)
    if layer is None:
        return None
    return "layer-not-called", {"layer": layer, "function": function_of_layer(layer)}


def _layer_given_tensors(line: FailedLine) -> str | None:
    name = line.called_name
    if name not in _LAYERS:
        return None
    if "Tensor" in line.operand_types():
        return name
    takes_none = line.message.startswith(f"{name}.__init__() takes 1 positional argument")
    return name if takes_none else None


def _layer_as_tensor(line: FailedLine) -> str | None:
    if line.key == "missing-attribute" and not hasattr(torch.Tensor, line.facts.get("name", "")):
        return None  # a misspelled attribute of the layer
    if line.kind not in ("TypeError", "AttributeError") or line.key not in _OF_TENSORS:
        return None
    return next((each for each in _TYPE_NAME.findall(line.message) if each in _LAYERS), None)


def _layer_gone_through(line: FailedLine) -> Explained | None:
    found = line.facts.get("type", "")
    if line.key == "not-iterable" and (is_layer(found) or line.called_name in _OPTIMIZERS):
        return "layer-gone-through", {"type": found, "called": line.called or UNKNOWN}
    return None


def _numpy_function_of_tensor(line: FailedLine) -> Explained | None:
    module, _, name = line.called.partition(".")
    if module not in ("np", "numpy") or not name or "Tensor" not in line.operand_types():
        return None
    if name in ("array", "asarray", "from_dlpack") or line.key == "missing-in-module":
        return None  # these make an array, and that is meant
    return "numpy-function-of-tensor", {"called": line.called, "nearest": torch_equivalent(name)}


# --- shapes ---------------------------------------------------------------------------------------


def _linear_untransposed(line: FailedLine) -> Explained | None:
    if line.key == "matmul-shapes" and line.called_name == "linear":
        return "linear-untransposed", dict(line.facts)
    return None


def _unknown_shapes(line: FailedLine) -> Explained | None:
    """Do not say "has shape none": where one of the shapes is not known, name none of them."""
    if line.key not in ("matmul-shapes", "dot-of-matrices"):
        return None
    if UNKNOWN not in (line.facts["left_shape"], line.facts["right_shape"]):
        return None
    return "shapes-do-not-fit", {"left": line.facts["left"], "right": line.facts["right"]}


def _permute_meant(line: FailedLine) -> Explained | None:
    if line.key == "too-many-arguments" and line.facts["function"] in ("transpose", "swapaxes"):
        return "permute-meant", dict(line.facts)
    return None


def _view_of_leaf(line: FailedLine) -> Explained | None:
    if line.key == "leaf-in-place" and line.message.startswith("a view of a leaf"):
        return "leaf-view-in-place", {"left": line.facts["left"]}
    return None


# --- types ----------------------------------------------------------------------------------------

_LAZY = {"generator", "map", "zip", "filter", "reversed", "enumerate", "range", "set"}
_LAZY |= {"dict_keys", "dict_values", "dict_items", "range_iterator", "list_iterator"}


def _text_operand(line: FailedLine) -> Explained | None:
    if line.key != "operand-types":
        return None
    left, right = line.facts["left_type"], line.facts["right_type"]
    if left == "sequence" and "str" in line.operand_types():
        left = "str"
    if "str" not in (left, right):
        return None
    return "text-operand", {**line.facts, "left_type": left, "right_type": right}


def _text_index(line: FailedLine) -> Explained | None:
    by_message = re.match(
        r"(list|tuple) indices must be integers or slices, not str$", line.message
    )
    is_index = line.key in ("float-as-index", "too-many-indices") and line.kind == "IndexError"
    if by_message or (is_index and line.known.get("right_type") == "str"):
        kind = by_message[1] if by_message else line.known.get("left_type", UNKNOWN)
        return "text-index", {"left": line.known.get("left", UNKNOWN), "type": kind}
    return None


def _integer_of_fraction(line: FailedLine) -> Explained | None:
    found = re.match(r"invalid literal for int\(\) with base 10: '([^']{1,40})'", line.message)
    if found is None:
        return None
    try:
        float(found[1])
    except ValueError:
        return None
    return "integer-of-fraction", {"text": found[1]}


_ASSERT = re.compile(r"\bassert\b")


def _assertion_inside(line: FailedLine) -> Explained | None:
    if line.key == "assertion" and line.source and not _ASSERT.search(line.source):
        return "assertion-inside", {"called": line.called or UNKNOWN}
    return None


def _lazy_values(line: FailedLine) -> Explained | None:
    if line.key == "no-number" and line.facts["got"] in _LAZY:
        return "lazy-values", {"got": line.facts["got"]}
    return None


def _tensors_into_tensor(line: FailedLine) -> Explained | None:
    if line.key == "many-to-number" and line.called_name in ("tensor", "as_tensor", "Tensor"):
        return "tensors-into-tensor", {"called": line.called}
    return None


def _dict_unpacked(line: FailedLine) -> Explained | None:
    if line.key == "unpack-count" and line.known.get("left_type") == "dict":
        return "dict-unpacked", {"left": line.known.get("left", UNKNOWN)}
    return None


# --- syntax ---------------------------------------------------------------------------------------

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PRODUCT = re.compile(r"(?<![\w.])([1-9][0-9]{0,9}(?:\.[0-9]{1,9})?)([A-Za-z_]\w{0,39})(?!\w)")
_NEW_NAME = re.compile(r"\s*=(?!=)|.*\bin\b")


def _else_if(line: FailedLine) -> Explained | None:
    if line.kind == "SyntaxError" and re.match(r"\s*else\s+if\b", line.source):
        return "syntax-else-if", {}
    return None


def _superscript(line: FailedLine) -> Explained | None:
    sign = line.facts.get("sign", "")
    digit = sign.translate(_SUPERSCRIPTS)
    if line.key == "syntax-character" and digit != sign:
        return "syntax-superscript", {"sign": sign, "digit": digit}
    return None


def _product_without_sign(line: FailedLine) -> Explained | None:
    found = _PRODUCT.search(line.source) if line.key == "syntax-number" else None
    if found is None or found[2].startswith(("e", "E", "j", "J")):
        return None
    before, after = line.source[: found.start()].split(), line.source[found.end() :]
    if _NEW_NAME.match(after) or (before and before[-1] in ("def", "class", "import", "as", "for")):
        return None  # a name that begins with a digit is meant
    return "syntax-product", {"number": found[1], "name": found[2]}


def _compared_keyword(line: FailedLine) -> Explained | None:
    name = line.facts.get("name", "")
    if line.key != "unknown-name":
        return None
    if re.search(rf"[(,]\s*{re.escape(name)}\s*==", line.source[:400]):
        return "compared-keyword", {"name": name}
    return None


# --- names ----------------------------------------------------------------------------------------


def _name_elsewhere(line: FailedLine) -> Explained | None:
    """Find the place where a name exists that was looked for in a module or type that lacks it."""
    if line.key not in ("missing-in-module", "missing-attribute"):
        return None
    owner = line.facts.get("module") or line.facts.get("type", "")
    name = line.facts["name"]
    if owner == NUMPY_ARRAY and hasattr(torch.Tensor, name):
        return "only-of-tensors", {"type": owner, "name": name}
    if owner == "Tensor" and name in ("zero_grad", "append"):
        return ("zero-grad-of-tensor" if name == "zero_grad" else "append-to-tensor"), {}
    place = find_name(owner, name)
    return (
        None
        if place is None
        else ("name-elsewhere", {"owner": owner, "name": name, "place": place})
    )


_RULES: tuple[Callable[[FailedLine], Explained | None], ...] = (
    _else_if,
    _superscript,
    _product_without_sign,
    _numpy_function_of_tensor,
    _layer_not_called,
    _layer_gone_through,
    _none_called,
    _gradient_is_none,
    _operand_is_none,
    _linear_untransposed,
    _unknown_shapes,
    _permute_meant,
    _view_of_leaf,
    _text_operand,
    _text_index,
    _integer_of_fraction,
    _assertion_inside,
    _lazy_values,
    _tensors_into_tensor,
    _dict_unpacked,
    _compared_keyword,
    _name_elsewhere,
)
"""In order of precedence: the first rule that finds something explains the error."""

REFINED: Mapping[str, tuple[str, ...]] = {
    "grad-is-none": ("left",),
    "none-called": ("called",),
    "layer-not-called": ("layer", "function"),
    "layer-gone-through": ("type", "called"),
    "numpy-function-of-tensor": ("called", "nearest"),
    "linear-untransposed": ("left", "left_shape", "right", "right_shape"),
    "shapes-do-not-fit": ("left", "right"),
    "permute-meant": ("function", "given"),
    "leaf-view-in-place": ("left",),
    "text-operand": ("operation", "left_type", "right_type"),
    "text-index": ("left", "type"),
    "integer-of-fraction": ("text",),
    "assertion-inside": ("called",),
    "lazy-values": ("got",),
    "tensors-into-tensor": ("called",),
    "dict-unpacked": ("left",),
    "syntax-else-if": (),
    "syntax-superscript": ("sign", "digit"),
    "syntax-product": ("number", "name"),
    "compared-keyword": ("name",),
    "name-elsewhere": ("owner", "name", "place"),
    "zero-grad-of-tensor": (),
    "append-to-tensor": (),
    "gpu-only-pretended": (),
}
"""The keys that only this module gives (and `problems` the last one), with their facts."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    **{pattern.key: pattern.facts for pattern in PATTERNS},
    "operand-of-none": ("left",),
    **REFINED,
}
