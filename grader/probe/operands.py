"""Looks up the values of expressions without running them, and describes these values."""

from __future__ import annotations

import ast
import builtins
import inspect
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
import torch
from torch.nn import Module, ModuleDict, ModuleList

from .trusted_torch import DisableTorchFunction, Tensor

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_MAX_NAME = 40
_MAX_ATTRIBUTES = 8
_OF_MODULES = ("_parameters", "_buffers", "_modules")
_FUNCTIONS = BuiltinFunctionType | FunctionType | MethodType


class Unknown:
    """Marks an expression whose value cannot be determined without running it."""


def look_up(node: ast.expr, frame: FrameType) -> Any:
    """Return the value of a name or an attribute in a frame, or Unknown."""
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(name):
            return frame.f_locals.get(name, frame.f_globals.get(name, Unknown))
        case ast.Attribute(base, name):
            return _attribute(look_up(base, frame), name)
    return Unknown


def _attribute(owner: Any, name: str) -> Any:
    if type(owner) is Tensor:
        if name not in ("T", "mT", "data", "grad"):
            return Unknown
        if name == "grad" and not owner.is_leaf:
            return None  # as torch returns, but without its warning
        return getattr(owner, name)
    if owner is Unknown or isinstance(owner, torch.Tensor | type):
        return Unknown
    fields = getattr(owner, "__dict__", {})
    if isinstance(owner, Module):
        for kind in _OF_MODULES:
            if name in fields.get(kind, ()):
                return fields[kind][name]
    return fields.get(name, Unknown)


def source_text(node: ast.expr) -> str:
    """Return the source of an expression, cut to what fits in a sentence."""
    name = ast.unparse(node)
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME - 1] + "…"


def describe(role: str, node: ast.expr, frame: FrameType) -> dict[str, str]:
    """Return the source of an operand, and the type and form of its value, as facts."""
    facts = {role: source_text(node)}
    value = look_up(node, frame)
    if value is Unknown:
        return facts
    facts[f"{role}_type"] = type(value).__name__
    if isinstance(value, torch.Tensor | np.ndarray):
        with DisableTorchFunction():
            facts[f"{role}_shape"] = str(tuple(value.shape))
            facts[f"{role}_dtype"] = str(value.dtype).removeprefix("torch.")
            facts[f"{role}_device"] = str(getattr(value, "device", "cpu"))
    return facts


# --- what is wrong with an operand ----------------------------------------------------------------


def find_suspects(node: ast.AST, frame: FrameType) -> dict[str, str]:
    """Return the operands that are seldom meant so, as facts.

    `uncalled` is a function or method without brackets, and `uncalled_kind` which of the two it is.
    `fraction` is a float. `layers` is the called expression if it holds layers, and `layers_in` the
    type that holds them.
    """
    facts: dict[str, str] = {}
    for operand in _parts(node):
        kind = _kind_uncalled(operand, frame)
        if kind is not None and "uncalled" not in facts:
            facts |= {"uncalled": source_text(operand), "uncalled_kind": kind}
        if _is_fraction(operand, frame):
            facts.setdefault("fraction", source_text(operand))
    if isinstance(node, ast.Call):
        called = look_up(node.func, frame)
        if _holds_layers(called):
            facts |= {"layers": source_text(node.func), "layers_in": type(called).__name__}
    return facts


def _parts(node: ast.AST) -> list[ast.expr]:
    """Return the operands of an expression, and the items of those that are tuples or lists.

    Of a comprehension, the items are what it goes through and what it makes of each.
    """
    match node:
        case ast.BinOp(left, _, right):
            found = [left, right]
        case ast.AugAssign(_, _, value) | ast.UnaryOp(_, value):
            found = [value]
        case ast.Compare(left, _, comparators):
            found = [left, *comparators]
        case ast.Call(_, arguments, keywords):
            found = [*arguments, *(each.value for each in keywords)]
        case ast.Subscript(_, index):
            found = [index]
        case _:
            return []
    inner = [each.elts for each in found if isinstance(each, ast.Tuple | ast.List)]
    for each in found:
        if isinstance(each, ast.ListComp | ast.GeneratorExp):
            inner.append([*(part.iter for part in each.generators), each.elt])
    return [*found, *(item for items in inner for item in items)]


def _kind_uncalled(node: ast.expr, frame: FrameType) -> str | None:
    """Return "method" or "function" for an expression whose value is one, or None."""
    if isinstance(look_up(node, frame), _FUNCTIONS):
        return "function"
    if not isinstance(node, ast.Attribute):
        return None
    owner = look_up(node.value, frame)
    kind = Tensor if owner is Unknown else type(owner)  # of results, nearly all are tensors
    if kind is ModuleType:
        return None
    found = inspect.getattr_static(kind, node.attr, None)
    return "method" if inspect.isroutine(found) else None


def _is_fraction(node: ast.expr, frame: FrameType) -> bool:
    is_division = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    return is_division or type(look_up(node, frame)) is float


def _holds_layers(value: Any) -> bool:
    if isinstance(value, ModuleList | ModuleDict):
        return True
    return type(value) in (list, tuple) and any(isinstance(each, Module) for each in value)


# --- names and attributes that do not exist -------------------------------------------------------


def name_facts(node: ast.Name, frame: FrameType) -> dict[str, str]:
    """Return `owner`, the first parameter of the method that runs, if it has the missing name."""
    code = frame.f_code
    if code.co_argcount == 0 or code.co_varnames[0] != "self":
        return {}
    owner = frame.f_locals.get("self", Unknown)
    is_method = inspect.isroutine(inspect.getattr_static(type(owner), node.id, None))
    is_own = is_method or _attribute(owner, node.id) is not Unknown
    return {"owner": "self"} if is_own else {}


def attribute_facts(error: BaseException, file_name: str) -> dict[str, str]:
    """Return what is known of an object that lacks an attribute, if its class is in that file.

    `attributes` are the names that its methods have set, and `methods` those of its class.
    `local` is the missing name if `__init__` has a variable of that name.
    """
    if not isinstance(error, AttributeError) or error.obj is None or not error.name:
        return {}
    owner = type(error.obj)
    functions = {name: each for name, each in vars(owner).items() if inspect.isfunction(each)}
    if not any(each.__code__.co_filename == file_name for each in functions.values()):
        return {}
    fields = vars(error.obj)
    names = [name for name in fields if not name.startswith("_") and name != "training"]
    names += [name for kind in _OF_MODULES for name in fields.get(kind, ())]
    made = functions.get("__init__")
    facts = {"attributes": ", ".join(names[:_MAX_ATTRIBUTES])}
    facts["methods"] = " ".join(name for name in functions if not name.startswith("_"))
    if made is not None and error.name in made.__code__.co_varnames:
        facts["local"] = error.name
    return facts
